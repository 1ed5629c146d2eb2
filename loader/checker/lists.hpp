// SPDX-License-Identifier: Apache-2.0
// What is done to lists in the arena, whose room is fixed.
#pragma once

#include <stdint.h>

namespace assay::checker {

/// Keeps the elements that stay, in their order, and says how many they are.
template <class T, class F>
uint32_t keep_if(T* list, uint32_t count, F&& stays) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (stays(list[i])) list[kept++] = list[i];
  }
  return kept;
}
/// The first of a list that ascends by `number` whose number is not below; `count` where there is
/// none.
template <class T>
uint32_t first_not_below(const T* list, uint32_t count, uint32_t T::* number, uint32_t wanted) {
  uint32_t low = 0;
  uint32_t high = count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (list[middle].*number < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
template <class T>
void remove_at(T* list, uint32_t& count, uint32_t index) {
  --count;
  for (uint32_t i = index; i < count; ++i) list[i] = list[i + 1];
}

}  // namespace assay::checker
