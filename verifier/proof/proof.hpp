// SPDX-License-Identifier: Apache-2.0
// Accept is a type: to hold a Proof is to know that the program is safe, ends, and stays in its
// budget. Nothing else says accept.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "verifier/proof/final_pass.hpp"

namespace assay {

/// Why safe invariants and measures are no proof.
struct NoProof {
  /// The most instructions that a run executes, more than the budget; nothing where the measures
  /// do not break every cycle.
  std::optional<std::uint64_t> worst_case;
};

class Proof;

/// A proof that the program, which is `safe`, ends after at most `budget` instructions. Takes
/// `safe` over only then.
[[nodiscard]] std::variant<Proof, NoProof> prove(SafeInvariants&& safe,
                                                 std::vector<Measure> measures,
                                                 std::uint64_t budget);

/// Claims that hold of a program under a contract, in one way of execution. Only prove() makes one.
class Proof {
 public:
  [[nodiscard]] const Claims& claims() const { return claims_; }
  /// The most instructions that a run executes.
  [[nodiscard]] std::uint64_t worst_case() const { return worst_case_; }
  /// What the proof rests on besides the program and its contract.
  [[nodiscard]] const Basis& basis() const { return basis_; }
  /// SafeInvariants::first_fresh().
  [[nodiscard]] std::uint32_t first_fresh() const { return first_fresh_; }

 private:
  friend std::variant<Proof, NoProof> prove(SafeInvariants&& safe, std::vector<Measure> measures,
                                            std::uint64_t budget);
  Proof(SafeInvariants&& safe, std::vector<Measure> measures, std::uint64_t worst_case);

  Claims claims_;
  std::uint64_t worst_case_;
  Basis basis_;
  std::uint32_t first_fresh_;
};

/// An acceptance: a proof for each way in which the platform may execute the program.
class Acceptance {
 public:
  explicit Acceptance(Proof first) { proofs_.push_back(std::move(first)); }
  /// Takes over the proofs of further ways of execution.
  void add(Acceptance others);

  /// By way of execution; never empty.
  [[nodiscard]] std::span<const Proof> proofs() const { return proofs_; }
  /// The most instructions that a run executes in any of the ways.
  [[nodiscard]] std::uint64_t worst_case() const;
  /// What all the proofs together rest on.
  [[nodiscard]] Basis basis() const;

 private:
  std::vector<Proof> proofs_;
};

}  // namespace assay
