// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/engine/all_findings.hpp"
#include "verifier/engine/loop_changes.hpp"
#include "verifier/engine/loop_findings.hpp"
#include "verifier/engine/measures.hpp"
#include "verifier/engine/same_fault.hpp"
#include "verifier/engine/weaken.hpp"

namespace assay {
namespace {

/// The ladder: each rung keeps more apart; the last unrolls loops within its budget.
constexpr std::array kLadder{
    SearchPlan{1, 1, 1, 0, 20000, 400000, 1000000, 4000000},
    SearchPlan{4, 2, 1, 0, 20000, 400000, 500000, 1500000},
    SearchPlan{32, 8, 4, 1, 15000, 1000000, 700000, 4000000},
    SearchPlan{32, 8, 600, 0, 6000, 600000, 500000, 1000000},
};

/// One program in one way of execution.
class Attempt {
 public:
  Attempt(const Program& program, const Contract& contract, const VerifyOptions& options)
      : program_(program),
        contract_(contract),
        budget_(options.max_instructions.value_or(contract.limits.instruction_budget)) {}

  Verification run() {
    const auto cuts = CutPoints::of(program_);
    if (!cuts) {
      out_.result =
          std::vector{Finding{cuts.error().code, cuts.error().slot, cuts.error().message, {}, {}}};
      return std::move(out_);
    }
    for (const SearchPlan& plan : kLadder) {
      if (rung(cuts.value(), plan)) return std::move(out_);
    }
    auto& findings = std::get<std::vector<Finding>>(out_.result);
    if (reached_ == Reached::Obligation) {
      findings = all_findings({program_, contract_, cuts.value(), kLadder}, std::move(findings));
    } else {
      findings = in_order(std::move(findings));
    }
    repair_in_loops(program_, contract_, findings);
    return std::move(out_);
  }

 private:
  /// How far a rung came; the findings of the rung that came furthest are told.
  enum class Reached : std::uint8_t { Nothing, Limit, Obligation, Invariants, Termination, Budget };

  /// Tells the finding unless a rung before came further. Of two that came as far, the later is the
  /// finer.
  void tell(Reached reached, std::vector<Finding> findings) {
    if (reached < reached_) return;
    reached_ = reached;
    out_.result = std::move(findings);
  }

  static Finding too_complex(std::string message) {
    return {ErrorCode::TooComplex, std::nullopt, std::move(message), {}, {}};
  }

  /// Of the final pass: obligations before unclosed claims, and one unclosed claim for all.
  static std::vector<Finding> root_causes(const std::vector<Finding>& refusals) {
    std::vector<Finding> out;
    for (const Finding& f : refusals) {
      if (f.code != ErrorCode::ProofNotClosed) out.push_back(f);
    }
    if (out.empty()) out.push_back(refusals.front());
    return out;
  }

  /// True when this rung proved the program.
  bool rung(const CutPoints& cuts, const SearchPlan& plan) {
    SymbolSupply symbols;
    Deducer deducer;
    const Environment env{program_, contract_, symbols, nullptr, nullptr, &deducer};
    SearchResult found = search_invariants(env, cuts, plan);
    out_.states += found.states;
    if (found.endless) {
      tell(Reached::Limit, {loop_not_proved(program_, cuts, *found.endless)});
      return false;
    }
    if (!found.complete) {
      tell(Reached::Limit,
           {too_complex(
               fmt::format("the analysis kept {} states and reached its limit", found.states))});
      return false;
    }
    if (!found.refusals.empty()) {
      tell(Reached::Obligation, std::move(found.refusals));
      return false;
    }
    weaken_until_inductive(env, cuts, found.invariants, plan.max_steps, deducer);
    auto checked = check_invariants(env, cuts, std::move(found.invariants), plan.max_steps);
    if (const auto* refusals = std::get_if<std::vector<Finding>>(&checked)) {
      tell(Reached::Invariants, root_causes(*refusals));
      return false;
    }
    return ends_in_budget(cuts, std::get<SafeInvariants>(std::move(checked)), deducer);
  }

  bool ends_in_budget(const CutPoints& cuts, SafeInvariants safe, Deducer& deducer) {
    FoundMeasures found = search_measures(safe.invariants(), safe.graph(), deducer);
    if (found.exhausted) {
      tell(
          Reached::Termination,
          {too_complex("the analysis looked for values that end the loops and reached its limit")});
      return false;
    }
    if (found.too_deep) {
      tell(Reached::Termination,
           {too_complex(fmt::format("loops nest deeper than the {} levels that are followed",
                                    kMostNestedMeasures))});
      return false;
    }
    if (!found.unranked.empty()) {
      const std::uint32_t head = outermost_head(cuts, safe.invariants(), found.unranked);
      Finding unproved = loop_not_proved(program_, cuts, head);
      const std::uint32_t test = loop_test(program_, cuts, head);
      unproved.notes = changes_in_loop(program_, contract_, safe.invariants(), safe.graph().edges,
                                       {head, test, std::move(found.unranked)});
      tell(Reached::Termination, {std::move(unproved)});
      return false;
    }
    auto proved = prove(std::move(safe), std::move(found.measures), budget_);
    if (const auto* missing = std::get_if<NoProof>(&proved)) {
      tell_no_proof(cuts, safe, found, *missing);
      return false;
    }
    out_.result = Acceptance(std::get<Proof>(std::move(proved)));
    return true;
  }

