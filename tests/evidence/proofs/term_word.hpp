// SPDX-License-Identifier: Apache-2.0
// Solver terms in place of std::uint64_t and std::int64_t: what the checker's rules, which are
// written over the machine's own numbers, compute with when they are proved (checker_rules.hpp).
//
// A number is known, or a bit-vector of 64 bits. What is known is computed by the machine, also in
// constant expressions. A comparison of terms is a branch (verifier/smt/terms.hpp): it goes the way
// that the script says, and the same comparison goes the same way again.
#pragma once

#include <z3++.h>

#include <concepts>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "ir/base/check.hpp"
#include "verifier/smt/terms.hpp"
#include "verifier/smt/word.hpp"

namespace assay::proofs {

class TermStore;
struct StoredTerm {
  TermStore* store;
  z3::expr term;
};

/// Where the terms of one way through the code live.
class TermStore {
 public:
  explicit TermStore(Terms& home) : home_(home) {}
  TermStore(const TermStore&) = delete;
  TermStore& operator=(const TermStore&) = delete;

  [[nodiscard]] Terms& home() { return home_; }
  [[nodiscard]] const StoredTerm* keep(const z3::expr& term) {
    return &terms_.emplace_back(StoredTerm{this, term});
  }
  [[nodiscard]] z3::expr number(std::uint64_t known) { return home_.context().bv_val(known, 64); }
  [[nodiscard]] bool decide(const z3::expr& condition) {
    const z3::expr plain = condition.simplify();
    if (plain.is_true()) return true;
    if (plain.is_false()) return false;
    const auto [at, is_new] = decided_.try_emplace(plain.id(), false);
    if (is_new) {
      asked_.push_back(plain);  // so that nothing else gets its number
      at->second = home_.decide(plain);
    }
    return at->second;
  }

 private:
  Terms& home_;
  std::deque<StoredTerm> terms_;
  std::deque<z3::expr> asked_;
  std::map<unsigned, bool> decided_;
};

/// What both kinds of numbers have: a known word, or a term.
class TermNumber {
 public:
  constexpr TermNumber() = default;
  explicit constexpr TermNumber(std::uint64_t known) : known_(known) {}
  explicit constexpr TermNumber(const StoredTerm* term) : term_(term) {}

  [[nodiscard]] constexpr bool is_known() const { return term_ == nullptr; }
  [[nodiscard]] constexpr std::uint64_t known() const {
    return is_known() ? known_ : throw InternalFault("a solver term has no value");
  }
  [[nodiscard]] z3::expr in(TermStore& store) const {
    return term_ == nullptr ? store.number(known_) : term_->term;
  }
  [[nodiscard]] TermStore* store() const { return term_ == nullptr ? nullptr : term_->store; }

 protected:
  static TermStore& common(const TermNumber& a, const TermNumber& b) {
    return *(a.is_known() ? b.store() : a.store());
  }
  template <class Make>
  static TermNumber made(const TermNumber& a, const TermNumber& b, const Make& make) {
    TermStore& store = common(a, b);
    return TermNumber(store.keep(make(a.in(store), b.in(store))));
  }
  template <class Make>
  static bool decided(const TermNumber& a, const TermNumber& b, const Make& make) {
    TermStore& store = common(a, b);
    return store.decide(make(a.in(store), b.in(store)));
  }
  static constexpr bool are_known(const TermNumber& a, const TermNumber& b) {
    return a.is_known() && b.is_known();
  }

 private:
  std::uint64_t known_ = 0;
  const StoredTerm* term_ = nullptr;
};

class TermSigned;

/// In place of std::uint64_t.
class TermWord : public TermNumber {
 public:
  constexpr TermWord() = default;
  template <std::integral T>
  constexpr TermWord(T known) : TermNumber(static_cast<std::uint64_t>(known)) {}
  explicit constexpr TermWord(const TermNumber& number) : TermNumber(number) {}
  explicit constexpr operator std::uint32_t() const { return static_cast<std::uint32_t>(known()); }

