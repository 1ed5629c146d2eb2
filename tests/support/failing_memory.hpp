// SPDX-License-Identifier: Apache-2.0
// One allocation fails, of all that a test program makes. For one of its files: these are the
// program's own.
#pragma once

#include <cstdlib>
#include <functional>
#include <new>

namespace assay {

/// How many allocations are yet to succeed before one fails; below 0: none fails.
inline long left_until_failure = -1;
/// How many fail then, one after the other.
inline long failures = 1;

/// Calls `work`, of which the allocation with that number fails, and so many with it; whether there
/// was one.
inline bool fails_at(long number, const std::function<void()>& work, long how_many = 1) {
  left_until_failure = number;
  failures = how_many;
  bool failed = false;
  try {
    work();
  } catch (const std::bad_alloc&) {
    failed = true;
  }
  left_until_failure = -1;
  return failed;
}

}  // namespace assay

void* operator new(std::size_t size) {
  long& left = assay::left_until_failure;
  if (left == 0 && assay::failures-- > 0) throw std::bad_alloc();
  if (left > 0) --left;
  if (void* const made = std::malloc(size == 0 ? 1 : size)) return made;
  throw std::bad_alloc();
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t /*size*/) noexcept { std::free(made); }
