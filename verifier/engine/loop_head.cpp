// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/loop_head.hpp"

namespace assay {

std::uint32_t outermost_head(const CutPoints& cuts, const Invariants& invariants,
                             const std::vector<std::uint32_t>& states) {
  const Place* head = nullptr;
  for (const std::uint32_t n : states) {
    const Place& place = invariants.states[n].place;
    if (!cuts.flow_at(place.slot).loop_head) continue;
    if (head == nullptr || place.chain.size() < head->chain.size() ||
        (place.chain.size() == head->chain.size() &&
         cuts.flow_at(place.slot).position < cuts.flow_at(head->slot).position)) {
      head = &place;
    }
  }
  return head != nullptr ? head->slot : invariants.states[states.front()].place.slot;
}

}  // namespace assay
