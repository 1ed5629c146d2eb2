// SPDX-License-Identifier: Apache-2.0
// What the environment gives to one run, written down in the order in which it is drawn. Another
// run with the same draws goes the same way; where words are chosen, they stand in for what chance
// drew. What this file must not know: how a choice is found.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "support/oracle/memory.hpp"

namespace assay::soundness {

enum class Drawn : std::uint8_t {
  Bytes,     // `count` bytes of `block` from `offset`, each an input
  Shared,    // the same, of the shared block that the instruction accesses
  Scribble,  // the same bytes may have changed, none of them is an input
  Distance,  // bytes between the marks `mark` - 1 and `mark` of `region`
  Result,    // the word in r0
  Present,   // r0 is 1: an address, 0: null
};

/// One draw. The words of Distance, Result and Present lie in [min, max], signed.
struct Draw {
  Drawn kind{};
  oracle::BlockId block = 0;
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  std::uint32_t region = 0;
  std::uint32_t mark = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// One word or byte of the inputs: the number of its draw in the run, and which byte of it.
struct InputKey {
  std::uint32_t draw = 0;
  std::uint64_t byte = 0;
  friend auto operator<=>(const InputKey&, const InputKey&) = default;
};

/// Inputs that are not left to chance.
using Chosen = std::map<InputKey, std::uint64_t>;

class Inputs {
 public:
  explicit Inputs(const Chosen& chosen) : chosen_(chosen) {}

  /// The word of this draw: the chosen one where there is one in [min, max], else `drawn`.
  [[nodiscard]] std::uint64_t word(const Draw& draw, std::uint64_t drawn);
  /// Writes what is chosen over the bytes of `block` that have just been drawn.
  void bytes(const Draw& draw, oracle::Block& block);
  /// Writes down a draw of which nothing can be chosen.
  void note(const Draw& draw) { draws_.push_back(draw); }
  [[nodiscard]] const std::vector<Draw>& draws() const { return draws_; }

 private:
  const Chosen& chosen_;
  std::vector<Draw> draws_;
};

}  // namespace assay::soundness
