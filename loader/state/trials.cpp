// SPDX-License-Identifier: Apache-2.0
#include "loader/state/trials.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "loader/base/hex.hpp"

namespace assay::loader {
namespace {

constexpr std::string_view kTrialPrefix = "trial-";
constexpr std::string_view kOpen = "open";
constexpr std::string_view kShut = "shut";
/// More are not counted: far beyond any limit.
constexpr std::uint32_t kMostCounted = 99;

/// The text up to the next '-', which it takes off.
std::string_view next_word(std::string_view& text) {
  const std::size_t end = std::min(text.find('-'), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

/// At most two digits.
std::optional<std::uint32_t> count_in(std::string_view word) {
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (error != std::errc{} || end != word.data() + word.size() || count > kMostCounted) {
    return std::nullopt;
  }
  return count;
}

/// Gives the trial's file its new name; the first time the file is made.
Done rename_trial(Files& files, Trials& trials, const Trial& to) {
  // Before the disk is touched: where memory ends, `trials` must not say other than it.
  Trials next = trials;
  next[to.digest] = to;
  const std::string name = trial_name(to);
  const auto before = trials.find(to.digest);
  if (before == trials.end()) {
    if (Done made = files.write(name, {}); !made.ok()) {
      // A name without a run would count at the next start.
      (void)files.remove(name);
      return made;
    }
  } else if (before->second != to) {
    Done renamed = files.rename(trial_name(before->second), name);
    if (!renamed.ok()) return renamed;
  }
  trials = std::move(next);
  return done();
}

}  // namespace

std::string trial_name(const Trial& trial) {
  return std::string(kTrialPrefix) + trial.digest + '-' + std::to_string(trial.with_machine) + '-' +
         std::to_string(trial.with_program) + '-' + std::string(trial.open ? kOpen : kShut) + '-' +
         trial.boot;
}

std::optional<Trial> trial_named(std::string_view name) {
  if (!name.starts_with(kTrialPrefix)) return std::nullopt;
  name.remove_prefix(kTrialPrefix.size());
  const std::string_view digest = next_word(name);
  const std::optional<std::uint32_t> with_machine = count_in(next_word(name));
  const std::optional<std::uint32_t> with_program = count_in(next_word(name));
  const std::string_view state = next_word(name);
  const bool known = state == kOpen || state == kShut;
  if (!array_from_hex<32>(digest) || !with_machine || !with_program || !known ||
      !array_from_hex<16>(name)) {
    return std::nullopt;
  }
  return Trial{std::string(digest), *with_machine, *with_program, state == kOpen,
               std::string(name)};
}

Trials trials_in(const std::vector<std::string>& names) {
  Trials trials;
  for (const std::string& name : names) {
    const std::optional<Trial> trial = trial_named(name);
    if (!trial) continue;
    const auto [at, first] = trials.try_emplace(trial->digest, *trial);
    if (first) continue;
    // Never of the loader's making; whoever made it, nothing is counted less for it.
    at->second.with_machine = std::max(at->second.with_machine, trial->with_machine);
    at->second.with_program = std::max(at->second.with_program, trial->with_program);
    at->second.open = at->second.open || trial->open;
  }
  return trials;
}

Trial ended(const Trial& trial, std::string_view boot) {
  Trial after = trial;
  after.open = false;
  if (!trial.open) return after;
  std::uint32_t& count = trial.boot == boot ? after.with_program : after.with_machine;
  count = std::min(count + 1, kMostCounted);
  return after;
}

Done begin_trial(Files& files, Trials& trials, const std::string& digest, const std::string& boot) {
  const auto before = trials.find(digest);
  Trial now =
      before == trials.end() ? Trial{digest, 0, 0, false, boot} : ended(before->second, boot);
  now.open = true;
  now.boot = boot;
  return rename_trial(files, trials, now);
}

Done close_trial(Files& files, Trials& trials, const std::string& digest) {
  const auto before = trials.find(digest);
  if (before == trials.end()) return done();
  Trial now = before->second;
  now.open = false;
  return rename_trial(files, trials, now);
}

Done end_trial(Files& files, Trials& trials, const std::string& digest) {
  const auto before = trials.find(digest);
  if (before == trials.end()) return done();
  Done removed = files.remove(trial_name(before->second));
  if (removed.ok()) trials.erase(before);
  return removed;
}

}  // namespace assay::loader
