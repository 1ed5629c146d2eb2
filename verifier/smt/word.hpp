// SPDX-License-Identifier: Apache-2.0
// Solver terms in place of machine words: the algebra of ir/semantics/word.hpp over Z3.
//
// A Z3Word<N> is a known word, or a bit-vector term of N bits; a Z3Bool is a known truth value, or
// a term. What is known is computed by MachineWord itself, so that code which asks for a concrete
// number (a constant operand's value) gets it, and an InternalFault where there is none. Division
// by zero, which the domain must never rest on, gives an unconstrained word.
#pragma once

#include <z3++.h>

#include <cstdint>
#include <optional>
#include <string>

#include "ir/base/check.hpp"
#include "ir/semantics/word.hpp"
#include "verifier/smt/terms.hpp"

namespace assay {

class Z3Bool {
 public:
  Z3Bool(bool known) : known_(known) {}
  Z3Bool(Terms& home, const z3::expr& term) : home_(&home), term_(term) {}

  [[nodiscard]] Terms* home() const { return home_; }
  [[nodiscard]] z3::expr in(Terms& home) const {
    return term_ ? *term_ : home.context().bool_val(known_);
  }
  /// A branch on the value (terms.hpp).
  explicit operator bool() const { return term_ ? home_->decide(*term_) : known_; }

  friend Z3Bool operator!(const Z3Bool& a) {
    return a.term_ ? Z3Bool(*a.home_, !*a.term_) : Z3Bool(!a.known_);
  }
  friend Z3Bool operator&(const Z3Bool& a, const Z3Bool& b) {
    if (!a.term_) return a.known_ ? b : a;
    if (!b.term_) return b.known_ ? a : b;
    return {*a.home_, *a.term_ && *b.term_};
  }
  friend Z3Bool operator|(const Z3Bool& a, const Z3Bool& b) {
    if (!a.term_) return a.known_ ? a : b;
    if (!b.term_) return b.known_ ? b : a;
    return {*a.home_, *a.term_ || *b.term_};
  }
  friend Z3Bool operator==(const Z3Bool& a, const Z3Bool& b) {
    if (!a.term_) return a.known_ ? b : !b;
    if (!b.term_) return b.known_ ? a : !a;
    return {*a.home_, *a.term_ == *b.term_};
  }

 private:
  Terms* home_ = nullptr;  // null for a known value
  std::optional<z3::expr> term_;
  bool known_ = false;
};

template <unsigned Bits>
class Z3Word {
 public:
  using Known = MachineWord<Bits>;
  using Store = std::uint64_t;
  using Signed = std::int64_t;
  using Bool = Z3Bool;
  static constexpr unsigned bits = Bits;
  static constexpr std::uint64_t all = Known::all;

  Z3Word() = default;
  Z3Word(Terms& home, const z3::expr& term) : home_(&home), term_(term) {}
  explicit Z3Word(Known known) : known_(known) {}
  [[nodiscard]] static Z3Word of(std::uint64_t v) { return Z3Word(Known::of(v)); }
  /// A word is already one: code that takes words from a list may be given terms.
  [[nodiscard]] static Z3Word of(const Z3Word& word) { return word; }
  /// Any word at all, by a name that models show.
  [[nodiscard]] static Z3Word unknown(Terms& home, const std::string& name) {
    return {home, home.context().bv_const(name.c_str(), Bits)};
  }

  [[nodiscard]] bool is_known() const { return !term_; }
  [[nodiscard]] Terms* home() const { return home_; }
  [[nodiscard]] z3::expr in(Terms& home) const {
    return term_ ? *term_ : home.context().bv_val(known_.value(), Bits);
  }
  /// The word, where it is known.
  [[nodiscard]] Known known() const {
    ASSAY_CHECK(!term_, "a solver term has no value");
    return known_;
  }
  [[nodiscard]] std::uint64_t value() const { return known().value(); }
  [[nodiscard]] std::int64_t signed_value() const { return known().signed_value(); }

