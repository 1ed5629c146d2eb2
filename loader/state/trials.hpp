// SPDX-License-Identifier: Apache-2.0
// Versions in trial, as names of empty files: how often a run of a version that is not yet known to
// run well ended with the machine, or with the program that ran it. A name is changed at once and
// needs no room, so that the count is right whatever else of the disk is lost.
//
// The name is changed before the version runs. An open trial whose boot id is another than the
// machine's now ended with the machine; one with the same boot id, with the program.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/files/files.hpp"

namespace assay::loader {

struct Trial {
  std::string digest;              // of the package, hexadecimal
  std::uint32_t with_machine = 0;  // trials that ended with the machine, before this one
  std::uint32_t with_program = 0;  // likewise with the program
  bool open = false;               // it began, and nothing has closed it
  std::string boot;                // the boot in which it began: 32 hexadecimal digits

  friend bool operator==(const Trial&, const Trial&) = default;
};

[[nodiscard]] std::string trial_name(const Trial& trial);
/// Nothing where the name is not a trial's.
[[nodiscard]] std::optional<Trial> trial_named(std::string_view name);

using Trials = std::map<std::string, Trial>;  // by digest
/// The trials among a folder's names.
[[nodiscard]] Trials trials_in(const std::vector<std::string>& names);

/// What the trial has come to, seen from a start in boot `boot`: no longer open, and counted.
[[nodiscard]] Trial ended(const Trial& trial, std::string_view boot);

/// Notes that the version is about to run. The caller calls sync_folder() before it does.
/// `trials` must be what the folder holds, and is brought up to date.
[[nodiscard]] Done begin_trial(Files& files, Trials& trials, const std::string& digest,
                               const std::string& boot);
/// An orderly stop: the trial counts for nothing, and goes on when the version runs again.
[[nodiscard]] Done close_trial(Files& files, Trials& trials, const std::string& digest);
/// The version runs well: there is nothing left to count.
[[nodiscard]] Done end_trial(Files& files, Trials& trials, const std::string& digest);

}  // namespace assay::loader
