// SPDX-License-Identifier: Apache-2.0
// What a host has written down: its state, and the journal beside it. Each change of the state is a
// record first. It decides nothing.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "loader/files/files.hpp"
#include "loader/state/journal.hpp"
#include "loader/state/state.hpp"

namespace assay::loader {

/// Who decides where nobody brings anything: what such a decision could not write is tried again
/// and again.
inline constexpr const char* kByTend = "tend";
inline constexpr const char* kByStart = "start";

class Ledger {
 public:
  /// StateExists where the folder has anything that a host has kept.
  [[nodiscard]] static Done may_begin(const Files& files);
  /// Writes the first state of a host into a folder that has none; StateExists otherwise.
  [[nodiscard]] static Outcome<Ledger> begin(Files& files, const State& first);
  /// StateLost, and what the journal's files refuse.
  [[nodiscard]] static Outcome<Ledger> open(Files& files);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const JournalHead& head() const { return journal_.head(); }
  /// What was wrong with state and journal when they were opened.
  [[nodiscard]] const std::vector<Refusal>& problems() const { return problems_; }

  /// Notes the decision, and makes `next` the state. Where that fails the state is what it was. The
  /// caller calls sync_folder() before anything rests on it. Of what is tried again the journal has
  /// one record until a state is written.
  [[nodiscard]] Done commit(State next, const Decision& decision);
  /// Notes a decision that changes nothing.
  [[nodiscard]] Done note(const Decision& decision);

 private:
  Ledger(Files& files, State state, Journal journal)
      : files_(&files), state_(std::move(state)), journal_(std::move(journal)) {}

  Files* files_;
  State state_;
  Journal journal_;
  std::vector<Refusal> problems_;
  std::set<std::string> noted_;  // decisions that are tried again, and are in no state yet
};

}  // namespace assay::loader
