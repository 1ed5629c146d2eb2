// SPDX-License-Identifier: Apache-2.0
// Rules over the integers: difference bounds and congruences. Each function names the code whose
// rule it states; the code itself is compared with concrete words in
// tests/unit/verifier/domain.
#include <string>
#include <utility>

#include "rules.hpp"

namespace assay::proofs {
namespace {

/// Unknown integers and claims over them.
class Integers {
 public:
  explicit Integers(Terms& home) : home_(home) {}
  [[nodiscard]] z3::expr operator()(const char* name) const {
    return home_.context().int_const(name);
  }
  /// 2^n.
  [[nodiscard]] z3::expr power(unsigned n) const {
    const std::string two = n == 64 ? "18446744073709551616" : std::to_string(1ULL << n);
    return home_.context().int_val(two.c_str());
  }
  void claim(const std::string& name, const std::vector<z3::expr>& premises,
             const z3::expr& conclusion) {
    Claim claim;
    claim.name = name;
    for (const z3::expr& premise : premises) claim.premises.emplace_back(home_, premise);
    claim.conclusion = Z3Bool(home_, conclusion);
    claim.logic = Logic::Integers;
    claims_.push_back(std::move(claim));
  }
  [[nodiscard]] std::vector<Claim> claims() const { return claims_; }

