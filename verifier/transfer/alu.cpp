// SPDX-License-Identifier: Apache-2.0
// Arithmetic on numbers and pointers (RFC 9669 section 4.1).
#include <bit>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/obligation/arguments.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/transfer/load_time.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};

/// a + factor * b. Where one term cannot hold the symbols of both, what has most of them becomes
/// one symbol, of which the bounds speak that spoke of the sum.
Term sum_of(Transfer& t, const Term& a, std::uint64_t factor, const Term& b) {
  if (const auto exact = Term::combine(a, factor, b)) return *exact;
  const auto shortened = [&](const Term& term) {
    if (term.monomials().size() <= Term::kCapacity / 2) return term;
    const std::uint64_t constant = term.constant_part();
    return t.state.knowledge.fold(t.env.symbols, term.plus(std::uint64_t{0} - constant))
        .plus(constant);
  };
  const Term left = shortened(a);
  const auto sum = Term::combine(left, factor, shortened(b));
  ASSAY_CHECK(sum, "two halves of a term's symbols fit into a term");
  return *sum;
}

class Numbers {
 public:
  Numbers(Transfer& t, Width width) : t_(t), k_(t.state.knowledge), width_(width) {}

  /// dst op src as a term over 64 bits, extended from 32 where the width says so.
  Term apply(AluOp op, const Term& a, const Term& b) {
    if (op == AluOp::Mov) return narrow(b);
    if (op == AluOp::Movsx32) return narrow(k_.sign_extend32(t_.env.symbols, b));
    if (const auto exact = affine(op, a, b)) return narrow(*exact);
    if (width_ == Width::W64) return other(op, a, b);
    const bool extends = op == AluOp::And || op == AluOp::Or || op == AluOp::Xor ||
                         op == AluOp::Rsh || op == AluOp::Div || op == AluOp::Mod;
    if (!extends) return introduce(op, a, b);
    // These give at 32 bits what they give at 64 on zero-extended operands.
    const Term left = k_.zero_extend32(t_.env.symbols, a);
    const Term right = k_.zero_extend32(t_.env.symbols, b);
    if (op == AluOp::Rsh && !right.is_constant()) return introduce(op, a, b);
    const Term amount = op == AluOp::Rsh ? Term::constant(right.constant_part() & 31) : right;
    return other(op, k_.resolve(left), k_.resolve(amount));
  }

 private:
  Term narrow(const Term& term) {
    return width_ == Width::W64 ? term : k_.zero_extend32(t_.env.symbols, term);
  }
  Term introduce(AluOp op, const Term& a, const Term& b) {
    return k_.introduce(t_.env.symbols, alu(op, width_, k_.evaluate(a), k_.evaluate(b)));
  }

  /// Results that are affine in the operands, modulo 2^width.
  std::optional<Term> affine(AluOp op, const Term& a, const Term& b) {
    if (op == AluOp::Add) return sum_of(t_, a, 1, b);
    if (op == AluOp::Sub) return sum_of(t_, a, kMinusOne, b);
    const auto ca = a.as_constant();
    const auto cb = b.as_constant();
    if (op == AluOp::Mul && cb) return a.times(*cb);
    if (op == AluOp::Mul && ca) return b.times(*ca);
    if (op == AluOp::Lsh && cb) return a.times(std::uint64_t{1} << (*cb & (bits(width_) - 1)));
    if (op == AluOp::Xor && cb == kMinusOne) return a.times(kMinusOne).plus(kMinusOne);
    return std::nullopt;
  }

  Term other(AluOp op, const Term& a, const Term& b) {
    if (const auto exact = shift_back(op, a, b)) return *exact;
    const Scalar fa = k_.evaluate(a);
    const Scalar fb = k_.evaluate(b);
    const auto mask = b.as_constant();
    if (op == AluOp::And && mask) {
      if ((fa.known_zeros() | *mask) == kMinusOne) return a;
      if (*mask == 0xffffffffu) return k_.zero_extend32(t_.env.symbols, a);
    }
    if ((op == AluOp::Or || op == AluOp::Xor) &&
        (fa.known_zeros() | fb.known_zeros()) == kMinusOne) {
      if (const auto sum = Term::combine(a, 1, b)) return *sum;
    }
    const Term result = k_.introduce(t_.env.symbols, alu(op, Width::W64, fa, fb));
    if (!result.is_constant()) relate(op, result, a, b);
    return result;
  }

