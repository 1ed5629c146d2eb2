// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/control.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "loader/decide/shares.hpp"

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

constexpr std::string_view kKillKind = "kill/";

/// Whether of the old role's keys one is in the new one's no more.
bool retires(const Role& before, const Role& after) {
  return std::any_of(before.keys.begin(), before.keys.end(),
                     [&](const PublicKey& key) { return !after.keys.contains(key); });
}

/// What the counters of one kind take in the state, with the kill switches that were or may be set
/// by statements on their matters.
State part_of(const State& state, std::string_view kind) {
  State part;
  if (kind == kKillKind) part.kills = state.kills;
  for (const auto& [matter, counter] : state.counters) {
    if (!matter.starts_with(kind)) continue;
    // However far it grows.
    part.counters[matter] = std::numeric_limits<std::uint64_t>::max();
    if (kind == kKillKind) part.kills.insert(matter.substr(kind.size()));
  }
  return part;
}

}  // namespace

bool retires_vouchers(const Root& old_root, const Root& new_root) {
  return retires(old_root.package, new_root.package) || retires_statement_key(old_root, new_root) ||
         new_root.package.threshold > old_root.package.threshold ||
         new_root.statement.threshold > old_root.statement.threshold;
}

bool retires_statement_key(const Root& old_root, const Root& new_root) {
  return retires(old_root.statement, new_root.statement);
}

bool ends_no_release(const Root& old_root, const Root& new_root) {
  return retires_statement_key(old_root, new_root) && new_root.issued < old_root.issued;
}

Seconds time_of(const State& state, Seconds clock) { return std::max(state.latest, clock); }

State under_root(const State& state, const Root& old_root, const Root& new_root) {
  State next = state;
  next.root_version = new_root.version;
  const bool anew = retires_statement_key(old_root, new_root);
  if (anew) {
    next.counters.clear();
    next.releases_since = new_root.issued;
  }
  next.latest = anew ? new_root.issued : std::max(state.latest, new_root.issued);
  if (retires_vouchers(old_root, new_root)) {
    next.vouched.clear();
    forget_unvouched(next);
  }
  for (const auto& [package, floor] : new_root.floors) next.floors[package] = floor;
  return next;
}

Done may_act(const State& state, const Statement& statement, Seconds now) {
  const std::string matter = matter_of(statement);
  if (now >= statement.expires) return Refusal{RefusalCode::StatementExpired, matter};
  const bool again = std::holds_alternative<Release>(statement.says);
  if (again && statement.issued < state.releases_since) {
    return Refusal{RefusalCode::StatementReplayed, matter};
  }
  const auto seen = state.counters.find(matter);
  if (seen == state.counters.end()) return done();
  if (statement.counter < seen->second || (statement.counter == seen->second && !again)) {
    return Refusal{RefusalCode::StatementReplayed, matter};
  }
  return done();
}

Done may_remember(const State& state, const Statement& statement) {
  const std::string matter = matter_of(statement);
  if (state.counters.contains(matter)) return done();
  const std::string kind = matter.substr(0, matter.find('/') + 1);
  const State next = after_statement(state, statement);
  const State part = part_of(next, kind);
  const std::size_t most = kind == kKillKind ? kForOtherKills : kForPackages;
  const bool has_room = part.counters.size() <= kMostMatters && fits_in(part, kForEachKind).ok() &&
                        fits_in(next, most).ok();
  return has_room ? done() : Refusal{RefusalCode::StatementsFull, matter};
}

Done may_remember_here(const State& state, const Statement& statement) {
  const std::string matter = matter_of(statement);
  if (state.counters.contains(matter)) return done();
  if (fits_in(after_statement(state, statement), kForStatements).ok()) return done();
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

void let_go_before(State& state, const NamedVersion& named, const std::set<std::string>& contracts,
                   const std::set<std::string>& waiting) {
  const auto vouched = state.vouched.find(named.package);
  if (vouched == state.vouched.end()) return;
  std::vector<Version>& list = vouched->second;
  const auto here = std::ranges::find(list, named.version.digest, &Version::digest);
  const auto goes = [&](const Version& version) {
    const auto waits_for = state.contracts.find(version.digest);
    return !waiting.contains(version.digest) || version.number != named.version.number ||
           waits_for == state.contracts.end() ||
           std::ranges::includes(contracts, waits_for->second);
  };
  list.erase(std::remove_if(list.begin(), here, goes), here);
  if (list.empty()) state.vouched.erase(vouched);
  forget_unvouched(state);
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
