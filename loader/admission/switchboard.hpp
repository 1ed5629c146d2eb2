// SPDX-License-Identifier: Apache-2.0
// Which programs run at which hook, and the way of an event to them. A table never changes: another
// takes its place in one step, for all hooks together, so that each event meets one version of a
// package and none is lost. A version that left lives on until its last event is through.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "loader/admission/check.hpp"
#include "loader/admission/tally.hpp"

namespace assay::loader {

struct AttachedProgram {
  std::string package;
  std::uint64_t version = 0;
  std::uint64_t bound = 0;
  std::shared_ptr<const Runnable> program;
  std::shared_ptr<Tally> tally;  // of the version: shared by its programs
};

struct HookTable {
  std::uint64_t default_answer = 0;
  std::vector<AttachedProgram> programs;  // at most one of each package and program name
  /// HookSpec::read: what its results are. Without it each is a number of 64 bits.
  std::shared_ptr<const Contract> contract = nullptr;
};

using HookTables = std::map<std::string, HookTable, std::less<>>;

/// What became of an event.
struct Answer {
  std::uint64_t answer = 0;
  std::size_t programs = 0;  // that have seen it
};

/// Runs the programs of the hook on the event. The answer is that of the first which answers
/// otherwise than the hook's default, else the default; both in the form of result_form.hpp. A run
/// that faults counts as no answer, and its version gets no further event. One for which there was
/// no memory is no answer either. By any thread.
[[nodiscard]] Answer answer_to(const Event& event, const HookTable& hook);

class Switchboard {
 public:
  /// The hook as it is now, for one event; null where there is none of that name. By any thread.
  [[nodiscard]] std::shared_ptr<const HookTable> hook_now(std::string_view hook) const;
  /// answer_to() of the hook as it is now. Nothing where there is no such hook. By any thread.
  [[nodiscard]] std::optional<Answer> dispatch(std::string_view hook, const Event& event) const;

  /// Puts another table in place of the one that holds.
  void put(HookTables tables);

 private:
  [[nodiscard]] std::shared_ptr<const HookTables> current() const;

  mutable std::mutex lock_;  // of the pointer alone; no program runs under it
  std::shared_ptr<const HookTables> tables_ = std::make_shared<const HookTables>();
};

}  // namespace assay::loader
