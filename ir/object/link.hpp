// SPDX-License-Identifier: Apache-2.0
// Puts one entry function and all that it reaches into one Program.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/copied_slots.hpp"
#include "ir/object/read_object.hpp"
#include "ir/object/resolve.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// What all programs of an object together may take. Without it, a small object whose functions
/// call one another could ask for a quadratic amount of time and memory.
class LinkBudget {
 public:
  /// False when that much is not left; then nothing is left.
  [[nodiscard]] bool take_slots(std::uint64_t count) { return take(slots_, count); }
  [[nodiscard]] bool take_bytes(std::uint64_t count) { return take(bytes_, count); }
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  /// The error to give when exhausted.
  [[nodiscard]] static Error error();

 private:
  bool take(std::uint64_t& left, std::uint64_t count) {
    exhausted_ = exhausted_ || count > left;
    if (!exhausted_) left -= count;
    return !exhausted_;
  }

  std::uint64_t slots_ = kMaxLinkedSlots;
  std::uint64_t bytes_ = kMaxLinkedBytes;
  bool exhausted_ = false;
};

/// Resolves each function once, whichever programs it ends up in.
class FunctionCache {
 public:
  explicit FunctionCache(const ObjectParts& object)
      : object_(object), cached_(object.functions.size()), copied_(object) {}
  [[nodiscard]] const Result<ResolvedFunction>& get(std::uint32_t function);
  /// Program::copied_slots of the program that begins with it.
  [[nodiscard]] std::uint64_t copied_slots(std::uint32_t function) { return copied_.of(function); }
  /// The function of that name.
  [[nodiscard]] std::optional<TypeId> type_named(std::string_view name);

 private:
  const ObjectParts& object_;
  std::vector<std::optional<Result<ResolvedFunction>>> cached_;
  std::optional<std::map<std::string_view, TypeId>> types_;
  CopiedSlots copied_;
};

/// The program that begins at functions[entry]; its maps are all maps of the object, by the same
/// numbers. Takes what it needs from `budget`, also when it fails.
/// Errors: those of resolve_function, LimitExceeded.
[[nodiscard]] Result<Program> link_program(const ObjectParts& object, FunctionCache& cache,
                                           LinkBudget& budget, std::uint32_t entry,
                                           const std::string& path);

}  // namespace assay
