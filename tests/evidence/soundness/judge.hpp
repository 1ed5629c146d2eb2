// SPDX-License-Identifier: Apache-2.0
// One program: judged by the verifier; if it is accepted, run many times and compared with what was
// claimed.
#pragma once

#include <bitset>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "evidence/soundness/contain.hpp"
#include "evidence/soundness/reach.hpp"
#include "verifier/explain/finding.hpp"
#include "verifier/proof/invariant.hpp"

namespace assay::soundness {

/// Something that must not happen to an accepted program.
struct Breach {
  std::string what;
  RunPlan plan;
};

struct Judged {
  bool accepted = false;
  bool too_large = false;         // claims not followed to the end
  std::vector<Finding> findings;  // why it is refused
  std::uint64_t worst_case = 0;   // as proved
  std::uint64_t runs = 0;
  std::uint64_t finished = 0;    // runs that reached the program's end
  std::uint64_t unmodelled = 0;  // runs stopped because the tests have no model
  std::uint64_t instructions = 0;
  Compared compared;
  std::vector<bool> executed;  // by slot: some run executed it
  std::vector<bool> taken;     // by slot: some run took the jump
  std::vector<bool> fell;      // by slot: some run fell through it
  std::vector<bool> moving;    // by slot: an access saw two offsets in a region of the contract
  Solving solving;
  std::optional<Breach> breach;
  bool fault_seen = false;  // rejected programs: a run faulted, so the rejection was right
};

struct JudgeOptions {
  std::uint64_t seed = 0;
  std::uint32_t runs = 24;
  std::uint32_t questions = 0;  // to the solver, for sides of jumps that these runs do not take
  std::uint64_t most_steps = 20000;  // of one run
  bool try_rejected = true;
};

/// What the verifier said of a program, as plain data, so that a test can say something else.
struct Verified {
  bool accepted = false;
  std::vector<Finding> findings;
  std::uint64_t worst_case = 0;
  std::set<std::string> layouts;  // types whose layout the proof takes from the object
  /// Where it is accepted. Of somebody else's verdict there may be none: then a run is compared
  /// with nothing, and must only do no wrong and end in time.
  Invariants claims;
};
/// Of a program with one way of execution.
[[nodiscard]] Verified verified(const Program& program, const Contract& contract);

/// In each way of execution that the program can tell apart; of the last way, or of the first that
/// rejects or breaks its word.
[[nodiscard]] Judged judge(const Program& program, const Contract& contract,
                           const JudgeOptions& options);
/// The same for what is given in the verifier's place.
[[nodiscard]] Judged judge_verified(const Program& program, const Contract& contract,
                                    Verified verified, const JudgeOptions& options);

}  // namespace assay::soundness
