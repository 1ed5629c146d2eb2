// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/hooks.hpp"

#include <algorithm>
#include <array>

namespace assay::kernel {
namespace {

constexpr std::nullopt_t kNone = std::nullopt;
/// BPF_TRACE_KPROBE_SESSION, which Debian's header lacks.
constexpr auto kKprobeSession = static_cast<bpf_attach_type>(56);
constexpr std::array kHooks{
    Hook{"linux/xdp", BPF_PROG_TYPE_XDP, kNone},
    Hook{"linux/xdp_devmap", BPF_PROG_TYPE_XDP, BPF_XDP_DEVMAP},
    Hook{"linux/sched_cls", BPF_PROG_TYPE_SCHED_CLS, kNone},
    Hook{"linux/socket_filter", BPF_PROG_TYPE_SOCKET_FILTER, kNone},
    Hook{"linux/lwt", BPF_PROG_TYPE_LWT_OUT, kNone},
    Hook{"linux/lwt_in", BPF_PROG_TYPE_LWT_IN, kNone},
    Hook{"linux/lwt_xmit", BPF_PROG_TYPE_LWT_XMIT, kNone},
    Hook{"linux/cgroup_skb", BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_INGRESS},
    Hook{"linux/cgroup_skb_egress", BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_EGRESS},
    Hook{"linux/lirc_mode2", BPF_PROG_TYPE_LIRC_MODE2, kNone},
    Hook{"linux/cgroup_sock", BPF_PROG_TYPE_CGROUP_SOCK, BPF_CGROUP_INET_SOCK_CREATE},
    Hook{"linux/cgroup_post_bind4", BPF_PROG_TYPE_CGROUP_SOCK, BPF_CGROUP_INET4_POST_BIND},
    Hook{"linux/cgroup_post_bind6", BPF_PROG_TYPE_CGROUP_SOCK, BPF_CGROUP_INET6_POST_BIND},
    Hook{"linux/cgroup_bind4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_BIND},
    Hook{"linux/cgroup_bind6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET6_BIND},
    Hook{"linux/cgroup_connect4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_CONNECT},
    Hook{"linux/cgroup_connect6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET6_CONNECT},
    Hook{"linux/cgroup_sendmsg4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_UDP4_SENDMSG},
    Hook{"linux/cgroup_sendmsg6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_UDP6_SENDMSG},
    Hook{"linux/cgroup_recvmsg4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_UDP4_RECVMSG},
    Hook{"linux/cgroup_recvmsg6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_UDP6_RECVMSG},
    Hook{"linux/cgroup_getpeername4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_GETPEERNAME},
    Hook{"linux/cgroup_getpeername6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET6_GETPEERNAME},
    Hook{"linux/cgroup_getsockname4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_GETSOCKNAME},
    Hook{"linux/cgroup_getsockname6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET6_GETSOCKNAME},
    Hook{"linux/sock_ops", BPF_PROG_TYPE_SOCK_OPS, BPF_CGROUP_SOCK_OPS},
    Hook{"linux/kprobe", BPF_PROG_TYPE_KPROBE, kNone},
    Hook{"linux/kprobe_session", BPF_PROG_TYPE_KPROBE, kKprobeSession},
    Hook{"linux/uprobe_sleepable", BPF_PROG_TYPE_KPROBE, kNone, BPF_F_SLEEPABLE},
    Hook{"linux/tracepoint", BPF_PROG_TYPE_TRACEPOINT, kNone},
    Hook{"linux/raw_tracepoint", BPF_PROG_TYPE_RAW_TRACEPOINT, kNone},
    Hook{"linux/perf_event", BPF_PROG_TYPE_PERF_EVENT, kNone},
    Hook{"linux/tp_btf", BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, 0, "kvm_nested_vmenter", 9},
    Hook{"linux/iter", BPF_PROG_TYPE_TRACING, BPF_TRACE_ITER, 0, "task", 2, Arguments::Pointers},
    Hook{"linux/iter_sleepable", BPF_PROG_TYPE_TRACING, BPF_TRACE_ITER, BPF_F_SLEEPABLE, "task", 2,
         Arguments::Pointers},
    Hook{"linux/fentry", BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY, 0, "bpf_fentry_test3", 3},
    Hook{"linux/fexit", BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT, 0, "bpf_fentry_test3", 4},
    Hook{"linux/lsm", BPF_PROG_TYPE_LSM, BPF_LSM_MAC, 0, "file_open", 2, Arguments::Pointers},
};

}  // namespace

const Hook* find_hook(std::string_view contract) {
  const auto* found = std::ranges::find(kHooks, contract, &Hook::contract);
  return found == kHooks.end() ? nullptr : found;
}

}  // namespace assay::kernel
