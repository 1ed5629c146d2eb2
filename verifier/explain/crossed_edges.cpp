// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/crossed_edges.hpp"

#include <fmt/format.h>

#include <optional>

#include "ir/base/errors.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/frame_names.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

FrameQuestions asked(const Program& program, std::span<const IndexedAccess> accesses) {
  FrameQuestions questions;
  for (const IndexedAccess& indexed : accesses)
    questions.add(question_of(program, indexed.access.bytes, indexed.slot));
  return questions;
}

/// Only where the lowest offset and the part of it that is written in the code agree on the
/// variable: of "a[i - 1]" the latter lies before 'a'.
std::optional<Finding> crossed_edge(const IndexedAccess& indexed, const FrameNames& names) {
  const StackAccess& access = indexed.access;
  const auto placed = names.at(access.base);
  const auto lowest = names.at(access.bytes.low);
  if (!placed || !lowest || placed->variable != lowest->variable || !placed->variable->is_array ||
      access.bytes.high <= placed->end())
    return std::nullopt;
  const FrameVariable& variable = *placed->variable;
  const auto size = static_cast<std::int64_t>(access.size.value_or(1));
  const Scalar offset = Scalar::signed_range(access.bytes.low - placed->begin,
                                             access.bytes.high - size - placed->begin);
  const auto next = names.at(placed->end());
  Finding remark;
  remark.code = ErrorCode::IndexLeavesArray;
  remark.where = at_slot(indexed.slot);
  remark.message = fmt::format("{} may go past the end of '{}', which has {}{}: its offset is {}",
                               access.what, variable.name, counted(variable.size, "byte"),
                               next ? fmt::format(", into '{}'", next->variable->name) : "",
                               describe_range(offset));
  remark.suggestion = fmt::format(
      "test the index against the size of '{}'; the platform allows the access because it stays on "
      "the stack",
      variable.name);
  return remark;
}

}  // namespace

std::vector<FrameQuestion> frame_questions(const Program& program,
                                           std::span<const IndexedAccess> accesses) {
  return asked(program, accesses).all();
}

std::vector<Finding> crossed_edges(const Program& program, std::span<const IndexedAccess> accesses,
                                   std::span<const FrameLayout> layouts) {
  const FrameQuestions questions = asked(program, accesses);
  std::vector<Finding> remarks;
  for (const IndexedAccess& indexed : accesses) {
    const auto question = question_of(program, indexed.access.bytes, indexed.slot);
    if (!question) continue;
    const FrameLayout layout = questions.answer(layouts, question);
    if (layout.variables.empty()) continue;
    if (auto remark = crossed_edge(indexed, FrameNames(program, question->function, layout)))
      remarks.push_back(std::move(*remark));
  }
  return remarks;
}

}  // namespace assay
