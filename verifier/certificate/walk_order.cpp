// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/walk_order.hpp"

#include <algorithm>
#include <utility>

namespace assay {
namespace {

std::uint32_t outermost(const Nesting& nesting, std::uint32_t group) {
  while (nesting.groups[group].parent != kNoParent) group = nesting.groups[group].parent;
  return group;
}

class Ordering {
 public:
  Ordering(const SafeInvariants& safe, const Nesting& nesting)
      : safe_(safe), nesting_(nesting), targets_(safe.invariants().states.size()) {
    for (const ProofEdge& e : safe.graph().edges) targets_[e.from].push_back(e.to);
    out_.position.assign(targets_.size(), WalkOrder::kNowhere);
    out_.number.assign(nesting.groups.size(), WalkOrder::kNowhere);
    reached_.assign(targets_.size(), false);
  }

  WalkOrder run() {
    reached_.front() = true;
    std::vector<std::vector<std::uint32_t>> parts(nesting_.groups.size());
    for (std::uint32_t s = 0; s < targets_.size(); ++s)
      parts[outermost(nesting_, nesting_.innermost[s])].push_back(s);
    for (const std::vector<std::uint32_t>& part : parts) add_part(part);
    number_groups();
    return std::move(out_);
  }

 private:
  /// The states of a part, each once it is reached, the one first in the code before others.
  void add_part(std::vector<std::uint32_t> part) {
    const auto& states = safe_.invariants().states;
    std::ranges::sort(part, {}, [&](std::uint32_t s) { return states[s].place.slot; });
    for (bool any = true; any;) {
      any = false;
      for (const std::uint32_t s : part) {
        if (!reached_[s] || out_.position[s] != WalkOrder::kNowhere) continue;
        out_.position[s] = static_cast<std::uint32_t>(out_.states.size());
        out_.states.push_back(s);
        for (const std::uint32_t to : targets_[s]) reached_[to] = true;
        any = true;
      }
    }
  }
  void number_groups() {
    for (std::uint32_t g = 0; g < nesting_.groups.size(); ++g) {
      if (nesting_.groups[outermost(nesting_, g)].measure != nullptr) out_.groups.push_back(g);
    }
    std::ranges::sort(out_.groups, {},
                      [&](std::uint32_t g) { return std::pair(outermost(nesting_, g), g); });
    for (std::uint32_t n = 0; n < out_.groups.size(); ++n) out_.number[out_.groups[n]] = n;
  }

  const SafeInvariants& safe_;
  const Nesting& nesting_;
  std::vector<std::vector<std::uint32_t>> targets_;
  std::vector<bool> reached_;
  WalkOrder out_;
};

}  // namespace

WalkOrder walk_order(const SafeInvariants& safe, const Nesting& nesting) {
  return Ordering(safe, nesting).run();
}

}  // namespace assay
