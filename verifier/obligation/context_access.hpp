// SPDX-License-Identifier: Apache-2.0
// An access to the context fits a field that may be used that way.
#pragma once

#include "verifier/obligation/memory.hpp"

namespace assay {

/// A load, store or atomic operation through a pointer into the context that is not null.
[[nodiscard]] Missing check_context_access(const Site& site, const Value& pointer,
                                           const Accessible& access);

/// A pointer that check_context_access is for.
[[nodiscard]] inline bool is_context_pointer(const Value& value) {
  return value.into<ContextMemory>() != nullptr && !value.maybe_null();
}

}  // namespace assay