  friend Z3Bool operator==(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return a.known_ == b.known_;
    Terms& home = common_home(a, b);
    return {home, a.in(home) == b.in(home)};
  }
  friend Z3Word operator+(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return Z3Word(a.known_ + b.known_);
    Terms& home = common_home(a, b);
    return {home, a.in(home) + b.in(home)};
  }
  friend Z3Word operator-(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return Z3Word(a.known_ - b.known_);
    Terms& home = common_home(a, b);
    return {home, a.in(home)-b.in(home)};
  }
  friend Z3Word operator*(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return Z3Word(a.known_ * b.known_);
    Terms& home = common_home(a, b);
    return {home, a.in(home)*b.in(home)};
  }
  friend Z3Word operator&(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return Z3Word(a.known_ & b.known_);
    Terms& home = common_home(a, b);
    return {home, a.in(home)&b.in(home)};
  }
  friend Z3Word operator|(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return Z3Word(a.known_ | b.known_);
    Terms& home = common_home(a, b);
    return {home, a.in(home) | b.in(home)};
  }
  friend Z3Word operator^(const Z3Word& a, const Z3Word& b) {
    if (a.is_known() && b.is_known()) return Z3Word(a.known_ ^ b.known_);
    Terms& home = common_home(a, b);
    return {home, a.in(home) ^ b.in(home)};
  }
  friend Z3Word operator~(const Z3Word& a) {
    return a.term_ ? Z3Word(*a.home_, ~*a.term_) : Z3Word(~a.known_);
  }

  /// The home of two words of which one is a term.
  [[nodiscard]] static Terms& common_home(const Z3Word& a, const Z3Word& b) {
    return a.home_ != nullptr ? *a.home_ : *b.home_;
  }

