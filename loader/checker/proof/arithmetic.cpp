// SPDX-License-Identifier: Apache-2.0
// Arithmetic on numbers and pointers (RFC 9669 sections 4.1 and 4.2).
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

constexpr uint64_t kLow = 0xffffffffu;
constexpr unsigned kWhole = 8;

bool is_move(Alu op) {
  return op == Alu::Mov || op == Alu::Movsx8 || op == Alu::Movsx16 || op == Alu::Movsx32;
}

/// What has most of a term's symbols as one symbol.
Term shortened(Knowledge& k, const Term& term) {
  if (term.count <= kTermSymbols / 2) return term;
  return k.fold(term.plus(0 - term.constant)).plus(term.constant);
}
/// a + factor * b, with fewer symbols where one term does not hold all.
Term sum_of(Knowledge& k, const Term& a, uint64_t factor, const Term& b) {
  Term sum;
  if (combine(a, factor, b, sum)) return sum;
  const Term left = shortened(k, a);
  if (!combine(left, factor, shortened(k, b), sum)) k.desk->fail(Code::Internal);
  return sum;
}

/// `a` divided by 2^shift, coefficient by coefficient; false where one is no multiple of that.
bool shifted_down(const Term& a, unsigned shift, Term& out) {
  const uint64_t low = (uint64_t{1} << shift) - 1;
  const auto down = [&](uint64_t x) {
    return static_cast<uint64_t>(static_cast<int64_t>(x) >> shift);
  };
  if ((a.constant & low) != 0) return false;
  out = a;
  out.constant = down(a.constant);
  for (uint32_t i = 0; i < a.count; ++i) {
    if ((a.coefficient[i] & low) != 0) return false;
    out.coefficient[i] = down(a.coefficient[i]);
  }
  return true;
}

/// Results that are affine in the operands, modulo 2^width.
bool affine(Knowledge& k, const Instruction& at, const Term& a, const Term& b, Term& out) {
  if (at.alu == Alu::Add || at.alu == Alu::Sub) {
    out = sum_of(k, a, at.alu == Alu::Add ? 1 : kMinusOne, b);
  } else if (at.alu == Alu::Mul && b.is_constant()) {
    out = a.times(b.constant);
  } else if (at.alu == Alu::Mul && a.is_constant()) {
    out = b.times(a.constant);
  } else if (at.alu == Alu::Lsh && b.is_constant()) {
    out = a.times(uint64_t{1} << (b.constant & (at.width * 8u - 1)));
  } else if (at.alu == Alu::Xor && b.is(kMinusOne)) {
    out = a.times(kMinusOne).plus(kMinusOne);
  } else {
    return false;
  }
  return true;
}

enum class ShiftedBack : uint8_t { No, Done, Further };
/// (x << k) >> k as x where that fits; (x << 32) >> k by the extension of x. `a` becomes the
/// result, or what is to be shifted by `shift` more.
ShiftedBack shift_back(Knowledge& k, Alu op, Term& a, unsigned& shift) {
  if (shift == 0) return ShiftedBack::Done;
  Term inner;
  if (shifted_down(a, shift, inner)) {
    const Scalar facts = k.evaluate(inner);
    const int64_t limit = INT64_MAX >> shift;
    if (op == Alu::Rsh ? facts.umax() <= kMinusOne >> shift
                       : facts.smax() <= limit && facts.smin() >= -limit - 1) {
      a = inner;
      return ShiftedBack::Done;
    }
  }
  if (!shifted_down(a, 32, inner)) return ShiftedBack::No;
  a = k.resolve(k.extend32(op == Alu::Rsh ? Link::ZeroExtend32 : Link::SignExtend32, inner));
  if (shift > 32) {
    shift -= 32;
    return ShiftedBack::Further;
  }
  a = a.times(uint64_t{1} << (32 - shift));
  return ShiftedBack::Done;
}

