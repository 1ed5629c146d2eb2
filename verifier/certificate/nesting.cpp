// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/nesting.hpp"

#include <numeric>
#include <utility>

#include "ir/base/check.hpp"

namespace assay {
namespace {

/// States and the edges among them that are still to be broken, inside a group.
struct Open {
  std::vector<std::uint32_t> states;
  ProofEdges edges;
  std::uint32_t parent = kNoParent;
};

class Grouping {
 public:
  Grouping(const SafeInvariants& safe, const std::vector<Measure>& measures, Replay& replay)
      : safe_(safe), measures_(measures), replay_(replay) {
    out_.innermost.resize(safe.invariants().states.size());
  }

  Nesting run() {
    Open all;
    all.states.resize(safe_.invariants().states.size());
    std::iota(all.states.begin(), all.states.end(), 0U);
    for (const ProofEdge& e : safe_.graph().edges) all.edges.push_back(&e);
    // Groups are numbered as they are met: before those inside, and in the order of their parts.
    std::vector<Open> open{std::move(all)};
    while (!open.empty()) {
      const Open next = std::move(open.back());
      open.pop_back();
      for (const GraphPart& part : parts_of(next.states, next.edges)) add(part, next.parent, open);
    }
    return std::move(out_);
  }

 private:
  void add(const GraphPart& part, std::uint32_t parent, std::vector<Open>& open) {
    const auto group = static_cast<std::uint32_t>(out_.groups.size());
    out_.groups.push_back({parent, nullptr});
    for (const std::uint32_t state : part.states) out_.innermost[state] = group;
    if (part.edges.empty()) return;
    for (const Measure& measure : measures_) {
      if (measure.terms.empty() || measure.terms.front().first != part.states.front()) continue;
      replay_.use(measure.steps);
      auto ranked = rank_part(safe_.invariants(), part, measure);
      if (!ranked) continue;
      out_.groups[group].measure = &measure;
      if (!ranked->rest.empty()) open.push_back({part.states, std::move(ranked->rest), group});
      return;
    }
    internal_fault(__FILE__, __LINE__, "a part of a proof that no measure of it ranks");
  }

  const SafeInvariants& safe_;
  const std::vector<Measure>& measures_;
  Replay& replay_;
  Nesting out_;
};

}  // namespace

Nesting nesting_of(const SafeInvariants& safe, const std::vector<Measure>& measures,
                   Replay& replay) {
  return Grouping(safe, measures, replay).run();
}

}  // namespace assay
