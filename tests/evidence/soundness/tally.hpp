// SPDX-License-Identifier: Apache-2.0
// Counts of one worker, in memory that it shares with the process that prints them.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "evidence/soundness/judge.hpp"
#include "ir/isa/opcode.hpp"

namespace assay::soundness {

/// Rows of the instruction table; checked where the table is read.
inline constexpr std::size_t kRows = 192;

/// Plain numbers only: it lives in shared memory.
struct Tally {
  std::uint64_t programs, accepted, confirmed_rejections, too_large;
  std::uint64_t runs, finished, unmodelled, instructions, states, facts, undetermined;
  std::uint64_t with_loops, with_moving_packets, with_calls;
  std::uint64_t sides_missing, sides_asked, sides_impossible, sides_solved, sides_reached;
  std::uint64_t breaches, own_faults, given_up;
  std::uint64_t next;  // the index to go on with
  double started;  // processor time of the worker when the program under way was begun; 0: none is
  std::uint64_t finished_all;
  std::array<std::uint64_t, kRows> executed, taken, fell;
};

void count(Tally& tally, const Program& program, const Judged& judged);
void add(Tally& sum, const Tally& other);
/// The table for people.
[[nodiscard]] std::string render(const Tally& sum, double seconds);
/// The rows of the instruction table that fewer than `least` accepted programs executed, or whose
/// jump went one way in fewer; as text, or empty.
[[nodiscard]] std::string gaps(const Tally& sum, std::uint64_t least);

}  // namespace assay::soundness
