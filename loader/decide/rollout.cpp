// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/rollout.hpp"

#include <algorithm>

#include "ir/digest/sha256.hpp"
#include "loader/document/document.hpp"

namespace assay::loader {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t kThousandths = 1000;

/// 2^40 events are years of them; so no product of three leaves 128 bits.
Wide wide(std::uint64_t number) { return std::min(number, std::uint64_t{1} << 40U); }

/// Whether a's matches by event are at most factor/1000 times b's.
bool at_most_times(const Seen& a, const Seen& b, std::uint64_t factor) {
  return wide(a.matches) * wide(b.events) * kThousandths <=
         wide(b.matches) * wide(a.events) * wide(factor);
}

bool matches_differ(const Gates& gates, const Seen& seen, const Seen& before) {
  if (gates.matches_factor == 0 || before.events == 0) return false;
  return !at_most_times(seen, before, gates.matches_factor) ||
         !at_most_times(before, seen, gates.matches_factor);
}

}  // namespace

Permyriad place_in_rollout(const Release& release, const std::string& host) {
  // As a document, so that no two different triples have one text.
  const Sha256 digest = sha256(
      write_document(Value{List{Value{release.package}, Value{release.version}, Value{host}}}));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8U | digest[i];
  return number % kAllHosts;
}

Done takes_part(const Release& release, const HostIdentity& host, Seconds now) {
  for (const std::string& group : host.groups) {
    if (release.held_groups.contains(group)) return Refusal{RefusalCode::RolloutHeldBack, group};
  }
  for (const FreezeWindow& window : release.freezes) {
    if (window.from <= now && now < window.until) {
      return Refusal{RefusalCode::RolloutFrozen, std::to_string(window.until)};
    }
  }
  const auto ring = release.rings.find(host.ring);
  if (ring == release.rings.end() || place_in_rollout(release, host.id) >= ring->second) {
    return Refusal{RefusalCode::RolloutNotYet, host.ring};
  }
  return done();
}

Outcome<Wellness> judge_health(const Gates& gates, const Health& health, const Seen& seen,
                               const Seen& before) {
  if (seen.faults > gates.most_faults) return Refusal{RefusalCode::GateFaults, {}};
  if (gates.events > 0 && seen.refused > gates.most_refused) {
    return Refusal{RefusalCode::GateRefused, {}};
  }
  const std::uint64_t events = std::max(health.events, gates.events);
  if (seen.events < events || seen.seconds < health.seconds) return Wellness::Waiting;
  if (gates.most_p99_ns > 0 && seen.p99_ns > gates.most_p99_ns) {
    return Refusal{RefusalCode::GateSlow, std::to_string(seen.p99_ns)};
  }
  if (matches_differ(gates, seen, before)) return Refusal{RefusalCode::GateMatches, {}};
  return Wellness::Well;
}

}  // namespace assay::loader
