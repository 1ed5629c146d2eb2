// SPDX-License-Identifier: Apache-2.0
// The types whose layout a proof takes from the object, by name.
#pragma once

#include <set>
#include <string>

#include "ir/program/program.hpp"
#include "verifier/obligation/basis.hpp"

namespace assay {

/// "struct sock", ...: what the layouts and the numbers of `basis`, of `program`, are of.
[[nodiscard]] std::set<std::string> layout_names(const Program& program, const Basis& basis);

}  // namespace assay
