// SPDX-License-Identifier: Apache-2.0
// Arithmetic on numbers and pointers (RFC 9669 section 4.1).
#include <bit>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "ir/isa/moves.hpp"
#include "verifier/obligation/pointer_arithmetic.hpp"
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
    if (const auto known = t_.state.computed.find(k_, op, a, b)) return *known;
    const Term result = k_.introduce(t_.env.symbols, alu(op, Width::W64, fa, fb));
    if (result.is_constant()) return result;
    relate(op, result, a, b);
    t_.state.computed.note({op, a, b, result});
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

/// A number of which nothing is known but how wide it is.
void write_any_number(Transfer& t, Reg dst, Width width) {
  const Scalar all = Scalar::top();
  t.state.write(dst, t.fresh(width == Width::W32 ? zero_extend(all, Width::W32) : all));
}

void move_pointer(Transfer& t, const Alu& alu, const Value& pointer, const Value& number) {
  const Term distance = with_object_layout(t, number.term());
  Value moved = pointer;
  if (distance.as_constant() != 0u)
    moved.term() = sum_of(t, pointer.term(), alu.op == AluOp::Add ? 1 : kMinusOne, distance);
  t.state.write(alu.dst, moved);
}

void pointer_alu(Transfer& t, const Alu& alu, const Value& dst, const Value& src) {
  switch (pointer_result(alu, dst, src)) {
    case PointerResult::Difference: {
      const auto difference = Term::combine(dst.term(), kMinusOne, src.term());
      ASSAY_CHECK(difference, "a difference of pointers that no term holds");
      const Term result = alu.width == Width::W64
                              ? *difference
                              : t.state.knowledge.zero_extend32(t.env.symbols, *difference);
      return t.state.write(alu.dst, Value::scalar(result));
    }
    case PointerResult::AnyNumber:
      return write_any_number(t, alu.dst, alu.width);
    case PointerResult::Moved:
      return dst.is_pointer() ? move_pointer(t, alu, dst, src) : move_pointer(t, alu, src, dst);
    case PointerResult::None:
      break;
  }
  internal_fault(__FILE__, __LINE__, "arithmetic with a pointer that was not checked");
}

}  // namespace

void transfer_alu(Transfer& t, const Alu& a) {
  const Value src = t.operand(a.src);
  if (a.op == AluOp::Mov && a.width == Width::W64) return t.state.write(a.dst, src);
  const Value dst = is_move(a.op) ? src : t.state.read(a.dst);
  if (dst.is_pointer() || src.is_pointer()) return pointer_alu(t, a, dst, src);
  const Term result = Numbers(t, a.width).apply(a.op, dst.term(), src.term());
  const Term word = t.state.knowledge.resolve(result);
  // A dead pointer that is moved on is one still, for who follows it.
  const bool moves = a.width == Width::W64 && (a.op == AluOp::Add || a.op == AluOp::Sub);
  const auto died_at = moves ? dst.died_at() : std::nullopt;
  t.state.write(a.dst, died_at ? Value::dead_pointer(word, *died_at) : Value::scalar(word));
}

void transfer_neg(Transfer& t, const Neg& n) {
  if (t.state.read(n.dst).is_pointer()) return write_any_number(t, n.dst, n.width);
  transfer_alu(t, {AluOp::Mul, n.width, n.dst, Imm{-1}});
}

void transfer_byte_swap(Transfer& t, const ByteSwap& s) {
  const Value v = t.state.read(s.dst);
  if (v.is_pointer()) return write_any_number(t, s.dst, Width::W64);
  if (s.order == ByteOrder::ToLittle && s.size == Width::W64) return;
  if (execution_of(t.env.contract).le_keeps_upper_bits && loses_upper_bits(s)) return;
  t.state.write(s.dst, t.fresh(byte_swap(s.order, s.size, t.state.knowledge.evaluate(v.term()))));
}

}  // namespace assay
