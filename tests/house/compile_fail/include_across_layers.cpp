// SPDX-License-Identifier: Apache-2.0
// Seen with the include roots of ir/isa: what lies above it does not exist there.
#include "ir/isa/instruction.hpp"
#ifdef ASSAY_MUST_NOT_COMPILE
#include "ir/program/program.hpp"
#endif
