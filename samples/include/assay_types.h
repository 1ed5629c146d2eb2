// SPDX-License-Identifier: Apache-2.0
// What every sensor needs, whatever its platform: integer types, sections, map definitions in BTF.
//
// Self-contained on purpose: a sensor compiles with nothing but this folder on the include path.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef signed short s16;
typedef signed int s32;
typedef signed long long s64;

_Static_assert(sizeof(u16) == 2 && sizeof(u32) == 4 && sizeof(u64) == 8, "the LP64 model of BPF");

#ifndef NULL
#define NULL ((void *)0)
#endif

#define SEC(name) __attribute__((section(name), used))
#define INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))

// A map is a struct in section `.maps` whose member types spell its definition: __uint puts a number
// into an array bound, __type a type behind a pointer.
#define __uint(name, value) int (*name)[value]
#define __type(name, value) __typeof__(value) *name
#define __array(name, value) __typeof__(value) *name[]

// Reads or writes memory that others change meanwhile (map values) exactly once: the compiler may
// neither repeat the access nor drop it.
#define READ_ONCE(place) (*(const volatile __typeof__(place) *)&(place))
#define WRITE_ONCE(place, value) (*(volatile __typeof__(place) *)&(place) = (value))

// Keeps a loop counter in a register, so that the loop is still a loop in the object code.
#define KEEP(value) __asm__ volatile("" : "+r"(value))

// Network byte order; the target is little-endian.
#define NET16(value) __builtin_bswap16(value)
#define NET32(value) __builtin_bswap32(value)
