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

namespace {

/// Where each kind is defined: what it lets programs do, and its own check of a definition.
constexpr std::pair<std::uint32_t, std::string_view> kSources[] = {
    {kLinuxHash, "kernel/bpf/hashtab.c, htab_map_alloc_check and htab_map_ops"},
    {kLinuxArray, "kernel/bpf/arraymap.c, array_map_alloc_check and array_map_ops"},
    {kLinuxProgArray, "kernel/bpf/arraymap.c, prog_array_map_ops"},
    {kLinuxPerfEventArray, "kernel/bpf/arraymap.c, perf_event_array_map_ops"},
    {kLinuxPerCpuHash, "kernel/bpf/hashtab.c, htab_map_alloc_check and htab_percpu_map_ops"},
    {kLinuxPerCpuArray, "kernel/bpf/arraymap.c, array_map_alloc_check and percpu_array_map_ops"},
    {kLinuxStackTrace, "kernel/bpf/stackmap.c, stack_trace_map_ops"},
    {kLinuxCgroupArray, "kernel/bpf/arraymap.c, cgroup_array_map_ops"},
    {kLinuxLruHash, "kernel/bpf/hashtab.c, htab_map_alloc_check and htab_lru_map_ops"},
    {kLinuxLruPerCpuHash, "kernel/bpf/hashtab.c, htab_map_alloc_check and htab_lru_percpu_map_ops"},
    {kLinuxLpmTrie, "kernel/bpf/lpm_trie.c, trie_alloc"},
    {kLinuxArrayOfMaps, "kernel/bpf/arraymap.c, array_of_maps_map_ops"},
    {kLinuxHashOfMaps, "kernel/bpf/hashtab.c, htab_of_maps_map_ops"},
    {kLinuxDevMap, "kernel/bpf/devmap.c, dev_map_ops"},
    {kLinuxSockMap, "net/core/sock_map.c, sock_map_ops"},
    {kLinuxCpuMap, "kernel/bpf/cpumap.c, cpu_map_ops"},
    {kLinuxXskMap, "net/xdp/xskmap.c, xsk_map_ops"},
    {kLinuxSockHash, "net/core/sock_map.c, sock_hash_ops"},
    {kLinuxCgroupStorage, "kernel/bpf/local_storage.c, cgroup_storage_map_ops"},
    {kLinuxReusePortSockArray, "kernel/bpf/reuseport_array.c, reuseport_array_ops"},
    {kLinuxPerCpuCgroupStorage, "kernel/bpf/local_storage.c, cgroup_storage_map_ops"},
    {kLinuxQueue, "kernel/bpf/queue_stack_maps.c, queue_stack_map_alloc_check"},
    {kLinuxStack, "kernel/bpf/queue_stack_maps.c, queue_stack_map_alloc_check"},
    {kLinuxSkStorage, "net/core/bpf_sk_storage.c, sk_storage_map_ops"},
    {kLinuxDevMapHash, "kernel/bpf/devmap.c, dev_map_hash_ops"},
    {kLinuxStructOps, "kernel/bpf/bpf_struct_ops.c, bpf_struct_ops_map_ops"},
    {kLinuxRingBuffer, "kernel/bpf/ringbuf.c, ringbuf_map_ops"},
    {kLinuxInodeStorage, "kernel/bpf/bpf_inode_storage.c, inode_storage_map_ops"},
    {kLinuxTaskStorage, "kernel/bpf/bpf_task_storage.c, task_storage_map_ops"},
    {kLinuxBloomFilter, "kernel/bpf/bloom_filter.c, bloom_filter_map_ops"},
    {kLinuxUserRingBuffer, "kernel/bpf/ringbuf.c, user_ringbuf_map_ops"},
    {kLinuxCgrpStorage, "kernel/bpf/bpf_cgrp_storage.c, cgrp_storage_map_ops"},
};

}  // namespace

std::vector<MapKind> linux_map_kinds() {
  std::vector<MapKind> kinds;
  const auto add = [&kinds](std::uint32_t number, std::string_view name) -> MapKind& {
    MapKind& kind = kinds.emplace_back();
    kind.number = number;
    kind.name = name;
    for (const auto& [of, source] : kSources) {
      if (of == number) kind.source.text = source;
    }
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
