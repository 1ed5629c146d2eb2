// SPDX-License-Identifier: Apache-2.0
// What each instruction demands, and what it does to the state: one function a family. A code other
// than Ok refuses; then the state does not count any more.
//
// Source: docs/checker-rules.md, "Instructions" and "Maps". An instruction after which more than
// one state may follow hands the others to the walk (path.hpp).
#pragma once

#include "loader/checker/proof/access.hpp"
#include "loader/checker/proof/path.hpp"

namespace assay::checker {

// In place: the next slot follows.
[[nodiscard]] Code step_alu(Site& site);
[[nodiscard]] Code step_negate(Site& site);
[[nodiscard]] Code step_swap(Site& site);
[[nodiscard]] Code step_wide(Site& site);
[[nodiscard]] Code step_store(Site& site);
[[nodiscard]] Code step_atomic(Site& site);

// These say what follows.
[[nodiscard]] Code step_load(Walk& walk, Path& path);
[[nodiscard]] Code step_packet_load(Walk& walk, Path& path);
[[nodiscard]] Code step_jump_if(Walk& walk, Path& path);
[[nodiscard]] Code step_helper(Walk& walk, Path& path);
[[nodiscard]] Code step_call(Walk& walk, Path& path);
[[nodiscard]] Code step_exit(Walk& walk, Path& path);

/// Any instruction at the path's slot.
[[nodiscard]] Code step(Walk& walk, Path& path);

// Shared.

/// Every held resource was given back, where the program ends or is left.
[[nodiscard]] inline Code check_all_released(const State& state) {
  return state.resource_count == 0 ? Code::Ok : Code::ReferenceLeaked;
}
/// `result` is one that the contract allows, where the program ends.
[[nodiscard]] Code check_result(const Site& site, const Value& result);
/// The innermost function ends: the caller goes on, or the program ends. Says what follows.
void leave_function(Path& path);
/// Each map that an instruction of the program names, executed or not, and the one that such a map
/// holds, is of a kind of the contract, and defined as the kind allows. `slot` becomes the
/// instruction at fault.
[[nodiscard]] Code check_maps(const ProgramView& program, const ContractView& contract, Work& work,
                              uint32_t& slot);
/// The offset lies strictly within the slack of the pointer's region on both sides.
[[nodiscard]] bool near_region(const Site& site, const Value& pointer);

}  // namespace assay::checker
