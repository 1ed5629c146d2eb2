// SPDX-License-Identifier: Apache-2.0
// Functions that every host has, because compilers call them. Named here they are called: what a
// compiler makes of them itself, for size, goes byte by byte.
#pragma once

#include <stddef.h>

extern "C" {
void* memset(void* at, int byte, size_t size);
void* memcpy(void* to, const void* from, size_t size);
int memcmp(const void* a, const void* b, size_t size);
}

namespace assay::checker {

/// The first `count` elements of another list.
template <class T>
void copy_list(T* to, const T* from, size_t count) {
  memcpy(to, from, count * sizeof(T));
}

}  // namespace assay::checker
