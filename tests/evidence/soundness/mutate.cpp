// SPDX-License-Identifier: Apache-2.0
// Small changes of programs: for more variety, and for shrinking.
#include <algorithm>

#include "evidence/soundness/generate.hpp"
#include "ir/base/check.hpp"
#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"

namespace assay::soundness {
namespace {

bool decodes(const Program& program) {
  if (program.instructions.empty()) return false;
  if (check_targets(program.instructions)) return false;
  try {
    const auto again = decode(encode(program.instructions));
    return again.ok() && again.value() == program.instructions;
  } catch (const InternalFault&) {  // no encoding at all: a sign-extending move of a number, say
    return false;
  }
}

std::int32_t near(std::int32_t value, Random& random) {
  switch (random.below(6)) {
    case 0:
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) + 1);
    case 1:
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) - 1);
    case 2:
      return static_cast<std::int32_t>(0u - static_cast<std::uint32_t>(value));
    case 3:
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) ^
                                       (1u << random.below(32)));
    case 4:
      return static_cast<std::int32_t>(random.below(32));
    default:
      return static_cast<std::int32_t>(random.next());
  }
}

class Mutator {
 public:
  explicit Mutator(Random& random) : random_(random) {}

  void operator()(Alu& i) {
    switch (random_.below(3)) {
      case 0:
        i.op = static_cast<AluOp>(random_.below(static_cast<std::uint64_t>(AluOp::Movsx32) + 1));
        break;
      case 1:
        i.width = i.width == Width::W32 ? Width::W64 : Width::W32;
        break;
      default:
        change(i.src);
        break;
    }
  }
  void operator()(Neg& i) { i.width = i.width == Width::W32 ? Width::W64 : Width::W32; }
  void operator()(ByteSwap& i) { i.order = static_cast<ByteOrder>(random_.below(3)); }
  void operator()(LoadImm64& i) {
    if (i.kind == WideKind::Immediate) i.value ^= std::uint64_t{1} << random_.below(64);
    if (i.kind == WideKind::MapValue) i.value += std::uint64_t{1} << 32;
  }
  void operator()(WideTail&) {}
  void operator()(Load& i) {
    if (random_.one_in(2))
      change(i.offset);
    else if (random_.one_in(2))
      i.size = any_size();
    else
      i.sign_extend = !i.sign_extend && i.size != Width::W64;
  }
  void operator()(Store& i) {
    if (random_.one_in(2))
      change(i.offset);
    else if (random_.one_in(2))
      i.size = any_size();
    else
      change(i.src);
  }
  void operator()(Atomic& i) {
    if (random_.one_in(2)) return change(i.offset);
    i.size = i.size == Width::W32 ? Width::W64 : Width::W32;
  }
  void operator()(LoadPacket& i) { i.offset = near(i.offset, random_); }
  void operator()(JumpIf& i) {
    switch (random_.below(3)) {
      case 0:
        i.op = static_cast<JumpOp>(random_.below(static_cast<std::uint64_t>(JumpOp::Set) + 1));
        break;
      case 1:
        i.width = i.width == Width::W32 ? Width::W64 : Width::W32;
        break;
      default:
        change(i.right);
        break;
    }
  }
  void operator()(Jump&) {}
  void operator()(Call&) {}
  void operator()(CallIndirect&) {}
  void operator()(Exit&) {}

 private:
  Width any_size() { return static_cast<Width>(1u << random_.below(4)); }
  void change(std::int16_t& offset) {
    static constexpr int kSteps[] = {1, -1, 2, -2, 4, -4, 8, -8};
    offset = static_cast<std::int16_t>(offset + kSteps[random_.below(8)]);
  }
  void change(Operand& operand) {
    if (auto* imm = std::get_if<Imm>(&operand)) {
      imm->value = near(imm->value, random_);
    } else if (random_.one_in(2)) {
      operand = Reg{static_cast<std::uint8_t>(random_.below(10))};
    } else {
      operand = Imm{static_cast<std::int32_t>(random_.below(64))};
    }
  }

  Random& random_;
};

void retarget(Instruction& instruction, std::uint32_t begin, std::uint32_t end) {
  const auto moved = [&](std::int32_t target) {
    const auto at = static_cast<std::uint32_t>(target);
    if (at >= end) return static_cast<std::int32_t>(at - (end - begin));
    return at > begin ? static_cast<std::int32_t>(begin) : target;
  };
  if (auto* j = std::get_if<Jump>(&instruction)) j->target = moved(j->target);
  if (auto* j = std::get_if<JumpIf>(&instruction)) j->target = moved(j->target);
  if (auto* c = std::get_if<Call>(&instruction); c != nullptr && c->kind == CallKind::Local)
    c->target = moved(c->target);
  if (auto* w = std::get_if<LoadImm64>(&instruction); w != nullptr && w->kind == WideKind::Function)
    w->value = static_cast<std::uint64_t>(moved(static_cast<std::int32_t>(w->value)));
}

}  // namespace

std::optional<Program> without(const Program& program, std::uint32_t begin, std::uint32_t end) {
  Program rest = program;
  const auto first = rest.instructions.begin();
  if (std::holds_alternative<WideTail>(program.instructions[begin])) return std::nullopt;
  if (end < program.instructions.size() &&
      std::holds_alternative<WideTail>(program.instructions[end]))
    ++end;
  rest.instructions.erase(first + begin, first + end);
  rest.locations.resize(rest.instructions.size());
  for (Instruction& i : rest.instructions) retarget(i, begin, end);
  for (Function& f : rest.functions) {
    const auto moved = [&](std::uint32_t at) {
      return at >= end ? at - (end - begin) : std::min(at, begin);
    };
    f.begin = moved(f.begin);
    f.end = moved(f.end);
    if (f.begin >= f.end) return std::nullopt;
  }
  if (!decodes(rest)) return std::nullopt;
  return rest;
}

bool mutate(Program& program, Random& random) {
  bool changed = false;
  for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
    Program next = program;
    const auto slot = static_cast<std::uint32_t>(random.below(next.instructions.size()));
    if (random.one_in(6)) {
      auto rest = without(program, slot, slot + 1);
      if (!rest) continue;
      next = std::move(*rest);
    } else {
      std::visit(Mutator(random), next.instructions[slot]);
      if (next.instructions == program.instructions || !decodes(next)) continue;
    }
    program = std::move(next);
    changed = true;
  }
  return changed;
}

}  // namespace assay::soundness
