// SPDX-License-Identifier: Apache-2.0
// Whether a loop moves the address of an access, so that it is wrong in some rounds only.
#pragma once

#include <cstdint>

#include "ir/program/program.hpp"

namespace assay {

/// Whether some loop around the instruction gives another address in each round to the memory that
/// it reaches; false where it reaches none.
[[nodiscard]] bool address_moves_in_a_loop(const Program& program, std::uint32_t slot);

}  // namespace assay
