// SPDX-License-Identifier: Apache-2.0
// Map indices to handles: the one change that a host makes to checked code.
#include "ir/wire/package.hpp"
#include "loader/checker/assay_checker.h"
#include "loader/checker/decode.hpp"

namespace assay::checker {

namespace {

bool bind(uint8_t* bytes, uint32_t count, const int32_t* handles, size_t handle_count) {
  const Slots slots{bytes, count};
  for (uint32_t slot = 0; slot < count; ++slot) {
    Instruction instruction;
    if (decode(slots, slot, instruction) != Code::Ok) return false;
    uint8_t* const at = bytes + size_t{slot} * 8;
    if (at[0] != 0x18) continue;
    ++slot;  // its second half
    if (instruction.op != Op::LoadMap && instruction.op != Op::LoadMapValue) continue;
    if (instruction.map >= handle_count) return false;
    // The source of a load of a handle, in place of that of an index.
    const uint8_t source =
        instruction.op == Op::LoadMap ? wire::kWideMapHandle : wire::kWideMapHandleValue;
    at[1] = static_cast<uint8_t>(source << 4 | instruction.dst);
    __builtin_memcpy(at + 4, handles + instruction.map, 4);
  }
  return true;
}

}  // namespace

}  // namespace assay::checker

extern "C" int assay_bind_maps(uint8_t* slots, size_t size, const int32_t* handles,
                               size_t handle_count) {
  if (slots == nullptr || (handles == nullptr && handle_count != 0)) return 0;
  if (size % 8 != 0 || size / 8 > assay::wire::kMostSlots) return 0;
  return assay::checker::bind(slots, static_cast<uint32_t>(size / 8), handles, handle_count) ? 1
                                                                                             : 0;
}