  /// `a` divided by 2^shift, coefficient by coefficient; nothing where one is no multiple of that.
  static std::optional<Term> shifted_down(const Term& a, unsigned shift) {
    const std::uint64_t low = (std::uint64_t{1} << shift) - 1;
    if ((a.constant_part() & low) != 0) return std::nullopt;
    Term inner = Term::constant(
        static_cast<std::uint64_t>(static_cast<std::int64_t>(a.constant_part()) >> shift));
    for (const Monomial& m : a.monomials()) {
      if ((m.coefficient & low) != 0) return std::nullopt;
      const auto c = static_cast<std::uint64_t>(static_cast<std::int64_t>(m.coefficient) >> shift);
      const auto next = Term::combine(inner, c, Term::of(m.symbol));
      if (!next) return std::nullopt;
      inner = *next;
    }
    return inner;
  }

  /// (x << k) >> k and (x << k) s>> k as x where it fits; (x << 32) >> k and (x << 32) s>> k by the
  /// extension of x, shifted by what k differs from 32.
  std::optional<Term> shift_back(AluOp op, const Term& a, const Term& b) {
    const auto amount = b.as_constant();
    if ((op != AluOp::Rsh && op != AluOp::Arsh) || !amount) return std::nullopt;
    const auto shift = static_cast<unsigned>(*amount & 63);
    if (shift == 0) return a;
    if (const auto inner = shifted_down(a, shift)) {
      const Scalar facts = k_.evaluate(*inner);
      const std::int64_t limit = INT64_MAX >> shift;
      const bool fits = op == AluOp::Rsh ? facts.umax() <= kMinusOne >> shift
                                         : facts.smax() <= limit && facts.smin() >= -limit - 1;
      if (fits) return inner;
    }
    const auto half = shifted_down(a, 32);
    if (!half) return std::nullopt;
    const Term extended = k_.resolve(op == AluOp::Rsh ? k_.zero_extend32(t_.env.symbols, *half)
                                                      : k_.sign_extend32(t_.env.symbols, *half));
    if (shift <= 32) return extended.times(std::uint64_t{1} << (32 - shift));
    return other(op, extended, Term::constant(shift - 32));
  }

  /// factor_r * result - factor_a * a <= constant, over unsigned integers.
  void bound(const Term& result, std::int64_t factor_r, const Term& a, std::int64_t factor_a,
             Int128 constant) {
    const auto r = k_.integer(result, Lift::Unsigned);
    const auto x = k_.integer(a, Lift::Unsigned);
    if (!r || !x) return;
    if (const auto e = LinearExpr::combine(factor_r, *r, -factor_a, *x))
      k_.learn(e->plus(-constant));
  }

  void relate(AluOp op, const Term& r, const Term& a, const Term& b) {
    const Scalar fb = k_.evaluate(b);
    const auto cb = b.as_constant();
    constexpr std::int64_t kMaxFactor = std::int64_t{1} << 20;
    if (op == AluOp::And) {
      bound(r, 1, a, 1, 0);
      bound(k_.resolve(r), 1, b, 1, 0);
      // Clearing low bits takes away at most those bits.
      const std::uint64_t cleared = cb ? ~*cb : 0;
      if (cb && std::has_single_bit(cleared + 1)) bound(k_.resolve(r), -1, a, -1, Int128{cleared});
    } else if (op == AluOp::Mod && fb.umin() > 0) {
      bound(r, 1, a, 1, 0);
      bound(k_.resolve(r), 1, b, 1, -1);
      const auto x = k_.integer(a, Lift::Unsigned);
      const auto y = k_.integer(b, Lift::Unsigned);
      const auto d = x && y ? LinearExpr::difference(*y, *x) : std::nullopt;
      if (d && k_.entails(*d)) bound(k_.resolve(r), 2, a, 1, -1);
    } else if (op == AluOp::Rsh && cb && (*cb & 63) < 20) {
      const auto f = std::int64_t{1} << (*cb & 63);
      bound(r, f, a, 1, 0);
      bound(k_.resolve(r), -f, a, -1, f - 1);
    } else if (op == AluOp::Rsh) {
      bound(r, 1, a, 1, 0);
    } else if (op == AluOp::Div && cb && *cb > 0 && *cb < kMaxFactor) {
      const auto f = static_cast<std::int64_t>(*cb);
      bound(r, f, a, 1, 0);
      bound(k_.resolve(r), -f, a, -1, f - 1);
    } else if (op == AluOp::Div && fb.umin() > 0) {
      bound(r, 1, a, 1, 0);
    }
  }