/// factor_r * result - factor_a * a <= constant, over unsigned integers.
struct Scaled {
  const Term& term;
  int64_t factor;
};
[[gnu::noinline]] void bound(Knowledge& k, Scaled result, Scaled a, int64_t constant) {
  Linear r;
  Linear x;
  if (!k.integer(result.term, Reading::Unsigned, r) || !k.integer(a.term, Reading::Unsigned, x) ||
      !combine(result.factor, r, -a.factor, x, r))
    return;
  r.constant = r.constant - Wide::of(constant);
  k.learn(r);
}
/// divisor * r <= a <= divisor * r + divisor - 1.
void bound_quotient(Knowledge& k, const Term& r, const Term& a, int64_t divisor) {
  bound(k, {r, divisor}, {a, 1}, 0);
  bound(k, {k.resolve(r), -divisor}, {a, -1}, divisor - 1);
}
void relate_and(Knowledge& k, const Term& r, const Term& a, const Term& b) {
  bound(k, {r, 1}, {a, 1}, 0);
  bound(k, {k.resolve(r), 1}, {b, 1}, 0);
  // Clearing low bits, of which one more is a power of two, takes away at most those bits.
  const uint64_t cleared = ~b.constant;
  if (b.is_constant() && is_power(cleared + 1))
    bound(k, {k.resolve(r), -1}, {a, -1}, static_cast<int64_t>(cleared));
}
/// b <= a, over unsigned integers.
[[gnu::noinline]] bool at_most(const Knowledge& k, const Term& b, const Term& a) {
  Linear x;
  Linear y;
  return k.integer(a, Reading::Unsigned, x) && k.integer(b, Reading::Unsigned, y) &&
         difference(y, x, y) && k.entails(y);
}
void relate_mod(Knowledge& k, const Term& r, const Term& a, const Term& b) {
  bound(k, {r, 1}, {a, 1}, 0);
  bound(k, {k.resolve(r), 1}, {b, 1}, -1);
  if (at_most(k, b, a)) bound(k, {k.resolve(r), 2}, {a, 1}, -1);
}
[[gnu::noinline]] void relate(Knowledge& k, Alu op, const Term& r, const Term& a, const Term& b) {
  constexpr uint64_t kMostDivisor = uint64_t{1} << 20;
  const bool positive = k.evaluate(b).umin() > 0;
  if (op == Alu::And) {
    relate_and(k, r, a, b);
  } else if (op == Alu::Mod && positive) {
    relate_mod(k, r, a, b);
  } else if (op == Alu::Rsh && b.is_constant() && (b.constant & 63) < 20) {
    bound_quotient(k, r, a, int64_t{1} << (b.constant & 63));
  } else if (op == Alu::Rsh) {
    bound(k, {r, 1}, {a, 1}, 0);
  } else if (op == Alu::Div && b.is_constant() && b.constant > 0 && b.constant < kMostDivisor) {
    bound_quotient(k, r, a, static_cast<int64_t>(b.constant));
  } else if (op == Alu::Div && positive) {
    bound(k, {r, 1}, {a, 1}, 0);
  }
}

/// What is neither affine nor an operand, at 64 bits.
[[gnu::noinline]] Term fresh_result(State& s, Alu op, const Term& a, const Term& b) {
  Knowledge& k = s.knowledge;
  const Scalar fa = k.evaluate(a);
  const Scalar fb = k.evaluate(b);
  Term result;
  if ((op == Alu::Or || op == Alu::Xor) && (fa.known_zeros() | fb.known_zeros()) == kMinusOne &&
      combine(a, 1, b, result))
    return result;
  if (s.find_computed(op, a, b, result)) return result;
  result = k.introduce(alu64(op, fa, fb));
  if (result.is_constant()) return result;
  relate(k, op, result, a, b);
  s.note_computed(op, a, b, result);
  return result;
}
/// What is not affine, at 64 bits. The operands change on the way.
Term other(State& s, Alu op, Term& a, Term& b) {
  if ((op == Alu::Rsh || op == Alu::Arsh) && b.is_constant()) {
    auto shift = static_cast<unsigned>(b.constant & 63);
    ShiftedBack back = shift_back(s.knowledge, op, a, shift);
    if (back == ShiftedBack::Further) {
      // Once more, by what 32 left over.
      b = Term::number(shift);
      back = shift_back(s.knowledge, op, a, shift);
    }
    if (back == ShiftedBack::Done) return a;
  }
  if (op == Alu::And && b.is_constant()) {
    if ((s.knowledge.evaluate(a).known_zeros() | b.constant) == kMinusOne) return a;
    if (b.constant == kLow) return s.knowledge.extend32(Link::ZeroExtend32, a);
  }
  return fresh_result(s, op, a, b);
}

