// SPDX-License-Identifier: Apache-2.0
// A visitor names every kind of instruction; here Exit is missing.
#include "ir/isa/instruction.hpp"

using namespace assay;

int use(const Instruction& instruction) {
  return std::visit(Overloaded{
                        [](const Alu&) { return 0; },
                        [](const Neg&) { return 1; },
                        [](const ByteSwap&) { return 2; },
                        [](const LoadImm64&) { return 3; },
                        [](const WideTail&) { return 4; },
                        [](const Load&) { return 5; },
                        [](const Store&) { return 6; },
                        [](const Atomic&) { return 7; },
                        [](const LoadPacket&) { return 8; },
                        [](const JumpIf&) { return 9; },
                        [](const Jump&) { return 10; },
                        [](const Call&) { return 11; },
                        [](const CallIndirect&) { return 12; },
#ifndef ASSAY_MUST_NOT_COMPILE
                        [](const Exit&) { return 13; },
#endif
                    },
                    instruction);
}
