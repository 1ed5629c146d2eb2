// SPDX-License-Identifier: Apache-2.0
// Terms, facts, values, states and steps as the records of ir/wire/certificate.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "verifier/proof/invariant.hpp"

namespace assay {

/// The certificate's numbers of symbols: those of the states from 0 on, in their order, and those
/// that walks make behind them.
class SymbolNumbers {
 public:
  SymbolNumbers(const Invariants& invariants, std::uint32_t first_fresh);
  [[nodiscard]] std::uint32_t of(Symbol symbol) const;
  /// Of the first that a walk makes.
  [[nodiscard]] std::uint32_t fresh() const { return static_cast<std::uint32_t>(used_.size()); }

 private:
  std::vector<Symbol> used_;  // ascend
  std::uint32_t first_fresh_;
};

class RecordWriter {
 public:
  RecordWriter(const SymbolNumbers& symbols, std::span<const std::uint32_t> maps)
      : symbols_(symbols), maps_(maps) {}

  void byte(std::uint8_t value) { out_.push_back(value); }
  void number(std::uint64_t value);
  void signed_number(std::int64_t value);
  void term(const Term& term);
  /// Steps whose moments ascend, counted from `before`.
  void steps(std::span<const DeductionStep> steps, std::uint32_t before);
  /// All of a state but its slot and group.
  void state(const State& state);

  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(out_); }

 private:
  void directions(const LinearExpr& expr);
  void linear(const LinearExpr& expr);
  void facts(const Scalar& facts);
  void knowledge(const Knowledge& knowledge);
  void value(const Value& value);
  void values(std::span<const Value> values);
  void stack(const Stack& stack);
  void step(const DeductionStep& step);

  const SymbolNumbers& symbols_;
  std::span<const std::uint32_t> maps_;
  std::vector<std::uint8_t> out_;
};

}  // namespace assay
