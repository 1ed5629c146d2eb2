// SPDX-License-Identifier: Apache-2.0
// A bare number is no register.
#include "ir/isa/instruction.hpp"

void write(assay::Reg reg);

void use() {
#ifdef ASSAY_MUST_NOT_COMPILE
  write(3);
#else
  write(assay::Reg{3});
#endif
}
