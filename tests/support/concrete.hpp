// SPDX-License-Identifier: Apache-2.0
// The meaning of the domain, written down a second time over concrete words: who is in it, and who
// is not.
//
// Slow and plain on purpose; it shares no code with the domain but its data.
#pragma once

#include <map>
#include <optional>
#include <random>

#include "verifier/domain/state.hpp"

namespace assay::testing {

/// One word for each symbol.
using Assignment = std::map<Symbol, std::uint64_t>;

[[nodiscard]] std::uint64_t word_of(const Term& term, const Assignment& words);
/// The integer that `expr` is, each symbol read by its lift in `k`.
[[nodiscard]] Int128 integer_of(const LinearExpr& expr, const Assignment& words,
                                const Knowledge& k);
[[nodiscard]] Int128 read_as(std::uint64_t word, Lift lift);
/// Adds the words of symbols that a link or a replacement determines.
void complete(Assignment& words, const Knowledge& k);
/// Whether the assignment is in the meaning of the knowledge, replacements included.
[[nodiscard]] bool in_meaning(const Knowledge& k, const Assignment& words);
/// Why it is not; for messages.
[[nodiscard]] std::string why_not(const Knowledge& k, const Assignment& words);

/// What a program sees of a state: the words of registers and of cells.
struct Machine {
  std::array<std::optional<std::uint64_t>, 10> registers;  // numbers only
  std::map<std::int32_t, std::uint64_t> cells;  // 8-byte cells of the entry frame, by offset
};
[[nodiscard]] Machine machine_of(const State& state, const Assignment& words);
/// The words that a state's symbols must have for its values to be those of the machine; nothing
/// when they differ, or when an even coefficient leaves a choice (then `undecided` is set).
[[nodiscard]] std::optional<Assignment> explain(const State& state, const Machine& machine,
                                                bool& undecided);

/// Random things, biased to the ends of ranges: the same in every run, others for each
/// `--gtest_random_seed=N`.
class Dice {
 public:
  explicit Dice(std::uint32_t seed);
  [[nodiscard]] std::uint64_t below(std::uint64_t n) { return engine_() % n; }
  [[nodiscard]] std::uint64_t word();
  [[nodiscard]] Scalar facts();
  /// A sum of some of the symbols, with small coefficients.
  [[nodiscard]] Term term(const std::vector<Symbol>& symbols);
  /// A word that the facts contain; nothing when none was hit.
  [[nodiscard]] std::optional<std::uint64_t> word_in(const Scalar& facts);
  /// An assignment of the knowledge's meaning; nothing when none was hit.
  [[nodiscard]] std::optional<Assignment> assignment_in(const Knowledge& k);

 private:
  std::mt19937_64 engine_;
};

}  // namespace assay::testing
