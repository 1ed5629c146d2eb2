// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/cause_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/explain/gap_words.hpp"
#include "verifier/explain/loop_findings.hpp"

namespace assay {
namespace {

std::string_view for_the_report(Unclosed why) {
  switch (why) {
    case Unclosed::IllFormed:
      return "an invariant is not well formed";
    case Unclosed::EntryNotIncluded:
      return "the first invariant does not include the entry state";
    case Unclosed::TooManyBranches:
      return "the code from here has too many branches between merges";
    case Unclosed::TargetsMissing:
      return "the invariants do not name a target for every path";
    case Unclosed::NotIncluded:
      return "the state that arrives here is not included in the invariant that was named";
  }
  internal_fault(__FILE__, __LINE__, "reason of an unclosed claim out of range");
}

std::string reached(const LimitReached& limit) {
  switch (limit.limit) {
    case Limit::States:
      return fmt::format("the analysis kept {} states and reached its limit", limit.number);
    case Limit::Measures:
      return "the analysis reached its limit while it looked for values that end the loops";
    case Limit::NestedMeasures:
      return fmt::format("loops nest deeper than the {} levels that Assay follows", limit.number);
    case Limit::Ranking:
      return "the values found do not prove that every loop ends";
  }
  internal_fault(__FILE__, __LINE__, "limit out of range");
}

class CauseWords {
 public:
  CauseWords(const Program& program, const Contract& contract)
      : program_(program), contract_(contract) {}

  Finding operator()(const Unmet& unmet) const { return finding_of(program_, contract_, unmet); }

  Finding operator()(const ChainTooDeep& chain) const {
    const std::string& callee = program_.functions.at(function_at(program_, chain.callee)).name;
    const Limits& limits = contract_.limits;
    const std::string message =
        chain.before_tail_call
            ? fmt::format(
                  "'{}' makes tail calls with {} bytes of frames on the stack, but {} allows less "
                  "than {} there",
                  callee, chain.bytes, contract_.name, limits.stack_bytes_with_tail_calls)
            : fmt::format(
                  "the frames of this chain of calls, up to that of '{}', need {} bytes of "
                  "stack, but {} allows {}",
                  callee, chain.bytes, contract_.name, limits.stack_bytes_per_chain);
    return told(ErrorCode::StackTooDeep, chain.slot, message);
  }

  Finding operator()(const NotClosed& claim) const {
    Finding f = told(ErrorCode::ProofNotClosed, claim.slot,
                     "no violation was found, but the proof checker could not confirm the proof, "
                     "so the program is rejected");
    f.notes.push_back(
        {at_slot(claim.slot), fmt::format("for the bug report: {}", for_the_report(claim.why))});
    return f;
  }

  Finding operator()(const BrokenFlow& broken) const {
    return told(broken.error.code, broken.error.slot, broken.error.message);
  }
  Finding operator()(const LimitReached& limit) const {
    return told(ErrorCode::TooComplex, std::nullopt, reached(limit));
  }

  Finding operator()(const EndlessLoop& loop) const { return endless_finding(program_, loop); }
  Finding operator()(const UnrankedLoop& loop) const {
    return unranked_finding(program_, contract_, loop);
  }
  Finding operator()(const OverBudget& budget) const { return budget_finding(program_, budget); }

 private:
  static Finding told(ErrorCode code, std::optional<std::uint32_t> slot, std::string message) {
    return {code, at_slot(slot), std::move(message), {}, std::string(error_repair(code))};
  }

  const Program& program_;
  const Contract& contract_;
};

}  // namespace

Finding finding_of(const Program& program, const Contract& contract, const Cause& cause) {
  return std::visit(CauseWords(program, contract), cause);
}

}  // namespace assay
