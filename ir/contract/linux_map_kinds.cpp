// SPDX-License-Identifier: Apache-2.0
// Map kinds of Linux (enum bpf_map_type of linux/bpf.h), and what each lets a program do.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

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
