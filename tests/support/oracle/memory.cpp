// SPDX-License-Identifier: Apache-2.0
#include "support/oracle/memory.hpp"

namespace assay::oracle {

std::uint64_t load_bytes(const Block& block, std::uint64_t offset, unsigned size) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < size; ++i) value |= std::uint64_t{block.bytes.at(offset + i)} << (8 * i);
  return value;
}

void store_bytes(Block& block, std::uint64_t offset, unsigned size, std::uint64_t value,
                 BlockId origin) {
  for (unsigned i = 0; i < size; ++i) {
    block.bytes.at(offset + i) = static_cast<std::uint8_t>(value >> (8 * i));
    if (block.written.empty()) continue;
    block.written.at(offset + i) = true;
    block.origin.at(offset + i) = origin;
  }
}

}  // namespace assay::oracle