 private:
  Terms& home_;
  std::vector<Claim> claims_;
};

/// q = floor(a / b), for b > 0.
z3::expr is_floor(const z3::expr& q, const z3::expr& a, const z3::expr& b) {
  return q * b <= a && a < q * b + b;
}

/// Knowledge::integer and fitting: a reading that fits its lift is the word.
std::vector<Claim> reading_claims(Terms& home) {
  Integers i(home);
  const auto word = i("word"), reading = i("reading"), wraps = i("wraps");
  const auto same = word == reading + i.power(64) * wraps;
  const auto half = i.power(63);
  i.claim("unsigned", {same, word >= 0, word < i.power(64), reading >= 0, reading < i.power(64)},
          word == reading);
  i.claim("signed", {same, word >= -half, word < half, reading >= -half, reading < half},
          word == reading);
  // Knowledge::fitting: a reading of 32 bits is the word, of which the extension takes nothing.
  const auto low = i("low"), high = i("high");
  i.claim("zero extension of a reading that fits",
          {same, word >= 0, word < i.power(64), word == low + i.power(32) * high, low >= 0,
           low < i.power(32), reading >= 0, reading < i.power(32)},
          low == reading && word == reading);
  i.claim("sign extension of a reading that fits",
          {same, word >= -half, word < half, word == low + i.power(32) * high, low >= -i.power(31),
           low < i.power(31), reading >= -i.power(31), reading < i.power(31)},
          low == reading && word == reading);
  const auto c = i("c"), x = i("x"), borrow = i("borrow"), lift = i("lift");
  // Coefficient and symbol may be read with another sign: both differ by multiples of 2^64.
  i.claim("coefficient and symbol in either reading", {},
          (c + i.power(64) * borrow) * (x + i.power(64) * lift) ==
              c * x + i.power(64) * (borrow * x + c * lift + i.power(64) * borrow * lift));
  return i.claims();
}

/// LinearExpr::tightened: common * sum + c <= 0, the quotient rounded upward.
std::vector<Claim> tightened_claims(Terms& home) {
  Integers i(home);
  const auto sum = i("sum"), common = i("common"), c = i("c"), q = i("q"), rest = i("rest");
  const auto divided = c == q * common + rest && rest < common && rest > -common &&
                       (c >= 0 || rest <= 0) && (c <= 0 || rest >= 0);
  i.claim("rounded up", {common >= 1, divided, common * sum + c <= 0, rest > 0}, sum + q + 1 <= 0);
  i.claim("exact or rounded to zero", {common >= 1, divided, common * sum + c <= 0, rest <= 0},
          sum + q <= 0);
  return i.claims();
}

/// Knowledge::upper_bound_within: scale * expr - factor * bound is at most `limit`.
std::vector<Claim> entailment_claims(Terms& home) {
  Integers i(home);
  const auto e = i("expr"), b = i("bound"), scale = i("scale"), f = i("factor"), limit = i("limit"),
             q = i("q"), product = i("product");
  i.claim("a bound adds nothing", {f >= 1, b <= 0, product == f * b}, product <= 0);
  i.claim("what the bound allows",
          {scale >= 1, product <= 0, scale * e - product <= limit, is_floor(q, limit, scale)},
          e <= q);
  return i.claims();
}

/// Knowledge::make_room and Loosening::drop_bound: what holds with a bound holds without it.
std::vector<Claim> forgotten_claims(Terms& home) {
  Integers i(home);
  const auto given_up = i("given_up"), kept = i("kept");
  i.claim("the others hold", {given_up <= 0, kept <= 0}, kept <= 0);
  return i.claims();
}

/// Knowledge::tighten and interval_upper: one symbol's end from the least of the rest.
std::vector<Claim> tighten_claims(Terms& home) {
  Integers i(home);
  const auto x = i("x"), c = i("c"), rest = i("rest"), limit = i("limit"), q = i("q");
  const std::vector<z3::expr> given{c >= 1, -rest <= limit, is_floor(q, limit, c)};
  std::vector<z3::expr> upper = given;
  upper.push_back(c * x + rest <= 0);
  i.claim("upper end", upper, x <= q);
  std::vector<z3::expr> lower = given;
  lower.push_back(-(c * x) + rest <= 0);
  i.claim("lower end", lower, x >= -q);
  const auto low = i("low"), high = i("high");
  i.claim("greatest of c x", {c >= 1, x <= high}, c * x <= c * high);
  i.claim("greatest of -c x", {c >= 1, x >= low}, -c * x <= -c * low);
  return i.claims();
}

/// eliminate() of verifier/engine/project.cpp: sums that cancel the symbol, and the end of its
/// range in its place.
std::vector<Claim> eliminate_claims(Terms& home) {
  Integers i(home);
  const auto x = i("x"), c = i("c"), d = i("d"), p = i("p"), q = i("q"), end = i("end");
  const auto more = i("more"), part = i("part"), product = i("product");
  i.claim("the symbol cancels", {}, d * (c * x + p) + c * (-d * x + q) == d * p + c * q);
  i.claim("a scaled bound is one", {d >= 1, p <= 0, product == d * p}, product <= 0);
  i.claim("a sum of bounds is one", {product <= 0, part <= 0}, product + part <= 0);
  i.claim("what lies above the end adds", {c >= 1, more >= 0, product == c * more}, product >= 0);
  i.claim("lower end", {}, c * (end + more) + p == c * end + c * more + p);
  i.claim("upper end", {}, -c * (end - more) + p == -c * end + c * more + p);
  i.claim("the end in its place", {product >= 0, part + product + p <= 0}, part + p <= 0);
  return i.claims();
}

/// Knowledge::relate, learn and replace.
std::vector<Claim> relate_claims(Terms& home) {
  Integers i(home);
  const auto l = i("left"), r = i("right"), e = i("expr"), u = i("upper");
  i.claim("less", {l < r}, l - r + 1 <= 0);
  i.claim("at most", {l <= r}, l - r <= 0);
  i.claim("equal", {l == r}, l - r <= 0 && r - l <= 0);
  i.claim("refuted", {-e <= u, u < 0}, !(e <= 0));
  const auto scale = i("scale"), f = i("factor"), sum = i("sum"), rest = i("rest"), s = i("symbol");
  i.claim("a sum by its symbol",
          {scale >= 1, scale * e == f * sum + rest, s == sum, scale * e <= 0}, f * s + rest <= 0);
  return i.claims();
}

/// Knowledge::relate_unequal: the next value of the stride below zero, for each stride.
std::vector<Claim> stride_claims(Terms& home) {
  Integers i(home);
  const auto e = i("difference"), r = i("remainder"), k = i("k"), q = i("q"), word = i("word"),
             wraps = i("wraps"), n = i("n");
  for (unsigned j = 0; j <= 16; ++j) {
    const auto m = i.power(j);
    const std::string by = " mod 2^" + std::to_string(j);
    i.claim("left below" + by, {e == m * k + r, e <= 0, e != 0, is_floor(q, -1 - r, m)},
            e <= q * m + r);
    const auto mirrored = m - r;
    i.claim("right below" + by, {e == m * k + r, -e <= 0, e != 0, is_floor(q, -1 - mirrored, m)},
            -e <= q * m + mirrored);
    const auto turns = i.power(64 - j);
    i.claim("stride of the words" + by,
            {word == e + i.power(64) * wraps, word == m * n + r, k == n - turns * wraps},
            e == m * k + r);
  }
  return i.claims();
}

/// Numbers::relate: quotients, shifts and remainders against their operands.
std::vector<Claim> division_claims(Terms& home) {
  Integers i(home);
  const auto a = i("a"), b = i("b"), q = i("q"), r = i("r");
  const std::vector<z3::expr> divided{a >= 0, b >= 1, q >= 0, a == q * b + r, r >= 0, r < b};
  i.claim("quotient times divisor", divided, b * q <= a && a - b * q <= b - 1);
  i.claim("quotient is at most the dividend", divided, q <= a);
  i.claim("remainder is at most the dividend", divided, r <= a);
  i.claim("remainder is below the divisor", divided, r <= b - 1);
  std::vector<z3::expr> once = divided;
  once.push_back(b <= a);
  i.claim("the divisor fits once", once, q >= 1);
  std::vector<z3::expr> half = divided;
  half.push_back(q >= 1);
  i.claim("the divisor is in the dividend", half, a >= b + r);
  i.claim("remainder is below half", {a >= b + r, r <= b - 1}, 2 * r - a <= -1);
  return i.claims();
}

/// congruence.hpp over the integers: where a modulus divides, what is left is a multiple of it.
/// What g divides is written as a multiple of it.
std::vector<Claim> congruence_claims(Terms& home) {
  Integers i(home);
  const auto g = i("g"), a = i("a"), b = i("b"), j = i("j"), k = i("k"), r = i("r"), s = i("s");
  const auto x = r + g * a * j, y = s + g * b * k;
  i.claim("add", {}, x + y == r + s + g * (a * j + b * k));
  i.claim("sub", {}, x - y == r - s + g * (a * j - b * k));
  const auto m = i("m"), n = i("n"), u = i("u"), v = i("v"), w = i("w");
  i.claim("product", {},
          (r + m * j) * (s + n * k) == r * s + (n * r) * k + (m * s) * j + (m * n) * (j * k));
  i.claim("mul", {},
          (g * u) * k + (g * v) * j + (g * w) * (j * k) == g * (u * k + v * j + w * (j * k)));
  const auto apart = i("apart"), c = i("c"), t = i("t"), q = i("q"), rest = i("rest");
  i.claim("join", {}, (r + g * apart) + g * b * k == r + g * (apart + b * k));
  i.claim("div", {}, (c * q + rest) + c * t * j == c * (q + t * j) + rest);
  i.claim("mod and wrapping", {}, x - q * (g * b) == r + g * (a * j - q * b));
  return i.claims();
}

/// Knowledge::canonical_low32: only the low halves of factors count in the low half of a product.
std::vector<Claim> low_product_claims(Terms& home) {
  Integers i(home);
  const auto c = i("c"), x = i("x"), a = i("a"), b = i("b");
  const auto p = i.power(32);
  i.claim("low halves of factors", {},
          (c + p * a) * (x + p * b) == c * x + p * (c * b + a * x + p * a * b));
  return i.claims();
}

}  // namespace

void add_integer_rules(Library& library) {
  const auto add = [&](const char* operation, auto make) {
    library.push_back(rule({"rule", operation, "-"}, "", make));
  };
  add("words as integers", reading_claims);
  add("bound divided", tightened_claims);
  add("bound entailed", entailment_claims);
  add("bound forgotten", forgotten_claims);
  add("range from a bound", tighten_claims);
  add("symbol eliminated", eliminate_claims);
  add("bound from a comparison", relate_claims);
  add("bound from an inequality", stride_claims);
  add("bounds of a quotient", division_claims);
  add("congruences", congruence_claims);
  add("products by low halves", low_product_claims);
}

void add_rules(Library& library) {
  add_word_rules(library);
  add_integer_rules(library);
}

}  // namespace assay::proofs
