// SPDX-License-Identifier: Apache-2.0
#include "ir/text/print.hpp"

#include <fmt/format.h>

#include <set>

#include "ir/base/check.hpp"
#include "ir/isa/moves.hpp"
#include "ir/isa/opcode.hpp"

namespace assay {
namespace {

std::string name(Reg reg, Width width = Width::W64) {
  return fmt::format("{}{}", width == Width::W32 ? 'w' : 'r', reg.index);
}

std::string operand(const Operand& operand, Width width) {
  if (const auto* reg = std::get_if<Reg>(&operand)) return name(*reg, width);
  return fmt::format("{}", std::get<Imm>(operand).value);
}

/// " + 3" or " - 3".
std::string signed_offset(std::int64_t offset) {
  return fmt::format("{} {}", offset < 0 ? '-' : '+', offset < 0 ? -offset : offset);
}

std::string address(Reg base, std::int16_t offset) {
  return fmt::format("{} {}", name(base), signed_offset(offset));
}

std::string label(std::int64_t slot) { return fmt::format("L{}", slot); }

/// Writes one instruction; `row` supplies its symbol.
class Printer {
 public:
  explicit Printer(const OpcodeRow& row) : symbol_(row.symbol) {}

  std::string operator()(const Alu& i) const {
    const std::string dst = name(i.dst, i.width);
    const std::string src = operand(i.src, i.width);
    if (is_sign_extending_move(i.op)) return fmt::format("{} = {}{}", dst, symbol_, src);
    return fmt::format("{} {} {}", dst, symbol_, src);
  }
  std::string operator()(const Neg& i) const {
    return fmt::format("{0} = {1}{0}", name(i.dst, i.width), symbol_);
  }
  std::string operator()(const ByteSwap& i) const {
    return fmt::format("{0} = {1} {0}", name(i.dst), symbol_);
  }
  std::string operator()(const LoadImm64& i) const {
    const std::string dst = name(i.dst);
    switch (i.kind) {
      case WideKind::Immediate:
        return fmt::format("{} = {} {}", dst, static_cast<std::int64_t>(i.value), symbol_);
      case WideKind::Map:
        return fmt::format("{} = {}[{}]", dst, symbol_, i.value);
      case WideKind::MapValue:
        return fmt::format("{} = {}[{}] + {}", dst, symbol_, i.value & 0xffffffff, i.value >> 32);
      case WideKind::Function:
        return fmt::format("{} = {} {}", dst, symbol_, label(static_cast<std::int64_t>(i.value)));
      case WideKind::UnresolvedSymbol:
        return fmt::format("{} = unresolved[{}]", dst, i.value);
    }
    throw InternalFault("no such kind of 16-byte load");
  }
  std::string operator()(const WideTail&) const { return {}; }
  std::string operator()(const Load& i) const {
    return fmt::format("{} = *({} *)({})", name(i.dst), symbol_, address(i.base, i.offset));
  }
  std::string operator()(const Store& i) const {
    return fmt::format("*({} *)({}) = {}", symbol_, address(i.base, i.offset),
                       operand(i.src, Width::W64));
  }
  std::string operator()(const Atomic& i) const {
    const std::string where = address(i.base, i.offset);
    const std::string src = name(i.src, i.size);
    const std::string_view type = i.size == Width::W32 ? "u32" : "u64";
    if (!i.fetch) return fmt::format("lock *({} *)({}) {} {}", type, where, symbol_, src);
    if (i.op == AtomicOp::Exchange) return fmt::format("{} = {}({}, {})", src, symbol_, where, src);
    if (i.op == AtomicOp::CompareExchange) {
      const std::string r0 = name(Reg{0}, i.size);
      return fmt::format("{} = {}({}, {}, {})", r0, symbol_, where, r0, src);
    }
    return fmt::format("{} = {}(({} *)({}), {})", src, symbol_, type, where, src);
  }
  std::string operator()(const LoadPacket& i) const {
    if (!i.indirect) return fmt::format("r0 = *({} *)skb[{}]", symbol_, i.offset);
    return fmt::format("r0 = *({} *)skb[{} {}]", symbol_, name(i.src), signed_offset(i.offset));
  }
  std::string operator()(const JumpIf& i) const {
    return fmt::format("if {} {} {} goto {}", name(i.left, i.width), symbol_,
                       operand(i.right, i.width), label(i.target));
  }
  std::string operator()(const Jump& i) const {
    return fmt::format("{} {}", symbol_, label(i.target));
  }
  std::string operator()(const Call& i) const {
    switch (i.kind) {
      case CallKind::Helper:
        return fmt::format("call {}", static_cast<std::uint32_t>(i.target));
      case CallKind::Local:
        return fmt::format("call {}", label(i.target));
      case CallKind::Kernel:
        return fmt::format("call {}[{}]", symbol_, static_cast<std::uint32_t>(i.target));
      case CallKind::Unresolved:
        return fmt::format("call unresolved[{}]", i.target);
    }
    throw InternalFault("no such kind of call");
  }
  std::string operator()(const CallIndirect& i) const {
    return fmt::format("{} {}", symbol_, name(i.target));
  }
  std::string operator()(const Exit&) const { return std::string(symbol_); }

 private:
  std::string_view symbol_;
};

void note_target(const Instruction& instruction, std::set<std::int64_t>& targets) {
  if (const auto* jump_if = std::get_if<JumpIf>(&instruction)) targets.insert(jump_if->target);
  if (const auto* jump = std::get_if<Jump>(&instruction)) targets.insert(jump->target);
  if (const auto* call = std::get_if<Call>(&instruction)) {
    if (call->kind == CallKind::Local) targets.insert(call->target);
  }
  if (const auto* wide = std::get_if<LoadImm64>(&instruction)) {
    if (wide->kind == WideKind::Function) targets.insert(static_cast<std::int64_t>(wide->value));
  }
}

}  // namespace

std::string print(const Instruction& instruction) {
  if (std::holds_alternative<WideTail>(instruction)) return {};
  return std::visit(Printer(row_of(instruction)), instruction);
}

std::string print_program(std::span<const Instruction> program) {
  std::set<std::int64_t> targets;
  for (const Instruction& instruction : program) note_target(instruction, targets);
  std::string out;
  for (std::size_t slot = 0; slot < program.size(); ++slot) {
    if (std::holds_alternative<WideTail>(program[slot])) continue;
    if (targets.contains(static_cast<std::int64_t>(slot))) {
      out += label(static_cast<std::int64_t>(slot)) + ":\n";
    }
    out += "  " + print(program[slot]) + "\n";
  }
  return out;
}

}  // namespace assay
