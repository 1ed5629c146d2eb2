// SPDX-License-Identifier: Apache-2.0
// Terms, bounds and steps as the records of ir/wire/certificate.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "verifier/proof/invariant.hpp"

namespace assay {

struct NumberedMonomial {
  std::uint32_t symbol = 0;
  std::int64_t coefficient = 0;
  bool operator==(const NumberedMonomial&) const = default;
};

/// The numbers that a certificate has for symbols at one place of it.
class SymbolNumbers {
 public:
  SymbolNumbers() = default;
  /// Of the walk from a state: its rows from 0 on, then what the walk makes.
  [[nodiscard]] static SymbolNumbers of_walk(const Knowledge& knowledge, std::uint32_t first_fresh);
  void add(Symbol symbol, std::uint32_t number);

  [[nodiscard]] std::optional<std::uint32_t> find(Symbol symbol) const;
  /// Requires that it has one.
  [[nodiscard]] std::uint32_t of(Symbol symbol) const;
  /// Ascending by number.
  [[nodiscard]] std::vector<NumberedMonomial> of(const Term& term) const;
  [[nodiscard]] std::vector<NumberedMonomial> of(const LinearExpr& expr) const;

 private:
  using Entry = std::pair<Symbol, std::uint32_t>;
  std::vector<Entry> numbers_;  // ascend by symbol
  std::uint32_t first_fresh_ = ~std::uint32_t{0};
};

class RecordWriter {
 public:
  void byte(std::uint8_t value) { out_.push_back(value); }
  void bytes(const std::vector<std::uint8_t>& all) {
    out_.insert(out_.end(), all.begin(), all.end());
  }
  void number(std::uint64_t value);
  void signed_number(std::int64_t value);
  void term(const Term& term, const SymbolNumbers& numbers);
  void linear(const LinearExpr& expr, const SymbolNumbers& numbers);
  /// Without its moment.
  void step(const DeductionStep& step, const SymbolNumbers& numbers);

  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(out_); }

 private:
  void monomials(const std::vector<NumberedMonomial>& all);

  std::vector<std::uint8_t> out_;
};

}  // namespace assay
