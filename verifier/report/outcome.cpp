// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/outcome.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/called_helper.hpp"
#include "verifier/explain/findings.hpp"

namespace assay {
namespace {

void add_repairs(std::vector<Finding>& findings) {
  for (Finding& f : findings) {
    if (f.suggestion.empty()) f.suggestion = error_repair(f.code);
  }
}

/// Whether the program calls a helper that goes on in another program.
bool calls_tails(const Program& program, const Contract& contract) {
  return std::ranges::any_of(program.instructions, [&](const Instruction& i) {
    const Helper* helper = called_helper(contract, i);
    return helper != nullptr && helper->tail_call;
  });
}

}  // namespace

OutcomeClass outcome_class(const Outcome& outcome) {
  const auto has = [&](ErrorClass wanted) {
    return std::any_of(outcome.findings.begin(), outcome.findings.end(),
                       [&](const Finding& f) { return error_class(f.code) == wanted; });
  };
  switch (outcome.verdict) {
    case Verdict::Accept:
      return OutcomeClass::None;
    case Verdict::Reject:
      return has(ErrorClass::Unsupported) ? OutcomeClass::Unsupported : OutcomeClass::Unproved;
    case Verdict::Error:
      return has(ErrorClass::Input) && !has(ErrorClass::Internal) ? OutcomeClass::Input
                                                                  : OutcomeClass::Internal;
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

std::string_view class_name(OutcomeClass value) {
  switch (value) {
    case OutcomeClass::None:
      return "";
    case OutcomeClass::Unproved:
      return "unproved";
    case OutcomeClass::Unsupported:
      return "unsupported";
    case OutcomeClass::Input:
      return "input";
    case OutcomeClass::Internal:
      return "internal";
  }
  ASSAY_CHECK(false, "a class outside its enumeration");
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Accept:
      return "accept";
    case Verdict::Reject:
      return "reject";
    case Verdict::Error:
      return "error";
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

std::uint64_t instruction_count(const Program& program) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      program.instructions,
      [](const Instruction& i) { return !std::holds_alternative<WideTail>(i); }));
}

Outcome outcome_of(const Program& program, const Contract& contract,
                   const Verification& verification) {
  Outcome outcome;
  outcome.contract = contract.name;
  outcome.instructions = instruction_count(program);
  outcome.tail_calls_multiply = calls_tails(program, contract);
  outcome.states = verification.states;
  outcome.seconds = verification.seconds;
  outcome.findings = findings_of(program, contract, verification);
  if (const Acceptance* acceptance = verification.acceptance()) {
    outcome.verdict = Verdict::Accept;
    outcome.worst_case_instructions = acceptance->worst_case();
    outcome.basis = acceptance->basis();
  }
  return completed(std::move(outcome));
}

Outcome outcome_of_error(const Error& error) {
  Outcome outcome;
  const ErrorClass kind = error_class(error.code);
  const bool bad_input = kind == ErrorClass::Input || kind == ErrorClass::Internal;
  outcome.verdict = bad_input ? Verdict::Error : Verdict::Reject;
  outcome.findings.push_back({error.code, at_slot(error.slot), error.message, {}, {}});
  add_repairs(outcome.findings);
  return outcome;
}

Outcome completed(Outcome outcome) {
  add_repairs(outcome.findings);
  switch (outcome.verdict) {
    case Verdict::Accept:
      ASSAY_CHECK(outcome.findings.empty(), "an accepted program carries findings");
      return outcome;
    case Verdict::Reject:
      if (outcome.findings.empty()) {
        outcome.findings.push_back({ErrorCode::ProofNotClosed,
                                    Whole{},
                                    "the program was not proved, and no reason was recorded",
                                    {},
                                    std::string(error_repair(ErrorCode::ProofNotClosed))});
      }
      return outcome;
    case Verdict::Error:
      if (outcome.findings.empty()) {
        outcome.findings.push_back({ErrorCode::InternalError,
                                    Whole{},
                                    "the program was not verified, and no reason was recorded",
                                    {},
                                    std::string(error_repair(ErrorCode::InternalError))});
      }
      return outcome;
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

}  // namespace assay
