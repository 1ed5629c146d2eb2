// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/shadow.hpp"

namespace assay::soundness {

void ShadowMemory::give(oracle::BlockId block, std::uint64_t offset, std::uint64_t count,
                        std::optional<std::uint32_t> draw) {
  stored_.erase(stored_.lower_bound({block, offset}), stored_.lower_bound({block, offset + count}));
  given_[block].push_back({offset, count, draw});
}

void ShadowMemory::store(oracle::BlockId block, std::uint64_t offset, unsigned size,
                         const Traced& word) {
  for (unsigned i = 0; i < size; ++i) stored_[{block, offset + i}] = {word, i};
}

Traced ShadowMemory::byte_at(const Place& place, std::uint8_t now) {
  const Traced known{now, 0};
  const auto stored = stored_.find(place);
  if (stored != stored_.end()) {
    const Traced byte = expressions_.byte_of(stored->second.word, stored->second.byte);
    return byte.value == now ? byte : known;
  }
  const auto block = given_.find(place.first);
  if (block == given_.end()) return known;
  for (auto given = block->second.rbegin(); given != block->second.rend(); ++given) {
    if (place.second < given->offset || place.second - given->offset >= given->count) continue;
    if (!given->draw) return known;
    const Traced byte = expressions_.byte({*given->draw, place.second - given->offset}, now);
    return byte.value == now ? byte : known;
  }
  return known;
}

Traced ShadowMemory::load(oracle::BlockId block, std::uint64_t offset, unsigned size,
                          const oracle::Block& now) {
  const std::uint64_t value = load_bytes(now, offset, size);
  // A word that was spilled comes back as it was.
  const auto first = stored_.find({block, offset});
  if (size == 8 && first != stored_.end() && first->second.word.value == value) {
    bool whole = true;
    for (unsigned i = 0; i < size && whole; ++i) {
      const auto next = stored_.find({block, offset + i});
      whole = next != stored_.end() && next->second.byte == i &&
              next->second.word.node == first->second.word.node;
    }
    if (whole) return first->second.word;
  }
  std::vector<Traced> bytes;
  for (unsigned i = 0; i < size; ++i)
    bytes.push_back(byte_at({block, offset + i}, now.bytes.at(offset + i)));
  return expressions_.joined(bytes);
}

}  // namespace assay::soundness
