// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/verify.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <memory>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/engine/all_faults.hpp"
#include "verifier/engine/deducer.hpp"
#include "verifier/engine/ladder.hpp"
#include "verifier/engine/loop_head.hpp"
#include "verifier/engine/measures.hpp"
#include "verifier/engine/same_fault.hpp"
#include "verifier/engine/tried.hpp"
#include "verifier/engine/weaken.hpp"

namespace assay {
namespace {

/// What came of one program in one way of execution.
struct Attempted {
  std::variant<std::vector<Cause>, Acceptance> result;
  std::uint64_t states = 0;
};

/// One program in one way of execution.
class Attempt {
 public:
  Attempt(const Program& program, const Contract& contract, const VerifyOptions& options)
      : program_(program),
        contract_(contract),
        budget_(options.max_instructions.value_or(contract.limits.instruction_budget)) {}

  Attempted run() {
    const auto cuts = CutPoints::of(program_);
    if (!cuts) {
      out_.result = causes(BrokenFlow{cuts.error()});
      return std::move(out_);
    }
    const auto ladder = ladder_for(cuts.value(), program_);
    relevance_ = relevance_of(program_, contract_);
    for (const SearchPlan& plan : ladder) {
      if (last_ && repeats(plan, *last_)) continue;
      if (rung(cuts.value(), plan)) return std::move(out_);
    }
    if (reached_ == Reached::Obligation) {
      auto& told = std::get<std::vector<Cause>>(out_.result);
      told = all_faults({program_, contract_, cuts.value(), relevance_, ladder, effort_},
                        std::move(told));
    }
    return std::move(out_);
  }

 private:
  /// How far a rung came; the causes of the rung that came furthest are told.
  enum class Reached : std::uint8_t { Nothing, Limit, Obligation, Invariants, Termination, Budget };

  /// Tells the causes unless a rung before came further. Of two that came as far, the later is the
  /// finer.
  void tell(Reached reached, std::vector<Cause> causes) {
    if (reached < reached_) return;
    reached_ = reached;
    out_.result = std::move(causes);
  }
  void tell(Reached reached, Cause cause) { tell(reached, causes(std::move(cause))); }

  static std::vector<Cause> causes(Cause cause) {
    std::vector<Cause> one;
    one.push_back(std::move(cause));
    return one;
  }

  /// Of the final pass: obligations before unclosed claims, and one unclosed claim for all.
  static std::vector<Cause> root_causes(std::vector<Failure> failures) {
    std::vector<Cause> out;
    const auto add = [&](Failure& failure) {
      std::visit([&](auto& cause) { out.emplace_back(std::move(cause)); }, failure);
    };
    for (Failure& failure : failures) {
      if (!std::holds_alternative<NotClosed>(failure)) add(failure);
    }
    if (out.empty()) add(failures.front());
    return out;
  }

  /// True when this rung proved the program.
  bool rung(const CutPoints& cuts, const SearchPlan& plan) {
    SymbolSupply symbols;
    Deducer deducer;
    const Environment env{program_, contract_, symbols, nullptr, nullptr, &deducer};
    SearchResult found = search_invariants(env, cuts, relevance_, plan, deducer);
    last_ = Tried{plan, found.choices, found.complete};
    out_.states += found.states;
    effort_ += found.effort;
    if (found.endless) {
      tell(Reached::Limit, EndlessLoop{*found.endless});
      return false;
    }
    if (!found.complete) {
      tell(Reached::Limit, LimitReached{Limit::States, found.states});
      return false;
    }
    if (!found.unmet.empty()) {
      tell(Reached::Obligation, {std::make_move_iterator(found.unmet.begin()),
                                 std::make_move_iterator(found.unmet.end())});
      return false;
    }
    auto checked = check(env, cuts, std::move(found.invariants), plan.max_steps, deducer);
    if (auto* failures = std::get_if<std::vector<Failure>>(&checked)) {
      tell(Reached::Invariants, root_causes(std::move(*failures)));
      return false;
    }
    return ends_in_budget(cuts, std::get<SafeInvariants>(std::move(checked)), deducer);
  }

  /// The final pass, with the steps that the search recorded. Where it does not close, a walk over
  /// all edges takes back what does not hold and records anew.
  static std::variant<SafeInvariants, std::vector<Failure>> check(const Environment& env,
                                                                  const CutPoints& cuts,
                                                                  Invariants claimed,
                                                                  std::uint64_t max_steps,
                                                                  Deducer& deducer) {
    auto checked = check_invariants(env, cuts, claimed, max_steps);
    if (std::holds_alternative<SafeInvariants>(checked)) return checked;
    weaken_until_inductive(env, cuts, claimed, max_steps, deducer);
    return check_invariants(env, cuts, std::move(claimed), max_steps);
  }

