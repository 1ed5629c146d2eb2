// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/case.hpp"

#include "ir/base/check.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/isa/memory_operand.hpp"

namespace assay {
namespace {

/// A function with more tests on the way to one place is left without a second explanation, which
/// would cost more than it is worth.
constexpr std::size_t kMostGuards = 256;

bool is_address(ReturnKind kind) {
  switch (kind) {
    case ReturnKind::MapValueOrNull:
    case ReturnKind::MapValue:
    case ReturnKind::MemoryOrNull:
    case ReturnKind::SocketOrNull:
    case ReturnKind::InnerMapOrNull:
    case ReturnKind::ArgumentOrNull:
      return true;
    case ReturnKind::Scalar:
    case ReturnKind::Argument:
    case ReturnKind::Void:
    case ReturnKind::NoReturn:
      return false;
  }
  internal_fault(__FILE__, __LINE__, "kind of result out of range");
}

/// Registers whose bounds an access rests on: addresses and sizes.
std::vector<Reg> bounded_registers(const Contract& contract, const Instruction& instruction) {
  if (const auto operand = memory_operand(instruction)) return {operand->base};
  const Helper* helper = called_helper(contract, instruction);
  if (helper == nullptr) return {};
  std::vector<Reg> regs;
  for (std::size_t i = 0; i < helper->args.size(); ++i) {
    const ArgKind kind = helper->args[i].kind;
    const bool bounded = kind == ArgKind::Size || kind == ArgKind::SizeOrZero ||
                         kind == ArgKind::ReadMemory || kind == ArgKind::WriteMemory ||
                         kind == ArgKind::ReadWriteMemory;
    if (bounded) regs.push_back(Reg{static_cast<std::uint8_t>(i + 1)});
  }
  return regs;
}

/// The field of the context that the load at `slot` reads at a constant offset; null for other
/// memory. The context is the entry function's first argument.
const ContextField* field_read(const Case& c, std::uint32_t slot, const Load& load) {
  const auto base = c.flow.sum(load.base, slot, Width::W64);
  if (!base || base->definition || base->entered != Reg{1} ||
      function_at(c.flow.program(), slot) != 0)
    return nullptr;
  const auto offset = static_cast<std::int64_t>(base->constant) + load.offset;
  if (offset < 0 || offset >= c.contract.context_size) return nullptr;
  return field_at(c.contract, static_cast<std::uint32_t>(offset));
}

}  // namespace

std::optional<std::vector<Guard>> guards_of(const Case& c) {
  std::vector<Guard> guards;
  for (const std::uint32_t slot : c.flow.always_passed(c.slot)) {
    const auto way = c.flow.way_to(c.slot, slot);
    if (!way) continue;
    if (guards.size() == kMostGuards) return std::nullopt;
    const auto& jump = std::get<JumpIf>(c.flow.at(slot));
    auto sources = c.flow.sources(jump.left, slot);
    if (!sources) return std::nullopt;
    Guard guard{slot, *way, std::move(*sources)};
    if (const auto* reg = std::get_if<Reg>(&jump.right)) {
      auto others = c.flow.sources(*reg, slot);
      if (!others) return std::nullopt;
      guard.sources.merge(*others);
    }
    guards.push_back(std::move(guard));
  }
  return guards;
}

std::optional<std::set<std::uint32_t>> sources_of_access(const Case& c) {
  std::set<std::uint32_t> sources;
  for (const Reg reg : bounded_registers(c.contract, c.flow.at(c.slot))) {
    auto more = c.flow.sources(reg, c.slot);
    if (!more) return std::nullopt;
    sources.merge(*more);
  }
  return sources;
}

bool gives_address(const Case& c, std::uint32_t slot) {
  const Instruction& instruction = c.flow.at(slot);
  if (const Helper* helper = called_helper(c.contract, instruction))
    return is_address(helper->returns);
  if (const auto* load = std::get_if<Load>(&instruction)) {
    const ContextField* field = field_read(c, slot, *load);
    return field != nullptr && field->kind == FieldKind::RegionMark;
  }
  const auto* wide = std::get_if<LoadImm64>(&instruction);
  return wide != nullptr && wide->kind != WideKind::Immediate;
}

}  // namespace assay
