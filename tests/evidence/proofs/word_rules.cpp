// SPDX-License-Identifier: Apache-2.0
// Rules on 64-bit words that code applies to terms rather than to values of the scalar domain:
// links between a word and its low half, operations that stay affine, pointers. Each function names
// the code whose rule it states; the code itself is compared with concrete words in
// tests/unit/verifier/domain.
#include <string>

#include "ir/semantics/alu.hpp"
#include "ir/semantics/jump.hpp"
#include "names.hpp"
#include "rules.hpp"
#include "symbolic.hpp"

namespace assay::proofs {
namespace {

using W = Z3Word<64>;
using H = Z3Word<32>;

W low32(const W& x) { return zext<W>(truncate<H>(x)); }
W signed32(const W& x) { return sext<W>(truncate<H>(x)); }
W unknown(Terms& home, const char* name) { return W::unknown(home, name); }

/// Knowledge::extension_is_identity, known_extension, canonical_low32 (whose products are in
/// integer_rules.cpp).
std::vector<Claim> link_claims(Terms& home) {
  const W x = unknown(home, "x");
  const W y = unknown(home, "y");
  const W least = W::of(static_cast<std::uint64_t>(std::int64_t{INT32_MIN}));
  const Z3Bool small = sle(least, x) & sle(x, W::of(INT32_MAX));
  const Z3Bool linked = truncate<H>(y) == truncate<H>(x);
  return {
      {"zero extension of a small word", {ule(x, W::of(0xffffffffu))}, low32(x) == x},
      {"sign extension of a small word", {small}, signed32(x) == x},
      {"sum by low halves", {}, truncate<H>(x + y) == truncate<H>(x) + truncate<H>(y)},
      {"one low half, one zero extension", {linked}, low32(x) == low32(y)},
      {"one low half, one sign extension", {linked}, signed32(x) == signed32(y)},
  };
}

/// Knowledge::refine and refine_low32: one symbol with coefficient 1 or -1.
std::vector<Claim> refine_claims(Terms& home) {
  const W x = unknown(home, "x");
  const W k = unknown(home, "k");
  const W word = unknown(home, "word");
  const H low = truncate<H>(word);
  return {
      {"x + k", {x + k == word}, x == word - k},
      {"k - x", {k - x == word}, x == k - word},
      {"low half of x + k", {truncate<H>(x + k) == low}, truncate<H>(x) == low - truncate<H>(k)},
      {"low half of k - x", {truncate<H>(k - x) == low}, truncate<H>(x) == truncate<H>(k) - low},
  };
}

/// as_exclusion (verifier/domain/exclusions.cpp) and excluded_of (verifier/engine/join.cpp), and
/// what is taken from the ends of ranges. `k` is the term's constant.
std::vector<Claim> exclusion_claims(Terms& home) {
  const W x = unknown(home, "x");
  const W y = unknown(home, "y");
  const W k = unknown(home, "k");
  const W c = unknown(home, "c");
  const W end = unknown(home, "end");
  const Z3Bool differs = !(x == end);
  return {
      {"x + k is not c", {}, (x + k == c) == (x == c - k)},
      {"k - x is not c", {}, (k - x == c) == (x == zero<W>() - (c - k))},
      {"not c, of x + k", {!(x == c)}, !(x + k == c + k)},
      {"not c, of k - x", {!(x == c)}, !(k - x == ones<W>() * c + k)},
      {"of the term in its place", {!(x == c), y == x}, !(y == c)},
      {"the upper end", {differs, ule(x, end)}, ule(x, end - W::of(1)) & !(end == zero<W>())},
      {"the lower end", {differs, ule(end, x)}, ule(end + W::of(1), x) & !(end == ones<W>())},
  };
}

/// Computed::find: an operation on equal words is one word. The others are affine terms.
std::vector<Claim> computed_claims(Terms& home) {
  const W a = unknown(home, "a");
  const W b = unknown(home, "b");
  const W c = unknown(home, "c");
  const W d = unknown(home, "d");
  std::vector<Claim> claims;
  for (const AluOp op : {AluOp::Mul, AluOp::Div, AluOp::Sdiv, AluOp::Mod, AluOp::Smod, AluOp::Or,
                         AluOp::And, AluOp::Xor, AluOp::Lsh, AluOp::Rsh, AluOp::Arsh})
    claims.push_back(
        {name_of(op), {a == c, b == d}, alu(op, Width::W64, a, b) == alu(op, Width::W64, c, d)});
  return claims;
}

/// Knowledge::assume at 32 bits: the comparison at 64 of what is extended.
std::vector<Claim> assume32_claims(Terms& home) {
  const W x = unknown(home, "x");
  const W y = unknown(home, "y");
  std::vector<Claim> claims;
  for (const JumpOp op : kJumpOps) {
    const bool reads_signs =
        op == JumpOp::Sgt || op == JumpOp::Sge || op == JumpOp::Slt || op == JumpOp::Sle;
    const W left = reads_signs ? signed32(x) : low32(x);
    const W right = reads_signs ? signed32(y) : low32(y);
    claims.push_back({name_of(op),
                      {},
                      jump_holds(op, Width::W32, x, y) == jump_holds(op, Width::W64, left, right)});
  }
  return claims;
}

/// Numbers::affine in verifier/transfer/alu.cpp; a term is a sum of products modulo 2^64.
std::vector<Claim> affine_claims(Terms& home, Width width) {
  const W x = unknown(home, "x");
  const W y = unknown(home, "y");
  const auto narrow = [&](const W& term) { return width == Width::W64 ? term : low32(term); };
  const auto means = [&](AluOp op, const W& b) { return alu(op, width, x, b); };
  std::vector<Claim> claims{
      {"add", {}, means(AluOp::Add, y) == narrow(x + y)},
      {"sub", {}, means(AluOp::Sub, y) == narrow(x - y)},
      {"xor with -1", {}, means(AluOp::Xor, ones<W>()) == narrow(zero<W>() - x - W::of(1))},
      {"neg", {}, neg(width, x) == narrow(x * ones<W>())},
      {"mov", {}, means(AluOp::Mov, y) == narrow(y)},
      {"movsx32", {}, means(AluOp::Movsx32, y) == narrow(signed32(y))},
  };
  for (unsigned k = 0; k < bits(width); ++k)
    claims.push_back({"lsh by " + std::to_string(k),
                      {},
                      means(AluOp::Lsh, W::of(k)) == narrow(x * W::of(std::uint64_t{1} << k))});
  return claims;
}
/// The product of a term and a constant: truncation commutes with it.
std::vector<Claim> product_claims(Terms& home) {
  const H x = H::unknown(home, "x");
  const H c = H::unknown(home, "c");
  return {{"low half of a product", {}, truncate<H>(zext<W>(x) * zext<W>(c)) == x * c}};
}

/// Numbers::apply: 32-bit operations as those at 64 bits on zero-extended operands.
std::vector<Claim> widened_claims(Terms& home) {
  const W x = unknown(home, "x");
  const W y = unknown(home, "y");
  std::vector<Claim> claims;
  for (const AluOp op : {AluOp::And, AluOp::Or, AluOp::Xor, AluOp::Div, AluOp::Mod})
    claims.push_back(
        {name_of(op), {}, alu(op, Width::W32, x, y) == alu(op, Width::W64, low32(x), low32(y))});
  claims.push_back(
      {"rsh",
       {},
       alu(AluOp::Rsh, Width::W32, x, y) == alu(AluOp::Rsh, Width::W64, low32(x), y & W::of(31))});
  return claims;
}

/// Numbers::other: masks that take nothing away, and sums without carries.
std::vector<Claim> mask_claims(Terms& home) {
  const W x = unknown(home, "x");
  const W y = unknown(home, "y");
  const W mask = unknown(home, "mask");
  const W zeros_x = unknown(home, "zeros_x");
  const W zeros_y = unknown(home, "zeros_y");
  const Z3Bool known = ((x & zeros_x) == zero<W>()) & ((y & zeros_y) == zero<W>());
  const Z3Bool apart = (zeros_x | zeros_y) == ones<W>();
  return {
      {"and keeps all", {known, (zeros_x | mask) == ones<W>()}, (x & mask) == x},
      {"and with 2^32 - 1", {}, (x & W::of(0xffffffffu)) == low32(x)},
      {"or as sum", {known, apart}, (x | y) == x + y},
      {"xor as sum", {known, apart}, (x ^ y) == x + y},
  };
}

/// Numbers::shift_back: the shifted term is `inner` times 2^k.
std::vector<Claim> shift_back_claims(Terms& home) {
  const W inner = unknown(home, "inner");
  std::vector<Claim> claims;
  for (unsigned k = 1; k < 64; ++k) {
    const W shifted = inner * W::of(std::uint64_t{1} << k);
    const W limit = W::of(static_cast<std::uint64_t>(INT64_MAX >> k));
    const Z3Bool fits = sle(inner, limit) & sle(~limit, inner);
    const std::string by = " by " + std::to_string(k);
    claims.push_back({"rsh" + by, {ule(inner, lshr(ones<W>(), k))}, lshr(shifted, k) == inner});
    claims.push_back({"arsh" + by, {fits}, ashr(shifted, k) == inner});
  }
  // What is shifted by 32 first, and by another amount back: the extension, shifted by the rest.
  const W half = inner * W::of(std::uint64_t{1} << 32);
  for (unsigned k = 1; k < 64; ++k) {
    const std::string by = " of the half by " + std::to_string(k);
    const W up = W::of(k <= 32 ? std::uint64_t{1} << (32 - k) : 1);
    const unsigned down = k <= 32 ? 0 : k - 32;
    claims.push_back({"rsh" + by, {}, lshr(half, k) == lshr(low32(inner) * up, down)});
    claims.push_back({"arsh" + by, {}, ashr(half, k) == ashr(signed32(inner) * up, down)});
  }
  return claims;
}

/// Numbers::relate: bounds between an operation's result and its operands, where no carry hides in
/// the products (integer_rules.cpp has divisions).
std::vector<Claim> relate_claims(Terms& home) {
  const W a = unknown(home, "a");
  const W b = unknown(home, "b");
  const W r = a & b;
  const W cleared = ~b;
  const Z3Bool clears_low = (cleared & (cleared + W::of(1))) == zero<W>();
  return {
      {"and is at most the left", {}, ule(r, a)},
      {"and is at most the right", {}, ule(r, b)},
      {"clearing low bits takes at most them", {clears_low}, ule(a - r, cleared) & ule(r, a)},
  };
}

/// pointer_alu, and the comparisons of verifier/transfer/branch.cpp. A region [base, base + size)
/// lies by the axiom of the contract at least `slack` from both ends of the address space.
std::vector<Claim> pointer_claims(Terms& home) {
  const W base = unknown(home, "base");
  const W size = unknown(home, "size");
  const W slack = unknown(home, "slack");
  const W p = unknown(home, "p");
  const W q = unknown(home, "q");
  // b >= slack, b + size <= 2^64 - slack, and nothing wraps.
  const Z3Bool axiom = ule(slack, W::of(std::uint64_t{1} << 29)) & !(slack == zero<W>()) &
                       ule(slack, base) & ule(base, zero<W>() - slack) &
                       ule(size, zero<W>() - slack - base) & ule(size, W::of(1ULL << 62));
  const auto near = [&](const W& offset) {
    return slt(zero<W>() - slack, offset) & slt(offset, size + slack);
  };
  std::vector<Claim> claims{
      {"an offset added", {}, (base + p) + q == base + (p + q)},
      {"an offset subtracted", {}, (base + p) - q == base + (p - q)},
      {"a difference", {}, (base + p) - (base + q) == p - q},
      {"no near address is null", {axiom, near(p)}, !(base + p == zero<W>())},
      {"low halves of what lies less than 2^32 apart",
       {slt(zero<W>() - W::of(std::uint64_t{1} << 32), p - q),
        slt(p - q, W::of(std::uint64_t{1} << 32))},
       (truncate<H>(base + p) == truncate<H>(base + q)) == (p == q)},
  };
  const std::pair<JumpOp, JumpOp> as_offsets[] = {
      {JumpOp::Eq, JumpOp::Eq},  {JumpOp::Ne, JumpOp::Ne},  {JumpOp::Gt, JumpOp::Sgt},
      {JumpOp::Ge, JumpOp::Sge}, {JumpOp::Lt, JumpOp::Slt}, {JumpOp::Le, JumpOp::Sle}};
  for (const auto& [addresses, offsets] : as_offsets)
    claims.push_back({name_of(addresses),
                      {axiom, near(p), near(q)},
                      jump_holds(addresses, Width::W64, base + p, base + q) ==
                          jump_holds(offsets, Width::W64, p, q),
                      by_signs<W>({p, q})});
  return claims;
}

/// Branches::null_test: the comparisons with zero that ask for null.
std::vector<Claim> null_claims(Terms& home) {
  const W p = unknown(home, "p");
  const W null = zero<W>();
  const auto left = [&](JumpOp op) { return jump_holds(op, Width::W64, p, null); };
  const auto right = [&](JumpOp op) { return jump_holds(op, Width::W64, null, p); };
  const Z3Bool is_null = p == zero<W>();
  return {
      {"p == 0", {}, left(JumpOp::Eq) == is_null},  {"p <= 0", {}, left(JumpOp::Le) == is_null},
      {"0 >= p", {}, right(JumpOp::Ge) == is_null}, {"p != 0", {}, left(JumpOp::Ne) == !is_null},
      {"p > 0", {}, left(JumpOp::Gt) == !is_null},  {"0 < p", {}, right(JumpOp::Lt) == !is_null}};
}

}  // namespace

void add_word_rules(Library& library) {
  const auto add = [&](const char* operation, const char* width, auto make) {
    library.push_back(rule({"rule", operation, width}, "", make));
  };
  add("extension links", "64", link_claims);
  add("symbol from a term", "64", refine_claims);
  add("excluded words", "64", exclusion_claims);
  add("computed values", "64", computed_claims);
  add("comparison as extended", "32", assume32_claims);
  add("affine operation", "64", [](Terms& t) { return affine_claims(t, Width::W64); });
  add("affine operation", "32", [](Terms& t) { return affine_claims(t, Width::W32); });
  add("affine operation", "32", product_claims);
  add("operation as widened", "32", widened_claims);
  add("masks and sums", "64", mask_claims);
  add("shift back", "64", shift_back_claims);
  add("bounds of a mask", "64", relate_claims);
  add("pointer arithmetic", "64", pointer_claims);
  add("null tests", "64", null_claims);
}

}  // namespace assay::proofs
