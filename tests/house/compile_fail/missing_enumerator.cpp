// SPDX-License-Identifier: Apache-2.0
// A switch over one of our enums names every enumerator.
#include "ir/isa/instruction.hpp"

int use(assay::ByteOrder order) {
  switch (order) {
    case assay::ByteOrder::ToLittle:
      return 0;
    case assay::ByteOrder::ToBig:
      return 1;
#ifndef ASSAY_MUST_NOT_COMPILE
    case assay::ByteOrder::Swap:
      return 2;
#endif
  }
  return 3;
}
