// SPDX-License-Identifier: Apache-2.0
// Which version of a package runs now. Nothing is remembered as a yes: what the checker says of
// each stored version, against the contracts of now, is an input (Standings).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/sign/root.hpp"
#include "loader/state/state.hpp"
#include "loader/state/trials.hpp"

namespace assay::loader {

/// By digest: why a stored version may not run under the contracts of now, or nothing where it may.
/// A version that is not here is not stored.
using Standings = std::map<std::string, std::optional<Refusal>>;

/// How many trials may end with the machine, and how many with the program, before a version is
/// quarantined.
struct TrialLimits {
  std::uint32_t with_machine = 2;
  std::uint32_t with_program = 2;
};

/// What a choice rests on. `trials` as they have ended (ended()).
struct Grounds {
  const State& state;
  const Root& root;
  const Trials& trials;
  const Standings& standings;
  TrialLimits limits;
  std::set<std::string> waiting = {};  // digests vouched for that are not for the contracts of now
};

/// A version that was passed over.
struct PassedOver {
  Version version;
  Refusal why;
};

struct Choice {
  std::optional<Version> version;  // none: the hook's default answer holds
  bool in_trial = false;           // it has not run well yet
  std::vector<PassedOver> passed;  // in the order in which they would have run
};

/// Whether the version ran well here. Its trials are then over; a file that is left of them is one
/// that nobody has removed yet. What is vouched for anew is in trial anew.
[[nodiscard]] bool is_good(const State& state, const std::string& digest);

/// Why a version may not run, or done: Quarantined, TrialsFailed, TrialsFailedDaemon,
/// DigestRevoked, FileMissing, or what its standing says.
[[nodiscard]] Done may_run(const Grounds& grounds, const std::string& digest);

/// The version that was vouched for last and is not below the floor; else the last good one; else
/// the good one before. A version that may not run is passed over, and so is one that waits
/// (Parked) unless it ran well here. What was vouched for before one that is in quarantine or
/// revoked was withdrawn for it, and does not come back in its place.
[[nodiscard]] Choice choose_version(const Grounds& grounds, const std::string& package);

/// The quarantine that the trials call for, beside what is quarantined already: digest -> code.
/// Trials are over for a version that ran well, whatever files are left of them.
[[nodiscard]] std::map<std::string, RefusalCode> failed_trials(const Grounds& grounds);

}  // namespace assay::loader