  friend constexpr TermWord operator+(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() + b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return x + y; }));
  }
  friend constexpr TermWord operator-(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() - b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return x - y; }));
  }
  friend constexpr TermWord operator*(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() * b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return x * y; }));
  }
  /// By 0 it is whatever the solver says: no rule may ask for that.
  friend constexpr TermWord operator/(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() / b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return z3::udiv(x, y); }));
  }
  friend constexpr TermWord operator%(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() % b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return z3::urem(x, y); }));
  }
  friend constexpr TermWord operator&(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() & b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return x & y; }));
  }
  friend constexpr TermWord operator|(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() | b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return x | y; }));
  }
  friend constexpr TermWord operator^(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() ^ b.known();
    return TermWord(made(a, b, [](const auto& x, const auto& y) { return x ^ y; }));
  }
  friend constexpr TermWord operator<<(const TermWord& a, const TermWord& k) {
    if (are_known(a, k)) return a.known() << k.known();
    return TermWord(made(a, k, [](const auto& x, const auto& y) { return z3::shl(x, y); }));
  }
  friend constexpr TermWord operator>>(const TermWord& a, const TermWord& k) {
    if (are_known(a, k)) return a.known() >> k.known();
    return TermWord(made(a, k, [](const auto& x, const auto& y) { return z3::lshr(x, y); }));
  }
  friend constexpr TermWord operator~(const TermWord& a) { return a ^ ~std::uint64_t{0}; }
  constexpr TermWord& operator|=(const TermWord& b) { return *this = *this | b; }
  constexpr TermWord& operator&=(const TermWord& b) { return *this = *this & b; }
  constexpr TermWord& operator+=(const TermWord& b) { return *this = *this + b; }
  constexpr TermWord& operator*=(const TermWord& b) { return *this = *this * b; }
  constexpr TermWord& operator/=(const TermWord& b) { return *this = *this / b; }
  constexpr TermWord& operator++() { return *this = *this + 1; }
  constexpr TermWord& operator--() { return *this = *this - 1; }

  friend constexpr bool operator==(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() == b.known();
    return decided(a, b, [](const auto& x, const auto& y) { return x == y; });
  }
  friend constexpr bool operator<(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() < b.known();
    return decided(a, b, [](const auto& x, const auto& y) { return z3::ult(x, y); });
  }
  friend constexpr bool operator>(const TermWord& a, const TermWord& b) { return b < a; }
  friend constexpr bool operator<=(const TermWord& a, const TermWord& b) { return !(b < a); }
  friend constexpr bool operator>=(const TermWord& a, const TermWord& b) { return !(a < b); }

  /// The lesser and the greater of two without a branch: better matches than the rules' own, which
  /// say the same with one.
  friend constexpr TermWord least_of(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return b.known() < a.known() ? b : a;
    return TermWord(
        made(a, b, [](const auto& x, const auto& y) { return z3::ite(z3::ult(y, x), y, x); }));
  }
  friend constexpr TermWord most_of(const TermWord& a, const TermWord& b) {
    if (are_known(a, b)) return a.known() < b.known() ? b : a;
    return TermWord(
        made(a, b, [](const auto& x, const auto& y) { return z3::ite(z3::ult(x, y), y, x); }));
  }
};

/// In place of std::int64_t.
class TermSigned : public TermNumber {
 public:
  constexpr TermSigned() = default;
  template <std::integral T>
  constexpr TermSigned(T known) : TermNumber(static_cast<std::uint64_t>(known)) {}
  explicit constexpr TermSigned(const TermNumber& number) : TermNumber(number) {}
  [[nodiscard]] constexpr std::int64_t value() const { return static_cast<std::int64_t>(known()); }

  friend constexpr TermSigned operator-(const TermSigned& a) {
    return TermSigned(TermWord(0) - TermWord(a));
  }
  friend constexpr TermSigned operator-(const TermSigned& a, const TermSigned& b) {
    return TermSigned(TermWord(a) - TermWord(b));
  }
  friend constexpr TermSigned operator/(const TermSigned& a, const TermSigned& b) {
    if (are_known(a, b)) return a.value() / b.value();
    return TermSigned(made(a, b, [](const auto& x, const auto& y) { return x / y; }));
  }
  friend constexpr TermSigned operator>>(const TermSigned& a, const TermWord& k) {
    if (are_known(a, k)) return a.value() >> k.known();
    return TermSigned(made(a, k, [](const auto& x, const auto& y) { return z3::ashr(x, y); }));
  }
  friend constexpr bool operator==(const TermSigned& a, const TermSigned& b) {
    return TermWord(a) == TermWord(b);
  }
  friend constexpr bool operator<(const TermSigned& a, const TermSigned& b) {
    if (are_known(a, b)) return a.value() < b.value();
    return decided(a, b, [](const auto& x, const auto& y) { return z3::slt(x, y); });
  }
  friend constexpr bool operator>(const TermSigned& a, const TermSigned& b) { return b < a; }
  friend constexpr bool operator<=(const TermSigned& a, const TermSigned& b) { return !(b < a); }
  friend constexpr bool operator>=(const TermSigned& a, const TermSigned& b) { return !(a < b); }
  friend constexpr TermSigned least_of(const TermSigned& a, const TermSigned& b) {
    if (are_known(a, b)) return b.value() < a.value() ? b : a;
    return TermSigned(
        made(a, b, [](const auto& x, const auto& y) { return z3::ite(z3::slt(y, x), y, x); }));
  }
  friend constexpr TermSigned most_of(const TermSigned& a, const TermSigned& b) {
    if (are_known(a, b)) return a.value() < b.value() ? b : a;
    return TermSigned(
        made(a, b, [](const auto& x, const auto& y) { return z3::ite(z3::slt(x, y), y, x); }));
  }
  /// In place of __builtin_mul_overflow.
  friend constexpr bool product_overflows(const TermSigned& a, const TermSigned& b,
                                          TermSigned* out) {
    *out = TermSigned(TermWord(a) * TermWord(b));
    std::int64_t ignored = 0;
    if (are_known(a, b)) return __builtin_mul_overflow(a.value(), b.value(), &ignored);
    return decided(a, b, [](const z3::expr& x, const z3::expr& y) {
      return !(z3::bvmul_no_overflow(x, y, true) && z3::bvmul_no_underflow(x, y));
    });
  }
};

}  // namespace assay::proofs
