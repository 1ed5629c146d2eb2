// SPDX-License-Identifier: Apache-2.0
// Random programs that are valid, varied, and safe more often than not: the generator knows roughly
// what each register holds and mostly tests what must be tested, and now and then it does not.
#pragma once

#include <memory>
#include <string>

#include "ir/contract/contract.hpp"
#include "ir/interpreter/random.hpp"
#include "ir/program/program.hpp"

namespace assay::soundness {

struct Generated {
  Program program;
  std::shared_ptr<const Contract> contract;
};

/// The program of a seed; the same on every machine.
[[nodiscard]] Generated generate(std::uint64_t seed);

/// Changes the program in one to four places (operations, operands, offsets, sizes, order), so that
/// it still decodes. False when nothing could be changed.
[[nodiscard]] bool mutate(Program& program, Random& random);

/// The program without the instructions of slots [begin, end); targets move along. Nothing when the
/// rest cannot be decoded.
[[nodiscard]] std::optional<Program> without(const Program& program, std::uint32_t begin,
                                             std::uint32_t end);

}  // namespace assay::soundness
