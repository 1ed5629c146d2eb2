// SPDX-License-Identifier: Apache-2.0
// What becomes of the versions that run.
#include <algorithm>
#include <optional>
#include <utility>

#include "loader/admission/admission.hpp"

namespace assay::loader {
namespace {

constexpr unsigned kP99 = 99;
/// How often refusals that were not told one by one are told as a number.
constexpr Seconds kTellEvery = 3600;

/// What a run did that the proof rules out.
std::optional<RefusalCode> fault_of(RunEnd end) {
  if (end == RunEnd::Answered) return std::nullopt;
  return end == RunEnd::PassedBound ? RefusalCode::BoundPassed : RefusalCode::RunFaulted;
}

/// The contracts that a version which is vouched for is for.
std::set<std::string> vouched_contracts(const State& state, const std::string& digest) {
  const auto contracts = state.contracts.find(digest);
  return contracts == state.contracts.end() ? std::set<std::string>() : contracts->second;
}

}  // namespace

Seen Admission::seen_of(const Running& running) const {
  const Tally& tally = *running.tally;
  const Seconds uptime = setup_.uptime();
  Seen seen;
  seen.events = tally.events();
  seen.matches = tally.matches();
  seen.faults = tally.faults();
  const auto refused = refused_.find({running.checked.name, running.version.number});
  seen.refused = refused == refused_.end() ? 0 : refused->second.size();
  seen.p99_ns = tally.quantile_ns(kP99);
  seen.seconds = uptime > running.since ? uptime - running.since : 0;
  return seen;
}

Done Admission::tend() {
  const Turn turn(*this);
  catch_up();
  const std::size_t quarantined = ledger_.state().quarantine.size();
  const std::size_t roots = unwritten_roots_.size();
  Done result = write_unwritten();
  bool changed = ledger_.state().quarantine.size() > quarantined || unwritten_roots_.size() < roots;
  for (const auto& [package, running] : std::map(running_)) {
    const Outcome<Tended> tended = tend_one(package, running);
    changed = changed || !tended.ok() || tended.value() == Tended::Changed;
    if (!tended.ok()) result = tended.refusal();
  }
  if (setup_.uptime() - told_ >= kTellEvery) tell_untold();
  const Outcome<std::size_t> closed = close_trials();
  if (!closed.ok()) result = closed.refusal();
  changed = changed || !closed.ok() || closed.value() > 0;
  if (!changed && unstarted_.empty()) return result;
  Done settled = settle();
  return settled.ok() ? result : settled;
}

Outcome<Admission::Tended> Admission::tend_one(const std::string& package, const Running& running) {
  const std::string& digest = running.version.digest;
  if (const auto fault = fault_of(running.tally->end())) return quarantine(digest, *fault, kByTend);
  if (!running.in_trial || is_killed(package, running.checked)) return Tended::Unchanged;
  const auto gates = ledger_.state().gates.find(digest);
  // Its gates were written with it; without them nobody can say that it is well.
  if (gates == ledger_.state().gates.end()) return Tended::Unchanged;
  const Outcome<Wellness> wellness =
      judge_health(gates->second, setup_.health, seen_of(running), running.before);
  if (!wellness.ok()) return quarantine(digest, wellness.refusal().code, kByTend);
  if (wellness.value() == Wellness::Waiting) return Tended::Unchanged;
  return call_good(package, running, kByTend);
}

/// Puts what faulted since the last look into quarantine, be it that it has left, and that an event
/// was with it still.
Done Admission::quarantine_faulted() {
  Done result = done();
  for (const auto& [package, running] : running_) {
    Done noted = quarantine_fault(running.version.digest, running.tally->end());
    if (!noted.ok()) result = noted;
  }
  for (Left& left : left_) {
    // Asked first: what comes behind it is then all that there will be.
    const bool is_through = left.tally.use_count() == 1;
    Done noted = quarantine_fault(left.digest, left.tally->last_end());
    if (!noted.ok()) result = noted;
    left.is_through = is_through;
  }
  std::erase_if(left_, [](const Left& left) { return left.is_through; });
  return result;
}

Done Admission::quarantine_fault(const std::string& digest, RunEnd end) {
  const auto fault = fault_of(end);
  if (!fault || unwritten_quarantine_.contains(digest)) return done();
  if (ledger_.state().quarantine.contains(digest)) return done();
  const Outcome<Tended> noted = quarantine(digest, *fault, kByTend);
  return noted.ok() ? done() : Done(noted.refusal());
}

/// Tries again what holds and could not be written. The caller calls sync_folder().
Done Admission::write_unwritten() {
  // Each by itself: what the disk does not take keeps nothing else back.
  std::optional<Refusal> failed;
  for (const auto& [digest, code] : std::map(unwritten_quarantine_)) {
    if (const auto noted = quarantine(digest, code, kByTend); !noted.ok()) failed = noted.refusal();
  }
  for (const auto& [scope, kill] : std::map(unwritten_kills_)) {
    if (Done written = write_kill(kill, kByTend); !written.ok()) failed = written.refusal();
  }
  for (const std::string& scope : std::set(unwritten_local_kills_)) {
    if (Done written = write_local_kill(scope, kByTend); !written.ok()) failed = written.refusal();
  }
  if (Done written = write_roots("tend"); !written.ok()) failed = written.refusal();
  return failed ? Done(*failed) : done();
}

Outcome<Admission::Tended> Admission::quarantine(const std::string& digest, RefusalCode code,
                                                 const std::string& who) {
  // Holds at once, whether or not it can be written.
  unwritten_quarantine_[digest] = code;
  State next = with_quarantine(digest, code);
  Decision told = decision(who, "quarantined", digest);
  told.why = refusal_id(code);
  if (Done noted = ledger_.commit(std::move(next), told); !noted.ok()) return noted.refusal();
  unwritten_quarantine_.erase(digest);
  return Tended::Changed;
}

/// The state with the version in quarantine, and without what was withdrawn for it.
State Admission::with_quarantine(const std::string& digest, RefusalCode code) const {
  State next = ledger_.state();
  next.quarantine[digest] = refusal_id(code);
  for (const auto& [package, list] : ledger_.state().vouched) {
    const auto here = std::ranges::find(list, digest, &Version::digest);
    if (here == list.end()) continue;
    let_go_before(next, {package, *here}, vouched_contracts(next, digest), waiting());
  }
  return next;
}

Outcome<Admission::Tended> Admission::call_good(const std::string& package, const Running& running,
                                                const std::string& who) {
  const Version version = running.version;
  State next = ledger_.state();
  let_go_before(next, {package, version}, vouched_contracts(next, version.digest), waiting());
  remember(next.good, package, version);
  forget(next.vouched, package, version.digest);
  forget_unvouched(next);
  std::uint64_t& floor = next.floors[package];
  floor = std::max(floor, version.number);
  Done noted = ledger_.commit(std::move(next), decision(who, "healthy", version.digest));
  if (!noted.ok()) return noted.refusal();
  running_.at(package).in_trial = false;
  return Tended::Changed;
}

/// Settles after a decision that holds. What of it the disk does not take, or what does not come to
/// run for that, is for tend().
Done Admission::held(const Done& written, const std::string& subject) {
  const Done settled = settle();
  if (written.ok() && settled.ok()) return done();
  return Refusal{RefusalCode::StateNotWritten, subject};
}

Done Admission::revert(const std::string& package, const std::string& who) {
  const Turn turn(*this);
  catch_up();
  const auto running = running_.find(package);
  if (running == running_.end())
    return refuse(who, package, {RefusalCode::PackageUnknown, package});
  const auto noted = quarantine(running->second.version.digest, RefusalCode::Reverted, who);
  const Done written = held(noted.ok() ? done() : Done(noted.refusal()), package);
  if (!written.ok() || running_.contains(package)) return written;
  return Refusal{RefusalCode::NothingLeft, package};
}

Done Admission::promote(const std::string& package, const std::string& who) {
  const Turn turn(*this);
  catch_up();
  const auto running = running_.find(package);
  if (running == running_.end())
    return refuse(who, package, {RefusalCode::PackageUnknown, package});
  // Nobody's word makes good what faulted.
  if (const auto fault = fault_of(running->second.tally->end())) {
    // It is quarantined as at the next look; whether that could be written changes no answer.
    (void)settle();
    return refuse(who, package, {*fault, package});
  }
  if (!running->second.in_trial) return done();
  const Outcome<Tended> called = call_good(package, running->second, who);
  if (!called.ok()) return called.refusal();
  return held(done(), package);
}

Done Admission::tidy() {
  const std::set<std::string> stored = kept_digests(ledger_.state());
  if (Done forgotten = forget_trials(stored); !forgotten.ok()) return forgotten;
  return keep_only(*setup_.files, stored);
}

/// Removes trials that say nothing any more: of versions that are not stored, and that no failure
/// was counted for.
Done Admission::forget_trials(const std::set<std::string>& stored) {
  for (const auto& [digest, trial] : Trials(trials_)) {
    const bool clean = !trial.open && trial.with_machine == 0 && trial.with_program == 0;
    if (!clean || stored.contains(digest) || begun_.contains(digest)) continue;
    if (Done over = end_trial(*setup_.files, trials_, digest); !over.ok()) return over;
  }
  return done();
}

void Admission::tell_untold() {
  told_ = setup_.uptime();
  for (const Often::Untold& untold : often_.take()) {
    Decision told = decision(untold.who, "refused again", std::to_string(untold.times));
    told.why = refusal_id(untold.code);
    // They were refused, whether or not the number can be written down.
    (void)ledger_.note(told);
  }
}

}  // namespace assay::loader
