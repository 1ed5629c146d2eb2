// SPDX-License-Identifier: Apache-2.0
// What is claimed of an operation, and by which means it is shown.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "verifier/smt/prove.hpp"

namespace assay::proofs {

/// A row of the table: an operation of the IR or of the domain, at a width.
struct Subject {
  std::string group;      // "alu", "jump", "product", "lattice", "rule"
  std::string operation;  // "add", "jsgt taken"
  std::string width;      // "64", "32", "-"
  auto operator<=>(const Subject&) const = default;
};

enum class Means : std::uint8_t {
  Symbolic,    // the code itself over solver terms, for words of `bits` bits
  Rule,        // the rule that the code applies, stated beside it, over integers or 64-bit words
  Exhaustive,  // every value of a family, for words of `bits` bits
  Random,      // random and corner values, for words of `bits` bits
};

struct Outcome {
  ProofResult result = ProofResult::Unknown;
  std::string detail;
  std::uint64_t cases = 0;  // Exhaustive and Random: how many were tried
};

/// One piece of evidence for a subject.
struct Evidence {
  Subject subject;
  Means means{};
  unsigned bits = 64;
  /// Which part of the subject it speaks of; for messages.
  std::string part;
  /// Takes at most so many milliseconds.
  std::function<Outcome(unsigned)> run;
  /// Ends in a second or so on any machine: part of the short run.
  bool quick = false;
};

/// Evidence from claims, which `make` states over fresh unknowns.
[[nodiscard]] Evidence symbolic(Subject subject, unsigned bits, std::string part,
                                std::function<std::vector<Claim>(Terms&)> make);
/// The same for a rule that is stated beside the code.
[[nodiscard]] Evidence rule(Subject subject, std::string part,
                            std::function<std::vector<Claim>(Terms&)> make);

using Library = std::vector<Evidence>;
void add_alu(Library& library);
void add_jumps(Library& library);
void add_product(Library& library);
void add_lattice(Library& library);
void add_rules(Library& library);
void add_trials(Library& library);
void add_checker(Library& library);
[[nodiscard]] Library everything();

}  // namespace assay::proofs
