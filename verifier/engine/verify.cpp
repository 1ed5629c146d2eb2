// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

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

class Verification {
 public:
  Verification(const Program& program, const Contract& contract, const VerifyOptions& options)
      : program_(program),
        contract_(contract),
        budget_(options.max_instructions.value_or(contract.limits.instruction_budget)),
        confirmed_(options.confirmed) {
    outcome_.contract = contract.name;
    for (const Instruction& i : program.instructions) {
      outcome_.instructions += std::holds_alternative<WideTail>(i) ? 0 : 1;
      const auto* call = std::get_if<Call>(&i);
      if (call == nullptr || call->kind != CallKind::Helper) continue;
      const Helper* helper = find_helper(contract, static_cast<std::uint32_t>(call->target));
      outcome_.tail_calls_multiply =
          outcome_.tail_calls_multiply || (helper != nullptr && helper->tail_call);
    }
  }

  Outcome run() {
    const auto cuts = CutPoints::of(program_);
    if (!cuts) {
      outcome_.findings.push_back(
          {cuts.error().code, cuts.error().slot, cuts.error().message, {}, {}});
      return std::move(outcome_);
    }
    for (const SearchPlan& plan : kLadder) {
      if (rung(cuts.value(), plan)) return std::move(outcome_);
    }
    if (reached_ == Reached::Obligation) {
      outcome_.findings =
          all_findings({program_, contract_, cuts.value(), kLadder}, std::move(outcome_.findings));
    } else {
      outcome_.findings = in_order(std::move(outcome_.findings));
    }
    repair_in_loops(program_, contract_, outcome_.findings);
    return std::move(outcome_);
  }

 private:
  /// How far a rung came; the findings of the rung that came furthest are told.
  enum class Reached : std::uint8_t { Nothing, Limit, Obligation, Invariants, Termination, Budget };

  /// Tells the finding unless a rung before came further. Of two that came as far, the later is the
  /// finer.
  void tell(Reached reached, std::vector<Finding> findings) {
    if (reached < reached_) return;
    reached_ = reached;
    outcome_.findings = std::move(findings);
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
    const Environment env{program_, contract_, symbols};
    SearchResult found = search_invariants(env, cuts, plan);
    outcome_.states += found.states;
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
    weaken_until_inductive(env, cuts, found.invariants, plan.max_steps);
    const PassResult pass = check_invariants(env, cuts, found.invariants, plan.max_steps);
    if (!pass.safe) {
      tell(Reached::Invariants, root_causes(pass.refusals));
      return false;
    }
    return ends_in_budget(cuts, found.invariants, pass);
  }

  bool ends_in_budget(const CutPoints& cuts, const Invariants& invariants, const PassResult& pass) {
    const FoundMeasures found = search_measures(invariants, pass);
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
    const auto worst =
        found.unranked.empty() ? check_termination(invariants, pass, found.measures) : std::nullopt;
    if (!worst && found.unranked.empty()) {
      tell(Reached::Termination, {too_complex("the measures found do not prove every loop")});
      return false;
    }
    if (!worst) {
      const std::uint32_t head = outermost_head(cuts, invariants, found.unranked);
      Finding unproved = loop_not_proved(program_, cuts, head);
      unproved.notes = changes_in_loop(program_, contract_, invariants, pass.edges,
                                       {head, loop_test(program_, cuts, head), found.unranked});
      tell(Reached::Termination, {std::move(unproved)});
      return false;
    }
    if (*worst > budget_) {
      tell(Reached::Budget,
           {budget_exceeded(program_, cuts, invariants, found.loops, {*worst, budget_})});
      return false;
    }
    outcome_.findings.clear();
    outcome_.worst_case_instructions = *worst;
    outcome_.verdict = Verdict::Accept;
    outcome_.basis = pass.basis;
    if (confirmed_ != nullptr) *confirmed_ = invariants;
    return true;
  }

  const Program& program_;
  const Contract& contract_;
  std::uint64_t budget_;
  Invariants* confirmed_;
  Reached reached_ = Reached::Nothing;
  Outcome outcome_;
};

/// "native", "jit and interpreter"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : name == names.back() ? " and " : ", ") + name;
  return text;
}

/// The outcomes of all ways of execution as one: accepted where each is.
class Combination {
 public:
  Combination(const Program& program, const std::vector<ExecutionCase>& cases)
      : program_(program), cases_(cases) {}

  void add(const ExecutionCase& way, Outcome outcome) {
    if (&way == &cases_.front()) {
      out_ = std::move(outcome);
      for (const Finding& f : out_.findings) causes_.push_back({f, {&way}});
      return;
    }
    for (Finding& f : outcome.findings) note(way, std::move(f));
    if (outcome.verdict != Verdict::Accept) out_.verdict = outcome.verdict;
    out_.worst_case_instructions =
        std::max(out_.worst_case_instructions, outcome.worst_case_instructions);
    out_.states += outcome.states;
    out_.basis.add(outcome.basis);
  }

  Outcome run() {
    out_.findings.clear();
    for (Cause& cause : causes_) {
      if (cause.ways.size() < cases_.size()) tell(cause);
      out_.findings.push_back(std::move(cause.finding));
    }
    out_.findings = in_order(std::move(out_.findings));
    if (out_.verdict != Verdict::Accept) out_.worst_case_instructions = 0;
    return std::move(out_);
  }

 private:
  struct Cause {
    Finding finding;
    std::vector<const ExecutionCase*> ways;  // in which it is found
  };

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
  Outcome out_;
  std::vector<Cause> causes_;
};

}  // namespace

Outcome verify(const Program& program, const Contract& contract, const VerifyOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const std::vector<ExecutionCase> cases = execution_cases(program, contract);
  Combination combination(program, cases);
  for (const ExecutionCase& way : cases)
    combination.add(way, Verification(program, way.contract, options).run());
  Outcome outcome = combination.run();
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

}  // namespace assay