  Transfer& t_;
  Knowledge& k_;
  Width width_;
};

bool takes_offset(RegionKind kind) {
  return kind == RegionKind::Stack || kind == RegionKind::Packet || kind == RegionKind::MapValue ||
         kind == RegionKind::Data || kind == RegionKind::Memory || kind == RegionKind::Context;
}

/// Where pointers may become numbers at all, copies of a part do, and differences; what else makes
/// one (a sum of two pointers, bits of an address) no platform allows.
bool may_decay(const Alu& alu, const Value& dst, const Value& src) {
  if (alu.op == AluOp::Mov || alu.op == AluOp::Movsx8 || alu.op == AluOp::Movsx16 ||
      alu.op == AluOp::Movsx32)
    return true;
  // Objects of ir-keytable compute with the addresses of their .data, over which their loader
  // writes numbers (ADR 8): what comes out is an unknown number.
  const bool data = (dst.is_pointer() && dst.region.kind == RegionKind::Data) ||
                    (src.is_pointer() && src.region.kind == RegionKind::Data);
  if (data) return true;
  return alu.op == AluOp::Sub &&
         (alu.width == Width::W32 || (dst.is_pointer() && src.is_pointer()));
}

Refusal decay(Transfer& t, const Alu& alu, const Value& pointer) {
  if (!t.env.contract.policy.pointer_to_scalar) {
    Finding f = refuse(t.site(), ErrorCode::PointerArithmetic,
                       "this arithmetic makes a number of " + describe_value(t.site(), pointer) +
                           ", which " + t.env.contract.name + " does not allow");
    return f;
  }
  const Scalar all = Scalar::top();
  t.state.write(alu.dst, t.fresh(alu.width == Width::W32 ? zero_extend(all, Width::W32) : all));
  return std::nullopt;
}

Refusal pointer_alu(Transfer& t, const Alu& alu, const Value& dst, const Value& src) {
  const bool add = alu.op == AluOp::Add;
  const bool sub = alu.op == AluOp::Sub;
  if (sub && dst.is_pointer() && src.is_pointer() && dst.region == src.region &&
      takes_offset(dst.region.kind) && dst.null_id == 0 && src.null_id == 0) {
    const auto difference = Term::combine(dst.term, kMinusOne, src.term);
    if (difference) {
      const Term result = alu.width == Width::W64
                              ? *difference
                              : t.state.knowledge.zero_extend32(t.env.symbols, *difference);
      t.state.write(alu.dst, Value::scalar(result));
      return std::nullopt;
    }
  }
  const Value& pointer = dst.is_pointer() ? dst : src;
  const Value& number = dst.is_pointer() ? src : dst;
  const bool moves =
      alu.width == Width::W64 && number.is_scalar() && (add || (sub && dst.is_pointer()));
  if (!moves && may_decay(alu, dst, src)) return decay(t, alu, pointer);
  if (!moves)
    return refuse(t.site(), ErrorCode::PointerArithmetic,
                  "this arithmetic is not allowed on " + describe_value(t.site(), pointer));
  const Term distance = with_object_layout(t, number.term);
  if (distance.as_constant() == 0u) {
    t.state.write(alu.dst, pointer);
    return std::nullopt;
  }
  if (pointer.null_id != 0) {
    Finding f = refuse(t.site(), ErrorCode::NullDereference,
                       "an offset is added to " + describe_value(t.site(), pointer));
    explain_pointer(t.site(), pointer, f);
    f.suggestion = "compare the pointer with NULL before anything is added to it";
    return f;
  }
  if (!takes_offset(pointer.region.kind)) {
    Finding f = refuse(t.site(), ErrorCode::PointerArithmetic,
                       "an offset is added to " + describe_value(t.site(), pointer));
    f.suggestion = "hand it to helpers as it is; what a map holds is reached by a look-up";
    return f;
  }
  Value moved = pointer;
  moved.term = sum_of(t, pointer.term, add ? 1 : kMinusOne, distance);
  t.state.write(alu.dst, moved);
  return std::nullopt;
}

}  // namespace

