// SPDX-License-Identifier: Apache-2.0
// Which programs run at which hook, and the way of an event to them. A table never changes: another
// takes its place in one step, for all hooks together, so that each event meets one version of a
// package and none is lost. A version that left lives on until its last event is through.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "loader/admission/current_tables.hpp"

namespace assay::loader {

/// What became of an event.
struct Answer {
  std::uint64_t answer = 0;
  std::size_t programs = 0;  // that have seen it
};

/// Runs the programs of the hook on the event. The answer is that of the first which answers
/// otherwise than the hook's default, else the default; both in the form of result_form.hpp. A run
/// that faults counts as no answer, and its version gets no further event. One for which there was
/// no memory is no answer either. By any thread, with machines that are its own for the time.
[[nodiscard]] Answer answer_to(const Event& event, const HookTable& hook, Machines& machines);

/// A hook as it is now, held for one event, by one thread.
class HookNow {
 public:
  HookNow(CurrentTables& tables, std::string_view hook);

  /// Null where there is none of that name.
  [[nodiscard]] const HookTable* table() const { return table_; }
  /// As above. Requires that there is the hook.
  [[nodiscard]] Answer answer_to(const Event& event) {
    return loader::answer_to(event, *table_, tables_.machines());
  }

 private:
  CurrentTables::Held tables_;
  const HookTable* table_;
};

class Switchboard {
 public:
  /// By any thread.
  [[nodiscard]] HookNow hook_now(std::string_view hook) const { return {tables_, hook}; }
  /// The answer of the hook as it is now. Nothing where there is no such hook. By any thread.
  [[nodiscard]] std::optional<Answer> dispatch(std::string_view hook, const Event& event) const;

  /// Puts another table in place of the one that holds.
  void put(HookTables tables);

 private:
  mutable CurrentTables tables_;
};

}  // namespace assay::loader
