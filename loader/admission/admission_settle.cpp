// SPDX-License-Identifier: Apache-2.0
// From what a host has written down, and from what the checker says now, to what runs.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "loader/admission/admission.hpp"

namespace assay::loader {

std::vector<std::string> Admission::packages() const {
  std::set<std::string> names;
  for (const Versions* versions : {&ledger_.state().good, &ledger_.state().vouched}) {
    for (const auto& [package, list] : *versions) names.insert(package);
  }
  return {names.begin(), names.end()};
}

/// Has what runs follow what was decided, where a call ended before it did.
void Admission::catch_up() {
  if (!is_behind_) return;
  // What needs no further memory first: nothing that was not examined runs.
  (void)settle();
  examine_new();
  (void)settle();
  is_behind_ = false;
}

/// A stored version of which it is not known how it stands.
std::optional<NamedVersion> Admission::next_of(const Standings& known) const {
  for (const Versions* versions : {&ledger_.state().good, &ledger_.state().vouched}) {
    for (const auto& [package, list] : *versions) {
      for (const Version& version : list) {
        if (!known.contains(version.digest)) return NamedVersion{package, version};
      }
    }
  }
  return std::nullopt;
}

/// Examines each stored version of which nobody knows how it stands.
void Admission::examine_new() {
  while (const std::optional<NamedVersion> next = next_of(standings_)) {
    const auto& [package, version] = *next;
    const Outcome<Bytes> bytes = kept_package(*setup_.files, version.digest, setup_.store);
    std::optional<Refusal> standing;
    if (bytes.ok()) {
      Outcome<Examined> examined = examine(package, version, bytes.value());
      if (!examined.ok()) standing = examined.refusal();
      if (examined.ok()) examined_[version.digest] = std::move(examined).value();
    } else {
      standing = bytes.refusal();
    }
    // Last: what has a standing was examined.
    standings_.insert_or_assign(version.digest, std::move(standing));
  }
}

/// Asks the checker about all that is stored. Checks take long, so each is made without the turn,
/// in which meanwhile kill switches are set and versions come and go.
void Admission::examine_all(const std::vector<HookSpec>& hooks, Turn& turn) {
  Standings standings;
  std::map<std::string, Examined> examined;
  while (const std::optional<NamedVersion> next = next_of(standings)) {
    const std::string& digest = next->version.digest;
    const Outcome<Bytes> bytes = kept_package(*setup_.files, digest, setup_.store);
    if (!bytes.ok()) {
      standings.insert_or_assign(digest, bytes.refusal());
      continue;
    }
    Outcome<CheckedPackage> checked =
        turn.without([&] { return check(*next, bytes.value(), hooks); });
    Outcome<Examined> one = load(digest, std::move(checked));
    standings.insert_or_assign(digest, one.ok() ? std::nullopt : std::optional(one.refusal()));
    if (one.ok()) examined[digest] = std::move(one).value();
  }
  standings_ = std::move(standings);
  examined_ = std::move(examined);
}

/// As they have ended, but for those that are under way.
Trials Admission::ended_trials() const {
  Trials trials;
  for (const auto& [digest, trial] : trials_) {
    trials[digest] = begun_.contains(digest) ? trial : ended(trial, setup_.boot);
  }
  return trials;
}

Done Admission::quarantine_failed_trials(const Trials& ended) {
  const auto failed = failed_trials({ledger_.state(), root_, ended, standings_, setup_.trials});
  Done result = done();
  for (const auto& [digest, code] : failed) {
    State next = with_quarantine(digest, code);
    Decision told = decision(kByStart, "quarantined", digest);
    told.why = refusal_id(code);
    // The trial's name says it, too, so that nothing runs for want of this record.
    if (Done noted = ledger_.commit(std::move(next), told); !noted.ok()) result = noted;
  }
  return result;
}

/// What is vouched for and not for the contracts of now.
std::set<std::string> Admission::waiting() const {
  std::set<std::string> waiting;
  for (const auto& [package, list] : ledger_.state().vouched) {
    for (const Version& version : list) {
      const auto contracts = ledger_.state().contracts.find(version.digest);
      const bool known = contracts != ledger_.state().contracts.end();
      if (!known || !is_for_now(contracts->second)) waiting.insert(version.digest);
    }
  }
  return waiting;
}

void Admission::choose_all(const Trials& ended) {
  choices_.clear();
  Standings now = standings_;
  for (const auto& [digest, refusal] : unstarted_) now[digest] = refusal;
  State state = with_unwritten_roots();
  for (const auto& [digest, code] : unwritten_quarantine_) {
    state.quarantine.insert_or_assign(digest, refusal_id(code));
  }
  const Grounds grounds{state, root_, ended, now, setup_.trials, waiting()};
  for (const std::string& package : packages()) {
    choices_[package] = choose_version(grounds, package);
  }
}

/// Its programs that kill switches keep from events.
std::vector<KilledProgram> Admission::killed_programs(const std::string& package,
                                                      const CheckedPackage& checked) const {
  const std::set<std::string> kills = kills_that_hold();
  std::vector<KilledProgram> killed;
  for (const CheckedProgram& program : checked.programs) {
    const Done free = not_killed(kills, {package, program.name, program.hook});
    if (!free.ok()) killed.push_back({program.name, free.refusal().subject});
  }
  return killed;
}

/// Whether kill switches keep all its programs from events.
bool Admission::is_killed(const std::string& package, const CheckedPackage& checked) const {
  return killed_programs(package, checked).size() == checked.programs.size();
}

/// The digest of what is chosen, in trial, and about to meet events; or "".
std::string Admission::newcomer(const std::string& package) const {
  const Choice& choice = choices_.at(package);
  if (!choice.version || !choice.in_trial) return {};
  const std::string& digest = choice.version->digest;
  const bool under_way = begun_.contains(digest) && !idle_.contains(digest);
  if (under_way || is_killed(package, examined_.at(digest).checked)) return {};
  return digest;
}

/// Puts the trials of newcomers on the disk, before they run; how many. Those whose trial cannot be
/// written do not run until the next time that this is tried.
Outcome<std::size_t> Admission::begin_trials() {
  std::optional<Refusal> failed;
  std::vector<std::string> fresh;
  fresh.reserve(choices_.size());
  for (const auto& [package, choice] : choices_) {
    std::string digest = newcomer(package);
    if (digest.empty()) continue;
    // Made before the disk has the trial, so that one that it has is known to be this program's.
    std::set<std::string> begun = {digest};
    // What stands open and met no event since goes on as it stands: nothing of it is to be counted.
    Done began =
        idle_.contains(digest) ? done() : begin_trial(*setup_.files, trials_, digest, setup_.boot);
    if (began.ok()) begun_.merge(begun);
    // What a kill switch kept from events has not run meanwhile.
    const auto running = running_.find(package);
    const bool is_back = running != running_.end() && running->second.version == *choice.version;
    if (is_back) running->second.since = setup_.uptime();
    if (!began.ok()) failed = unstarted_[digest] = began.refusal();
    if (began.ok()) fresh.push_back(std::move(digest));
  }
  Done synced = fresh.empty() ? done() : setup_.files->sync_folder();
  if (!synced.ok()) {
    leave_unstarted(fresh, synced.refusal());
    return synced.refusal();
  }
  for (const std::string& digest : fresh) idle_.erase(digest);
  if (failed) return *failed;
  return fresh.size();
}

/// Of trials that were begun, and of which the disk is not certain: their versions will not run, so
/// nothing is to be counted.
void Admission::leave_unstarted(const std::vector<std::string>& digests, const Refusal& why) {
  for (const std::string& digest : digests) {
    unstarted_[digest] = why;
    idle_.insert(digest);
  }
  (void)close_trials();
}

/// Chooses what runs, of what may run: a newcomer is one whose trial is on the disk. Where one is
/// not, the next version of its package is asked, and other packages go on. How many were begun.
Outcome<std::size_t> Admission::choose_startable(const Trials& ended) {
  std::optional<Refusal> failed;
  // Each round that fails makes one more unstarted.
  for (;;) {
    choose_all(ended);
    Outcome<std::size_t> begun = begin_trials();
    if (!begun.ok()) {
      failed = begun.refusal();
    } else if (failed) {
      return *failed;
    } else {
      return begun;
    }
  }
}

Done Admission::settle() {
  unstarted_.clear();
  // Before anything takes the place of a version whose fault nobody has looked at.
  Done result = quarantine_faulted();
  const Trials ended = ended_trials();
  if (Done noted = quarantine_failed_trials(ended); !noted.ok()) result = noted;
  const Outcome<std::size_t> begun = choose_startable(ended);
  if (!begun.ok()) result = begun.refusal();
  for (const auto& [package, choice] : choices_) run_choice(package, choice);
  show_tables();
  const Outcome<std::size_t> closed = close_trials();
  if (!closed.ok()) result = closed.refusal();
  const bool synced = begun.ok() && begun.value() > 0 && closed.ok() && closed.value() == 0;
  if (Done last = synced ? done() : setup_.files->sync_folder(); !last.ok()) return last;
  const Done cleared = clear_away();
  return result.ok() ? cleared : result;
}

/// Removes the trials of versions that are good by now, or in quarantine. The disk must know that
/// they are.
Done Admission::clear_away() {
  bool ended = false;
  for (const auto& [digest, trial] : Trials(trials_)) {
    const State& state = ledger_.state();
    if (!is_good(state, digest) && !state.quarantine.contains(digest)) continue;
    if (Done over = end_trial(*setup_.files, trials_, digest); !over.ok()) return over;
    begun_.erase(digest);
    idle_.erase(digest);
    ended = true;
  }
  return ended ? tidy() : done();
}

/// Closes the trials of what meets no event any more, each as far as it goes. Until then, a crash
/// counts. Those of what is in quarantine are for clear_away(): of two names of which the disk is
/// not certain, a crash might keep that of the closed trial alone. How many it has closed and put
/// into quarantine, so that sync_folder() is called for.
Outcome<std::size_t> Admission::close_trials() {
  const std::size_t quarantined = ledger_.state().quarantine.size();
  std::optional<Refusal> failed;
  if (Done looked = quarantine_faulted(); !looked.ok()) failed = looked.refusal();
  // Of tables and events, each that has a version has its tally.
  std::set<std::string> meets;
  for (const auto& [package, running] : running_) {
    if (running.tally.use_count() > 1) meets.insert(running.version.digest);
  }
  for (const Left& left : left_) meets.insert(left.digest);
  std::size_t count = ledger_.state().quarantine.size() - quarantined;
  for (const std::string& digest : std::set(begun_)) {
    // Of a fault, the trial's name is all that a start knows, unless the disk has its quarantine.
    const bool faulted =
        unwritten_quarantine_.contains(digest) || ledger_.state().quarantine.contains(digest);
    if (faulted || meets.contains(digest)) continue;
    if (Done closed = close_trial(*setup_.files, trials_, digest); !closed.ok()) {
      idle_.insert(digest);
      failed = closed.refusal();
      continue;
    }
    begun_.erase(digest);
    idle_.erase(digest);
    ++count;
  }
  if (failed) return *failed;
  return count;
}

/// Makes the choice the version that runs.
void Admission::run_choice(const std::string& package, const Choice& choice) {
  const auto before = running_.find(package);
  if (before != running_.end() && choice.version == before->second.version) {
    // One of which a root has let go, and that ran well here before, is in trial no more.
    before->second.in_trial = before->second.in_trial && choice.in_trial;
    const Examined& examined = examined_.at(choice.version->digest);
    before->second.checked = examined.checked;
    before->second.programs = examined.programs;
    return;
  }
  Running next;
  if (before != running_.end()) {
    next.before = seen_of(before->second);
    left_.push_back({before->second.version.digest, before->second.tally});
    running_.erase(before);
  }
  if (!choice.version) return;
  const Examined& examined = examined_.at(choice.version->digest);
  next.version = *choice.version;
  next.in_trial = choice.in_trial;
  next.since = setup_.uptime();
  next.checked = examined.checked;
  next.programs = examined.programs;
  running_[package] = std::move(next);
}

void Admission::show_tables() {
  const std::set<std::string> kills = kills_that_hold();
  HookTables tables;
  for (const HookSpec& hook : hooks_) tables[hook.name] = {hook.default_answer, {}, hook.read};
  for (const auto& [package, running] : running_) {
    for (std::size_t i = 0; i < running.programs.size(); ++i) {
      const CheckedProgram& program = running.checked.programs[i];
      if (!not_killed(kills, {package, program.name, program.hook}).ok()) continue;
      const auto table = tables.find(program.hook);
      // Of a call that ended while hooks were exchanged: it has none until catch_up().
      if (table == tables.end()) continue;
      table->second.programs.push_back(
          {package, running.version.number, program.bound, running.programs[i], running.tally});
    }
  }
  switchboard_.put(std::move(tables));
}

}  // namespace assay::loader
