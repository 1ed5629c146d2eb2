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

class Drafter {
 public:
  Drafter(const CertificateSource& source, const SafeInvariants& safe, const CutPoints& cuts,
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

  CertificateDraft run() {
    if (source_.program.functions.size() > 1) out_.frames = source_.contract.limits.call_depth;
    add_cuts();
    for (const std::uint32_t g : order_.groups) add_group(g);
    enter();
    for (const std::uint32_t state : order_.states) walk(state);
    return std::move(out_);
  }

 private:
  void add_cuts() {
    std::set<std::uint32_t> slots;
    for (const std::uint32_t s : order_.states) {
      for (const std::uint32_t to : states_[s].targets) slots.insert(states_[to].place.slot);
    }
    out_.cuts.assign(slots.begin(), slots.end());
  }

  void add_group(std::uint32_t number) {
    const NestedGroup& group = nesting_.groups[number];
    DraftGroup draft;
    if (group.parent != kNoParent) draft.parent = order_.number[group.parent] + 1;
    if (group.measure != nullptr) {
      draft.pace = static_cast<std::uint8_t>(static_cast<std::uint8_t>(group.measure->pace) + 1);
      for (const auto& bytes : measure_steps(group, number)) draft.steps.push_back({0, bytes});
    }
    out_.groups.push_back(std::move(draft));
  }
  [[nodiscard]] bool is_in(std::uint32_t group, std::uint32_t around) const {
    while (group != around && group != kNoParent) group = nesting_.groups[group].parent;
    return group == around;
  }
  /// The measure's steps in the numbers of each state from which an edge may ask for them.
  std::set<std::vector<std::uint8_t>> measure_steps(const NestedGroup& group,
                                                    std::uint32_t number) const {
    std::set<std::vector<std::uint8_t>> all;
    for (std::uint32_t s = 0; s < states_.size(); ++s) {
      if (!is_in(nesting_.innermost[s], number)) continue;
      const SymbolNumbers numbers = numbers_of(s);
      for (const DeductionStep& step : group.measure->steps) {
        if (knows(numbers, step)) all.insert(step_record(step, numbers));
      }
    }
    return all;
  }
  static std::vector<std::uint8_t> step_record(const DeductionStep& step,
                                               const SymbolNumbers& numbers) {
    RecordWriter out;
    out.step(step, numbers);
    return out.take();
  }
  static bool knows(const SymbolNumbers& numbers, const DeductionStep& known) {
    const auto has = [&](const auto& parts) {
      return std::ranges::all_of(
          parts, [&](const auto& part) { return numbers.find(part.symbol).has_value(); });
    };
    return std::visit(Overloaded{[&](const Combination& c) { return has(c.expr().terms()); },
                                 [](const SpreadOn&) { return true; },
                                 [&](const OwnExtension& e) { return has(e.term.monomials()); }},
                      known.step);
  }

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
    out_.entry = make(0, {states_[0].state, entry, *map, none, source_.maps});
  }

  /// The change that makes a state of what arrives.
  DraftChange make(std::uint32_t state, const ChangeSource& source) {
    Change change = change_of(source);
    const std::uint32_t group = nesting_.innermost[state];
    if (order_.number[group] != WalkOrder::kNowhere) {
      change.parts |= wire::kChangeGroup;
      RecordWriter measures;
      measures.number(order_.number[group]);
      measure_terms(state, group, measures);
      const std::vector<std::uint8_t> bytes = measures.take();
      change.bytes.insert(change.bytes.end(), bytes.begin(), bytes.end());
    }
    std::size_t cells = 0;
    for (const Frame& frame : source.target.frames) cells += frame.stack.cells().size();
    const auto most = [](std::uint32_t& known, std::size_t more) {
      known = std::max(known, static_cast<std::uint32_t>(more));
    };
    most(out_.needs.symbols, source.target.knowledge.symbols().size());
    most(out_.needs.cells, cells);
    most(out_.ids, change.most_ids);
    ids_[state] = std::move(change.ids);
    made_[state] = true;
    return {change.parts, std::move(change.bytes)};
  }
  /// Of the measures around the state, outermost first.
  void measure_terms(std::uint32_t state, std::uint32_t group, RecordWriter& out) const {
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
      out.term(it->second, numbers_of(state));
    }
  }

  [[nodiscard]] WalkResult walked_from(std::uint32_t state) {
    replay_.use(states_[state].steps);
    SymbolSupply symbols(safe_.first_fresh());
    const Environment env{source_.program, source_.contract, symbols, nullptr, nullptr, &replay_};
    return walk_from(env, cuts_, states_[state], kMostSteps);
  }
  /// The steps of the moments [first, end), counted from `from`.
  [[nodiscard]] DraftSteps steps_between(std::uint32_t state, std::uint32_t first,
                                         std::uint32_t end, std::uint32_t from) const {
    const SymbolNumbers numbers = numbers_of(state);
    DraftSteps out;
    for (const DeductionStep& step : states_[state].steps) {
      if (first <= step.moment && step.moment < end)
        out.push_back({step.moment - from, step_record(step, numbers)});
    }
    return out;
  }

  void walk(std::uint32_t state) {
    WalkResult walked = walked_from(state);
    DraftState draft;
    draft.steps = steps_between(state, 0, moment_of_arrival(walked, 0), 0);
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      const std::uint32_t to = states_[state].targets[a];
      const std::uint32_t moment = moment_of_arrival(walked, a);
      DraftArrival arrival;
      arrival.to = order_.position[to];
      arrival.steps = steps_between(state, moment, moment + 1, moment);
      if (!made_[to]) {
        State& arrives = walked.arrivals[a].state;
        arrives.settle();
        const SymbolMap& map = safe_.graph().edges[first_edge_[state] + a].map;
        arrival.makes = make(to, {states_[to].state, arrives, map, ids_[state], source_.maps});
      }
      draft.arrivals.push_back(std::move(arrival));
    }
    out_.states.push_back(std::move(draft));
  }

  const CertificateSource& source_;
  const SafeInvariants& safe_;
  const std::vector<Invariant>& states_;
  const CutPoints& cuts_;
  Replay& replay_;
  Nesting nesting_;
  WalkOrder order_;
  std::vector<bool> made_;                 // by state
  std::vector<IdNumbers> ids_;             // by state that was made
  std::vector<std::uint32_t> first_edge_;  // by state, of the proof's graph
  CertificateDraft out_;
};

}  // namespace

std::optional<CertificateDraft> draft_certificate(const CertificateSource& source) {
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
  CertificateDraft out = Drafter(source, safe, cuts.value(), replay).run();
  safe.advise(nullptr);
  return out;
}

}  // namespace assay
