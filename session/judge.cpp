// SPDX-License-Identifier: Apache-2.0
#include "session/judge.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/execution.hpp"
#include "session/boundary_repair.hpp"
#include "session/source_trace.hpp"
#include "session/variable_names.hpp"
#include "verifier/engine/verify.hpp"
#include "verifier/explain/explain.hpp"

namespace assay {
namespace {

/// The contract to judge under: of one way of execution where the options name one.
Result<std::shared_ptr<const Contract>> narrowed(const std::shared_ptr<const Contract>& contract,
                                                 const JudgeOptions& options) {
  if (options.execution.empty()) return contract;
  Result<Contract> one_way = narrowed_to(*contract, options.execution);
  if (!one_way.ok()) return one_way.error();
  return std::make_shared<const Contract>(std::move(one_way).value());
}

Verification verified(const Program& program, const Contract& contract,
                      const JudgeOptions& options) {
  VerifyOptions verify_options;
  verify_options.max_instructions = options.max_instructions;
  return verify(program, contract, verify_options);
}

Outcome viewed(const Program& program, const Contract& contract, const Verification& verification,
               const JudgeOptions& options) {
  Outcome outcome = outcome_of(program, contract, verification);
  if (!options.execution.empty())
    outcome.statements.insert("assumes that it is executed in the way '" + options.execution +
                              "' alone");
  return outcome;
}

/// What is wrong with a program's hook is told at its first line.
Error at_first_instruction(Error error) {
  error.slot = 0;
  return error;
}

}  // namespace

Result<std::string> full_contract_name(const Catalogue& catalogue, const std::string& name,
                                       std::optional<Platform> platform) {
  const Result<ChosenContract> named = choose_contract(Program{}, {catalogue, name, platform});
  if (!named.ok()) return Error{ErrorCode::UsageError, named.error().message};
  return named.value().contract->name;
}

Result<ChosenContract> contract_of(const Candidate& candidate, const JudgeOptions& options) {
  ASSAY_CHECK(candidate.program != nullptr, "a contract for a program that was not read");
  ContractChoice choice;
  choice.platform = options.platform;
  choice.name = options.contract;
  choice.catalogue = options.catalogue;
  if (choice.name.empty()) {
    if (const auto type = mapped_program_type(options.contract_map, *candidate.program)) {
      Result<std::string> mapped = contract_of_program_type(options.catalogue, *type);
      if (!mapped.ok()) return mapped.error();
      choice.name = std::move(mapped).value();
    }
  }
  if (choice.name.empty()) choice.name = candidate.contract;
  Result<ChosenContract> chosen = choose_contract(*candidate.program, choice);
  if (!chosen.ok()) return at_first_instruction(chosen.error());
  return chosen;
}

namespace {

/// The outcome; sets the report's contract, budget and remarks.
Result<Outcome> judged_under_its_contract(const Candidate& candidate, const JudgeOptions& options,
                                          ProgramReport& report) {
  const Result<ChosenContract> chosen = contract_of(candidate, options);
  if (!chosen.ok()) return chosen.error();
  report.contract = chosen.value().contract;
  report.budget = options.max_instructions.value_or(report.contract->limits.instruction_budget);
  const Program& program = *candidate.program;
  const auto way = narrowed(report.contract, options);
  if (!way.ok()) return way.error();
  const Contract& contract = *way.value();
  const Verification verification = verified(program, contract, options);
  Outcome outcome = viewed(program, contract, verification, options);
  if (const Acceptance* acceptance = verification.acceptance()) {
    report.remarks = crossed_edges_of(candidate, contract, *acceptance);
    if (!chosen.value().assumption.empty()) outcome.statements.insert(chosen.value().assumption);
  }
  explain(program, *report.contract, outcome.findings);
  return outcome;
}

/// The outcome of a program in the place of the one that `contract` was chosen for.
Result<Outcome> outcome_under(const Program& program,
                              const std::shared_ptr<const Contract>& contract,
                              const JudgeOptions& options) {
  const auto way = narrowed(contract, options);
  if (!way.ok()) return way.error();
  return viewed(program, *way.value(), verified(program, *way.value(), options), options);
}

}  // namespace

ProgramReport judge(const Candidate& candidate, const JudgeOptions& options) {
  ProgramReport report;
  report.file = candidate.file;
  report.section = candidate.section;
  report.name = candidate.name;
  report.program = candidate.program;
  if (candidate.error) {
    report.outcome = outcome_of_error(*candidate.error);
    return report;
  }
  const Result<Outcome> outcome =
      contained<Outcome>([&] { return judged_under_its_contract(candidate, options, report); });
  report.outcome = outcome.ok() ? outcome.value() : outcome_of_error(outcome.error());
  report.outcome.instructions = instruction_count(*candidate.program);
  if (report.contract != nullptr) report.outcome.contract = report.contract->name;
  const Result<bool> traced = contained<bool>([&] {
    repair_boundaries(report, candidate, [&](const Program& changed) {
      return outcome_under(changed, report.contract, options);
    });
    name_variables(report, candidate);
    add_source_trace(report, candidate);
    return true;
  });
  if (!traced.ok()) report.outcome = outcome_of_error(traced.error());
  return report;
}

ProgramReport report_of_file(const std::string& file, const Error& error) {
  ProgramReport report;
  report.file = file;
  report.outcome = outcome_of_error(error);
  // A file that cannot be used at all is an error even where its code is of another class.
  report.outcome.verdict = Verdict::Error;
  return report;
}

}  // namespace assay
