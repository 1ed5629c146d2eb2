// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/ledger.hpp"

#include <algorithm>
#include <utility>

namespace assay::loader {
namespace {

/// By what it is known when it is tried again; empty where it is not.
std::string retry_key(const Decision& decision) {
  if (decision.who != kByTend && decision.who != kByStart) return {};
  return decision.what + '\n' + decision.subject + '\n' + decision.why;
}

}  // namespace

Done Ledger::may_begin(const Files& files) {
  const Outcome<std::vector<std::string>> names = files.list();
  if (!names.ok()) return names.refusal();
  // Nor anything else of a host's: a journal, trials or packages tell of a state that was lost.
  const auto is_kept = [](const std::string& name) {
    // What a first writing that a crash cut off has left tells of nothing.
    if (name.ends_with(".new")) return false;
    return name.starts_with("state-") || name.starts_with("journal-") ||
           name.starts_with("trial-") || name.starts_with("package-");
  };
  const auto kept = std::find_if(names.value().begin(), names.value().end(), is_kept);
  if (kept != names.value().end()) return Refusal{RefusalCode::StateExists, *kept};
  return done();
}

Outcome<Ledger> Ledger::begin(Files& files, const State& first) {
  if (Done may = may_begin(files); !may.ok()) return may.refusal();
  Outcome<Journal> journal = Journal::open(files, {});
  if (!journal.ok()) return journal.refusal();
  Ledger ledger(files, first, std::move(journal).value());
  if (Done saved = save_state(files, ledger.state_); !saved.ok()) return saved.refusal();
  if (Done synced = files.sync_folder(); !synced.ok()) return synced.refusal();
  return ledger;
}

Outcome<Ledger> Ledger::open(Files& files) {
  Outcome<LoadedState> loaded = load_state(files);
  if (!loaded.ok()) return loaded.refusal();
  const State& state = loaded.value().state;
  Outcome<Journal> journal = Journal::open(files, {state.records, state.head});
  if (!journal.ok()) return journal.refusal();
  Ledger ledger(files, state, std::move(journal).value());
  if (loaded.value().one_copy) ledger.problems_.push_back({RefusalCode::StateCopyLost, {}});
  const std::vector<Refusal>& found = ledger.journal_.problems();
  ledger.problems_.insert(ledger.problems_.end(), found.begin(), found.end());
  return ledger;
}

Done Ledger::commit(State next, const Decision& decision) {
  // As it will be written. What has no room must leave no record at each try.
  next.records = journal_.head().number + 1;
  next.head = journal_.head().digest;
  next.sequence = state_.sequence + 1;
  if (Done fits = fits_in(next, kLongestState); !fits.ok()) return fits;
  const std::string key = retry_key(decision);
  if (!noted_.contains(key)) {
    if (Done noted = note(decision); !noted.ok()) return noted;
  }
  if (!key.empty()) noted_.insert(key);
  next.records = journal_.head().number;
  next.head = journal_.head().digest;
  // Above whatever an attempt that failed has left on the disk.
  next.sequence = state_.sequence;
  Done saved = save_state(*files_, next);
  if (!saved.ok()) {
    state_.sequence = next.sequence;
    return saved;
  }
  state_ = std::move(next);
  noted_.clear();
  return saved;
}

Done Ledger::note(const Decision& decision) { return journal_.append(*files_, decision); }

}  // namespace assay::loader
