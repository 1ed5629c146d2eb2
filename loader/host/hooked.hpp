// SPDX-License-Identifier: Apache-2.0
// Admission together with the hooks that a host has now, so that events can be read as text.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "loader/admission/admission.hpp"

namespace assay::loader {

/// All calls may be made by any thread.
class Hooked {
 public:
  explicit Hooked(std::unique_ptr<Admission> admission) : admission_(std::move(admission)) {}

  /// These hooks in place of those before; each stored package is checked again. ContractMalformed,
  /// where one cannot be read or two have one name, and then nothing changes; and those of
  /// Admission::register_hooks.
  Done set_hooks(std::vector<HookSpec> hooks);
  [[nodiscard]] std::vector<HookSpec> hooks() const;

  /// The event file's text at the hook, as parse_hook_event() reads it. HookAbsent, EventUnfit.
  [[nodiscard]] Outcome<Answer> dispatch(std::string_view hook, std::string_view event) const;

  [[nodiscard]] Admission& admission() { return *admission_; }

 private:
  std::unique_ptr<Admission> admission_;
  /// Of what follows, and of which contract an event was read for when it is dispatched.
  mutable std::shared_mutex lock_;
  std::vector<HookSpec> hooks_;
  std::map<std::string, Contract, std::less<>> contracts_;
};

}  // namespace assay::loader
