// SPDX-License-Identifier: Apache-2.0
// How the samples are written: words beyond what a platform's header has. Included by
// assay_windows.h and assay_linux.h beside this file.
#pragma once

#define INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))

// Reads or writes memory that others change meanwhile (map values) exactly once: the compiler may
// neither repeat the access nor drop it.
#define READ_ONCE(place) (*(const volatile __typeof__(place) *)&(place))
#define WRITE_ONCE(place, value) (*(volatile __typeof__(place) *)&(place) = (value))

// Keeps a loop counter in a register, so that the loop is still a loop in the object code.
#define KEEP(value) __asm__ volatile("" : "+r"(value))

// Network byte order; the target is little-endian.
#define NET16(value) __builtin_bswap16(value)
#define NET32(value) __builtin_bswap32(value)
