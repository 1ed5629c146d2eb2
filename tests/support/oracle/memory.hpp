// SPDX-License-Identifier: Apache-2.0
// The memory of the naive machine: blocks of bytes, each on its own. An address is believed only
// together with the block that it was made from, so that a pointer that strays from one live block
// into another is a fault, too.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace assay::oracle {

/// Number of a block, from 1; 0: the word is a number, not an address.
using BlockId = std::uint32_t;

enum class BlockKind : std::uint8_t { Stack, Context, Region, MapValue, Data, Memory, Handle };

struct Block {
  BlockKind kind{};
  std::uint32_t index = 0;  // Stack: frame; Region, MapValue, Data, Handle: which
  std::uint64_t base = 0;   // address of bytes[0]
  std::vector<std::uint8_t> bytes;
  /// Stack only (empty elsewhere): whether the byte was written, and the block that it is part of
  /// an address of.
  std::vector<bool> written;
  std::vector<BlockId> origin;
  std::uint64_t depth = 0;  // Stack: bytes from the top down to the lowest byte that was touched
  bool writable = true;
  bool atomic = true;  // atomic operations may work here
  bool alive = true;
  bool held = false;     // must be released
  bool shared = false;   // others write here while the program runs
  bool aligned = false;  // the program's accesses must be naturally aligned
  std::uint64_t multiple_of =
      8;  // what of the platform's addresses of bytes[0] is known, at most 8
  /// Offsets [first, second) that neither the program nor a helper may touch; on the stack each is
  /// an object that a helper made there, and its words are the address of the object's own block.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> kept;

  void touch(std::uint64_t offset) {
    depth = std::max<std::uint64_t>(depth, bytes.size() - offset);
  }
  [[nodiscard]] bool covers(std::uint64_t offset, std::uint64_t size) const {
    return offset <= bytes.size() && size <= bytes.size() - offset;
  }
  /// Requires that the block covers the bytes.
  [[nodiscard]] bool touches_kept(std::uint64_t offset, std::uint64_t size) const {
    return std::any_of(kept.begin(), kept.end(), [&](const auto& range) {
      return offset < range.second && range.first < offset + size;
    });
  }
};

/// Blocks by number. References to them stay valid.
class Memory {
 public:
  [[nodiscard]] BlockId add(Block block) {
    blocks_.push_back(std::move(block));
    return static_cast<BlockId>(blocks_.size());
  }
  [[nodiscard]] Block& at(BlockId id) { return blocks_.at(id - 1); }
  [[nodiscard]] const Block& at(BlockId id) const { return blocks_.at(id - 1); }
  [[nodiscard]] BlockId count() const { return static_cast<BlockId>(blocks_.size()); }

 private:
  std::deque<Block> blocks_;
};

[[nodiscard]] std::uint64_t load_bytes(const Block& block, std::uint64_t offset, unsigned size);
/// Stores a number or an address of `origin`; on the stack the bytes count as written.
void store_bytes(Block& block, std::uint64_t offset, unsigned size, std::uint64_t value,
                 BlockId origin);

}  // namespace assay::oracle
