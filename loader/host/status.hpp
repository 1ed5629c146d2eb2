// SPDX-License-Identifier: Apache-2.0
// How a host stands, as a document.
#pragma once

#include <vector>

#include "loader/admission/admission.hpp"
#include "loader/document/document.hpp"

namespace assay::loader {

/// Hooks, packages, kill switches, what was wrong at the start, and the journal's head.
[[nodiscard]] Table status_of(const Admission& admission, const std::vector<HookSpec>& hooks);

}  // namespace assay::loader
