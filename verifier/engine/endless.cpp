// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/endless.hpp"

#include <bit>

#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/partition.hpp"

namespace assay {

const std::optional<Relevance>& Rounds::control_of(std::uint32_t head) {
  const auto [it, added] = controls_.try_emplace(head);
  if (!added) return it->second;
  const std::size_t f = function_at(env_.program, head);
  auto graph = graphs_.find(f);
  if (graph == graphs_.end()) graph = graphs_.emplace(f, flow_graph(env_.program, f)).first;
  if (graph->second && graph->second.value().at(head).loop_depth == 1)
    it->second = control_.of(head, loop_members(graph->second.value(), head));
  return it->second;
}

bool Rounds::repeats(const Place& place, const State& state, std::uint32_t from, std::uint32_t to) {
  if (!place.chain.empty()) return false;
  const std::optional<Relevance>& control = control_of(place.slot);
  if (!control) return false;
  State seen = state;
  restrict_to_deciding(seen, *control, env_.symbols);
  Round& before = rounds_[from];
  Round now{before.number + 1, before.compared};
  if (now.compared != nullptr && includes(*now.compared, seen) && includes(seen, *now.compared))
    return true;
  if (std::has_single_bit(now.number)) now.compared = std::make_shared<State>(std::move(seen));
  rounds_[to] = std::move(now);
  return false;
}

}  // namespace assay
