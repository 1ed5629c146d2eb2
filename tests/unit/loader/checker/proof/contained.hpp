// SPDX-License-Identifier: Apache-2.0
// A concrete state beside an abstract one of the checker: words for its symbols, registers and a
// frame of stack, and whether the abstract state holds them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "loader/checker/proof/state.hpp"
#include "support/oracle/flat.hpp"

namespace assay::test {

/// Registers, and the one frame of stack behind r10.
using Concrete = oracle::FlatState;

inline constexpr std::uint64_t kStackTop = 0x7fff'0000'1000;

/// Words of symbols.
class Words {
 public:
  void set(checker::Symbol symbol, std::uint64_t word) { known_[symbol] = word; }
  [[nodiscard]] std::optional<std::uint64_t> of(const checker::Term& term) const;
  [[nodiscard]] std::optional<std::uint64_t> of(checker::Symbol symbol) const;
  /// The one symbol of the term without a word gets the one with which the term is `word`. True
  /// where that was so.
  bool solve(const checker::Term& term, std::uint64_t word);

 private:
  std::map<checker::Symbol, std::uint64_t> known_;
};

/// The words that the state's own equations give to its other symbols: what a value is, what was
/// replaced by what, links, and computations.
void complete(const checker::State& state, const Concrete& concrete, Words& words);
/// Empty where the state holds the concrete one with these words, else what it says wrongly.
[[nodiscard]] std::string not_contained(const checker::State& state, const Concrete& concrete,
                                        const Words& words);
/// `size` bytes of the stack at `offset` from its top.
[[nodiscard]] std::uint64_t stack_word(const Concrete& concrete, std::int32_t offset,
                                       std::uint32_t size);
void put_stack_word(Concrete& concrete, std::int32_t offset, std::uint32_t size,
                    std::uint64_t word);

}  // namespace assay::test
