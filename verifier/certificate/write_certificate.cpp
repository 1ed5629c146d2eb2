// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/write_certificate.hpp"

#include <algorithm>
#include <set>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"
#include "verifier/certificate/changes.hpp"
#include "verifier/certificate/walk_order.hpp"

namespace assay {
namespace {

/// Transfers of one walk: those of a proof were counted once before.
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 32;

/// The most of what one state of the proof has.
struct Most {
  std::size_t symbols = 0;
  std::size_t cells = 0;
  std::size_t ids = 1;
  std::size_t steps = 0;
};

class Writer {
 public:
  Writer(const CertificateSource& source, const SafeInvariants& safe, const CutPoints& cuts,
         Replay& replay)
      : source_(source),
        safe_(safe),
        states_(safe.invariants().states),
        cuts_(cuts),
        replay_(replay),
        nesting_(nesting_of(safe, source.proof.claims().measures, replay)),
        order_(walk_order(safe, nesting_)),
        made_(states_.size()),
        ids_(states_.size()),
        first_edge_(states_.size()) {
    std::uint32_t edge = 0;
    for (std::uint32_t s = 0; s < states_.size(); ++s) {
      first_edge_[s] = edge;
      edge += static_cast<std::uint32_t>(states_[s].targets.size());
    }
  }

  std::vector<std::uint8_t> run() {
    enter();
    for (const std::uint32_t state : order_.states) walk(state);
    RecordWriter head;
    write_head(head);
    head.bytes(out_.take());
    return head.take();
  }

 private:
  // --- The head -------------------------------------------------------------------------------------

  void write_head(RecordWriter& out) {
    for (const Invariant& i : states_) {
      std::size_t cells = 0;
      for (const Frame& frame : i.state.frames) cells += frame.stack.cells().size();
      most_.symbols = std::max(most_.symbols, i.state.knowledge.symbols().size());
      most_.cells = std::max(most_.cells, cells);
    }
    RecordWriter groups;
    groups.number(order_.groups.size());
    for (const std::uint32_t g : order_.groups) group(nesting_.groups[g], g, groups);
    const bool calls = source_.program.functions.size() > 1;
    out.byte(wire::kCertificateVersion);
    out.number(order_.states.size());
    out.number(std::max<std::size_t>(most_.symbols, source_.room.symbols));
    out.number(std::max<std::size_t>(most_.cells, source_.room.cells));
    out.number(calls ? source_.contract.limits.call_depth : 1);
    out.number(most_.ids);
    out.number(most_.steps);
    std::set<std::uint32_t> slots;
    for (const std::uint32_t s : order_.states) {
      for (const std::uint32_t to : states_[s].targets) slots.insert(states_[to].place.slot);
    }
    out.number(slots.size());
    std::uint32_t behind = 0;
    for (const std::uint32_t slot : slots) {
      out.number(slot - behind);
      behind = slot + 1;
    }
    out.bytes(groups.take());
  }
  void group(const NestedGroup& group, std::uint32_t number, RecordWriter& out) {
    out.number(group.parent == kNoParent ? 0 : std::uint64_t{order_.number[group.parent]} + 1);
    out.byte(group.measure == nullptr ? 0 : static_cast<std::uint8_t>(group.measure->pace) + 1);
    if (group.measure != nullptr) measure_steps(group, number, out);
  }
  [[nodiscard]] bool is_in(std::uint32_t group, std::uint32_t around) const {
    while (group != around && group != kNoParent) group = nesting_.groups[group].parent;
    return group == around;
  }
  /// The measure's steps in the numbers of each state from which an edge may ask for them.
  void measure_steps(const NestedGroup& group, std::uint32_t number, RecordWriter& out) {
    std::set<std::vector<std::uint8_t>> all;
    for (std::uint32_t s = 0; s < states_.size(); ++s) {
      if (!is_in(nesting_.innermost[s], number)) continue;
      const SymbolNumbers numbers = numbers_of(s);
      for (const DeductionStep& step : group.measure->steps) {
        if (!knows(numbers, step)) continue;
        RecordWriter record;
        record.steps({&step, 1}, 0, numbers);
        const std::vector<std::uint8_t> bytes = record.take();
        all.insert({bytes.begin() + 1, bytes.end()});  // without the count
      }
    }
    most_.steps = std::max(most_.steps, all.size());
    out.number(all.size());
    for (const auto& step : all) out.bytes(step);
  }
  static bool knows(const SymbolNumbers& numbers, const DeductionStep& known) {
    const auto has = [&](const auto& parts) {
      return std::ranges::all_of(
          parts, [&](const auto& part) { return numbers.find(part.symbol).has_value(); });
    };
    return std::visit(
        Overloaded{[&](const Combination& c) { return has(c.expr().terms()); },
                   [](const SpreadOn&) { return true; },
                   [&](const OwnExtension& e) { return has(e.term.monomials()); }},
        known.step);
  }

  // --- States and walks -------------------------------------------------------------------------

  [[nodiscard]] SymbolNumbers numbers_of(std::uint32_t state) const {
    return SymbolNumbers::of_walk(states_[state].state.knowledge, safe_.first_fresh());
  }

  void enter() {
    SymbolSupply symbols(safe_.first_fresh());
    const State entry =
        entry_state({source_.program, source_.contract, symbols, nullptr, nullptr, nullptr});
    const auto map = includes(states_[0].state, entry);
    ASSAY_CHECK(map.has_value(), "a proof that the entry is not in");
    const IdNumbers none;
    make(0, entry, *map, none);
  }

