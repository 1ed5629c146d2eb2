// SPDX-License-Identifier: Apache-2.0
// Reads of several fields of the context on different branches, which the compiler merged into one
// at a variable offset.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "verifier/explain/case.hpp"

namespace assay {
namespace {

/// The read has no place of its own in the source: compilers give none to what they merged, and the
/// place of a jump before it is carried on.
bool has_place_of_a_jump(const Case& c) {
  const std::vector<SourceLocation>& locations = c.flow.program().locations;
  if (locations.at(c.slot).line == 0) return false;
  return std::ranges::any_of(c.flow.slots(), [&](std::uint32_t slot) {
    const Instruction& instruction = c.flow.at(slot);
    const bool jumps =
        std::holds_alternative<JumpIf>(instruction) || std::holds_alternative<Jump>(instruction);
    return jumps && slot < c.slot && same_place(locations.at(slot), locations.at(c.slot));
  });
}

/// The constants of which the register holds one before `slot`; empty where it may hold anything
/// else, and where there is only one.
std::set<std::int64_t> constants(const Case& c, Reg reg, std::uint32_t slot) {
  const Reaching found = c.flow.definitions(reg, slot);
  if (found.from_entry || found.slots.size() < 2) return {};
  std::set<std::int64_t> values;
  for (const std::uint32_t definition : found.slots) {
    const auto* alu = std::get_if<Alu>(&c.flow.at(definition));
    if (alu == nullptr || alu->op != AluOp::Mov || !std::holds_alternative<Imm>(alu->src))
      return {};
    values.insert(std::get<Imm>(alu->src).value);
  }
  return values;
}

/// The offsets in the context of which the load reads one.
std::set<std::int64_t> offsets(const Case& c, const Load& load) {
  const auto base = c.flow.sum(load.base, c.slot, Width::W64);
  if (!base || !base->definition) return {};
  const auto* add = std::get_if<Alu>(&c.flow.at(*base->definition));
  if (add == nullptr || add->op != AluOp::Add || add->width != Width::W64 ||
      !std::holds_alternative<Reg>(add->src))
    return {};
  const std::int64_t fixed = static_cast<std::int64_t>(base->constant) + load.offset;
  for (const auto& [pointer, index] : {std::pair{add->dst, std::get<Reg>(add->src)},
                                       std::pair{std::get<Reg>(add->src), add->dst}}) {
    const auto context = c.flow.sum(pointer, *base->definition, Width::W64);
    if (!context || context->definition) continue;
    std::set<std::int64_t> found;
    for (const std::int64_t offset : constants(c, index, *base->definition))
      found.insert(offset + fixed + static_cast<std::int64_t>(context->constant));
    return found;
  }
  return {};
}

std::string listed(const std::set<std::int64_t>& numbers) {
  std::string text;
  for (const std::int64_t number : numbers) {
    const bool last = number == *numbers.rbegin();
    text += fmt::format("{}{}", text.empty() ? "" : last ? " or " : ", ", number);
  }
  return text;
}

}  // namespace

bool explain_merged_reads(const Case& c, Finding& finding) {
  const auto* load = std::get_if<Load>(&c.flow.at(c.slot));
  if (load == nullptr || !has_place_of_a_jump(c)) return false;
  const std::set<std::int64_t> read = offsets(c, *load);
  if (read.size() < 2) return false;
  finding.message = fmt::format(
      "the compiler merged reads of the context on several branches into one read at "
      "a variable offset ({}), which is not allowed",
      listed(read));
  finding.suggestion =
      "keep the reads apart: put asm volatile(\"\"); after each of them, in its branch (volatile "
      "alone does not help)";
  return true;
}

}  // namespace assay
