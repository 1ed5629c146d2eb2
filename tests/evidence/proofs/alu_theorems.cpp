// SPDX-License-Identifier: Apache-2.0
// Arithmetic: what the instruction gives for members of the operands is a member of the result.
//
// The meaning is ir/semantics over solver terms; the abstract operation is verifier/domain over
// solver terms. A result's views are claimed before the last reduction, which keeps members
// (product_theorems.cpp).
#include <iterator>
#include <string>

#include "ir/semantics/alu.hpp"
#include "names.hpp"
#include "symbolic.hpp"

namespace assay::proofs {
namespace {

template <unsigned N>
struct Operands {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  explicit Operands(Terms& home)
      : a(any_scalar<N>(home, "a")),
        b(any_scalar<N>(home, "b")),
        x(W::unknown(home, "x")),
        y(W::unknown(home, "y")) {}

  SymbolicScalar<N> a, b;
  W x, y;
};

/// Products of signed words go through the signs of everything.
template <class V>
void split_product(std::vector<Claim>& claims, const View<V>& a, const View<V>& b, const V& x,
                   const V& y) {
  claims.back().cases = by_signs<V>({a.s.lo, a.s.hi, b.s.lo, b.s.hi, x, y});
}

template <unsigned N>
std::vector<Claim> full_claims(Terms& home, AluOp op) {
  using H = Z3Word<N / 2>;
  const Operands<N> o(home);
  const auto z = alu(op, Width::W64, o.x, o.y);
  std::vector<Claim> claims;
  const unsigned from = source_bits(op, N);
  if (from != 0) {
    // As sign_extended() in scalar_alu.hpp, without congruences.
    const View<H> low = reduce(sign_extend_low(low_view(o.b), from));
    claim_member(claims, "extended", {is_member<N>(o.b, o.y)}, sext_view<Z3Word<N>>(low), z);
    return claims;
  }
  const std::vector<Z3Bool> premises{is_member(o.a.full, o.x), is_member(o.b.full, o.y)};
  claim_member(claims, "whole", premises, alu_view(op, o.a.full, o.b.full, 0), z);
  if (op == AluOp::Mul) split_product(claims, o.a.full, o.b.full, o.x, o.y);
  if (op == AluOp::Lsh) return claims;  // by amount, below
  const View<H> low = low_result(op, o.a, o.b);
  const std::vector<Z3Bool> all{is_member<N>(o.a, o.x), is_member<N>(o.b, o.y)};
  claim_member(claims, "low half", all, low, truncate<H>(z));
  if (op == AluOp::Mul)
    split_product(claims, low_view(o.a), low_view(o.b), truncate<H>(o.x), truncate<H>(o.y));
  return claims;
}

template <unsigned N>
std::vector<Claim> low_claims(Terms& home, AluOp op) {
  using H = Z3Word<N / 2>;
  Terms& t = home;
  const auto a = any_view<H>(t, "a");
  const auto b = any_view<H>(t, "b");
  const auto x = Z3Word<N>::unknown(t, "x");
  const auto y = Z3Word<N>::unknown(t, "y");
  const auto z = alu(op, Width::W32, x, y);
  const H low_x = truncate<H>(x);
  const H low_y = truncate<H>(y);
  const View<H> low = alu_view(op, a, b, source_bits(op, N));
  std::vector<Claim> claims;
  const std::vector<Z3Bool> premises{is_member(a, low_x), is_member(b, low_y)};
  claim_member(claims, "low half", premises, low, truncate<H>(z));
  if (op == AluOp::Mul) split_product(claims, a, b, low_x, low_y);
  claims.push_back({"upper half", {}, z == zext<Z3Word<N>>(truncate<H>(z))});
  return claims;
}

/// A shift by each known amount: shift() runs one step for it.
template <unsigned N>
std::vector<Claim> amount_claims(Terms& home, AluOp op, Width width) {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  const Shift kind = op == AluOp::Lsh   ? Shift::Left
                     : op == AluOp::Rsh ? Shift::Right
                                        : Shift::Arithmetic;
  const auto a = any_scalar<N>(home, "a");
  const auto x = W::unknown(home, "x");
  const unsigned amounts = width == Width::W64 ? N : N / 2;
  std::vector<Claim> claims;
  for (unsigned k = 0; k < amounts; ++k) {
    const auto z = alu(op, width, x, W::of(k));
    const std::string name = "by " + std::to_string(k);
    if (width == Width::W32) {
      const View<H> low = low_view(a);
      claim_member(claims, name, {is_member<N>(a, x)}, shift(kind, low, k), truncate<H>(z));
      continue;
    }
    claim_member(claims, name, {is_member(a.full, x)}, shift(kind, a.full, k), z);
    if (op != AluOp::Lsh) continue;
    SymbolicScalar<N> amount;
    amount.full = View<W>::constant(W::of(k));
    claim_member(claims, name + " low half", {is_member<N>(a, x)}, low_result(op, a, amount),
                 truncate<H>(z));
  }
  return claims;
}

/// Words of 16 bits have halves of 8, in which a 32-bit operation runs.
template <unsigned N>
void add_at(Library& library, AluOp op) {
  library.push_back(symbolic({"alu", row_of(op), "64"}, N, "register",
                             [op](Terms& t) { return full_claims<N>(t, op); }));
}
template <unsigned N>
void add_low_at(Library& library, AluOp op) {
  library.push_back(symbolic({"alu", row_of(op), "32"}, N / 2, "register",
                             [op](Terms& t) { return low_claims<N>(t, op); }));
}

/// Operations whose circuits the solver cannot compare at full width.
bool is_hard(AluOp op) {
  return op == AluOp::Mul || op == AluOp::Div || op == AluOp::Sdiv || op == AluOp::Mod ||
         op == AluOp::Smod;
}

template <unsigned N>
std::vector<Claim> neg_claims(Terms& home, Width width) {
  using W = Z3Word<N>;
  using H = Z3Word<N / 2>;
  const auto a = any_scalar<N>(home, "a");
  const auto x = W::unknown(home, "x");
  const auto z = neg(width, x);
  std::vector<Claim> claims;
  const std::vector<Z3Bool> premises{is_member<N>(a, x)};
  const auto low = alu_view(AluOp::Sub, View<H>::constant(zero<H>()), low_view(a), 0);
  claim_member(claims, "low half", premises, low, truncate<H>(z));
  if (width == Width::W32) return claims;
  claim_member(claims, "whole", premises,
               alu_view(AluOp::Sub, View<W>::constant(zero<W>()), a.full, 0), z);
  return claims;
}

std::vector<Claim> swap_claims(Terms& home, ByteOrder order, Width size) {
  using W = Z3Word<64>;
  using H = Z3Word<32>;
  const auto a = any_scalar<64>(home, "a");
  const auto x = W::unknown(home, "x");
  const auto z = byte_swap(order, size, x);
  std::vector<Claim> claims;
  const std::vector<Z3Bool> premises{is_member<64>(a, x)};
  if (order != ByteOrder::ToLittle) {
    claim_member(claims, "swapped", premises, reverse_units(a.full, 8, bits(size) / 8), z);
  } else if (size == Width::W64) {
    claims.push_back({"unchanged", premises, z == x});
  } else {
    // As zero_extend() in scalar_alu.hpp: within the low half, then with zeros above.
    const unsigned unused = 32 - bits(size);
    const H low = truncate<H>(x);
    claim_member(claims, "shifted up", premises, shl(low_view(a), unused), shl(low, unused));
    const auto b = any_view<H>(home, "b");
    const H up = shl(low, unused);
    claim_member(claims, "shifted down", {is_member(b, up)}, lshr(b, unused), truncate<H>(z));
    claims.push_back({"zeros above", {}, z == zext<W>(truncate<H>(z))});
  }
  return claims;
}

/// Sign extension at full width in two steps, for any reduction between them that keeps members.
std::vector<Claim> extension_claims(Terms& home, AluOp op, Width width) {
  using W = Z3Word<64>;
  using H = Z3Word<32>;
  const auto a = any_scalar<64>(home, "a");
  const auto b = any_view<H>(home, "b");
  const auto c = any_view<H>(home, "c");
  const auto y = W::unknown(home, "y");
  const auto z = alu(op, width, y, y);
  const unsigned unused = 32 - source_bits(op, 64);
  const H up = shl(truncate<H>(y), unused);
  std::vector<Claim> claims;
  claim_member(claims, "shifted up", {is_member<64>(a, y)}, shl(low_view(a), unused), up);
  claim_member(claims, "shifted down", {is_member(b, up)}, ashr(b, unused), truncate<H>(z));
  if (width == Width::W64)
    claim_member(claims, "extended", {is_member(c, truncate<H>(z))}, sext_view<W>(c), z);
  else
    claim_member(claims, "extended", {is_member(c, truncate<H>(z))}, zext_view<W>(c), z);
  return claims;
}

/// An immediate is the view of one word.
template <unsigned N>
std::vector<Claim> immediate_claims(Terms& home) {
  const auto y = Z3Word<N>::unknown(home, "y");
  std::vector<Claim> claims;
  claim_member(claims, "constant", {}, View<Z3Word<N>>::constant(y), y);
  return claims;
}

void add_operation(Library& library, AluOp op) {
  const bool extends = source_bits(op, 64) != 0;
  if (is_hard(op) || is_shift(op) || extends) {
    add_at<8>(library, op);
    add_low_at<16>(library, op);
    if (is_shift(op)) add_at<16>(library, op);
    if (is_shift(op)) add_low_at<32>(library, op);
    if (op == AluOp::Rsh || op == AluOp::Arsh) add_low_at<64>(library, op);
  } else {
    add_at<64>(library, op);
    add_low_at<64>(library, op);
  }
  for (const Width width : {Width::W64, Width::W32}) {
    const std::string label = width == Width::W64 ? "64" : "32";
    const unsigned n = bits(width);
    if (is_shift(op))
      library.push_back(symbolic({"alu", name_of(op) + " by immediate", label}, n, "",
                                 [=](Terms& t) { return amount_claims<64>(t, op, width); }));
    if (extends)
      library.push_back(symbolic({"alu", name_of(op), label}, n, "steps",
                                 [=](Terms& t) { return extension_claims(t, op, width); }));
  }
}

}  // namespace

void add_alu(Library& library) {
  for (const AluOp op : kAluOps) add_operation(library, op);
  for (const Width width : {Width::W64, Width::W32})
    library.push_back(symbolic({"alu", "neg", width == Width::W64 ? "64" : "32"}, bits(width), "",
                               [=](Terms& t) { return neg_claims<64>(t, width); }));
  for (const ByteOrder order : {ByteOrder::ToLittle, ByteOrder::ToBig, ByteOrder::Swap}) {
    for (const Width size : {Width::W16, Width::W32, Width::W64})
      library.push_back(symbolic({"alu", name_of(order) + std::to_string(bits(size)), "64"}, 64, "",
                                 [=](Terms& t) { return swap_claims(t, order, size); }));
  }
  library.push_back(symbolic({"alu", "immediate operand", "64"}, 64, "", immediate_claims<64>));
  library.push_back(symbolic({"alu", "immediate operand", "32"}, 32, "", immediate_claims<32>));
}

}  // namespace assay::proofs
