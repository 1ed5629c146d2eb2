// SPDX-License-Identifier: Apache-2.0
#include "session/boundary_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <vector>

#include "ir/base/check.hpp"

namespace assay {
namespace {

// The program is judged once more for each attempt.
constexpr std::size_t kMostAttempts = 4;
constexpr std::uint64_t kMostStates = 4000;

/// The greatest of the numbers that the jump tells from larger ones; nothing where it does not
/// compare sizes with a constant.
std::optional<std::int64_t> last_of(const Instruction& instruction) {
  const auto* jump = std::get_if<JumpIf>(&instruction);
  const auto* constant = jump == nullptr ? nullptr : std::get_if<Imm>(&jump->right);
  if (constant == nullptr) return std::nullopt;
  switch (jump->op) {
    case JumpOp::Gt:
    case JumpOp::Sgt:
    case JumpOp::Le:
    case JumpOp::Sle:
      return std::int64_t{constant->value};
    case JumpOp::Ge:
    case JumpOp::Sge:
    case JumpOp::Lt:
    case JumpOp::Slt:
      return std::int64_t{constant->value} - 1;
    case JumpOp::Eq:
    case JumpOp::Ne:
    case JumpOp::Set:
      return std::nullopt;
  }
  internal_fault(__FILE__, __LINE__, "jump operation out of range");
}

bool same_line(const SourceLocation& a, const SourceLocation& b) {
  return a.line != 0 && a.file == b.file && a.line == b.line;
}

/// The one comparison of the source that the jump at `slot` can come from.
const Comparison* comparison_at(const Program& program, const ObjectOrigin& origin,
                                std::uint32_t slot) {
  const auto last = last_of(program.instructions.at(slot));
  const SourceLocation& where = program.locations.at(slot);
  if (!last || where.file < 0) return nullptr;
  const std::string& file = program.files[static_cast<std::size_t>(where.file)];
  const Comparison* found = nullptr;
  for (const Comparison& comparison : origin.comparisons) {
    if (comparison.line != where.line || comparison.last != *last ||
        shown_file(comparison.file) != file)
      continue;
    if (found != nullptr) return nullptr;
    found = &comparison;
  }
  return found;
}

/// The program as the edited comparison would make it; nothing where the constant leaves its range.
std::optional<Program> edited(const Program& program, std::uint32_t slot,
                              const Comparison& comparison) {
  Program out = program;
  const std::int64_t by = comparison.edited - comparison.last;
  for (std::uint32_t s = 0; s < out.instructions.size(); ++s) {
    // A compiler may have made several of one.
    if (last_of(out.instructions[s]) != comparison.last ||
        !same_line(out.locations[s], out.locations[slot]))
      continue;
    JumpIf& jump = std::get<JumpIf>(out.instructions[s]);
    const std::int64_t constant = std::get<Imm>(jump.right).value + by;
    if (constant < 0 || constant > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
    jump.right = Imm{static_cast<std::int32_t>(constant)};
  }
  return out;
}

std::set<FaultKey> faults_of(const std::vector<Finding>& findings) {
  std::set<FaultKey> keys;
  for (const Finding& f : findings) keys.insert(f.fault);
  return keys;
}

/// The edit takes the finding away and brings no other.
bool mends(const Outcome& before, const Finding& finding, const Outcome& after) {
  const std::set<FaultKey> known = faults_of(before.findings);
  const std::set<FaultKey> left = faults_of(after.findings);
  return after.verdict != Verdict::Error && !left.contains(finding.fault) &&
         std::ranges::includes(known, left);
}

}  // namespace

void repair_boundaries(ProgramReport& report, const Candidate& candidate, const JudgeAgain& judge) {
  if (!candidate.origin || report.outcome.states > kMostStates) return;
  const Program& program = *report.program;
  std::size_t attempts = 0;
  for (Finding& finding : report.outcome.findings) {
    if (!finding.limited_by || !finding.fixes.empty()) continue;
    const std::uint32_t slot = *finding.limited_by;
    const Comparison* comparison = comparison_at(program, *candidate.origin, slot);
    if (comparison == nullptr || ++attempts > kMostAttempts) continue;
    const auto changed = edited(program, slot, *comparison);
    if (!changed) continue;
    const Result<Outcome> after = judge(*changed);
    if (!after.ok() || !mends(report.outcome, finding, after.value())) continue;
    finding.fixes = {comparison->edit};
    finding.suggestion =
        fmt::format("the comparison on line {} is off by one: write {} instead of {}",
                    comparison->line, comparison->edit.replacement, comparison->spelling);
  }
}

}  // namespace assay
