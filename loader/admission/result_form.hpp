// SPDX-License-Identifier: Apache-2.0
// The one form in which answers of programs and of hooks are compared and told. A proof speaks of
// the low 32 bits alone where the contract's result has no more, so that what stands above them is
// chance.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/contract/contract.hpp"

namespace assay::loader {

/// What a program's r0 says as a result: of a result of 32 bits these, with their sign; of every
/// other all 64. Nothing where it is none that the contract takes.
[[nodiscard]] std::optional<std::uint64_t> result_in(const ReturnRange& range, std::uint64_t r0);

/// The same of the answer that a host sets where no program answers. One of a result of 32 bits may
/// be written with its sign or without; nothing where it has more bits than that. 0 is always one:
/// it says that nobody has answered where the contract's results leave it out.
[[nodiscard]] std::optional<std::uint64_t> set_result_in(const ReturnRange& range,
                                                         std::uint64_t number);

}  // namespace assay::loader