  void tell_no_proof(const CutPoints& cuts, const SafeInvariants& safe, const FoundMeasures& found,
                     const NoProof& missing) {
    if (!missing.worst_case) {
      tell(Reached::Termination, {too_complex("the measures found do not prove every loop")});
      return;
    }
    tell(Reached::Budget, {budget_exceeded(program_, cuts, safe.invariants(), found.loops,
                                           {*missing.worst_case, budget_})});
  }

  const Program& program_;
  const Contract& contract_;
  std::uint64_t budget_;
  Reached reached_ = Reached::Nothing;
  Verification out_;
};

/// "native", "jit and interpreter"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : name == names.back() ? " and " : ", ") + name;
  return text;
}

/// What came of all ways of execution as one: accepted where each is.
class AllWays {
 public:
  AllWays(const Program& program, const std::vector<ExecutionCase>& cases)
      : program_(program), cases_(cases) {}

  void add(const ExecutionCase& way, Verification verification) {
    states_ += verification.states;
    if (auto* accepted = std::get_if<Acceptance>(&verification.result)) {
      accepted_.push_back(std::move(*accepted));
      return;
    }
    for (Finding& f : std::get<std::vector<Finding>>(verification.result)) note(way, std::move(f));
  }

  Verification run() {
    Verification out;
    out.states = states_;
    if (accepted_.size() == cases_.size()) {
      out.result = all_accepted();
      return out;
    }
    std::vector<Finding> findings;
    for (Cause& cause : causes_) {
      if (cause.ways.size() < cases_.size()) tell(cause);
      findings.push_back(std::move(cause.finding));
    }
    out.result = in_order(std::move(findings));
    return out;
  }

 private:
  struct Cause {
    Finding finding;
    std::vector<const ExecutionCase*> ways;  // in which it is found
  };

  /// Requires that each way is accepted, of which there is at least one.
  Acceptance all_accepted() {
    Acceptance all = std::move(accepted_.front());
    for (std::size_t i = 1; i < accepted_.size(); ++i) all.add(std::move(accepted_[i]));
    return all;
  }

  void note(const ExecutionCase& way, Finding finding) {
    const FaultKey key = fault_key(program_, finding);
    const auto same = std::ranges::find_if(
        causes_, [&](const Cause& known) { return fault_key(program_, known.finding) == key; });
    if (same != causes_.end()) {
      same->ways.push_back(&way);
    } else {
      causes_.push_back({std::move(finding), {&way}});
    }
  }

  /// Says in which ways it is so, why, and how the other ways are judged alone.
  void tell(Cause& cause) const {
    std::vector<std::string> here;
    std::vector<std::string> elsewhere;
    for (const ExecutionCase& way : cases_) {
      const bool in = std::ranges::find(cause.ways, &way) != cause.ways.end();
      auto& names = in ? here : elsewhere;
      names.insert(names.end(), way.names.begin(), way.names.end());
    }
    std::vector<Note>& notes = cause.finding.notes;
    notes.push_back(
        {std::nullopt, fmt::format("this holds for the way{} of execution {} alone; to judge "
                                   "another way alone: --execution {}",
                                   here.size() == 1 ? "" : "s", listed(here), elsewhere.front())});
    for (const ExecutionCase* way : cause.ways) {
      for (const std::string& difference : differences_of(execution_of(way->contract)))
        notes.push_back({std::nullopt, fmt::format("{}: {}", listed(way->names), difference)});
    }
  }

  const Program& program_;
  const std::vector<ExecutionCase>& cases_;
  std::vector<Acceptance> accepted_;
  std::vector<Cause> causes_;
  std::uint64_t states_ = 0;
};

}  // namespace

Verification verify(const Program& program, const Contract& contract,
                    const VerifyOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const std::vector<ExecutionCase> cases = execution_cases(program, contract);
  ASSAY_CHECK(!cases.empty(), "a contract without a way of execution");
  AllWays all(program, cases);
  for (const ExecutionCase& way : cases)
    all.add(way, Attempt(program, way.contract, options).run());
  Verification out = all.run();
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return out;
}

}  // namespace assay
