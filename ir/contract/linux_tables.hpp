// SPDX-License-Identifier: Apache-2.0
// What the Linux tables share: map numbers (enum bpf_map_type) and helper lists by subsystem.
//
// A helper of two prototypes (perf_event_output, sk_lookup_tcp) stands in the list of each kind of
// program that has it.
#pragma once

#include "ir/contract/tables.hpp"

namespace assay::tables {

enum LinuxMap : std::uint32_t {
  kLinuxHash = 1,
  kLinuxArray,
  kLinuxProgArray,
  kLinuxPerfEventArray,
  kLinuxPerCpuHash,
  kLinuxPerCpuArray,
  kLinuxStackTrace,
  kLinuxCgroupArray,
  kLinuxLruHash,
  kLinuxLruPerCpuHash,
  kLinuxLpmTrie,
  kLinuxArrayOfMaps,
  kLinuxHashOfMaps,
  kLinuxDevMap,
  kLinuxSockMap,
  kLinuxCpuMap,
  kLinuxXskMap,
  kLinuxSockHash,
  kLinuxCgroupStorage,
  kLinuxReusePortSockArray,
  kLinuxPerCpuCgroupStorage,
  kLinuxQueue,
  kLinuxStack,
  kLinuxSkStorage,
  kLinuxDevMapHash,
  kLinuxStructOps,
  kLinuxRingBuffer,
  kLinuxInodeStorage,
  kLinuxTaskStorage,
  kLinuxBloomFilter,
  kLinuxUserRingBuffer,
  kLinuxCgrpStorage,
};
static_assert(kLinuxRingBuffer == 27 && kLinuxCgrpStorage == 32);

/// What every program type but lirc_mode2 has: maps, clocks, ring buffers, the running task, and
/// what CAP_BPF and CAP_PERFMON add, which Assay's Linux contracts take for granted.
[[nodiscard]] std::vector<Helper> linux_base_helpers();
/// The base and what all socket program types add.
[[nodiscard]] std::vector<Helper> linux_socket_base_helpers();
/// perf_event_output (id 25), which every type but lirc_mode2 has in a form of its own.
[[nodiscard]] Helper linux_perf_event_output();
/// Helpers on a socket buffer; a type picks those that it has.
[[nodiscard]] std::vector<Helper> linux_skb_helpers();
/// Helpers on sockets; a type picks those that it has.
[[nodiscard]] std::vector<Helper> linux_socket_helpers();
/// XDP's own helpers.
[[nodiscard]] std::vector<Helper> linux_xdp_helpers();
/// Helpers of tracing programs, beyond the base; a type picks those that it has.
[[nodiscard]] std::vector<Helper> linux_tracing_helpers();
[[nodiscard]] std::vector<Helper> linux_lirc_helpers();

/// A Linux contract with the platform's maps, policy and limits; the context struct may be empty.
[[nodiscard]] Contract linux_contract(std::string_view name, std::string_view context_struct,
                                      std::uint32_t context_size);
/// Bytes from one packet mark to the next. What is in one piece was allocated in one, together with
/// what the kernel keeps behind it: kmalloc gives at most KMALLOC_MAX_SIZE (include/linux/slab.h),
/// which is 4 MiB on x86-64, and struct skb_shared_info has at least 320 bytes of them
/// (net/core/skbuff.c, kmalloc_reserve; include/linux/skbuff.h, SKB_HEAD_ALIGN).
inline constexpr std::uint64_t kLinuxPacketMax = (std::uint64_t{4} << 20) - 320;
/// The packet, with its pointers killed by helpers that move it.
[[nodiscard]] Region linux_packet(std::uint32_t marks);
/// A field that can only be read and written whole.
[[nodiscard]] ContextField whole(ContextField field);
/// A field that others may read in part, but store only whole.
[[nodiscard]] ContextField stored_whole(ContextField field);
/// The kernel's check names the offset of the field alone, so that a narrower read begins there.
[[nodiscard]] ContextField from_first_byte(ContextField field);
/// The address of a kernel object that Assay does not model: 8 bytes.
[[nodiscard]] ContextField opaque_field(std::string_view name, std::uint32_t offset);
[[nodiscard]] ReturnRange linux_result(std::int64_t min, std::int64_t max);

[[nodiscard]] std::vector<Contract> linux_packet_contracts();
[[nodiscard]] std::vector<Contract> linux_cgroup_contracts();
[[nodiscard]] std::vector<Contract> linux_tracing_contracts();
[[nodiscard]] std::vector<Contract> linux_attached_contracts();
/// The variant of `contract` for programs that may sleep: fewer kinds of map, and copy_from_user.
[[nodiscard]] Contract linux_sleepable(const Contract& contract);

}  // namespace assay::tables
