// SPDX-License-Identifier: Apache-2.0
// Puts one entry function and all that it reaches into one Program.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/resolve.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// Resolves each function once, whichever programs it ends up in.
class FunctionCache {
 public:
  explicit FunctionCache(const ObjectParts& object) : object_(object), cached_(object.functions.size()) {}
  [[nodiscard]] const Result<ResolvedFunction>& get(std::uint32_t function);

 private:
  const ObjectParts& object_;
  std::vector<std::optional<Result<ResolvedFunction>>> cached_;
};

/// The program that begins at functions[entry]; its maps are all maps of the object, by the same
/// numbers. Errors: those of resolve_function, LimitExceeded.
[[nodiscard]] Result<Program> link_program(const ObjectParts& object, FunctionCache& cache, std::uint32_t entry,
                                           const std::string& path);

}  // namespace assay
