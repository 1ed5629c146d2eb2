// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/program_view.hpp"

namespace assay::checker {

namespace {

constexpr size_t kSpanBytes = 8;

/// Whether one of `count` spans meets the `size` bytes at `offset`. Spans and bytes lie inside one
/// map's value.
bool meets(Bytes spans, uint32_t count, uint64_t offset, uint64_t size) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint8_t* const span = spans.data + i * kSpanBytes;
    const uint64_t begin = u32_at(span);
    if (begin < offset + size && offset < begin + u32_at(span + 4)) return true;
  }
  return false;
}

}  // namespace

bool contents_hold(const MapView& map, uint64_t offset, uint64_t size) {
  const bool inside = offset <= map.value_size && size <= map.value_size - offset;
  if (map.contents != wire::Contents::Bound || !inside) return false;
  return !meets(map.settings, map.setting_count, offset, size);
}

uint32_t function_at(const ProgramView& program, uint32_t slot) {
  uint32_t low = 0;
  uint32_t high = program.function_count;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (function_span(program, middle).offset <= slot) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

Span function_span(const ProgramView& program, uint32_t function) {
  const uint8_t* const at = program.function_begins.data + size_t{function} * 4;
  const uint32_t begin = u32_at(at);
  const uint32_t end = function + 1 < program.function_count ? u32_at(at + 4) : program.slots.count;
  return {begin, end - begin};
}

bool is_function(const ProgramView& program, uint32_t slot) {
  return slot < program.slots.count &&
         function_span(program, function_at(program, slot)).offset == slot;
}

}  // namespace assay::checker
