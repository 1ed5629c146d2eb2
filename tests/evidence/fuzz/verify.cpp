// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "evidence/fuzz/program_bytes.hpp"
#include "evidence/soundness/judge.hpp"

namespace assay::fuzz {
namespace {

/// A few short runs: thousands of inputs matter more here than each in depth.
soundness::JudgeOptions few_runs(Bytes input) {
  soundness::JudgeOptions options;
  options.runs = 4;
  options.most_steps = 2000;
  options.try_rejected = false;
  for (const std::uint8_t byte : input) options.seed = options.seed * 31 + byte;
  return options;
}

}  // namespace

bool fuzz_verify(Bytes input) {
  const auto read = read_program(input);
  if (!read) return false;
  const auto judged = soundness::judge(read->program, *read->contract, few_runs(input));
  require(judged.accepted == judged.findings.empty(), "accepted, or an error that says why not");
  for (const Finding& finding : judged.findings)
    require(error_class(finding.code) != ErrorClass::Internal,
            "no fault of Assay's own: " + finding.message);
  require(
      !judged.breach,
      judged.breach ? fmt::format("accepted, but a run does wrong: {}", judged.breach->what) : "");
  return judged.accepted;
}

}  // namespace assay::fuzz
