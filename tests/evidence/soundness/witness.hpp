// SPDX-License-Identifier: Apache-2.0
// Which word each symbol of a claimed state stands for in one concrete run. A symbol is one unknown
// word of one execution, so the words are found where the state shows them (a register that is just
// that symbol), carried along the path, and translated at cut points by the map that the inclusion
// gave. Nothing is solved for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "verifier/domain/term.hpp"

namespace assay::soundness {

class Witness {
 public:
  void clear() {
    ++epoch_;
    if (epoch_ == 0) stamps_.assign(stamps_.size(), 0), epoch_ = 1;
  }
  void bind(Symbol symbol, std::uint64_t word) {
    const auto i = static_cast<std::size_t>(symbol);
    if (i >= words_.size()) words_.resize(i + 64), stamps_.resize(i + 64);
    words_[i] = word;
    stamps_[i] = epoch_;
  }
  [[nodiscard]] const std::uint64_t* find(Symbol symbol) const {
    const auto i = static_cast<std::size_t>(symbol);
    return i < words_.size() && stamps_[i] == epoch_ ? &words_[i] : nullptr;
  }
  /// The term's word; nothing when a symbol of it has none.
  [[nodiscard]] std::optional<std::uint64_t> evaluate(const Term& term) const {
    std::uint64_t sum = term.constant_part();
    for (const Monomial& m : term.monomials()) {
      const std::uint64_t* word = find(m.symbol);
      if (word == nullptr) return std::nullopt;
      sum += m.coefficient * *word;
    }
    return sum;
  }

 private:
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> stamps_;
  std::uint32_t epoch_ = 1;
};

}  // namespace assay::soundness
