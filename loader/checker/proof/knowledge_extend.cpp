// SPDX-License-Identifier: Apache-2.0
// The zero- or sign-extended low half of a term.
#include "loader/checker/proof/knowledge.hpp"

namespace assay::checker {
namespace {

constexpr uint64_t kLow = 0xffffffffu;

/// The low half as a signed word: what counts of coefficients and constants.
uint64_t low_half(uint64_t x) {
  return static_cast<uint64_t>(
      static_cast<int64_t>(static_cast<int32_t>(static_cast<uint32_t>(x))));
}

/// The reading becomes what it leaves of the term.
[[gnu::noinline]] bool take_from(const Term& term, Linear& reading) {
  Linear own;
  own.read(term);
  return difference(own, reading, reading);
}

}  // namespace

Term Knowledge::canonical_low(const Term& term) const {
  Term sum = Term::number(low_half(term.constant));
  for (uint32_t i = 0; i < term.count; ++i) {
    const uint64_t c = low_half(term.coefficient[i]);
    if (c == 0) continue;
    const Row* known = find(term.symbol[i]);
    const bool linked = known != nullptr && known->link != Link::None;
    // A linked symbol gives way to the term whose low half it shares.
    const Term self = Term::of(term.symbol[i]);
    if (combine(sum, c, linked ? known->of : self, sum)) continue;
    if (!combine(sum, c, self, sum)) return term;
  }
  Term out = Term::number(low_half(sum.constant));
  for (uint32_t i = 0; i < sum.count; ++i) {
    const uint64_t c = low_half(sum.coefficient[i]);
    if (c == 0) continue;
    out.symbol[out.count] = sum.symbol[i];
    out.coefficient[out.count++] = c;
  }
  return out;
}

Scalar Knowledge::extension_facts(Link link, const Term& term) const {
  Scalar facts = evaluate(term);
  make_extended(facts, 32, link == Link::ZeroExtend32 ? Extended::Zeros : Extended::Sign);
  return facts;
}

bool Knowledge::extension_is_identity(Link link, const Term& term) const {
  const Scalar facts = evaluate(term);
  if (link == Link::ZeroExtend32) return facts.umax() <= kLow;
  return facts.smin() >= INT32_MIN && facts.smax() <= INT32_MAX;
}

bool Knowledge::told_extension(Link link, const Term& low, Term& out) const {
  desk->spend(row_count);
  if (extension_is_identity(link, low)) {
    out = low;
    return true;
  }
  if (low.is_constant()) {
    out = Term::number(link == Link::ZeroExtend32 ? low.constant & kLow : low_half(low.constant));
    return true;
  }
  for (uint32_t i = 0; i < row_count; ++i) {
    if (rows[i].link != link || !(rows[i].of == low)) continue;
    out = Term::of(rows[i].symbol);
    return true;
  }
  return false;
}

bool Knowledge::fitting(Link link, const Term& term, Linear& reading) const {
  if (bound_count == 0 || term.count < 2) return false;
  if (!desk->pays_for_steps() || !desk->steps.extends_itself(link, term)) return false;
  desk->spend(1);
  const bool zero = link == Link::ZeroExtend32;
  const Wide least = Wide::of(zero ? 0 : INT32_MIN);
  const Wide most = Wide::of(zero ? int64_t{kLow} : INT32_MAX);
  reading.read(term);
  turn_towards(zero ? Reading::Unsigned : Reading::Signed, reading);
  Wide end;
  if (!upper_bound(reading, most, end) || most < end) return false;
  return lower_bound(reading, least, end) && least <= end;
}

bool Knowledge::known_extension(Link link, const Term& term, Term& out) const {
  out = term;
  if (extension_is_identity(link, term)) return true;
  const Term low = canonical_low(term);
  if (told_extension(link, low, out)) return true;
  Linear reading;
  out = term;
  if (fitting(link, term, reading)) return true;
  out = low;
  return !(low == term) && fitting(link, low, reading);
}

[[gnu::noinline]] bool Knowledge::meet_extension(Link link, const Term& term, Scalar& facts) const {
  return meet(facts, extension_facts(link, term), facts);
}

[[gnu::noinline]] bool Knowledge::meet_bounded(const Term& term, Scalar& facts) const {
  return meet(facts, evaluate_bounded(term), facts);
}

[[gnu::noinline]] void Knowledge::introduce_linked(Link link, Term& term, const Term& low,
                                                   const Term* fits) {
  Scalar facts = extension_facts(link, low);
  if (!meet_extension(link, term, facts) || (fits != nullptr && !meet_bounded(*fits, facts))) {
    term = Term{};
    return refute();
  }
  term = introduce(facts);
  if (!term.is_symbol()) return;
  Row* made = row(term.symbol[0]);
  made->link = link;
  made->of = low;
  if (link == Link::SignExtend32) made->reading = Reading::Signed;
}

void Knowledge::extend32(Link link, Term& term) {
  if (!extension_is_identity(link, term)) {
    const Term low = canonical_low(term);
    if (!told_extension(link, low, term)) make_extension(link, term, low);
  }
  resolve_in_place(term);
}

void Knowledge::make_extension(Link link, Term& term, const Term& low) {
  // A symbol of its own also where bounds show that the extension changes nothing: its equation
  // with the term is learned as two bounds.
  Linear reading;
  const bool whole_fits = fitting(link, term, reading);
  const bool fits = whole_fits || (!(low == term) && fitting(link, low, reading));
  introduce_linked(link, term, low, !fits ? nullptr : whole_fits ? &term : &low);
  if (fits && term.is_symbol() && take_from(term, reading)) learn_zero(reading);
}

}  // namespace assay::checker
