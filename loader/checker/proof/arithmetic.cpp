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
[[gnu::noinline]] Term shortened(Knowledge& k, const Term& term) {
  if (term.count <= kTermSymbols / 2) return term;
  return k.fold(term.plus(0 - term.constant)).plus(term.constant);
}
/// a += factor * b, with fewer symbols where one term does not hold all.
void add(Knowledge& k, Term& a, uint64_t factor, const Term& b) {
  if (combine(a, factor, b, a)) return;
  a = shortened(k, a);
  if (!combine(a, factor, shortened(k, b), a)) k.desk->fail(Code::Internal);
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

struct Operation {
  Alu op;
  unsigned bytes;  // how wide
};

/// `a` becomes the result where it is affine in the operands, modulo 2^width.
[[gnu::noinline]] bool affine(Knowledge& k, Operation at, Term& a, const Term& b) {
  if (at.op == Alu::Add || at.op == Alu::Sub) {
    add(k, a, at.op == Alu::Add ? 1 : kMinusOne, b);
  } else if (at.op == Alu::Mul && b.is_constant()) {
    a.multiply(b.constant);
  } else if (at.op == Alu::Mul && a.is_constant()) {
    const uint64_t factor = a.constant;
    a = b;
    a.multiply(factor);
  } else if (at.op == Alu::Lsh && b.is_constant()) {
    a.multiply(uint64_t{1} << (b.constant & (at.bytes * 8u - 1)));
  } else if (at.op == Alu::Xor && b.is(kMinusOne)) {
    a.multiply(kMinusOne);
    a.constant += kMinusOne;
  } else {
    return false;
  }
  return true;
}

/// The term shifted to the left loses nothing that the shift to the right would bring back.
[[gnu::noinline]] bool has_room(const Knowledge& k, Alu op, const Term& term, unsigned shift) {
  const Scalar facts = k.evaluate(term);
  const int64_t limit = INT64_MAX >> shift;
  return op == Alu::Rsh ? facts.umax() <= kMinusOne >> shift
                        : facts.smax() <= limit && facts.smin() >= -limit - 1;
}
enum class ShiftedBack : uint8_t { No, Done, Further };
/// (x << k) >> k as x where that fits; (x << 32) >> k by the extension of x. `a` becomes the
/// result, or what is to be shifted by `shift` more.
ShiftedBack shift_back(Knowledge& k, Alu op, Term& a, unsigned& shift) {
  if (shift == 0) return ShiftedBack::Done;
  Term inner;
  if (shifted_down(a, shift, inner) && has_room(k, op, inner, shift)) {
    a = inner;
    return ShiftedBack::Done;
  }
  if (!shifted_down(a, 32, inner)) return ShiftedBack::No;
  a = inner;
  k.extend32(op == Alu::Rsh ? Link::ZeroExtend32 : Link::SignExtend32, a);
  k.resolve_in_place(a);
  if (shift > 32) {
    shift -= 32;
    return ShiftedBack::Further;
  }
  a.multiply(uint64_t{1} << (32 - shift));
  return ShiftedBack::Done;
}

/// divisor * r <= a <= divisor * r + divisor - 1, over unsigned integers, as all below.
void bound_quotient(Knowledge& k, Term r, const Term& a, int32_t divisor) {
  k.learn_at_most({r, Reading::Unsigned, divisor}, {a}, 0);
  k.resolve_in_place(r);
  k.learn_at_most({r, Reading::Unsigned, -divisor}, {a, Reading::Unsigned, -1}, divisor - 1);
}
void relate_and(Knowledge& k, Term r, const Term& a, const Term& b) {
  k.learn_at_most({r}, {a}, 0);
  k.resolve_in_place(r);
  k.learn_at_most({r}, {b}, 0);
  // Clearing low bits, of which one more is a power of two, takes away at most those bits.
  const uint64_t cleared = ~b.constant;
  if (!b.is_constant() || !is_power(cleared + 1)) return;
  k.resolve_in_place(r);
  k.learn_at_most({r, Reading::Unsigned, -1}, {a, Reading::Unsigned, -1},
                  static_cast<int64_t>(cleared));
}
/// b <= a.
[[gnu::noinline]] bool at_most(const Knowledge& k, const Term& b, const Term& a) {
  Linear apart;
  return k.apart({a, Reading::Unsigned, -1}, {b, Reading::Unsigned, -1}, apart) && k.entails(apart);
}
void relate_mod(Knowledge& k, Term r, const Term& a, const Term& b) {
  k.learn_at_most({r}, {a}, 0);
  k.resolve_in_place(r);
  k.learn_at_most({r}, {b}, -1);
  if (!at_most(k, b, a)) return;
  k.resolve_in_place(r);
  k.learn_at_most({r, Reading::Unsigned, 2}, {a}, -1);
}
[[gnu::noinline]] bool is_positive(const Knowledge& k, const Term& term) {
  return k.evaluate(term).umin() > 0;
}
[[gnu::noinline]] void relate(Knowledge& k, Alu op, const Term& r, const Term& a, const Term& b) {
  constexpr uint64_t kMostDivisor = uint64_t{1} << 20;
  const bool positive = is_positive(k, b);
  if (op == Alu::And) {
    relate_and(k, r, a, b);
  } else if (op == Alu::Mod && positive) {
    relate_mod(k, r, a, b);
  } else if (op == Alu::Rsh && b.is_constant() && (b.constant & 63) < 20) {
    bound_quotient(k, r, a, int32_t{1} << (b.constant & 63));
  } else if (op == Alu::Rsh) {
    k.learn_at_most({r}, {a}, 0);
  } else if (op == Alu::Div && b.is_constant() && b.constant > 0 && b.constant < kMostDivisor) {
    bound_quotient(k, r, a, static_cast<int32_t>(b.constant));
  } else if (op == Alu::Div && positive) {
    k.learn_at_most({r}, {a}, 0);
  }
}

/// A new symbol with the facts of the result.
[[gnu::noinline]] Term introduce(Knowledge& k, Operation at, const Term& a, const Term& b) {
  Scalar x = k.evaluate(a);
  Scalar y = k.evaluate(b);
  apply(at.op, at.bytes == kWhole ? Part::Whole : Part::Low, x, y);
  return k.introduce(x);
}
/// No bit can be 1 in both.
[[gnu::noinline]] bool do_not_meet(const Knowledge& k, const Term& a, const Term& b) {
  return (k.evaluate(a).known_zeros() | k.evaluate(b).known_zeros()) == kMinusOne;
}
/// `a` becomes what is neither affine nor an operand, at 64 bits.
[[gnu::noinline]] void compute_anew(State& s, Alu op, Term& a, const Term& b) {
  Knowledge& k = s.knowledge;
  if ((op == Alu::Or || op == Alu::Xor) && do_not_meet(k, a, b) && combine(a, 1, b, a)) return;
  Term result;
  if (!s.find_computed(op, a, b, result)) {
    result = introduce(k, {op, kWhole}, a, b);
    if (!result.is_constant()) {
      relate(k, op, result, a, b);
      s.note_computed(op, a, b, result);
    }
  }
  a = result;
}
/// `a` becomes what is not affine, at 64 bits; `b` changes on the way.
void compute_whole(State& s, Alu op, Term& a, Term& b) {
  if ((op == Alu::Rsh || op == Alu::Arsh) && b.is_constant()) {
    auto shift = static_cast<unsigned>(b.constant & 63);
    ShiftedBack back = shift_back(s.knowledge, op, a, shift);
    if (back == ShiftedBack::Further) {
      // Once more, by what 32 left over.
      b = Term::number(shift);
      back = shift_back(s.knowledge, op, a, shift);
    }
    if (back == ShiftedBack::Done) return;
  }
  if (op == Alu::And && b.is_constant()) {
    if (do_not_meet(s.knowledge, a, Term::number(~b.constant))) return;
    if (b.constant == kLow) return s.knowledge.extend32(Link::ZeroExtend32, a);
  }
  compute_anew(s, op, a, b);
}

/// Makes operands of 64 bits, with which the operation gives what it gives at 32; false where there
/// are none.
[[gnu::noinline]] bool widen(Knowledge& k, Alu op, Term& a, Term& b) {
  const bool extends = op == Alu::And || op == Alu::Or || op == Alu::Xor || op == Alu::Rsh ||
                       op == Alu::Div || op == Alu::Mod;
  if (!extends) return false;
  Term left = a;
  Term right = b;
  k.extend32(Link::ZeroExtend32, left);
  k.extend32(Link::ZeroExtend32, right);
  if (op == Alu::Rsh && !right.is_constant()) return false;
  if (op == Alu::Rsh) right.constant &= 31;
  k.resolve_in_place(left);
  k.resolve_in_place(right);
  a = left;
  b = right;
  return true;
}

/// `a` becomes a OP b of numbers; `b` changes on the way.
void compute(State& s, Operation at, Term& a, Term& b) {
  Knowledge& k = s.knowledge;
  const bool whole = at.bytes == kWhole;
  if (at.op == Alu::Mov || at.op == Alu::Movsx32) {
    a = b;
    if (at.op == Alu::Movsx32) k.extend32(Link::SignExtend32, a);
  } else if (!affine(k, at, a, b)) {
    if (whole || widen(k, at.op, a, b)) return compute_whole(s, at.op, a, b);
    a = introduce(k, at, a, b);
    return;
  }
  if (!whole) k.extend32(Link::ZeroExtend32, a);
}
/// The same, into the destination.
[[gnu::noinline]] void write_computed(Site& site, Operation operation, Term& a, Term& b) {
  compute(*site.state, operation, a, b);
  site.known().resolve_in_place(a);
  site.state->registers[site.at.dst] = Value::number(a);
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

/// A pointer becomes a number of which nothing is known but how wide it is.
[[gnu::noinline]] Code write_decayed(Site& site, unsigned width) {
  if (!site.policy().pointer_to_scalar) return Code::PointerArithmetic;
  site.state->registers[site.at.dst] = site.state->fresh(any_of(width, Extended::Zeros));
  return Code::Ok;
}

Code move_pointer(Site& site, const Value& pointer, const Value& number) {
  Value moved = pointer;
  if (!number.is_zero()) {
    if (pointer.may_be_null()) return Code::NullDereference;
    if (!takes_offset(pointer.place.into)) return Code::PointerArithmetic;
    add(site.known(), moved.term, site.at.alu == Alu::Add ? 1 : kMinusOne, number.term);
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
      if (at.width != kWhole) site.known().extend32(Link::ZeroExtend32, apart);
      site.state->registers[at.dst] = Value::number(apart);
      return Code::Ok;
    }
    case PointerResult::AnyNumber:
      return write_decayed(site, at.width);
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
  const bool divides = at.width == kWhole && (at.alu == Alu::Sdiv || at.alu == Alu::Smod);
  if (divides && site.rules->way->signed_division_loses_context &&
      !(src.is_number() && site.known().differs(src.term, kMinusOne)))
    return Code::InstructionNotOffered;
  if (dst.is_pointer() || src.is_pointer()) return pointer_alu(site, dst, src);
  write_computed(site, {at.alu, at.width}, dst.term, src.term);
  return Code::Ok;
}

Code step_negate(Site& site) {
  const Code code = check_in_place(site);
  if (code != Code::Ok) return code;
  Value v = site.state->read(site.at.dst);
  if (v.is_pointer()) return write_decayed(site, site.at.width);
  Term factor = Term::number(kMinusOne);
  write_computed(site, {Alu::Mul, site.at.width}, v.term, factor);
  return Code::Ok;
}

Code step_swap(Site& site) {
  const Code code = check_in_place(site);
  if (code != Code::Ok) return code;
  const Instruction& at = site.at;
  const Value v = site.state->read(at.dst);
  if (v.is_pointer()) return write_decayed(site, kWhole);
  const bool keeps = at.swap == Swap::ToLittle;
  if (keeps && at.width == kWhole) return Code::Ok;
  if (keeps && site.rules->way->le_keeps_upper_bits) return Code::Ok;
  Scalar facts = site.known().evaluate(v.term);
  if (keeps) {
    make_extended(facts, at.width * 8u, Extended::Zeros);
  } else {
    make_swapped(facts, at.width * 8u);
  }
  site.state->registers[at.dst] = site.state->fresh(facts);
  return Code::Ok;
}

}  // namespace assay::checker
