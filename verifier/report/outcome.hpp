// SPDX-License-Identifier: Apache-2.0
// What a report shows of one program: a view of a verification, or of an error. It decides nothing.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "verifier/engine/verify.hpp"
#include "verifier/explain/finding.hpp"
#include "verifier/obligation/basis.hpp"

namespace assay {

enum class Verdict : std::uint8_t { Accept, Reject, Error };

/// The outcome for one program, with what the report shows beside the verdict.
struct Outcome {
  Verdict verdict = Verdict::Reject;
  std::string contract;  // name, or empty when none was found
  std::vector<Finding> findings;
  std::uint64_t instructions = 0;  // instructions in the program (16-byte ones count once)
  /// Proved bound; saturates at 2^64-1; 0 unless accepted.
  std::uint64_t worst_case_instructions = 0;
  bool tail_calls_multiply = false;  // the bound is per program: tail calls multiply it
  std::uint64_t states = 0;          // abstract states explored
  double seconds = 0;
  Basis basis;  // what the proof rests on; empty unless accepted
  /// Further assumptions, each a clause that begins with a verb ("assumes that nobody writes
  /// .rodata"); shown to people as they stand.
  std::set<std::string> statements;
};

/// Why a program was not accepted, in the words of the design's section 4.
enum class OutcomeClass : std::uint8_t { None, Unproved, Unsupported, Input, Internal };

/// None exactly when the program is accepted. Unsupported wins over unproved: what Assay does not
/// know was not analysed, so a finding beside it may be a mere consequence.
[[nodiscard]] OutcomeClass outcome_class(const Outcome& outcome);
/// The JSON word for it; empty for None.
[[nodiscard]] std::string_view class_name(OutcomeClass value);
/// "accept", "reject" or "error".
[[nodiscard]] std::string_view verdict_name(Verdict verdict);

/// The view of `verification`, of `program` under `contract`, completed(): Accept exactly where it
/// holds a proof.
[[nodiscard]] Outcome outcome_of(const Program& program, const Contract& contract,
                                 const Verification& verification);

/// An outcome that holds one finding about the whole program: Error for bad input and for a fault
/// of Assay's own, Reject for what is unsupported or unproved.
[[nodiscard]] Outcome outcome_of_error(const Error& error);

/// `outcome` as a report may show it. A finding without a suggestion receives the usual repair, a
/// refusal without a finding one that says so. An acceptance that carries findings is an
/// InternalFault.
[[nodiscard]] Outcome completed(Outcome outcome);

/// Instructions of a program, 16-byte ones counted once.
[[nodiscard]] std::uint64_t instruction_count(const Program& program);

}  // namespace assay
