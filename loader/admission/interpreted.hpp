// SPDX-License-Identifier: Apache-2.0
// A program in the reference executor: it stops at everything that a proof rules out, as a second
// line of defence. Maps are those of one run: what a program stores is gone after it.
#pragma once

#include <memory>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "loader/admission/check.hpp"

namespace assay::loader {

[[nodiscard]] std::shared_ptr<const Runnable> interpreted(Program program, Contract contract);

}  // namespace assay::loader