Term introduce(Knowledge& k, const Instruction& at, const Term& a, const Term& b) {
  Scalar out;
  const bool possible = facts_alu(at.alu, at.width == kWhole ? Part::Whole : Part::Low,
                                  k.evaluate(a), k.evaluate(b), out);
  return k.introduce(possible ? out : Scalar::top());
}

/// a OP b of numbers. The operands change on the way.
Term computed(State& s, const Instruction& at, Term& a, Term& b) {
  Knowledge& k = s.knowledge;
  const bool whole = at.width == kWhole;
  const auto narrow = [&](const Term& t) { return whole ? t : k.extend32(Link::ZeroExtend32, t); };
  if (at.alu == Alu::Mov) return narrow(b);
  if (at.alu == Alu::Movsx32) return narrow(k.extend32(Link::SignExtend32, b));
  if (affine(k, at, a, b, a)) return narrow(a);
  if (whole) return other(s, at.alu, a, b);
  const bool extends = at.alu == Alu::And || at.alu == Alu::Or || at.alu == Alu::Xor ||
                       at.alu == Alu::Rsh || at.alu == Alu::Div || at.alu == Alu::Mod;
  if (!extends) return introduce(k, at, a, b);
  // These give at 32 bits what they give at 64 on zero-extended operands.
  Term left = k.extend32(Link::ZeroExtend32, a);
  Term right = k.extend32(Link::ZeroExtend32, b);
  if (at.alu == Alu::Rsh && !right.is_constant()) return introduce(k, at, a, b);
  if (at.alu == Alu::Rsh) right.constant &= 31;
  left = k.resolve(left);
  right = k.resolve(right);
  return other(s, at.alu, left, right);
}

enum class PointerResult : uint8_t { Difference, AnyNumber, Moved, None };

PointerResult pointer_result(const Instruction& at, const Value& dst, const Value& src) {
  const bool both = dst.is_pointer() && src.is_pointer();
  Term apart;
  if (at.alu == Alu::Sub && both && dst.place == src.place && takes_offset(dst.place.into) &&
      dst.null == 0 && src.null == 0 && combine(dst.term, kMinusOne, src.term, apart))
    return PointerResult::Difference;
  const Value& number = dst.is_pointer() ? src : dst;
  if (at.width == kWhole && number.is_number() &&
      (at.alu == Alu::Add || (at.alu == Alu::Sub && dst.is_pointer())))
    return PointerResult::Moved;
  const bool decays = is_move(at.alu) || dst.points_into(Into::Data) ||
                      src.points_into(Into::Data) ||
                      (at.alu == Alu::Sub && (at.width != kWhole || both));
  return decays ? PointerResult::AnyNumber : PointerResult::None;
}

/// A number of which nothing is known but how wide it is.
void write_any(Site& site, unsigned width) {
  Scalar all = Scalar::top();
  if (width != kWhole && !zero_extend(Scalar::top(), 32, all)) site.known().refute();
  site.state->registers[site.at.dst] = site.state->fresh(all);
}

Code move_pointer(Site& site, const Value& pointer, const Value& number) {
  Value moved = pointer;
  if (!number.is_zero()) {
    if (pointer.may_be_null()) return Code::NullDereference;
    if (!takes_offset(pointer.place.into)) return Code::PointerArithmetic;
    moved.term =
        sum_of(site.known(), pointer.term, site.at.alu == Alu::Add ? 1 : kMinusOne, number.term);
  }
  site.state->registers[site.at.dst] = moved;
  return Code::Ok;
}

