// SPDX-License-Identifier: Apache-2.0
// Programs of a shape and a size, that a verifier must not take exponential time for.
#pragma once

#include "verifier/engine/verify.hpp"

namespace assay::bench {

/// `n` branches in a row on fresh input, each adding to a counter that stays live: 2^n paths.
[[nodiscard]] Program branches(unsigned n);
/// The same, each on a field that was read once: the later branches could be correlated.
[[nodiscard]] Program correlated_branches(unsigned n);
/// `n` flags in registers and stack slots, each set on a branch of its own, all tested at the end.
[[nodiscard]] Program flags(unsigned n);
/// Loops nested `n` deep, at most 6, four rounds each, with a write to the stack inside.
[[nodiscard]] Program nested_loops(unsigned n);
/// `n` tests in a row, each of which may go back to the one before it: one part of the graph, whose
/// edges back no measure ranks.
[[nodiscard]] Program steps_back(unsigned n);
/// `n` tests in a row, each of which may go anywhere, forwards and back, by a fixed draw of lots.
[[nodiscard]] Program web_of_tests(unsigned n);

/// What comes of the program under linux/xdp, without a limit on executed instructions.
[[nodiscard]] Verification judge(const Program& program);

}  // namespace assay::bench
