// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/readable.hpp"

#include "ir/base/errors.hpp"

namespace assay {

Missing check_readable(const Value& value) {
  const Unreadable* unreadable = value.as_unreadable();
  if (unreadable == nullptr) return std::nullopt;
  return Miss{unreadable->why == Why::Stale ? ErrorCode::StalePointer
                                            : ErrorCode::RegisterUninitialised};
}

}  // namespace assay
