// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/records.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"

namespace assay {
namespace {

std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}

}  // namespace

void SymbolNumbers::add(Symbol symbol, std::uint32_t number) {
  const auto at = std::ranges::lower_bound(numbers_, symbol, {}, &Entry::first);
  ASSAY_CHECK(at == numbers_.end() || at->first != symbol, "a symbol with two numbers");
  numbers_.insert(at, {symbol, number});
}

SymbolNumbers SymbolNumbers::of_walk(const Knowledge& knowledge, std::uint32_t first_fresh) {
  SymbolNumbers out;
  for (const SymbolFacts& row : knowledge.symbols())
    out.numbers_.emplace_back(row.symbol, static_cast<std::uint32_t>(out.numbers_.size()));
  out.first_fresh_ = first_fresh;
  return out;
}

std::optional<std::uint32_t> SymbolNumbers::find(Symbol symbol) const {
  const auto raw = static_cast<std::uint32_t>(symbol);
  if (raw >= first_fresh_) return static_cast<std::uint32_t>(numbers_.size()) + raw - first_fresh_;
  const auto at = std::ranges::lower_bound(numbers_, symbol, {}, &Entry::first);
  if (at == numbers_.end() || at->first != symbol) return std::nullopt;
  return at->second;
}

std::uint32_t SymbolNumbers::of(Symbol symbol) const {
  const auto number = find(symbol);
  ASSAY_CHECK(number.has_value(), "a symbol that the state does not have");
  return *number;
}

std::vector<NumberedMonomial> SymbolNumbers::of(const Term& term) const {
  std::vector<NumberedMonomial> out;
  for (const Monomial& m : term.monomials())
    out.push_back({of(m.symbol), static_cast<std::int64_t>(m.coefficient)});
  std::ranges::sort(out, {}, &NumberedMonomial::symbol);
  return out;
}

std::vector<NumberedMonomial> SymbolNumbers::of(const LinearExpr& expr) const {
  std::vector<NumberedMonomial> out;
  for (const LinearTerm& t : expr.terms()) out.push_back({of(t.symbol), t.coefficient});
  std::ranges::sort(out, {}, &NumberedMonomial::symbol);
  return out;
}

void RecordWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    byte(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  byte(static_cast<std::uint8_t>(value));
}

void RecordWriter::signed_number(std::int64_t value) { number(zigzag(value)); }

void RecordWriter::monomials(const std::vector<NumberedMonomial>& all) {
  for (const NumberedMonomial& m : all) {
    number(m.symbol);
    signed_number(m.coefficient);
  }
}

void RecordWriter::term(const Term& term, const SymbolNumbers& numbers) {
  signed_number(static_cast<std::int64_t>(term.constant_part()));
  byte(static_cast<std::uint8_t>(term.monomials().size()));
  monomials(numbers.of(term));
}

void RecordWriter::linear(const LinearExpr& expr, const SymbolNumbers& numbers) {
  constexpr std::uint8_t kHighWord = 16;
  const Int128 constant = expr.constant_part();
  const auto low = static_cast<std::int64_t>(static_cast<std::uint64_t>(constant));
  const bool fits = constant == Int128{low};
  const auto count = static_cast<std::uint8_t>(expr.terms().size());
  byte(fits ? count : static_cast<std::uint8_t>(count + kHighWord));
  signed_number(low);
  if (!fits) signed_number(static_cast<std::int64_t>(constant >> 64));
  monomials(numbers.of(expr));
}

void RecordWriter::step(const DeductionStep& known, const SymbolNumbers& numbers) {
  byte(static_cast<std::uint8_t>(known.step.index()));
  std::visit(Overloaded{
                 [&](const Combination& c) {
                   byte(static_cast<std::uint8_t>(c.expr().terms().size()));
                   monomials(numbers.of(c.expr()));
                   byte(static_cast<std::uint8_t>(c.eliminations().size()));
                   for (const Elimination& e : c.eliminations()) {
                     number(e.bound);
                     number(static_cast<std::uint64_t>(e.scale));
                     number(static_cast<std::uint64_t>(e.factor));
                   }
                 },
                 [&](const SpreadOn& s) { number(s.candidate); },
                 [&](const OwnExtension& e) {
                   byte(static_cast<std::uint8_t>(e.kind));
                   term(e.term, numbers);
                 },
             },
             known.step);
}

}  // namespace assay
