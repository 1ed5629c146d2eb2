// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/tried.hpp"

namespace assay {
namespace {

/// A number that was reached decided something; of others more changes nothing.
bool chooses_alike(const SearchPlan& next, const Tried& last) {
  const SearchPlan& plan = last.plan;
  const Choices& by = last.choices;
  return (by.at_merges ? next.states_per_merge == plan.states_per_merge
                       : next.states_per_merge >= plan.states_per_merge) &&
         (by.at_heads ? next.states_per_head == plan.states_per_head
                      : next.states_per_head >= plan.states_per_head) &&
         (by.peeled ? next.peeled == plan.peeled : next.peeled >= plan.peeled) &&
         (!by.came_round || next.rounds_apart == plan.rounds_apart) &&
         (!by.nullness || next.nullness == plan.nullness) && next.on_refusal == plan.on_refusal;
}

}  // namespace

bool repeats(const SearchPlan& next, const Tried& last) {
  if (!chooses_alike(next, last)) return false;
  const SearchPlan& plan = last.plan;
  return last.complete || (next.max_states <= plan.max_states && next.max_steps <= plan.max_steps &&
                           next.max_parts <= plan.max_parts && next.max_work <= plan.max_work);
}

}  // namespace assay
