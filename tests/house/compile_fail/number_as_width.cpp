// SPDX-License-Identifier: Apache-2.0
// A number of bits is no Width: 32 would be read as 32 bytes.
#include "ir/isa/instruction.hpp"

unsigned use() {
#ifdef ASSAY_MUST_NOT_COMPILE
  return assay::bits(32);
#else
  return assay::bits(assay::Width::W32);
#endif
}
