// SPDX-License-Identifier: Apache-2.0
// What the sensor and its content agree on, or should: the sensor supplies a record of 20 inputs, the
// content names the inputs to look at and what they must hold.
#pragma once

#include <assay/bpf/assay_windows.h>

// What the sensor really supplies.
#define INPUTS 20
// What the template type of the content believes that it supplies.
#define TEMPLATE_FIELDS 21

struct record {
  u64 inputs[INPUTS];
};

// One rule of a content file: deny when input `field` (from 0) holds `value`.
struct rule {
  u32 field;
  u32 padding;
  u64 value;
};

// One template instance: what each field must hold.
struct instance {
  u64 values[TEMPLATE_FIELDS];
};

// The record of the event at hand, filled by the sensor's collecting half.
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct record);
  __uint(max_entries, 1);
} records SEC(".maps");

// The content, replaced by every update while the sensor runs.
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct rule);
  __uint(max_entries, 1);
} rules SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct instance);
  __uint(max_entries, 1);
} instances SEC(".maps");
