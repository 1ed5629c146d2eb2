// SPDX-License-Identifier: Apache-2.0
// What stands for a value that a refused instruction would have made (continuation.hpp).
#pragma once

#include "verifier/domain/value.hpp"

namespace assay {

/// A value of which nothing is known, not even whether it is a number. It merges with its like
/// alone. No state that a proof rests on holds one.
[[nodiscard]] Value doubtful();
[[nodiscard]] bool is_doubtful(const Value& value);

}  // namespace assay