  bool ends_in_budget(const CutPoints& cuts, SafeInvariants safe, Deducer& deducer) {
    FoundMeasures found = search_measures(safe.invariants(), safe.graph(), deducer);
    if (found.exhausted) {
      tell(Reached::Termination, LimitReached{Limit::Measures});
      return false;
    }
    if (found.too_deep) {
      tell(Reached::Termination, LimitReached{Limit::NestedMeasures, kMostNestedMeasures});
      return false;
    }
    if (!found.unranked.empty()) {
      const std::uint32_t head = outermost_head(cuts, safe.invariants(), found.unranked);
      safe.advise(nullptr);
      tell(Reached::Termination,
           UnrankedLoop{head, std::move(found.unranked),
                        std::make_shared<const SafeInvariants>(std::move(safe))});
      return false;
    }
    auto proved = prove(std::move(safe), std::move(found.measures), budget_);
    if (const auto* missing = std::get_if<NoProof>(&proved)) {
      // NOLINTNEXTLINE(bugprone-use-after-move): prove() takes it over only where there is a proof
      tell_no_proof(cuts, safe, found, *missing);
      return false;
    }
    out_.result = Acceptance(std::get<Proof>(std::move(proved)));
    return true;
  }

  void tell_no_proof(const CutPoints& cuts, const SafeInvariants& safe, const FoundMeasures& found,
                     const NoProof& missing) {
    if (!missing.worst_case) {
      tell(Reached::Termination, LimitReached{Limit::Ranking});
      return;
    }
    OverBudget over{*missing.worst_case, budget_, {}};
    for (const RankedLoop& loop : found.loops)
      over.loops.push_back({outermost_head(cuts, safe.invariants(), loop.states), loop.rounds});
    tell(Reached::Budget, std::move(over));
  }

  const Program& program_;
  const Contract& contract_;
  std::uint64_t budget_;
  std::vector<Relevance> relevance_;
  std::uint64_t effort_ = 0;  // of the searches
  std::optional<Tried> last_;
  Reached reached_ = Reached::Nothing;
  Attempted out_;
};

/// What came of all ways of execution as one: accepted where each is.
class AllWays {
 public:
  explicit AllWays(const Program& program) : program_(program) {}

  /// Of the next way.
  void add(Attempted attempted) {
    states_ += attempted.states;
    const std::size_t way = ways_++;
    if (auto* accepted = std::get_if<Acceptance>(&attempted.result)) {
      accepted_.push_back(std::move(*accepted));
      return;
    }
    for (Cause& cause : std::get<std::vector<Cause>>(attempted.result)) note(way, std::move(cause));
  }

  Verification run() {
    ASSAY_CHECK(ways_ > 0, "a contract without a way of execution");
    Verification out;
    out.states = states_;
    if (accepted_.size() == ways_) {
      out.result = all_accepted();
    } else {
      out.result = std::move(refusals_);
    }
    return out;
  }

 private:
  /// Requires that each way is accepted, of which there is at least one.
  Acceptance all_accepted() {
    Acceptance all = std::move(accepted_.front());
    for (std::size_t i = 1; i < accepted_.size(); ++i) all.add(std::move(accepted_[i]));
    return all;
  }

  void note(std::size_t way, Cause cause) {
    const FaultKey key = fault_key(program_, cause);
    const auto same = std::ranges::find_if(
        refusals_, [&](const Refusal& known) { return fault_key(program_, known.cause) == key; });
    if (same != refusals_.end()) {
      if (same->ways.back() != way) same->ways.push_back(way);
    } else {
      refusals_.push_back({std::move(cause), {way}});
    }
  }

  const Program& program_;
  std::size_t ways_ = 0;
  std::vector<Acceptance> accepted_;
  std::vector<Refusal> refusals_;
  std::uint64_t states_ = 0;
};

/// Of the processor, that this thread has used.
double seconds_used() {
  timespec used{};
  ASSAY_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) == 0, "a system without such a clock");
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

}  // namespace

Verification verify(const Program& program, const Contract& contract,
                    const VerifyOptions& options) {
  const double start = seconds_used();
  AllWays all(program);
  if (contract.executions.empty()) {
    // One way, and the contract is that of it: to copy a contract costs as much as a small program.
    all.add(Attempt(program, contract, options).run());
  } else {
    for (const ExecutionCase& way : execution_cases(program, contract))
      all.add(Attempt(program, way.contract, options).run());
  }
  Verification out = all.run();
  out.seconds = seconds_used() - start;
  return out;
}

}  // namespace assay
