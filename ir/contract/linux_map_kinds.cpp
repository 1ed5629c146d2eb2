// SPDX-License-Identifier: Apache-2.0
// Map kinds of Linux (enum bpf_map_type of linux/bpf.h), and what each lets a program do.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {
namespace {

// The largest definitions that map_create takes (kernel/bpf of Linux 6.12; pages of 4 KiB).
constexpr std::uint32_t kMostAllocated = 4u << 20;   // KMALLOC_MAX_SIZE
constexpr std::uint32_t kMostPerCpu = 32u << 10;     // PCPU_MIN_UNIT_SIZE
constexpr std::uint32_t kMostArrayValue = ~0u >> 1;  // INT_MAX, array_map_alloc_check
constexpr std::uint32_t kHashElement = 48;           // sizeof(struct htab_elem)
constexpr std::uint32_t kTrieNode = 40;              // sizeof(struct lpm_trie_node)
constexpr std::uint32_t kMostTrieData = 256;         // LPM_DATA_SIZE_MAX
constexpr std::uint32_t kNoPreallocation = 1;        // BPF_F_NO_PREALLOC

/// htab_map_alloc_check: a key, a value and the element's head fit one allocation.
MapKind& hashed(MapKind& kind) {
  kind.key_bytes.least = 1;
  kind.value_bytes.least = 1;
  kind.most_of_both = kMostAllocated - kHashElement - 1;
  return kind;
}

/// The same, or an array, with a value for each CPU.
void per_cpu(MapKind& kind) { kind.value_bytes = {1, kMostPerCpu}; }

/// array_map_alloc_check.
MapKind& indexed(MapKind& kind) {
  kind.key_bytes = {4, 4};
  kind.value_bytes = {1, kMostArrayValue};
  return kind;
}

/// queue_stack_map_alloc_check.
void keyless(MapKind& kind) {
  kind.key_bytes = {0, 0};
  kind.value_bytes = {1, kMostAllocated};
}

/// bpf_local_storage_map_alloc_check.
void storage(MapKind& kind) {
  kind.key_bytes = {4, 4};
  kind.value_bytes.least = 1;
  kind.needed_flags = kNoPreallocation;
}

/// The sizes that a kind takes for its index and for what stands for an object of the kernel's
/// (fd_array_map_alloc_check, dev_map_alloc_check and their like).
void handles(MapKind& kind, SizeRule key, SizeRule value) {
  kind.key_bytes = key;
  kind.value_bytes = value;
}

}  // namespace

std::vector<MapKind> linux_map_kinds() {
  std::vector<MapKind> kinds;
  const auto add = [&kinds](std::uint32_t number, std::string_view name) -> MapKind& {
    MapKind& kind = kinds.emplace_back();
    kind.number = number;
    kind.name = name;
    return kind;
  };
  const auto add_opaque = [&add](std::uint32_t number, std::string_view name) -> MapKind& {
    MapKind& kind = add(number, name);
    kind.lookup_from_program = false;
    return kind;
  };
  hashed(add(kLinuxHash, "hash"));
  MapKind& array = indexed(add(kLinuxArray, "array"));
  array.direct_value = true;
  array.never_null_in_range = true;
  constexpr SizeRule kWord = {4, 4};
  constexpr SizeRule kWordOrTwo = {4, 8};
  MapKind& programs = add_opaque(kLinuxProgArray, "prog_array");
  programs.holds_programs = true;
  handles(programs, kWord, kWord);
  // Loaders clear the sizes of a record's type that is named for tools; those of a stack trace are
  // often left to them.
  add_opaque(kLinuxPerfEventArray, "perf_event_array");
  per_cpu(hashed(add(kLinuxPerCpuHash, "percpu_hash")));
  MapKind& per_cpu_array = indexed(add(kLinuxPerCpuArray, "percpu_array"));
  per_cpu_array.never_null_in_range = true;
  per_cpu(per_cpu_array);
  add_opaque(kLinuxStackTrace, "stack_trace");
  handles(add_opaque(kLinuxCgroupArray, "cgroup_array"), kWord, kWord);
  hashed(add(kLinuxLruHash, "lru_hash"));
  per_cpu(hashed(add(kLinuxLruPerCpuHash, "lru_percpu_hash")));
  MapKind& trie = add(kLinuxLpmTrie, "lpm_trie");
  trie.key_bytes = {4 + 1, 4 + kMostTrieData};  // a prefix length and the bytes that it counts
  trie.value_bytes = {1, kMostAllocated - kMostTrieData - kTrieNode};
  trie.needed_flags = kNoPreallocation;  // trie_alloc
  add(kLinuxArrayOfMaps, "array_of_maps").holds_maps = true;
  add(kLinuxHashOfMaps, "hash_of_maps").holds_maps = true;
  // A device map lends its values read-only, which no look-up here can express: refused.
  handles(add_opaque(kLinuxDevMap, "devmap"), kWord, kWordOrTwo);
  handles(add_opaque(kLinuxSockMap, "sockmap"), kWord, kWordOrTwo);
  handles(add_opaque(kLinuxCpuMap, "cpumap"), kWord, kWordOrTwo);
  handles(add_opaque(kLinuxXskMap, "xskmap"), kWord, kWord);
  handles(add_opaque(kLinuxSockHash, "sockhash"), {1, 512}, kWordOrTwo);
  add_opaque(kLinuxCgroupStorage, "cgroup_storage");
  handles(add_opaque(kLinuxReusePortSockArray, "reuseport_sockarray"), kWord, kWordOrTwo);
  add_opaque(kLinuxPerCpuCgroupStorage, "percpu_cgroup_storage");
  keyless(add_opaque(kLinuxQueue, "queue"));
  keyless(add_opaque(kLinuxStack, "stack"));
  storage(add_opaque(kLinuxSkStorage, "sk_storage"));
  handles(add_opaque(kLinuxDevMapHash, "devmap_hash"), kWord, kWordOrTwo);
  add_opaque(kLinuxStructOps, "struct_ops");
  add_opaque(kLinuxRingBuffer, "ringbuf");
  storage(add_opaque(kLinuxInodeStorage, "inode_storage"));
  storage(add_opaque(kLinuxTaskStorage, "task_storage"));
  keyless(add_opaque(kLinuxBloomFilter, "bloom_filter"));
  add_opaque(kLinuxUserRingBuffer, "user_ringbuf");
  storage(add_opaque(kLinuxCgrpStorage, "cgrp_storage"));
  return kinds;
}

}  // namespace assay::tables
