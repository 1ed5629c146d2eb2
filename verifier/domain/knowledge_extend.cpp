// SPDX-License-Identifier: Apache-2.0
// 32-bit views of a Knowledge: the zero- or sign-extended low half of a term.
#include "verifier/domain/knowledge.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kLow32 = 0xffffffffu;

/// The low half, read as signed.
std::uint64_t signed_low32(std::uint64_t word) {
  return static_cast<std::uint64_t>(
      std::int64_t{static_cast<std::int32_t>(static_cast<std::uint32_t>(word))});
}

}  // namespace

Term Knowledge::canonical_low32(const Term& term) const {
  // Only the low half counts: coefficients and constant modulo 2^32, read as signed; a linked
  // symbol gives way to the term whose low half it shares.
  Term out = Term::constant(signed_low32(term.constant_part()));
  for (const Monomial& m : term.monomials()) {
    const std::uint64_t c = signed_low32(m.coefficient);
    if (c == 0) continue;
    const SymbolFacts* facts = find(m.symbol);
    const bool linked = facts->link != LinkKind::None;
    auto next = Term::combine(out, c, linked ? facts->of : Term::of(m.symbol));
    if (!next) next = Term::combine(out, c, Term::of(m.symbol));
    if (!next) return term;
    out = *next;
  }
  Term reduced = Term::constant(signed_low32(out.constant_part()));
  for (const Monomial& m : out.monomials()) {
    const std::uint64_t c = signed_low32(m.coefficient);
    if (c != 0) reduced = *Term::combine(reduced, c, Term::of(m.symbol));
  }
  return reduced;
}

Scalar Knowledge::extension_facts(LinkKind kind, const Term& term) const {
  const Scalar facts = evaluate(term);
  return kind == LinkKind::ZeroExtend32 ? assay::zero_extend(facts, Width::W32)
                                        : assay::sign_extend(facts, Width::W32);
}

bool Knowledge::extension_is_identity(LinkKind kind, const Term& term) const {
  const Scalar facts = evaluate(term);
  if (kind == LinkKind::ZeroExtend32) return facts.umax() <= kLow32;
  return facts.smin() >= INT32_MIN && facts.smax() <= INT32_MAX;
}

std::optional<Term> Knowledge::told_extension(LinkKind kind, const Term& low) const {
  if (const auto c = low.as_constant())
    return Term::constant(kind == LinkKind::ZeroExtend32 ? *c & kLow32 : signed_low32(*c));
  if (extension_is_identity(kind, low)) return low;
  for (const SymbolFacts& s : symbols_) {
    if (s.link == kind && s.of == low) return Term::of(s.symbol);
  }
  return std::nullopt;
}

std::optional<Knowledge::Fitting> Knowledge::fitting(LinkKind kind, const Term& term) const {
  // Bounds between symbols tell more than facts only where there is more than one symbol.
  if (advisor_ == nullptr || bounds_.empty() || term.monomials().size() < 2) return std::nullopt;
  if (!advisor_->extends_itself(kind, term)) return std::nullopt;
  const bool zero = kind == LinkKind::ZeroExtend32;
  const Int128 least = zero ? 0 : Int128{INT32_MIN};
  const Int128 most = zero ? Int128{kLow32} : Int128{INT32_MAX};
  const LinearExpr reading =
      turned_towards(zero ? Lift::Unsigned : Lift::Signed, LinearExpr::reading(term));
  const auto high = upper_bound(reading, most);
  if (!high || *high > most) return std::nullopt;
  const auto low = lower_bound(reading, least);
  if (!low || *low < least) return std::nullopt;
  advisor_->extension_told(kind, term);
  return Fitting{term, reading};
}

std::optional<Knowledge::Fitting> Knowledge::fitting(LinkKind kind, const Term& term,
                                                     const Term& low) const {
  if (auto whole = fitting(kind, term)) return whole;
  return low == term ? std::nullopt : fitting(kind, low);
}

std::optional<Term> Knowledge::known_extension(LinkKind kind, const Term& term) const {
  if (extension_is_identity(kind, term)) return term;
  const Term low = canonical_low32(term);
  if (const auto told = told_extension(kind, low)) return told;
  if (const auto fits = fitting(kind, term, low)) return fits->term;
  return std::nullopt;
}

Term Knowledge::extend32(SymbolSupply& supply, LinkKind kind, const Term& term) {
  if (term.is_constant()) return *told_extension(kind, term);
  if (extension_is_identity(kind, term)) return resolve(term);
  const Term low = canonical_low32(term);
  if (const auto told = told_extension(kind, low)) return resolve(*told);
  Scalar facts = meet(extension_facts(kind, low), extension_facts(kind, term));
  // A symbol of its own also where bounds show that the extension changes nothing: it is what
  // loops carry on, and its equation with the term is learned as two bounds.
  const auto fits = fitting(kind, term, low);
  if (fits) facts = meet(facts, evaluate_bounded(fits->term));
  const Term result = introduce(supply, facts);
  const auto symbol = result.as_symbol();
  if (!symbol) return result;
  link(*symbol, kind, low);
  if (kind == LinkKind::SignExtend32) row(*symbol)->lift = Lift::Signed;
  if (fits) learn_equal(LinearExpr::reading(result), fits->reading);
  return resolve(result);
}

Term Knowledge::zero_extend32(SymbolSupply& supply, const Term& term) {
  return extend32(supply, LinkKind::ZeroExtend32, term);
}
Term Knowledge::sign_extend32(SymbolSupply& supply, const Term& term) {
  return extend32(supply, LinkKind::SignExtend32, term);
}

}  // namespace assay