  /// The change that makes a state of what arrives.
  void make(std::uint32_t state, const State& arrives, const SymbolMap& map,
            const IdNumbers& ids) {
    Change change = change_of({states_[state].state, arrives, map, ids, source_.maps});
    const std::uint32_t group = nesting_.innermost[state];
    const bool grouped = order_.number[group] != WalkOrder::kNowhere;
    if (grouped) change.parts |= wire::kChangeGroup;
    if (!walk_steps(state).empty()) change.parts |= wire::kChangeSteps;
    out_.byte(change.parts);
    out_.bytes(change.bytes);
    if (grouped) {
      out_.number(order_.number[group]);
      measure_terms(state, group);
    }
    most_.ids = std::max<std::size_t>(most_.ids, change.most_ids);
    ids_[state] = std::move(change.ids);
    made_[state] = true;
  }
  /// Of the measures around the state, outermost first.
  void measure_terms(std::uint32_t state, std::uint32_t group) {
    std::vector<const Measure*> around;
    for (; group != kNoParent; group = nesting_.groups[group].parent) {
      if (nesting_.groups[group].measure != nullptr)
        around.push_back(nesting_.groups[group].measure);
    }
    for (std::size_t i = around.size(); i-- > 0;) {
      const auto& terms = around[i]->terms;
      const auto it =
          std::ranges::lower_bound(terms, state, {}, &std::pair<std::uint32_t, Term>::first);
      ASSAY_CHECK(it != terms.end() && it->first == state, "a measure without one of its states");
      out_.term(it->second, numbers_of(state));
    }
  }

  [[nodiscard]] WalkResult walked_from(std::uint32_t state) {
    replay_.use(states_[state].steps);
    SymbolSupply symbols(safe_.first_fresh());
    const Environment env{source_.program, source_.contract, symbols, nullptr, nullptr, &replay_};
    return walk_from(env, cuts_, states_[state], kMostSteps);
  }
  [[nodiscard]] std::span<const DeductionStep> steps_between(std::uint32_t state,
                                                             std::uint32_t first,
                                                             std::uint32_t end) const {
    const auto& steps = states_[state].steps;
    const auto begin = std::ranges::lower_bound(steps, first, {}, &DeductionStep::moment);
    const auto stop = std::ranges::lower_bound(steps, end, {}, &DeductionStep::moment);
    return {begin, stop};
  }
  /// Without those of its arrivals.
  [[nodiscard]] std::span<const DeductionStep> walk_steps(std::uint32_t state) {
    if (states_[state].steps.empty()) return {};
    const auto last = static_cast<std::uint32_t>(walked_from(state).instructions);
    return steps_between(state, 0, last + 1);
  }
  void add_steps(std::span<const DeductionStep> steps, std::uint32_t before,
                 const SymbolNumbers& numbers) {
    most_.steps = std::max(most_.steps, steps.size());
    out_.steps(steps, before, numbers);
  }

  void walk(std::uint32_t state) {
    WalkResult walked = walked_from(state);
    const SymbolNumbers numbers = numbers_of(state);
    const auto steps = steps_between(state, 0, moment_of_arrival(walked, 0));
    if (!steps.empty()) add_steps(steps, 0, numbers);
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      const std::uint32_t to = states_[state].targets[a];
      const std::uint32_t moment = moment_of_arrival(walked, a);
      const auto needed = steps_between(state, moment, moment + 1);
      const bool back = order_.position[to] < order_.position[state];
      const std::uint64_t distance = back ? order_.position[state] - order_.position[to] - 1
                                          : order_.position[to] - order_.position[state];
      out_.number(distance << 2 | std::uint64_t{back} << 1 | std::uint64_t{!needed.empty()});
      if (!needed.empty()) add_steps(needed, moment, numbers);
      if (made_[to]) continue;
      State& arrives = walked.arrivals[a].state;
      arrives.settle();
      make(to, arrives, safe_.graph().edges[first_edge_[state] + a].map, ids_[state]);
    }
  }

  const CertificateSource& source_;
  const SafeInvariants& safe_;
  const std::vector<Invariant>& states_;
  const CutPoints& cuts_;
  Replay& replay_;
  Nesting nesting_;
  WalkOrder order_;
  std::vector<bool> made_;               // by state
  std::vector<IdNumbers> ids_;           // by state that was made
  std::vector<std::uint32_t> first_edge_;  // by state, of the proof's graph
  Most most_;
  RecordWriter out_;
};

}  // namespace

std::optional<std::vector<std::uint8_t>> write_certificate(const CertificateSource& source) {
  const Claims& claims = source.proof.claims();
  const auto loaded = [](const Invariant& i) { return !i.state.loaded.empty(); };
  if (!source.program.load_time.numbers.empty() ||
      std::ranges::any_of(claims.invariants.states, loaded))
    return std::nullopt;
  const auto cuts = CutPoints::of(source.program);
  ASSAY_CHECK(cuts.ok(), "a proof of a program without flow");
  SymbolSupply symbols(source.proof.first_fresh());
  const Environment env{source.program, source.contract, symbols};
  auto checked = check_invariants(env, cuts.value(), claims.invariants, kMostSteps);
  ASSAY_CHECK(std::holds_alternative<SafeInvariants>(checked), "a proof that does not hold twice");
  auto& safe = std::get<SafeInvariants>(checked);
  Replay replay;
  safe.advise(&replay);
  auto out = Writer(source, safe, cuts.value(), replay).run();
  safe.advise(nullptr);
  return out;
}

}  // namespace assay
