// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/follow.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::soundness {
namespace {

constexpr std::size_t kMostTrails = 256;

/// The words of the target's symbols, read through the map of an inclusion.
void translate(const SymbolMap& map, const State& target, Witness& witness) {
  std::vector<std::pair<Symbol, std::uint64_t>> words;
  for (const SymbolFacts& row : target.knowledge.symbols()) {
    const Term* term = map.find(row.symbol);
    const auto word = term == nullptr ? std::nullopt : witness.evaluate(*term);
    if (word) words.emplace_back(row.symbol, *word);
  }
  witness.clear();
  for (const auto& [symbol, word] : words) witness.bind(symbol, word);
}

}  // namespace

std::optional<std::string> Follower::enter(Trail& trail, const Moment& moment) {
  while (true) {
    const ClaimNode& node = claims_.node(trail.node);
    bind_shown(node.state, moment, trail.witness);
    if (auto bad = misfit(node.state, moment, trail.witness, compared_)) {
      return fmt::format("{}at slot {}: {}", node.target ? "arriving " : "", moment.machine.slot(),
                         *bad);
    }
    if (!node.target) return std::nullopt;
    const auto root = claims_.root(*node.target);
    if (!root) {
      lost_ = true;
      return std::nullopt;
    }
    translate(node.map, claims_.node(*root).state, trail.witness);
    trail.node = *root;
  }
}

std::optional<std::string> Follower::start(const Moment& moment) {
  trails_.clear();
  Trail trail;
  trail.node = claims_.entry();
  auto bad = enter(trail, moment);
  trails_.push_back(std::move(trail));
  return bad;
}

std::optional<std::string> Follower::advance(const Moment& moment) {
  if (lost_) return std::nullopt;
  std::vector<Trail> kept;
  std::string why = fmt::format("no claimed successor at slot {}", moment.machine.slot());
  const auto fits = [&](std::uint32_t child) {
    return claims_.node(child).slot == moment.machine.slot();
  };
  for (Trail& trail : trails_) {
    const std::vector<std::uint32_t>& next = claims_.node(trail.node).next;
    auto left = std::count_if(next.begin(), next.end(), fits);
    for (std::size_t i = 0; left > 0; ++i) {
      if (!fits(next[i])) continue;
      // The words are copied only where two successors share them.
      Trail step{next[i], --left > 0 ? trail.witness : std::move(trail.witness)};
      if (auto bad = enter(step, moment)) {
        why = *bad;
      } else {
        kept.push_back(std::move(step));
      }
      if (lost_) return std::nullopt;
    }
  }
  trails_ = std::move(kept);
  // Each round of a loop may double them.
  lost_ = trails_.size() > kMostTrails;
  return trails_.empty() ? std::optional(why) : std::nullopt;
}

}  // namespace assay::soundness
