// SPDX-License-Identifier: Apache-2.0
// Whether this host takes part in a release, and whether the version that it brought is well: the
// same answer each time, from what the host knows itself. Plain functions; they know no files.
//
// First install: no exception. A host without a good version waits for its part of the rollout as
// every other, and is degraded until then. No data: a version stays in trial, and its floor is not
// raised, until it has met as many events as its gates ask for. A rollout that is stuck ends with
// its statement's expiry: nothing new is admitted, what runs goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "loader/base/outcome.hpp"
#include "loader/sign/statement.hpp"

namespace assay::loader {

/// What a release statement chooses hosts by.
struct HostIdentity {
  std::string id;                // of this host, stable
  std::string ring;              // to which it belongs
  std::set<std::string> groups;  // for which releases may be held back
};

/// The host's place in this release, 0 to 9,999: the first 8 bytes of the SHA-256 of package,
/// version and host. Each version has another order of hosts, so that the same are not always
/// first.
[[nodiscard]] Permyriad place_in_rollout(const Release& release, const std::string& host);

/// RolloutHeldBack, RolloutFrozen, or RolloutNotYet where the host's ring has not come so far. A
/// larger part of a ring takes no host out.
[[nodiscard]] Done takes_part(const Release& release, const HostIdentity& host, Seconds now);

/// What was seen of a version since it runs.
struct Seen {
  std::uint64_t events = 0;
  std::uint64_t matches = 0;
  std::uint64_t faults = 0;
  std::uint64_t refused = 0;  // packages
  std::uint64_t p99_ns = 0;   // of a run
  Seconds seconds = 0;
};

/// What the host asks of a version besides the release's gates before it calls it good.
struct Health {
  std::uint64_t events = 1000;
  Seconds seconds = 600;
};

enum class Wellness : std::uint8_t { Waiting, Well };

/// Well, still waiting, or refused with the gate that tripped. `before`: what was seen of the
/// version before; without events there is nothing to compare matches with.
[[nodiscard]] Outcome<Wellness> judge_health(const Gates& gates, const Health& health,
                                             const Seen& seen, const Seen& before);

}  // namespace assay::loader
