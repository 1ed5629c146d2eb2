// SPDX-License-Identifier: Apache-2.0
// CO-RE as libbpf's bpf_core_read.h spells it, and a table of one number. (The kinds are numbered in
// the kernel's Documentation/bpf/llvm_reloc.rst by groups: fields, types, enumerators.)
#pragma once

#include <assay/bpf/assay_linux.h>

#define CORE __attribute__((preserve_access_index))
#define FIELD_SIZE(field) __builtin_preserve_field_info(field, 1)
#define FIELD_EXISTS(field) __builtin_preserve_field_info(field, 2)
#define RIGHT_SHIFT(field) __builtin_preserve_field_info(field, 5)
#define TYPE_EXISTS(type) __builtin_preserve_type_info(*(type *)0, 0)
#define TYPE_SIZE(type) __builtin_preserve_type_info(*(type *)0, 1)
#define ENUMERATOR_EXISTS(type, name) __builtin_preserve_enum_value(*(type *)name, 0)
#define ENUMERATOR_VALUE(type, name) __builtin_preserve_enum_value(*(type *)name, 1)

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, u64);
} numbers SEC(".maps");
