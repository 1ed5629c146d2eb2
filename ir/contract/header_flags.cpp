// SPDX-License-Identifier: Apache-2.0
// Names and numbers are those of Linux 6.12 (include/uapi/linux/bpf.h, if_ether.h, in.h,
// include/linux/socket.h) and of eBPF for Windows 1.6 (include/ebpf_structs.h).
#include "ir/contract/header_flags.hpp"

#include <string_view>

#include "ir/base/check.hpp"

namespace assay {
namespace {

constexpr std::string_view kUpdates = R"(
/// How `bpf_map_update_elem` treats an entry that is there, or is not.
enum {
  BPF_ANY = 0,
  BPF_NOEXIST = 1,
  BPF_EXIST = 2,
};
)";

constexpr std::string_view kLinux = R"(
/// Flags of maps, for `__uint(map_flags, ...)`.
enum {
  BPF_F_NO_PREALLOC = 1 << 0,
  BPF_F_NO_COMMON_LRU = 1 << 1,
  BPF_F_NUMA_NODE = 1 << 2,
  BPF_F_RDONLY = 1 << 3,  ///< user mode only reads
  BPF_F_WRONLY = 1 << 4,
  BPF_F_ZERO_SEED = 1 << 6,
  BPF_F_RDONLY_PROG = 1 << 7,  ///< programs only read
  BPF_F_WRONLY_PROG = 1 << 8,
  BPF_F_MMAPABLE = 1 << 10,
  BPF_F_INNER_MAP = 1 << 12,
};

/// Flags of ring buffers; then what `bpf_ringbuf_query` can be asked.
enum {
  BPF_RB_NO_WAKEUP = 1 << 0,
  BPF_RB_FORCE_WAKEUP = 1 << 1,
};
enum {
  BPF_RB_AVAIL_DATA = 0,
  BPF_RB_RING_SIZE = 1,
  BPF_RB_CONS_POS = 2,
  BPF_RB_PROD_POS = 3,
};

/// Flags of `bpf_perf_event_output` and its kin.
#define BPF_F_INDEX_MASK 0xffffffffULL
#define BPF_F_CURRENT_CPU BPF_F_INDEX_MASK
#define BPF_F_CTXLEN_MASK (0xfffffULL << 32)

/// Flags of helpers that change, copy or send packets.
enum {
  BPF_F_RECOMPUTE_CSUM = 1 << 0,
  BPF_F_INVALIDATE_HASH = 1 << 1,
  BPF_F_HDR_FIELD_MASK = 0xf,
  BPF_F_PSEUDO_HDR = 1 << 4,
  BPF_F_MARK_MANGLED_0 = 1 << 5,
  BPF_F_MARK_ENFORCE = 1 << 6,
  BPF_F_INGRESS = 1 << 0,
  BPF_F_BROADCAST = 1 << 3,
  BPF_F_EXCLUDE_INGRESS = 1 << 4,
};
enum {
  BPF_ADJ_ROOM_NET = 0,
  BPF_ADJ_ROOM_MAC = 1,
};

/// Flags of `bpf_get_stackid` and `bpf_get_stack`.
enum {
  BPF_F_SKIP_FIELD_MASK = 0xff,
  BPF_F_USER_STACK = 1 << 8,
  BPF_F_FAST_STACK_CMP = 1 << 9,
  BPF_F_REUSE_STACKID = 1 << 10,
  BPF_F_USER_BUILD_ID = 1 << 11,
};

/// What packets and sockets say of themselves; the type of a frame as the machine has it: compare it
/// with `bpf_ntohs(...)`.
enum {
  AF_INET = 2,
  AF_INET6 = 10,
};
enum {
  ETH_P_IP = 0x0800,
  ETH_P_ARP = 0x0806,
  ETH_P_8021Q = 0x8100,
  ETH_P_IPV6 = 0x86dd,
  ETH_P_8021AD = 0x88a8,
};
enum {
  IPPROTO_ICMP = 1,
  IPPROTO_TCP = 6,
  IPPROTO_UDP = 17,
  IPPROTO_ICMPV6 = 58,
};
)";

}  // namespace

std::string flag_enumerations(Platform platform) {
  switch (platform) {
    case Platform::Linux:
      return std::string(kUpdates) + std::string(kLinux);
    case Platform::Windows:
      return std::string(kUpdates);
    case Platform::Generic:
      return "";
  }
  internal_fault(__FILE__, __LINE__, "platform outside its enum");
}

}  // namespace assay
