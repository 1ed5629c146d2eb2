// SPDX-License-Identifier: Apache-2.0
// The generator's small steps with numbers.
#include <algorithm>

#include "evidence/soundness/scene.hpp"

namespace assay::soundness {
namespace {

constexpr std::int32_t kImmediates[] = {0,    1,    -1,     2,      7,         8,         15,
                                        16,   31,   32,     63,     64,        127,       128,
                                        255,  256,  -128,   0x7fff, 0x8000,    0xffff,    0x10000,
                                        -256, 4096, -32768, 1000,   INT32_MAX, INT32_MIN, -2};
constexpr std::uint64_t kWords[] = {0x100000000,        0xffffffff,         0x80000000,
                                    0x7fffffff,         0x7fffffffffffffff, 0x8000000000000000,
                                    0xffffffff00000000, 0xffffffff80000000, 0xfffffffffffffffe,
                                    0x1ffffffff,        0x123456789abcdef0, 0x00ff00ff00ff00ff};

bool is_shift(AluOp op) { return op == AluOp::Lsh || op == AluOp::Rsh || op == AluOp::Arsh; }
bool is_extension(AluOp op) {
  return op == AluOp::Movsx8 || op == AluOp::Movsx16 || op == AluOp::Movsx32;
}

}  // namespace

std::int32_t Scene::immediate() {
  if (one_in(3)) return static_cast<std::int32_t>(random_.below(64));
  if (one_in(6)) return static_cast<std::int32_t>(random_.next());
  return kImmediates[random_.below(std::size(kImmediates))];
}

Operand Scene::operand() {
  if (one_in(2)) return Imm{immediate()};
  return number();
}

Reg Scene::any_register() {
  while (true) {
    const Reg reg{static_cast<std::uint8_t>(random_.below(10))};
    if ((free_ >> reg.index & 1) == 0) continue;
    // Pointers are worth keeping for a while.
    const Holds holds = beliefs_[reg.index].holds;
    if (holds != Holds::Nothing && holds != Holds::Number && !one_in(4)) continue;
    return reg;
  }
}

Reg Scene::number() {
  for (int tries = 0; tries < 12; ++tries) {
    const Reg reg{static_cast<std::uint8_t>(random_.below(10))};
    if (beliefs_[reg.index].holds == Holds::Number) return reg;
  }
  const Reg reg = any_register();
  make_number(reg);
  return reg;
}

void Scene::make_number(Reg reg) {
  switch (random_.below(7)) {
    case 0:
      code_.mov(reg, Imm{immediate()});
      return set_number(reg);
    case 1:
      code_.wide(reg, WideKind::Immediate,
                 one_in(3) ? random_.next() : kWords[random_.below(std::size(kWords))]);
      return set_number(reg);
    case 2: {
      if (!entry_ || contract_.fields.empty()) break;
      const ContextField& f = contract_.fields[random_.below(contract_.fields.size())];
      const bool fits = f.kind == FieldKind::Scalar && f.readable &&
                        (f.size == 1 || f.size == 2 || f.size == 4 || f.size == 8);
      if (!fits) break;
      code_.load(static_cast<Width>(f.size), reg, Reg{6}, static_cast<std::int16_t>(f.offset));
      return set_number(reg);
    }
    case 3:
    case 4: {
      const auto base = pointer();
      if (!base) break;
      const Belief& b = beliefs_[base->index];
      const Width size = kWidths[random_.below(4)];
      if (b.room < bytes(size)) break;
      const auto offset = static_cast<std::int16_t>(random_.below(b.room - bytes(size) + 1));
      code_.add(Load{size, size != Width::W64 && one_in(3), reg, *base, offset});
      return set_number(reg);
    }
    case 5: {
      if (!can_call() || holds_reference_) break;
      static constexpr const char* kNames[] = {"ktime_get_ns", "get_prandom_u32",
                                               "get_smp_processor_id"};
      const Helper* h = helper_named(kNames[random_.below(3)]);
      if (h == nullptr) break;
      code_.call_helper(h->id);
      after_call();
      set_number(Reg{0});
      if (reg.index != 0) code_.mov(reg, Reg{0});
      return set_number(reg);
    }
    default:
      if (stack_words_ == 0) break;
      code_.load(kWidths[random_.below(4)], reg, kFramePointer,
                 static_cast<std::int16_t>(-8 * static_cast<int>(1 + random_.below(stack_words_))));
      return set_number(reg);
  }
  code_.mov(reg, Imm{immediate()});
  set_number(reg);
}

/// A multiple of a small number, with a remainder: strides that are no powers of two, too.
void Scene::strided() {
  static constexpr std::int32_t kFactors[] = {3, 5, 6, 7, 9, 10, 12, 24};
  static constexpr std::uint64_t kMosts[] = {0xff, 0xffff, 0x1fffffff, 0x1c71c71c, 0x3fffffff};
  const Reg reg = number();
  if ((free_ >> reg.index & 1) == 0) return unary();
  bound(reg, kMosts[random_.below(std::size(kMosts))]);
  code_.add(Alu{AluOp::Mul, one_in(2) ? Width::W32 : Width::W64, reg,
                Imm{kFactors[random_.below(std::size(kFactors))]}});
  if (one_in(2)) code_.alu(one_in(2) ? AluOp::Add : AluOp::Sub, reg, Imm{immediate()});
  static constexpr AluOp kExtensions[] = {AluOp::Movsx8, AluOp::Movsx16, AluOp::Movsx32};
  if (one_in(2)) code_.add(Alu{kExtensions[random_.below(3)], Width::W64, reg, reg});
  set_number(reg);
}

void Scene::arithmetic() {
  if (one_in(10)) return strided();
  const auto op = static_cast<AluOp>(random_.below(static_cast<std::uint64_t>(AluOp::Movsx32) + 1));
  const Reg src = number();
  const Reg dst = one_in(2) ? any_register() : number();
  if ((free_ >> dst.index & 1) == 0) return unary();
  if (beliefs_[dst.index].holds != Holds::Number) code_.mov(dst, src);
  Alu made{op, one_in(2) ? Width::W32 : Width::W64, dst, src};
  if (op == AluOp::Movsx32) made.width = Width::W64;
  if (!is_extension(op) && one_in(2)) made.src = Imm{immediate()};
  if (auto* imm = std::get_if<Imm>(&made.src); imm != nullptr && is_shift(op))
    imm->value &= static_cast<std::int32_t>(bits(made.width)) - 1;
  code_.add(made);
  set_number(dst);
  const auto* imm = std::get_if<Imm>(&made.src);
  if (imm == nullptr || imm->value <= 0) return;
  const auto value = static_cast<std::uint64_t>(imm->value);
  if (op == AluOp::And) beliefs_[dst.index].most = value;
  if (op == AluOp::Mod) beliefs_[dst.index].most = value - 1;
}

void Scene::unary() {
  const Reg reg = number();
  if ((free_ >> reg.index & 1) == 0) return;
  if (one_in(3)) {
    code_.add(Neg{one_in(2) ? Width::W32 : Width::W64, reg});
  } else {
    static constexpr Width kSizes[] = {Width::W16, Width::W32, Width::W64};
    code_.add(ByteSwap{static_cast<ByteOrder>(random_.below(3)), kSizes[random_.below(3)], reg});
  }
  set_number(reg);
}

/// The number is compared with another one, which is at most `most`.
bool Scene::bound_by_another(Reg reg, std::uint64_t most) {
  const Reg other = number();
  if (other == reg || holds_reference_ || beliefs_[reg.index].holds != Holds::Number) return false;
  if (beliefs_[other.index].most > most) {
    if ((free_ >> other.index & 1) == 0 || most > 0xffff) return false;
    bound(other, most);
  }
  if (!out_) out_ = code_.new_label();
  if (one_in(2))
    code_.jump_if({JumpOp::Gt, Width::W64, reg, other, 0}, *out_);
  else
    code_.jump_if({JumpOp::Lt, Width::W64, other, reg, 0}, *out_);
  set_number(reg, most);
  return true;
}

/// Makes sure that the number is at most `most`, in one of many ways.
void Scene::bound(Reg reg, std::uint64_t most) {
  if (beliefs_[reg.index].most <= most || sloppy()) return;
  if (one_in(6) && bound_by_another(reg, most)) return;
  const bool changes = (free_ >> reg.index & 1) != 0;
  const bool small = most < 0x7ffffff0;
  const auto imm = static_cast<std::int32_t>(most);
  set_number(reg, most);
  const auto leave_if = [&](JumpOp op, Width width, std::int32_t value) {
    if (!out_) out_ = code_.new_label();
    code_.jump_if({op, width, reg, Imm{value}, 0}, *out_);
  };
  auto way = random_.below(8);
  if (!changes) way = 5 + way % 3;
  if (holds_reference_) way %= 3;
  switch (small ? way : 0) {
    case 0: {
      std::uint64_t mask = 0;
      while (2 * mask + 1 <= most && mask < 0x3fffffff) mask = 2 * mask + 1;
      return code_.add(Alu{AluOp::And, one_in(2) ? Width::W32 : Width::W64, reg,
                           Imm{static_cast<std::int32_t>(mask)}});
    }
    case 1:
      return code_.add(Alu{AluOp::Mod, one_in(2) ? Width::W32 : Width::W64, reg, Imm{imm + 1}});
    case 2: {
      std::int32_t shift = 0;
      while (shift < 63 && (~std::uint64_t{0} >> shift) > most) ++shift;
      return code_.alu(AluOp::Rsh, reg, Imm{shift});
    }
    case 3:
      code_.add(Alu{AluOp::Mov, Width::W32, reg, reg});
      return leave_if(JumpOp::Gt, one_in(2) ? Width::W32 : Width::W64, imm);
    case 4:
      leave_if(JumpOp::Sgt, Width::W64, imm);
      return leave_if(JumpOp::Slt, Width::W64, 0);
    case 5:
      return leave_if(JumpOp::Gt, Width::W64, imm);
    case 6:
      return leave_if(JumpOp::Ge, Width::W64, imm + 1);
    default: {
      // The way on is the taken branch.
      if (!out_) out_ = code_.new_label();
      const auto on = code_.new_label();
      code_.jump_if({JumpOp::Le, Width::W64, reg, Imm{imm}, 0}, on);
      code_.jump(*out_);
      return code_.place(on);
    }
  }
}

}  // namespace assay::soundness