 private:
  Terms* home_ = nullptr;  // null for a known word
  std::optional<z3::expr> term_;
  Known known_;
};

template <unsigned N>
[[nodiscard]] Z3Word<N> select(const Z3Bool& c, const Z3Word<N>& a, const Z3Word<N>& b) {
  if (c.home() == nullptr) return static_cast<bool>(c) ? a : b;
  Terms& home = *c.home();
  return {home, z3::ite(c.in(home), a.in(home), b.in(home))};
}
template <unsigned N>
[[nodiscard]] Z3Bool ult(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return ult(a.known(), b.known());
  Terms& home = Z3Word<N>::common_home(a, b);
  return {home, z3::ult(a.in(home), b.in(home))};
}
template <unsigned N>
[[nodiscard]] Z3Bool slt(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return slt(a.known(), b.known());
  Terms& home = Z3Word<N>::common_home(a, b);
  return {home, z3::slt(a.in(home), b.in(home))};
}
template <unsigned N>
[[nodiscard]] Z3Word<N> shl(const Z3Word<N>& a, const Z3Word<N>& k) {
  Terms& home = Z3Word<N>::common_home(a, k);
  return {home, z3::shl(a.in(home), k.in(home))};
}
template <unsigned N>
[[nodiscard]] Z3Word<N> lshr(const Z3Word<N>& a, const Z3Word<N>& k) {
  Terms& home = Z3Word<N>::common_home(a, k);
  return {home, z3::lshr(a.in(home), k.in(home))};
}
template <unsigned N>
[[nodiscard]] Z3Word<N> ashr(const Z3Word<N>& a, const Z3Word<N>& k) {
  Terms& home = Z3Word<N>::common_home(a, k);
  return {home, z3::ashr(a.in(home), k.in(home))};
}
template <unsigned N>
[[nodiscard]] Z3Word<N> shl(const Z3Word<N>& a, unsigned k) {
  return a.is_known() ? Z3Word<N>(shl(a.known(), k)) : shl(a, Z3Word<N>::of(k));
}
template <unsigned N>
[[nodiscard]] Z3Word<N> lshr(const Z3Word<N>& a, unsigned k) {
  return a.is_known() ? Z3Word<N>(lshr(a.known(), k)) : lshr(a, Z3Word<N>::of(k));
}
template <unsigned N>
[[nodiscard]] Z3Word<N> ashr(const Z3Word<N>& a, unsigned k) {
  return a.is_known() ? Z3Word<N>(ashr(a.known(), k)) : ashr(a, Z3Word<N>::of(k));
}

/// `quotient`, or any word where the divisor is zero.
template <unsigned N>
[[nodiscard]] Z3Word<N> unless_undefined(Terms& home, const Z3Word<N>& divisor,
                                         const z3::expr& quotient) {
  z3::context& c = home.context();
  const z3::expr anything(c, Z3_mk_fresh_const(c, "undefined", c.bv_sort(N)));
  return {home, z3::ite(divisor.in(home) == c.bv_val(0, N), anything, quotient)};
}
template <unsigned N>
[[nodiscard]] Z3Word<N> udiv(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return Z3Word<N>(udiv(a.known(), b.known()));
  Terms& home = Z3Word<N>::common_home(a, b);
  return unless_undefined(home, b, z3::udiv(a.in(home), b.in(home)));
}
template <unsigned N>
[[nodiscard]] Z3Word<N> umod(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return Z3Word<N>(umod(a.known(), b.known()));
  Terms& home = Z3Word<N>::common_home(a, b);
  return unless_undefined(home, b, z3::urem(a.in(home), b.in(home)));
}
template <unsigned N>
[[nodiscard]] Z3Word<N> sdiv(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return Z3Word<N>(sdiv(a.known(), b.known()));
  Terms& home = Z3Word<N>::common_home(a, b);
  return unless_undefined(home, b, a.in(home) / b.in(home));
}
template <unsigned N>
[[nodiscard]] Z3Word<N> smod(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return Z3Word<N>(smod(a.known(), b.known()));
  Terms& home = Z3Word<N>::common_home(a, b);
  return unless_undefined(home, b, z3::srem(a.in(home), b.in(home)));
}
template <unsigned N>
[[nodiscard]] Z3Bool umul_overflows(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return umul_overflows(a.known(), b.known());
  Terms& home = Z3Word<N>::common_home(a, b);
  return {home, !z3::bvmul_no_overflow(a.in(home), b.in(home), false)};
}
template <unsigned N>
[[nodiscard]] Z3Bool smul_overflows(const Z3Word<N>& a, const Z3Word<N>& b) {
  if (a.is_known() && b.is_known()) return smul_overflows(a.known(), b.known());
  Terms& home = Z3Word<N>::common_home(a, b);
  return {home, !(z3::bvmul_no_overflow(a.in(home), b.in(home), true) &&
                  z3::bvmul_no_underflow(a.in(home), b.in(home)))};
}

template <class To, unsigned N>
[[nodiscard]] To truncate(const Z3Word<N>& a) {
  static_assert(To::bits <= N);
  if (a.is_known()) return To::of(a.value());
  return {*a.home(), a.in(*a.home()).extract(To::bits - 1, 0)};
}
template <class To, unsigned N>
[[nodiscard]] To zext(const Z3Word<N>& a) {
  static_assert(To::bits >= N);
  if (a.is_known()) return To::of(a.value());
  return {*a.home(), z3::zext(a.in(*a.home()), To::bits - N)};
}
template <class To, unsigned N>
[[nodiscard]] To sext(const Z3Word<N>& a) {
  static_assert(To::bits >= N);
  if (a.is_known()) return To(sext<typename To::Known>(a.known()));
  return {*a.home(), z3::sext(a.in(*a.home()), To::bits - N)};
}

/// The derived functions at one stroke, for the solver.
template <unsigned N>
[[nodiscard]] Z3Word<N> zero_extended_bits(const Z3Word<N>& a, unsigned n) {
  if (n == N) return a;
  if (a.is_known()) return Z3Word<N>(zero_extended_bits(a.known(), n));
  return {*a.home(), z3::zext(a.in(*a.home()).extract(n - 1, 0), N - n)};
}
template <unsigned N>
[[nodiscard]] Z3Word<N> sign_extended_bits(const Z3Word<N>& a, unsigned n) {
  if (n == N) return a;
  if (a.is_known()) return Z3Word<N>(sign_extended_bits(a.known(), n));
  return {*a.home(), z3::sext(a.in(*a.home()).extract(n - 1, 0), N - n)};
}
static_assert(Word<Z3Word<64>>);

}  // namespace assay
