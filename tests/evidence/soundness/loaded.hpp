// SPDX-License-Identifier: Apache-2.0
// What a loader makes of a program whose numbers it sets: the same code with one choice of them.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ir/interpreter/random.hpp"
#include "ir/program/program.hpp"

namespace assay::soundness {

/// One number for each of LoadTime::numbers, in its range. Offsets in the layout of a type in
/// `layouts` are the object's, as an acceptance that names it assumes.
[[nodiscard]] std::vector<std::uint64_t> draw_numbers(const Program& program,
                                                      const std::set<std::string>& layouts,
                                                      std::uint64_t seed);

/// The encoded program with these numbers in the immediates that the loader sets.
[[nodiscard]] std::vector<std::uint8_t> as_loaded(const Program& program,
                                                  std::vector<std::uint8_t> code,
                                                  const std::vector<std::uint64_t>& numbers);

/// Lets the loader set some numbers of a program that has none such, and some of its read-only
/// data.
void add_load_time(Program& program, Random& random);

}  // namespace assay::soundness
