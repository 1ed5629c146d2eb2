// SPDX-License-Identifier: Apache-2.0
// The bytes of a run's memory as expressions of its inputs.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "evidence/soundness/expressions.hpp"

namespace assay::soundness {

class ShadowMemory {
 public:
  explicit ShadowMemory(Expressions& expressions) : expressions_(expressions) {}

  /// `count` bytes of `block` from `offset` are those of draw `draw`, or inputs of no draw.
  void give(oracle::BlockId block, std::uint64_t offset, std::uint64_t count,
            std::optional<std::uint32_t> draw);
  /// The low `size` bytes of `word` are stored.
  void store(oracle::BlockId block, std::uint64_t offset, unsigned size, const Traced& word);
  /// The `size` bytes at `offset`, zero-extended; `now` is the block as the machine has it.
  [[nodiscard]] Traced load(oracle::BlockId block, std::uint64_t offset, unsigned size,
                            const oracle::Block& now);

 private:
  struct Given {
    std::uint64_t offset = 0;
    std::uint64_t count = 0;
    std::optional<std::uint32_t> draw;
  };
  struct Stored {
    Traced word;
    unsigned byte = 0;  // which byte of the word
  };
  using Place = std::pair<oracle::BlockId, std::uint64_t>;

  [[nodiscard]] Traced byte_at(const Place& place, std::uint8_t now);

  Expressions& expressions_;
  std::map<oracle::BlockId, std::vector<Given>> given_;  // the last that covers a byte counts
  std::map<Place, Stored> stored_;                       // since it was given
};

}  // namespace assay::soundness
