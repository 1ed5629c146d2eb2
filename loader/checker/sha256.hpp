// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), the checker's own. A test compares it with ir/digest.
#pragma once

#include "loader/checker/reader.hpp"

namespace assay::checker {

struct Digest {
  uint8_t bytes[32];
};

[[nodiscard]] Digest sha256(Bytes message);

}  // namespace assay::checker
