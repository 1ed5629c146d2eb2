// SPDX-License-Identifier: Apache-2.0
// Admission together with the contracts of a host's hooks, so that events can be read as text.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "loader/admission/admission.hpp"

namespace assay::loader {

/// All calls may be made by any thread, and dispatch() waits for none of the others.
class Hooked {
 public:
  explicit Hooked(std::unique_ptr<Admission> admission) : admission_(std::move(admission)) {}

  /// These hooks in place of those before; each stored package is checked again. ContractMalformed,
  /// where one cannot be read or two have one name, and then nothing changes; and those of
  /// Admission::register_hooks.
  Done set_hooks(std::vector<HookSpec> hooks);
  [[nodiscard]] std::vector<HookSpec> hooks() const { return admission_->hooks(); }

  /// The event file's text at the hook, as parse_hook_event() reads it: by the contract that the
  /// programs were admitted for which then see it. HookAbsent, EventUnfit.
  [[nodiscard]] Outcome<Answer> dispatch(std::string_view hook, std::string_view event) const;

  [[nodiscard]] Admission& admission() { return *admission_; }

 private:
  std::unique_ptr<Admission> admission_;
};

}  // namespace assay::loader
