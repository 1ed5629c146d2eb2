// SPDX-License-Identifier: Apache-2.0
// The general helpers of eBPF for Windows 1.6.0: what every hook offers. The results are those of
// the C functions in libs/execution_context/ebpf_core.c (_ebpf_general_helpers lists them in the
// order of their numbers) and ebpf_strings.c: a function that returns `int` or, on Windows, `long`
// leaves the upper half of r0 as it comes. Numbers without a function are in absent.cpp.
//
// Ids agree with Linux only up to 3. Nothing here is promised of a buffer beyond what the helper
// surely writes: memcpy_s and strncpy_s fill less than the destination, or none of it.
#include "ir/contract/tables.hpp"

namespace assay::tables {

namespace {

enum MapNumber : std::uint32_t {
  kHash = 1,
  kArray = 2,
  kProgramArray = 3,
  kPerCpuHash = 4,
  kPerCpuArray = 5,
  kHashOfMaps = 6,
  kArrayOfMaps = 7,
  kLruHash = 8,
  kLpmTrie = 9,
  kQueue = 10,
  kLruPerCpuHash = 11,
  kStack = 12,
  kRingBuffer = 13,
  kPerfEventArray = 14,
  kXsk = 16,
};

/// Functions, not constants: a table that is built before main must not find them empty, which
/// would mean "any kind of map".
std::vector<std::uint32_t> lookup_kinds() {
  return {kHash,        kArray,   kPerCpuHash, kPerCpuArray,  kHashOfMaps,
          kArrayOfMaps, kLruHash, kLpmTrie,    kLruPerCpuHash};
}
std::vector<std::uint32_t> update_kinds() {
  return {kHash, kArray, kPerCpuHash, kPerCpuArray, kLruHash, kLpmTrie, kLruPerCpuHash};
}

}  // namespace

std::vector<Helper> windows_general_helpers() {
  return {
      Row(1, "map_lookup_elem", {map, key})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_find_element")
          .gives_kind(ReturnKind::MapValueOrNull)
          .kinds(lookup_kinds()),
      Row(2, "map_update_elem", {map, key, value_in, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_update_element")
          .kinds(update_kinds())
          .writes_map(),
      Row(3, "map_delete_elem", {map, key})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_delete_element")
          .kinds(update_kinds())
          .writes_map(),
      Row(4, "map_lookup_and_delete_elem", {map, key})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_find_and_delete_element")
          .gives_kind(ReturnKind::MapValueOrNull)
          .kinds({kHash, kPerCpuHash, kLruHash, kLruPerCpuHash})
          .writes_map(),
      // The program called by tail may move the packet under a subprogram's caller.
      Row(5, "tail_call", {context, map, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_tail_call")
          .kinds({kProgramArray})
          .calls_tail(ReturnKind::NoReturn)
          .moves_packet(),
      Row(6, "get_prandom_u32", {}).from("libs/runtime/ebpf_random.c, ebpf_random_uint32"),
      Row(7, "ktime_get_boot_ns", {})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_time_since_boot_ns"),
      Row(8, "get_smp_processor_id", {}).from("libs/runtime/ebpf_platform.c, ebpf_get_current_cpu"),
      Row(9, "ktime_get_ns", {}).from("libs/execution_context/ebpf_core.c, _ebpf_core_get_time_ns"),
      Row(10, "csum_diff", {or_null(reads), size64_or_zero, or_null(reads), size64_or_zero, any})
          .from("libs/execution_context/ebpf_core.c, ebpf_core_csum_diff")
          .gives_low_half(),
      Row(11, "ringbuf_output", {map, reads, size64, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_ring_buffer_output")
          .kinds({kRingBuffer})
          .gives_low_half(),
      Row(12, "trace_printk2", {reads, size64})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_trace_printk2")
          .gives_low_half(),
      Row(13, "trace_printk3", {reads, size64, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_trace_printk3")
          .gives_low_half(),
      Row(14, "trace_printk4", {reads, size64, any, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_trace_printk4")
          .gives_low_half(),
      Row(15, "trace_printk5", {reads, size64, any, any, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_trace_printk5")
          .gives_low_half(),
      Row(16, "map_push_elem", {map, value_in, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_push_elem")
          .kinds({kQueue, kStack})
          .gives_low_half()
          .writes_map(),
      // The negated ebpf_result_t: 0 on success, else negative (include/ebpf_result.h).
      Row(17, "map_pop_elem", {map, value_out})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_pop_elem")
          .kinds({kQueue, kStack})
          .gives_low_half(kI32Min, 0)
          .initialises(Initialises::AllOnSuccess)
          .writes_map(),
      Row(18, "map_peek_elem", {map, value_out})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_map_peek_elem")
          .kinds({kQueue, kStack})
          .gives_low_half(kI32Min, 0)
          .initialises(Initialises::AllOnSuccess),
      Row(19, "get_current_pid_tgid", {})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_pid_tgid"),
      Row(20, "get_current_logon_id", {context})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_current_logon_id"),
      Row(21, "is_current_admin", {context})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_is_current_admin")
          .gives_low_half(),
      Row(22, "memcpy_s", {writes, size64_or_zero, reads, size64_or_zero})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_memcpy_s")
          .gives_low_half()
          .initialises(Initialises::Unknown),
      Row(23, "memcmp_s", {reads, size64, reads, size64})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_memcmp_s")
          .gives_low_half(-1, 1),
      Row(24, "memset", {writes, size64, any})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_memset")
          .gives_argument(0),
      Row(25, "memmove_s", {writes, size64_or_zero, reads, size64_or_zero})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_memmove_s")
          .gives_low_half()
          .initialises(Initialises::Unknown),
      Row(27, "strncpy_s", {writes, size64, reads, size64})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_strncpy_s")
          .gives_low_half()
          .initialises(Initialises::Unknown),
      // The destination is read up to its NUL, so it must be initialised before the call.
      Row(28, "strncat_s", {reads_writes, size64, reads, size64})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_strncat_s")
          .gives_low_half()
          .initialises(Initialises::Unknown),
      Row(29, "strnlen_s", {reads, size64})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_strlen_s")
          .gives(0, INT64_MAX)
          .gives_at_most_size(1),
      Row(30, "ktime_get_boot_ms", {})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_time_since_boot_ms"),
      Row(31, "ktime_get_ms", {})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_time_ms"),
      Row(32, "perf_event_output", {context, map, any, reads, size64})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_perf_event_output")
          .kinds({kPerfEventArray})
          .gives_low_half(),
      Row(33, "get_current_process_start_key", {})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_current_process_start_key"),
      Row(34, "get_current_thread_create_time", {})
          .from("libs/execution_context/ebpf_core.c, _ebpf_core_get_current_thread_create_time"),
  };
}

std::vector<MapKind> windows_map_kinds() {
  std::vector<MapKind> kinds;
  const std::vector<std::uint32_t> lookups = lookup_kinds();
  const auto add = [&kinds, &lookups](std::uint32_t number, std::string_view name) -> MapKind& {
    MapKind& kind = kinds.emplace_back();
    kind.number = number;
    kind.name = name;
    kind.source.text = "libs/execution_context/ebpf_maps.c, ebpf_map_metadata_tables";
    const bool holds_values = std::find(lookups.begin(), lookups.end(), number) != lookups.end();
    kind.lookup_from_program = holds_values;
    if (holds_values) kind.key_bytes.least = kind.value_bytes.least = 1;
    return kind;
  };
  constexpr SizeRule kIndex = {4, 4};
  constexpr SizeRule kAbsent = {0, 0};
  add(kHash, "hash");
  MapKind& array = add(kArray, "array");
  array.direct_value = true;
  array.key_bytes = kIndex;
  add(kProgramArray, "prog_array").holds_programs = true;
  add(kPerCpuHash, "percpu_hash");
  add(kPerCpuArray, "percpu_array").key_bytes = kIndex;
  add(kHashOfMaps, "hash_of_maps").holds_maps = true;
  add(kArrayOfMaps, "array_of_maps").holds_maps = true;
  add(kLruHash, "lru_hash");
  MapKind& trie = add(kLpmTrie, "lpm_trie");
  trie.key_bytes.least = 5;  // a prefix length and at least a byte
  // libs/execution_context/ebpf_maps.c, _find_lpm_map_entry: searches with the key's own prefix
  // length, and puts it back.
  trie.lookup_writes_key = true;
  add(kQueue, "queue").key_bytes = kAbsent;
  add(kLruPerCpuHash, "lru_percpu_hash");
  add(kStack, "stack").key_bytes = kAbsent;
  add(kRingBuffer, "ringbuf");
  add(kPerfEventArray, "perf_event_array");
  add(kXsk, "xskmap");
  return kinds;
}

}  // namespace assay::tables
