// SPDX-License-Identifier: Apache-2.0
// What was computed of what since the last cut point, so that the same operation on the same terms
// gives the same term again (value numbering).
//
// Symbols stand for one word of one execution each, so an operation on terms is one word, whenever
// it is done: an entry holds as long as its symbols are known. No claim has entries.
#pragma once

#include <optional>
#include <vector>

#include "ir/isa/instruction.hpp"
#include "verifier/domain/knowledge.hpp"

namespace assay {

/// `result` is `a op b` at 64 bits.
struct Computation {
  AluOp op{};
  Term a;
  Term b;
  Term result;
};

class Computed {
 public:
  static constexpr std::size_t kMost = 8;

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// The result of the operation on these terms, where it is noted, as a term of the knowledge.
  [[nodiscard]] std::optional<Term> find(const Knowledge& knowledge, AluOp op, const Term& a,
                                         const Term& b) const;
  /// Notes one; the oldest goes where there are as many as there may be.
  void note(const Computation& computation);
  void clear() { entries_.clear(); }

 private:
  std::vector<Computation> entries_;
};

}  // namespace assay
