// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "verifier/engine/same_fault.hpp"
#include "verifier/explain/cause_words.hpp"
#include "verifier/explain/execution_words.hpp"

namespace assay {
namespace {

/// At most kMostFindings, in the order of the code.
void put_in_order(std::vector<Finding>& findings) {
  const auto place = [](const Finding& f) {
    return std::pair(slot_in(f.where).value_or(0), f.code);
  };
  std::ranges::sort(findings, {}, place);
  if (findings.size() <= kMostFindings) return;
  findings.resize(kMostFindings);
  findings.back().notes.push_back(
      {Whole{}, fmt::format("only the first {} findings are listed", kMostFindings)});
}

}  // namespace

std::vector<Finding> findings_of(const Program& program, const Contract& contract,
                                 const Verification& verification) {
  if (verification.accepted()) return {};
  const std::vector<ExecutionCase> cases = execution_cases(program, contract);
  std::vector<Finding> findings;
  for (const Refusal& refusal : verification.refusals()) {
    const Contract& way = cases.at(refusal.ways.front()).contract;
    Finding f = finding_of(program, way, refusal.cause);
    tell_ways(cases, refusal.ways, f);
    f.fault = fault_key(program, refusal.cause);
    findings.push_back(std::move(f));
  }
  put_in_order(findings);
  return findings;
}

}  // namespace assay
