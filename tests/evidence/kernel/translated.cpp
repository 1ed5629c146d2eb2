// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/translated.hpp"

#include <bpf/bpf.h>

#include <algorithm>
#include <array>
#include <bit>

namespace assay::kernel {
namespace {

constexpr std::uint64_t kAnyWord = ~std::uint64_t{0};
constexpr std::uint64_t kAnyHalf = 0xffffffff;
constexpr std::uint8_t kExtendsSign = 0x80;  // BPF_MEMSX, which Debian 12's linux/bpf.h has not

/// For each register the greatest number that it can hold.
using Registers = std::array<std::uint64_t, 16>;
using States = std::vector<std::optional<Registers>>;

std::uint64_t ones(std::uint64_t number) {
  return number == 0 ? 0 : kAnyWord >> std::countl_zero(number);
}

std::uint64_t most_of_load(const bpf_insn& load) {
  if (BPF_MODE(load.code) == kExtendsSign) return kAnyWord;
  switch (BPF_SIZE(load.code)) {
    case BPF_B:
      return 0xff;
    case BPF_H:
      return 0xffff;
    case BPF_W:
      return kAnyHalf;
    default:
      return kAnyWord;
  }
}

/// Of `a op b`, where all numbers up to `a` are possible, and from `least` to `b`.
std::uint64_t most_of(std::uint8_t op, std::uint64_t a, std::uint64_t b, std::uint64_t least) {
  switch (op) {
    case BPF_MOV:
      return b;
    case BPF_AND:
      return std::min(a, b);
    case BPF_OR:
    case BPF_XOR:
      return ones(std::max(a, b));
    case BPF_RSH:
      return least < 64 ? a >> least : a;
    case BPF_LSH:
      return b < 64 && (a << b) >> b == a ? a << b : kAnyWord;
    case BPF_ADD:
      return a + b < a ? kAnyWord : a + b;
    default:
      return kAnyWord;
  }
}

void run_alu(const bpf_insn& alu, Registers& registers) {
  std::uint64_t& to = registers.at(alu.dst_reg);
  const bool half = BPF_CLASS(alu.code) == BPF_ALU;
  const std::uint64_t limit = half ? kAnyHalf : kAnyWord;
  const bool constant = BPF_SRC(alu.code) == BPF_K;
  const auto immediate = static_cast<std::uint64_t>(std::int64_t{alu.imm});
  const std::uint64_t from =
      constant ? immediate & limit : std::min(registers.at(alu.src_reg), limit);
  const bool extends_sign = alu.off != 0;
  const std::uint64_t a = std::min(to, limit);
  const std::uint64_t most =
      extends_sign ? kAnyWord : most_of(BPF_OP(alu.code), a, from, constant ? from : 0);
  to = std::min(most, limit);
}

void run_straight(const bpf_insn& instruction, Registers& registers) {
  switch (BPF_CLASS(instruction.code)) {
    case BPF_LDX:
      registers.at(instruction.dst_reg) = most_of_load(instruction);
      return;
    case BPF_ALU:
    case BPF_ALU64:
      return run_alu(instruction, registers);
    case BPF_ST:
    case BPF_STX:
      if (BPF_MODE(instruction.code) == BPF_ATOMIC) registers.fill(kAnyWord);
      return;
    default:
      registers.fill(kAnyWord);
  }
}

void arrive(States& states, std::size_t at, const Registers& registers) {
  if (at >= states.size()) return;
  std::optional<Registers>& there = states[at];
  if (!there) {
    there = registers;
    return;
  }
  for (std::size_t i = 0; i < registers.size(); ++i)
    there->at(i) = std::max(there->at(i), registers.at(i));
}

/// Where the jump is known to be taken, or not to be: what is equal to a constant is that constant.
void equate(const bpf_insn& jump, std::uint8_t op_that_equates, Registers& registers) {
  const bool whole = BPF_CLASS(jump.code) == BPF_JMP && BPF_SRC(jump.code) == BPF_K;
  if (whole && BPF_OP(jump.code) == op_that_equates)
    registers.at(jump.dst_reg) = static_cast<std::uint64_t>(std::int64_t{jump.imm});
}

}  // namespace

std::vector<bpf_insn> translated(const Handle& program) {
  bpf_prog_info info{};
  std::uint32_t size = sizeof info;
  if (bpf_obj_get_info_by_fd(program.get(), &info, &size) != 0) return {};
  std::vector<bpf_insn> code(info.xlated_prog_len / sizeof(bpf_insn));
  info = {};
  info.xlated_prog_len = static_cast<std::uint32_t>(code.size() * sizeof(bpf_insn));
  info.xlated_prog_insns = std::bit_cast<std::uintptr_t>(code.data());
  size = sizeof info;
  if (bpf_obj_get_info_by_fd(program.get(), &info, &size) != 0) return {};
  return code;
}

std::optional<std::uint64_t> most_in_r0(std::span<const bpf_insn> code, std::size_t slot) {
  States states(code.size());
  Registers begin{};
  begin.fill(kAnyWord);
  arrive(states, 0, begin);
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (!states[i]) continue;
    Registers registers = *states[i];
    const bpf_insn& instruction = code[i];
    const std::uint8_t kind = BPF_CLASS(instruction.code);
    const std::uint8_t op = BPF_OP(instruction.code);
    const bool jumps = (kind == BPF_JMP || kind == BPF_JMP32) && op != BPF_CALL && op != BPF_EXIT;
    if (jumps) {
      const bool far = kind == BPF_JMP32 && op == BPF_JA;
      const std::int64_t distance = far ? instruction.imm : instruction.off;
      if (distance < 0) return std::nullopt;
      Registers taken = registers;
      equate(instruction, BPF_JEQ, taken);
      arrive(states, i + 1 + static_cast<std::size_t>(distance), taken);
      if (op == BPF_JA) continue;
      equate(instruction, BPF_JNE, registers);
    } else if (op == BPF_EXIT && kind == BPF_JMP) {
      continue;
    } else {
      run_straight(instruction, registers);
    }
    arrive(states, i + 1, registers);
  }
  if (slot >= states.size() || !states[slot]) return std::nullopt;
  return states[slot]->at(0);
}

}  // namespace assay::kernel
