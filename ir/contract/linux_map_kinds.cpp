// SPDX-License-Identifier: Apache-2.0
// Map kinds of Linux (enum bpf_map_type of linux/bpf.h), and what each lets a program do.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

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
  // Sizes: the kinds' own checks of a definition (map_alloc_check of kernel 6.18).
  const auto indexed = [](MapKind& kind) -> MapKind& {
    kind.key_bytes = {4, 4};
    return kind;
  };
  const auto keyed = [](MapKind& kind) -> MapKind& {
    kind.key_bytes.least = 1;
    kind.value_bytes.least = 1;
    return kind;
  };
  const auto keyless = [](MapKind& kind) -> MapKind& {
    kind.key_bytes = {0, 0};
    return kind;
  };
  keyed(add(kLinuxHash, "hash"));
  MapKind& array = indexed(add(kLinuxArray, "array"));
  array.direct_value = true;
  array.never_null_in_range = true;
  add_opaque(kLinuxProgArray, "prog_array").holds_programs = true;
  add_opaque(kLinuxPerfEventArray, "perf_event_array");
  keyed(add(kLinuxPerCpuHash, "percpu_hash"));
  indexed(add(kLinuxPerCpuArray, "percpu_array")).never_null_in_range = true;
  add_opaque(kLinuxStackTrace, "stack_trace");
  add_opaque(kLinuxCgroupArray, "cgroup_array");
  keyed(add(kLinuxLruHash, "lru_hash"));
  keyed(add(kLinuxLruPerCpuHash, "lru_percpu_hash"));
  keyed(add(kLinuxLpmTrie, "lpm_trie")).key_bytes = {
      5, 4 + 256};  // a prefix length and 1 to 256 bytes
  add(kLinuxArrayOfMaps, "array_of_maps").holds_maps = true;
  add(kLinuxHashOfMaps, "hash_of_maps").holds_maps = true;
  // A device map lends its values read-only, which no look-up here can express: refused.
  add_opaque(kLinuxDevMap, "devmap");
  add_opaque(kLinuxSockMap, "sockmap");
  add_opaque(kLinuxCpuMap, "cpumap");
  add_opaque(kLinuxXskMap, "xskmap");
  add_opaque(kLinuxSockHash, "sockhash");
  add_opaque(kLinuxCgroupStorage, "cgroup_storage");
  add_opaque(kLinuxReusePortSockArray, "reuseport_sockarray");
  add_opaque(kLinuxPerCpuCgroupStorage, "percpu_cgroup_storage");
  keyless(add_opaque(kLinuxQueue, "queue")).value_bytes.least = 1;
  keyless(add_opaque(kLinuxStack, "stack")).value_bytes.least = 1;
  add_opaque(kLinuxSkStorage, "sk_storage");
  add_opaque(kLinuxDevMapHash, "devmap_hash");
  add_opaque(kLinuxStructOps, "struct_ops");
  add_opaque(kLinuxRingBuffer,
             "ringbuf");  // loaders clear the sizes of a record type named for tools
  add_opaque(kLinuxInodeStorage, "inode_storage");
  add_opaque(kLinuxTaskStorage, "task_storage");
  add_opaque(kLinuxBloomFilter, "bloom_filter");
  add_opaque(kLinuxUserRingBuffer, "user_ringbuf");
  add_opaque(kLinuxCgrpStorage, "cgrp_storage");
  return kinds;
}

}  // namespace assay::tables
