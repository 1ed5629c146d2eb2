// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/control.hpp"

#include <algorithm>
#include <utility>

namespace assay::loader {
namespace {

/// What each kind of statement changes, besides counter and time.
struct Effect {
  State& state;

  void operator()(const Release&) const {}
  void operator()(const Kill& kill) const { state.kills.insert(kill.scope); }
  void operator()(const Unkill& unkill) const { state.kills.erase(unkill.scope); }
  void operator()(const Downgrade& downgrade) const {
    const auto floor = state.floors.find(downgrade.package);
    if (floor != state.floors.end()) floor->second = std::min(floor->second, downgrade.version);
  }
};

}  // namespace

Seconds time_of(const State& state, Seconds clock) { return std::max(state.latest, clock); }

State under_root(const State& state, const Root& old_root, const Root& new_root) {
  State next = state;
  next.root_version = new_root.version;
  const auto& kept = new_root.statement.keys;
  const bool retires = std::any_of(old_root.statement.keys.begin(), old_root.statement.keys.end(),
                                   [&](const PublicKey& key) { return !kept.contains(key); });
  if (retires) next.counters.clear();
  next.latest = retires ? new_root.issued : std::max(state.latest, new_root.issued);
  for (const auto& [package, floor] : new_root.floors) next.floors[package] = floor;
  return next;
}

Done may_act(const State& state, const Statement& statement, Seconds now) {
  const std::string matter = matter_of(statement);
  if (now >= statement.expires) return Refusal{RefusalCode::StatementExpired, matter};
  const auto seen = state.counters.find(matter);
  if (seen == state.counters.end()) return done();
  const bool again = std::holds_alternative<Release>(statement.says);
  if (statement.counter < seen->second || (statement.counter == seen->second && !again)) {
    return Refusal{RefusalCode::StatementReplayed, matter};
  }
  return done();
}

Done may_remember(const State& state, const Statement& statement) {
  const std::string matter = matter_of(statement);
  const std::string kind = matter.substr(0, matter.find('/') + 1);
  const auto same_kind =
      std::count_if(state.counters.begin(), state.counters.end(),
                    [&](const auto& counter) { return counter.first.starts_with(kind); });
  if (state.counters.contains(matter) || std::cmp_less(same_kind, kMostMatters)) return done();
  return Refusal{RefusalCode::StatementsFull, matter};
}

Done may_undo(const Root& root, const Statement& statement) {
  const bool undoes = std::holds_alternative<Unkill>(statement.says) ||
                      std::holds_alternative<Downgrade>(statement.says);
  if (!undoes || statement.issued >= root.issued) return done();
  return Refusal{RefusalCode::StatementReplayed, matter_of(statement)};
}

State after_statement(const State& state, const Statement& statement) {
  State next = state;
  next.counters[matter_of(statement)] = statement.counter;
  next.latest = std::max(next.latest, statement.issued);
  std::visit(Effect{next}, statement.says);
  return next;
}

Done may_vouch(const State& state, const Root& root, const Release& release,
               const std::string& digest, Seconds now) {
  if (now >= root.expires) return Refusal{RefusalCode::RootExpired, {}};
  const bool named = std::any_of(release.digests.begin(), release.digests.end(),
                                 [&](const auto& entry) { return entry.second == digest; });
  if (!named) return Refusal{RefusalCode::PackageNotNamed, digest};
  if (root.revoked_digests.contains(digest)) return Refusal{RefusalCode::DigestRevoked, digest};
  if (state.quarantine.contains(digest)) return Refusal{RefusalCode::Quarantined, digest};
  const auto floor = state.floors.find(release.package);
  if (floor != state.floors.end() && release.version < floor->second) {
    return Refusal{RefusalCode::VersionBelowFloor, std::to_string(floor->second)};
  }
  return done();
}

std::set<std::string> contracts_of(const Release& release, const std::string& digest) {
  std::set<std::string> contracts;
  for (const auto& [contract, package] : release.digests) {
    if (package == digest) contracts.insert(contract);
  }
  return contracts;
}

State after_vouching(const State& state, const Release& release, const std::string& digest) {
  State next = state;
  remember(next.vouched, release.package, {release.version, digest});
  next.gates[digest] = release.gates;
  next.contracts[digest] = contracts_of(release, digest);
  forget_unvouched(next);
  return next;
}

Done make_room(State& state, const std::string& package) {
  const auto vouched = state.vouched.find(package);
  if (vouched == state.vouched.end() || vouched->second.size() < kMostVersions) return done();
  const auto out = std::find_if(
      vouched->second.begin(), vouched->second.end(),
      [&](const Version& version) { return state.quarantine.contains(version.digest); });
  if (out == vouched->second.end()) return Refusal{RefusalCode::StoreFull, package};
  vouched->second.erase(out);
  return done();
}

Done not_killed(const std::set<std::string>& kills, const ProgramPlace& place) {
  for (const std::string& scope :
       {std::string("all"), "hook/" + place.hook, "package/" + place.package,
        "program/" + place.package + "/" + place.program}) {
    if (kills.contains(scope)) return Refusal{RefusalCode::Killed, scope};
  }
  return done();
}

}  // namespace assay::loader
