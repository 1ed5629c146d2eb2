// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/claims.hpp"

#include <algorithm>

#include "ir/base/check.hpp"

namespace assay::soundness {
namespace {

/// A symbol number that no claim uses.
std::uint32_t first_free(const Invariants& invariants) {
  std::uint32_t free = 0;
  for (const Invariant& i : invariants.states) {
    for (const SymbolFacts& s : i.state.knowledge.symbols())
      free = std::max(free, static_cast<std::uint32_t>(s.symbol) + 1);
  }
  return free;
}

}  // namespace

Claims::Claims(const Program& program, const Contract& contract, Invariants invariants)
    : symbols_(first_free(invariants)),
      env_{program, contract, symbols_, nullptr, nullptr, &deducer_},
      invariants_(std::move(invariants)),
      roots_(invariants_.states.size()) {
  auto cuts = CutPoints::of(program);
  ASSAY_CHECK(cuts.ok() && !invariants_.states.empty(), "claims of a program without flow");
  cuts_ = std::move(cuts).value();
  ClaimNode first;
  first.state = entry_state(env_);
  auto map = includes(invariants_.states[0].state, first.state);
  ASSAY_CHECK(map, "the first invariant does not include the entry state");
  first.map = std::move(*map);
  first.target = 0;
  nodes_.push_back(std::move(first));
}

std::optional<std::uint32_t> Claims::root(std::uint32_t invariant) {
  if (!roots_.at(invariant) && !expand(invariant)) return std::nullopt;
  return roots_[invariant];
}

bool Claims::expand(std::uint32_t invariant) {
  const Invariant& from = invariants_.states.at(invariant);
  const auto add = [&](State state, std::uint32_t slot) {
    ClaimNode node;
    node.state = std::move(state);
    node.slot = slot;
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  };
  const std::uint32_t root = add(from.state, from.place.slot);
  std::vector<std::uint32_t> open = {root};
  std::size_t arrivals = 0;
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    ClaimNode& node = nodes_[index];
    if (index != root && cuts_.is_cut(node.slot)) {
      const std::uint32_t to = from.targets.at(arrivals++);
      node.state.settle();
      auto map = includes(invariants_.states.at(to).state, node.state);
      ASSAY_CHECK(map, "an arrival is not in the invariant that was confirmed for it");
      node.map = std::move(*map);
      node.target = to;
      continue;
    }
    if (nodes_.size() > kMostNodes) return false;
    Step step = execute(env_, node.state, node.slot);
    ASSAY_CHECK(!step.unmet, "a confirmed proof has a refusal");
    for (Successor& s : step.next) node.next.push_back(add(std::move(s.state), s.slot));
    for (std::size_t i = node.next.size(); i-- > 0;) open.push_back(node.next[i]);
  }
  roots_[invariant] = root;
  return true;
}

}  // namespace assay::soundness
