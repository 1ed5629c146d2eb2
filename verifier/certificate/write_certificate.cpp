// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/write_certificate.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"
#include "verifier/certificate/nesting.hpp"
#include "verifier/certificate/records.hpp"

namespace assay {
namespace {

/// Transfers of one walk: those of a proof were counted once before.
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 32;

/// The most of what one state of the proof has.
struct Most {
  std::size_t symbols = 0;
  std::size_t cells = 0;
  std::size_t frames = 1;
  std::size_t ids = 1;
  std::size_t steps = 0;
};

class Writer {
 public:
  Writer(const CertificateSource& source, const SafeInvariants& safe, const CutPoints& cuts)
      : source_(source),
        safe_(safe),
        cuts_(cuts),
        measures_(source.proof.claims().measures),
        symbols_(safe.invariants(), safe.first_fresh()),
        out_(symbols_, source.maps) {}

  std::vector<std::uint8_t> run(Replay& replay) {
    nesting_ = nesting_of(safe_, measures_, replay);
    head();
    for (const NestedGroup& group : nesting_.groups) {
      out_.number(group.parent == kNoParent ? 0 : std::uint64_t{group.parent} + 1);
      out_.byte(group.measure == nullptr ? 0 : static_cast<std::uint8_t>(group.measure->pace) + 1);
      out_.steps(group.measure == nullptr ? std::span<const DeductionStep>{}
                                          : std::span(group.measure->steps),
                 0);
    }
    for (std::uint32_t i = 0; i < safe_.invariants().states.size(); ++i) invariant(i, replay);
    return out_.take();
  }

 private:
  void head() {
    Most most;
    for (const Invariant& i : safe_.invariants().states) {
      std::size_t cells = 0;
      for (const Frame& frame : i.state.frames) cells += frame.stack.cells().size();
      most.symbols = std::max(most.symbols, i.state.knowledge.symbols().size());
      most.cells = std::max(most.cells, cells);
      most.ids = std::max<std::size_t>(most.ids, i.state.next_id);
      most.steps = std::max(most.steps, i.steps.size());
    }
    for (const Measure& m : measures_) most.steps = std::max(most.steps, m.steps.size());
    const bool calls = source_.program.functions.size() > 1;
    out_.byte(wire::kCertificateVersion);
    out_.number(safe_.invariants().states.size());
    out_.number(std::max<std::size_t>(most.symbols, source_.room.symbols));
    out_.number(std::max<std::size_t>(most.cells, source_.room.cells));
    out_.number(calls ? source_.contract.limits.call_depth : 1);
    out_.number(most.ids);
    out_.number(most.steps);
    out_.number(symbols_.fresh());
    out_.number(nesting_.groups.size());
  }

  /// How many instructions the walk from there executes: arrivals are moments behind it.
  std::uint32_t last_moment(const Invariant& from, Replay& replay) {
    replay.use(from.steps);
    SymbolSupply symbols(safe_.first_fresh());
    const Environment env{source_.program, source_.contract, symbols, nullptr, nullptr, &replay};
    return static_cast<std::uint32_t>(walk_from(env, cuts_, from, kMostSteps).instructions);
  }

  void invariant(std::uint32_t index, Replay& replay) {
    const Invariant& claimed = safe_.invariants().states[index];
    const std::uint32_t group = nesting_.innermost[index];
    out_.number(claimed.place.slot);
    out_.number(group);
    out_.state(claimed.state);
    measure_terms(index, group);
    const std::uint32_t last = claimed.steps.empty() ? 0 : last_moment(claimed, replay);
    const auto steps_of = [&](std::uint32_t first, std::uint32_t end) {
      const auto begin = std::ranges::lower_bound(claimed.steps, first, {}, &DeductionStep::moment);
      const auto stop = std::ranges::lower_bound(claimed.steps, end, {}, &DeductionStep::moment);
      return std::span<const DeductionStep>(begin, stop);
    };
    out_.steps(steps_of(0, last + 1), 0);
    out_.number(claimed.targets.size());
    for (std::uint32_t a = 0; a < claimed.targets.size(); ++a) {
      out_.number(claimed.targets[a]);
      const std::uint32_t moment = last + 1 + a;
      out_.steps(steps_of(moment, moment + 1), moment);
    }
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
      out_.term(it->second);
    }
  }

  const CertificateSource& source_;
  const SafeInvariants& safe_;
  const CutPoints& cuts_;
  const std::vector<Measure>& measures_;
  SymbolNumbers symbols_;
  RecordWriter out_;
  Nesting nesting_;
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
  auto out = Writer(source, safe, cuts.value()).run(replay);
  safe.advise(nullptr);
  return out;
}

}  // namespace assay
