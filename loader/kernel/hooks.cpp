// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/hooks.hpp"

#include <algorithm>
#include <array>

#include "ir/base/check.hpp"

namespace assay::loader {
namespace {

constexpr auto kNoAttach = static_cast<bpf_attach_type>(0);
// BPF_TCX_INGRESS and BPF_TCX_EGRESS, which Debian's header lacks; kernels have them since 6.6.
constexpr auto kTcxIngress = static_cast<bpf_attach_type>(46);
constexpr auto kTcxEgress = static_cast<bpf_attach_type>(47);
constexpr std::array kHooks{
    KernelHook{"linux/xdp", "xdp", BPF_PROG_TYPE_XDP, BPF_XDP, 0, Place::Interface},
    KernelHook{"linux/xdp", "xdp.frags", BPF_PROG_TYPE_XDP, BPF_XDP, BPF_F_XDP_HAS_FRAGS,
               Place::Interface},
    KernelHook{"linux/sched_cls", "tcx/ingress", BPF_PROG_TYPE_SCHED_CLS, kTcxIngress, 0,
               Place::Interface},
    KernelHook{"linux/sched_cls", "tcx/egress", BPF_PROG_TYPE_SCHED_CLS, kTcxEgress, 0,
               Place::Interface},
    KernelHook{"linux/socket_filter", "socket", BPF_PROG_TYPE_SOCKET_FILTER, kNoAttach, 0,
               Place::Socket},
    KernelHook{"linux/socket_filter", "socket_filter", BPF_PROG_TYPE_SOCKET_FILTER, kNoAttach, 0,
               Place::Socket},
    KernelHook{"linux/raw_tracepoint", "raw_tp", BPF_PROG_TYPE_RAW_TRACEPOINT, kNoAttach, 0,
               Place::Tracepoint},
    KernelHook{"linux/raw_tracepoint", "raw_tracepoint", BPF_PROG_TYPE_RAW_TRACEPOINT, kNoAttach, 0,
               Place::Tracepoint},
    KernelHook{"linux/kprobe", "kprobe", BPF_PROG_TYPE_KPROBE, BPF_TRACE_KPROBE_MULTI, 0,
               Place::Probe},
    KernelHook{"linux/kprobe", "kretprobe", BPF_PROG_TYPE_KPROBE, BPF_TRACE_KPROBE_MULTI, 0,
               Place::Return},
    KernelHook{"linux/tp_btf", "tp_btf", BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, 0,
               Place::Function},
    KernelHook{"linux/fentry", "fentry", BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY, 0,
               Place::Function},
    KernelHook{"linux/fexit", "fexit", BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT, 0, Place::Function},
    KernelHook{"linux/fmod_ret", "fmod_ret", BPF_PROG_TYPE_TRACING, BPF_MODIFY_RETURN, 0,
               Place::Function},
    KernelHook{"linux/fentry_sleepable", "fentry.s", BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY,
               BPF_F_SLEEPABLE, Place::Function},
    KernelHook{"linux/fexit_sleepable", "fexit.s", BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT,
               BPF_F_SLEEPABLE, Place::Function},
    KernelHook{"linux/fmod_ret_sleepable", "fmod_ret.s", BPF_PROG_TYPE_TRACING, BPF_MODIFY_RETURN,
               BPF_F_SLEEPABLE, Place::Function},
    KernelHook{"linux/lsm", "lsm", BPF_PROG_TYPE_LSM, BPF_LSM_MAC, 0, Place::Function},
    KernelHook{"linux/lsm_sleepable", "lsm.s", BPF_PROG_TYPE_LSM, BPF_LSM_MAC, BPF_F_SLEEPABLE,
               Place::Function},
    KernelHook{"linux/cgroup_skb", "cgroup_skb/ingress", BPF_PROG_TYPE_CGROUP_SKB,
               BPF_CGROUP_INET_INGRESS, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_skb_egress", "cgroup_skb/egress", BPF_PROG_TYPE_CGROUP_SKB,
               BPF_CGROUP_INET_EGRESS, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_sock", "cgroup/sock", BPF_PROG_TYPE_CGROUP_SOCK,
               BPF_CGROUP_INET_SOCK_CREATE, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_sock", "cgroup/sock_create", BPF_PROG_TYPE_CGROUP_SOCK,
               BPF_CGROUP_INET_SOCK_CREATE, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_sock", "cgroup/sock_release", BPF_PROG_TYPE_CGROUP_SOCK,
               BPF_CGROUP_INET_SOCK_RELEASE, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_post_bind4", "cgroup/post_bind4", BPF_PROG_TYPE_CGROUP_SOCK,
               BPF_CGROUP_INET4_POST_BIND, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_post_bind6", "cgroup/post_bind6", BPF_PROG_TYPE_CGROUP_SOCK,
               BPF_CGROUP_INET6_POST_BIND, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_bind4", "cgroup/bind4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET4_BIND, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_bind6", "cgroup/bind6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET6_BIND, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_connect4", "cgroup/connect4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET4_CONNECT, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_connect6", "cgroup/connect6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET6_CONNECT, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_sendmsg4", "cgroup/sendmsg4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_UDP4_SENDMSG, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_sendmsg6", "cgroup/sendmsg6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_UDP6_SENDMSG, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_recvmsg4", "cgroup/recvmsg4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_UDP4_RECVMSG, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_recvmsg6", "cgroup/recvmsg6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_UDP6_RECVMSG, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_getpeername4", "cgroup/getpeername4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET4_GETPEERNAME, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_getpeername6", "cgroup/getpeername6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET6_GETPEERNAME, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_getsockname4", "cgroup/getsockname4", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET4_GETSOCKNAME, 0, Place::Cgroup},
    KernelHook{"linux/cgroup_getsockname6", "cgroup/getsockname6", BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
               BPF_CGROUP_INET6_GETSOCKNAME, 0, Place::Cgroup},
    KernelHook{"linux/sock_ops", "sockops", BPF_PROG_TYPE_SOCK_OPS, BPF_CGROUP_SOCK_OPS, 0,
               Place::Cgroup},
};

bool names_target(Place place) {
  switch (place) {
    case Place::Tracepoint:
    case Place::Function:
    case Place::Probe:
    case Place::Return:
      return true;
    case Place::Interface:
    case Place::Cgroup:
    case Place::Socket:
      return false;
  }
  internal_fault(__FILE__, __LINE__, "place outside its enum");
}

/// "raw_tp" of "raw_tp/sys_enter"; of other sections all.
std::string_view prefix_of(const KernelHook& hook, std::string_view section) {
  return names_target(hook.place) ? section.substr(0, section.find('/')) : section;
}

}  // namespace

const KernelHook* find_hook(std::string_view contract, std::string_view section) {
  const auto* const found = std::ranges::find_if(kHooks, [&](const KernelHook& hook) {
    return hook.contract == contract && hook.section == prefix_of(hook, section);
  });
  return found == kHooks.end() ? nullptr : found;
}

std::string_view target_of(std::string_view section) {
  const std::size_t slash = section.find('/');
  return slash == std::string_view::npos ? std::string_view() : section.substr(slash + 1);
}

}  // namespace assay::loader
