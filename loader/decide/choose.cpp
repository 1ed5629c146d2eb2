// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/choose.hpp"

#include <algorithm>

namespace assay::loader {
namespace {

std::optional<RefusalCode> failure(const Trial& trial, const TrialLimits& limits) {
  if (trial.with_machine >= limits.with_machine) return RefusalCode::TrialsFailed;
  if (trial.with_program >= limits.with_program) return RefusalCode::TrialsFailedDaemon;
  return std::nullopt;
}

/// The list of a package, the last first.
std::vector<Version> latest_first(const Versions& versions, const std::string& package) {
  const auto at = versions.find(package);
  if (at == versions.end()) return {};
  return {at->second.rbegin(), at->second.rend()};
}

bool names(const Versions& versions, const std::string& digest) {
  return std::any_of(versions.begin(), versions.end(), [&](const auto& package) {
    return std::any_of(package.second.begin(), package.second.end(),
                       [&](const Version& version) { return version.digest == digest; });
  });
}

/// Whether the version was tried and is done with: what it replaced was withdrawn for it.
bool is_spent(const Grounds& grounds, const std::string& digest) {
  const auto trial = grounds.trials.find(digest);
  const bool failed = trial != grounds.trials.end() && failure(trial->second, grounds.limits);
  return failed || grounds.state.quarantine.contains(digest) ||
         grounds.root.revoked_digests.contains(digest);
}

std::uint64_t floor_of(const State& state, const std::string& package) {
  const auto floor = state.floors.find(package);
  return floor == state.floors.end() ? 0 : floor->second;
}

}  // namespace

bool is_good(const State& state, const std::string& digest) {
  return names(state.good, digest) && !names(state.vouched, digest);
}

Done may_run(const Grounds& grounds, const std::string& digest) {
  if (grounds.state.quarantine.contains(digest)) return Refusal{RefusalCode::Quarantined, digest};
  const auto trial = grounds.trials.find(digest);
  if (trial != grounds.trials.end() && !is_good(grounds.state, digest)) {
    const std::optional<RefusalCode> failed = failure(trial->second, grounds.limits);
    if (failed) return Refusal{*failed, digest};
  }
  if (grounds.root.revoked_digests.contains(digest)) {
    return Refusal{RefusalCode::DigestRevoked, digest};
  }
  const auto standing = grounds.standings.find(digest);
  if (standing == grounds.standings.end()) return Refusal{RefusalCode::FileMissing, digest};
  if (standing->second) return *standing->second;
  return done();
}

Choice choose_version(const Grounds& grounds, const std::string& package) {
  Choice choice;
  const auto try_one = [&](const Version& version, std::uint64_t floor) {
    Done may = version.number < floor ? Refusal{RefusalCode::VersionBelowFloor, version.digest}
                                      : may_run(grounds, version.digest);
    if (may.ok()) choice.version = version;
    if (!may.ok()) choice.passed.push_back({version, may.refusal()});
  };
  for (const Version& version : latest_first(grounds.state.vouched, package)) {
    if (choice.version) break;
    if (grounds.waiting.contains(version.digest)) {
      choice.passed.push_back({version, {RefusalCode::Parked, version.digest}});
      continue;
    }
    try_one(version, floor_of(grounds.state, package));
    choice.in_trial = choice.version.has_value();
    if (is_spent(grounds, version.digest)) break;
  }
  // A floor keeps old versions from coming anew; it takes none away that ran well here.
  for (const Version& version : latest_first(grounds.state.good, package)) {
    if (choice.version) break;
    try_one(version, 0);
  }
  return choice;
}

std::map<std::string, RefusalCode> failed_trials(const Grounds& grounds) {
  std::map<std::string, RefusalCode> failed;
  for (const auto& [digest, trial] : grounds.trials) {
    if (is_good(grounds.state, digest) || grounds.state.quarantine.contains(digest)) continue;
    const std::optional<RefusalCode> code = failure(trial, grounds.limits);
    if (code) failed[digest] = *code;
  }
  return failed;
}

}  // namespace assay::loader
