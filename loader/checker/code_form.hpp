// SPDX-License-Identifier: Apache-2.0
// The form of a program's code: every slot decodes, executed or not, and whatever an instruction
// names is there.
#pragma once

#include "loader/checker/program_view.hpp"
#include "loader/checker/work.hpp"

namespace assay::checker {

/// Whether the functions begin at slot 0, ascend, and have at least a slot each.
[[nodiscard]] bool are_functions(const ProgramView& program);

/// Decodes every slot. Jumps stay in their function and go to instructions; calls and function
/// addresses go to the beginnings of functions; no 16-byte instruction lies across two functions;
/// maps exist, and of addressed values the map is data or has values. Each slot is a unit of work.
/// `slot` becomes the one at fault. Marks the maps that it names.
[[nodiscard]] Code check_code(const ProgramView& program, Work& work, uint32_t& slot);

}  // namespace assay::checker