Refusal check_readable(const Transfer& t, Reg reg) {
  const Value v = t.state.read(reg);
  if (v.is_readable()) return std::nullopt;
  const std::string what = is_assembly(t.env.program, t.slot)
                               ? "r" + std::to_string(reg.index) + " is read, but it"
                               : "the value that is read here";
  return refuse_unreadable(t.site(), what, v);
}

Refusal transfer_alu(Transfer& t, const Alu& a) {
  if (a.dst == kFramePointer)
    return refuse(t.site(), ErrorCode::FramePointerWritten,
                  "r10 holds the frame pointer and cannot be written");
  const bool moves = a.op == AluOp::Mov || a.op == AluOp::Movsx8 || a.op == AluOp::Movsx16 ||
                     a.op == AluOp::Movsx32;
  if (!moves) {
    if (auto r = check_readable(t, a.dst)) return r;
  }
  if (const auto* reg = std::get_if<Reg>(&a.src)) {
    const Value v = t.state.read(*reg);
    if (a.op == AluOp::Mov && a.width == Width::W64 && was_released(t.site(), v)) {
      // A copy of what was released is as dead, and what is done with it (a second release) says
      // more.
      t.state.write(a.dst, v);
      return std::nullopt;
    }
    if (auto r = check_readable(t, *reg)) return r;
  }
  const Value src = t.operand(a.src);
  const Value dst = moves ? src : t.state.read(a.dst);
  if (a.op == AluOp::Mov && a.width == Width::W64) {
    t.state.write(a.dst, src);
    return std::nullopt;
  }
  if (dst.is_pointer() || src.is_pointer()) return pointer_alu(t, a, dst, src);
  const Term result = Numbers(t, a.width).apply(a.op, dst.term, src.term);
  t.state.write(a.dst, Value::scalar(t.state.knowledge.resolve(result)));
  return std::nullopt;
}

Refusal transfer_neg(Transfer& t, const Neg& n) {
  if (n.dst == kFramePointer)
    return refuse(t.site(), ErrorCode::FramePointerWritten,
                  "r10 holds the frame pointer and cannot be written");
  if (auto r = check_readable(t, n.dst)) return r;
  const Value v = t.state.read(n.dst);
  if (v.is_pointer()) return decay(t, {AluOp::Mov, n.width, n.dst, n.dst}, v);
  return transfer_alu(t, {AluOp::Mul, n.width, n.dst, Imm{-1}});
}

Refusal transfer_byte_swap(Transfer& t, const ByteSwap& s) {
  if (s.dst == kFramePointer)
    return refuse(t.site(), ErrorCode::FramePointerWritten,
                  "r10 holds the frame pointer and cannot be written");
  if (auto r = check_readable(t, s.dst)) return r;
  const Value v = t.state.read(s.dst);
  if (v.is_pointer()) return decay(t, {AluOp::Mov, Width::W64, s.dst, s.dst}, v);
  if (s.order == ByteOrder::ToLittle && s.size == Width::W64) return std::nullopt;
  if (execution_of(t.env.contract).le_keeps_upper_bits && loses_upper_bits(s)) return std::nullopt;
  t.state.write(s.dst, t.fresh(byte_swap(s.order, s.size, t.state.knowledge.evaluate(v.term))));
  return std::nullopt;
}

}  // namespace assay
