// SPDX-License-Identifier: Apache-2.0
// Which programs run at which hook, and the way of an event to them. A table never changes: another
// takes its place in one step, for all hooks together, so that each event meets one version of a
// package and none is lost. A version that left lives on until its last event is through.
#pragma once

#include <cstdint>
#include <memory>
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
  mutable CurrentTables tables_;
};

}  // namespace assay::loader