[[gnu::noinline]] Code pointer_alu(Site& site, const Value& dst, const Value& src) {
  const Instruction& at = site.at;
  switch (pointer_result(at, dst, src)) {
    case PointerResult::Difference: {
      Term apart;
      if (!combine(dst.term, kMinusOne, src.term, apart)) return Code::Internal;
      if (at.width != kWhole) apart = site.known().extend32(Link::ZeroExtend32, apart);
      site.state->registers[at.dst] = Value::number(apart);
      return Code::Ok;
    }
    case PointerResult::AnyNumber:
      if (!site.policy().pointer_to_scalar) return Code::PointerArithmetic;
      write_any(site, at.width);
      return Code::Ok;
    case PointerResult::Moved:
      return dst.is_pointer() ? move_pointer(site, dst, src) : move_pointer(site, src, dst);
    case PointerResult::None:
      return Code::PointerArithmetic;
  }
  return Code::Internal;
}

/// The register may be written, and is a number or a pointer.
Code check_in_place(const Site& site) {
  if (site.at.dst == kFramePointer) return Code::FramePointerWritten;
  return check_readable(site.state->read(site.at.dst));
}

/// A constant shift of the width or more, or a constant divisor 0.
bool is_out_of_range(const Instruction& at) {
  if (at.second_is_register) return false;
  const bool shifts = at.alu == Alu::Lsh || at.alu == Alu::Rsh || at.alu == Alu::Arsh;
  const bool divides =
      at.alu == Alu::Div || at.alu == Alu::Sdiv || at.alu == Alu::Mod || at.alu == Alu::Smod;
  if (shifts) return at.imm < 0 || at.imm >= int32_t{at.width} * 8;
  return divides && at.imm == 0;
}

}  // namespace

Code step_alu(Site& site) {
  const Instruction& at = site.at;
  if (at.dst == kFramePointer) return Code::FramePointerWritten;
  if (site.policy().constants_in_range && is_out_of_range(at)) return Code::InstructionNotOffered;
  Value src = site.second();
  if (at.alu == Alu::Mov && at.width == kWhole) {
    // A copy of what was released is as dead.
    if (!src.is_readable() && src.holds != Holds::Released) return Code::RegisterUninitialised;
    site.state->registers[at.dst] = src;
    return Code::Ok;
  }
  Value dst = is_move(at.alu) ? src : site.state->read(at.dst);
  if (!dst.is_readable() || !src.is_readable()) return Code::RegisterUninitialised;
  if (dst.is_pointer() || src.is_pointer()) return pointer_alu(site, dst, src);
  const Term result = computed(*site.state, at, dst.term, src.term);
  site.state->registers[at.dst] = Value::number(site.known().resolve(result));
  return Code::Ok;
}

Code step_negate(Site& site) {
  const Code code = check_in_place(site);
  if (code != Code::Ok) return code;
  Value v = site.state->read(site.at.dst);
  if (v.is_pointer()) {
    if (!site.policy().pointer_to_scalar) return Code::PointerArithmetic;
    write_any(site, site.at.width);
    return Code::Ok;
  }
  Instruction times = site.at;
  times.alu = Alu::Mul;
  Term factor = Term::number(kMinusOne);
  const Term result = computed(*site.state, times, v.term, factor);
  site.state->registers[site.at.dst] = Value::number(site.known().resolve(result));
  return Code::Ok;
}

Code step_swap(Site& site) {
  const Code code = check_in_place(site);
  if (code != Code::Ok) return code;
  const Instruction& at = site.at;
  const Value v = site.state->read(at.dst);
  if (v.is_pointer()) {
    if (!site.policy().pointer_to_scalar) return Code::PointerArithmetic;
    write_any(site, kWhole);
    return Code::Ok;
  }
  const bool keeps = at.swap == Swap::ToLittle;
  if (keeps && at.width == kWhole) return Code::Ok;
  if (keeps && site.rules->way->le_keeps_upper_bits) return Code::Ok;
  Scalar out;
  const Scalar facts = site.known().evaluate(v.term);
  const bool possible =
      keeps ? zero_extend(facts, at.width * 8u, out) : swap_bytes(facts, at.width * 8u, out);
  site.state->registers[at.dst] = site.state->fresh(possible ? out : Scalar::top());
  return Code::Ok;
}

}  // namespace assay::checker
