// SPDX-License-Identifier: Apache-2.0
// An immediate is no register, though both are small numbers.
#include "ir/isa/instruction.hpp"

void write(assay::Reg reg);

void use() {
#ifdef ASSAY_MUST_NOT_COMPILE
  write(assay::Imm{3});
#else
  write(assay::Reg{3});
#endif
}
