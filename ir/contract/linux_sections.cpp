// SPDX-License-Identifier: Apache-2.0
// The facts are those of section_defs in tools/lib/bpf/libbpf.c of Linux 6.12, with what libbpf's
// own repository has added since. Contexts of hooks without a contract: include/linux/bpf_types.h.
//
// libbpf takes some of these names alone ("xdp"), others with a target after a slash; loaders
// before libbpf 1.0 and other projects' take any target. All are read as "NAME or NAME/...": a
// loader that takes such a section takes it for this hook.
#include "ir/contract/linux_sections.hpp"

namespace assay::tables {

namespace {

constexpr std::string_view kNone;

constexpr LinuxSection kSections[] = {
    // Packets
    {"xdp", "xdp", "xdp", kNone},
    {"xdp.frags", "xdp", "xdp", kNone},
    {"xdp/cpumap", "xdp", "xdp", kNone},
    {"xdp.frags/cpumap", "xdp", "xdp", kNone},
    {"xdp/devmap", "xdp", "xdp_devmap", kNone},
    {"xdp.frags/devmap", "xdp", "xdp_devmap", kNone},
    {"tc", "sched_cls", "sched_cls", kNone},
    {"tcx/ingress", "sched_cls", "sched_cls", kNone},
    {"tcx/egress", "sched_cls", "sched_cls", kNone},
    {"netkit/primary", "sched_cls", "sched_cls", kNone},
    {"netkit/peer", "sched_cls", "sched_cls", kNone},
    {"classifier", "sched_cls", "sched_cls", kNone},
    {"action", "sched_act", "sched_cls", kNone},
    {"socket", "socket_filter", "socket_filter", kNone},
    // libbpf before 1.0 read any name that began with "socket" so.
    {"socket_filter", "socket_filter", "socket_filter", kNone},
    {"lwt_in", "lwt_in", "lwt_in", kNone},
    {"lwt_out", "lwt_out", "lwt", kNone},
    {"lwt_xmit", "lwt_xmit", "lwt_xmit", kNone},
    {"lwt_seg6local", "lwt_seg6local", kNone, "__sk_buff"},
    {"flow_dissector", "flow_dissector", kNone, "__sk_buff"},
    {"netfilter", "netfilter", kNone, "bpf_nf_ctx"},
    // Sockets
    {"sk_skb", "sk_skb", kNone, "__sk_buff"},
    {"sk_skb/stream_parser", "sk_skb", kNone, "__sk_buff"},
    {"sk_skb/stream_verdict", "sk_skb", kNone, "__sk_buff"},
    {"sk_skb/verdict", "sk_skb", kNone, "__sk_buff"},
    {"sk_msg", "sk_msg", kNone, "sk_msg_md"},
    {"sk_lookup", "sk_lookup", kNone, "bpf_sk_lookup"},
    {"sk_reuseport", "sk_reuseport", kNone, "sk_reuseport_md"},
    {"sk_reuseport/migrate", "sk_reuseport", kNone, "sk_reuseport_md"},
    {"sockops", "sock_ops", "sock_ops", kNone},
    // Control groups
    {"cgroup/skb", "cgroup_skb", "cgroup_skb", kNone},
    {"cgroup_skb/ingress", "cgroup_skb", "cgroup_skb", kNone},
    {"cgroup_skb/egress", "cgroup_skb", "cgroup_skb_egress", kNone},
    {"cgroup/sock", "cgroup_sock", "cgroup_sock", kNone},
    {"cgroup/sock_create", "cgroup_sock", "cgroup_sock", kNone},
    {"cgroup/sock_release", "cgroup_sock", "cgroup_sock", kNone},
    {"cgroup/post_bind4", "cgroup_sock", "cgroup_post_bind4", kNone},
    {"cgroup/post_bind6", "cgroup_sock", "cgroup_post_bind6", kNone},
    {"cgroup/bind4", "cgroup_sock_addr", "cgroup_bind4", kNone},
    {"cgroup/bind6", "cgroup_sock_addr", "cgroup_bind6", kNone},
    {"cgroup/connect4", "cgroup_sock_addr", "cgroup_connect4", kNone},
    {"cgroup/connect6", "cgroup_sock_addr", "cgroup_connect6", kNone},
    {"cgroup/sendmsg4", "cgroup_sock_addr", "cgroup_sendmsg4", kNone},
    {"cgroup/sendmsg6", "cgroup_sock_addr", "cgroup_sendmsg6", kNone},
    {"cgroup/recvmsg4", "cgroup_sock_addr", "cgroup_recvmsg4", kNone},
    {"cgroup/recvmsg6", "cgroup_sock_addr", "cgroup_recvmsg6", kNone},
    {"cgroup/getpeername4", "cgroup_sock_addr", "cgroup_getpeername4", kNone},
    {"cgroup/getpeername6", "cgroup_sock_addr", "cgroup_getpeername6", kNone},
    {"cgroup/getsockname4", "cgroup_sock_addr", "cgroup_getsockname4", kNone},
    {"cgroup/getsockname6", "cgroup_sock_addr", "cgroup_getsockname6", kNone},
    {"cgroup/connect_unix", "cgroup_sock_addr", kNone, "bpf_sock_addr"},
    {"cgroup/sendmsg_unix", "cgroup_sock_addr", kNone, "bpf_sock_addr"},
    {"cgroup/recvmsg_unix", "cgroup_sock_addr", kNone, "bpf_sock_addr"},
    {"cgroup/getpeername_unix", "cgroup_sock_addr", kNone, "bpf_sock_addr"},
    {"cgroup/getsockname_unix", "cgroup_sock_addr", kNone, "bpf_sock_addr"},
    {"cgroup/dev", "cgroup_device", kNone, "bpf_cgroup_dev_ctx"},
    {"cgroup/sysctl", "cgroup_sysctl", kNone, "bpf_sysctl"},
    {"cgroup/getsockopt", "cgroup_sockopt", kNone, "bpf_sockopt"},
    {"cgroup/setsockopt", "cgroup_sockopt", kNone, "bpf_sockopt"},
    // Probes
    {"kprobe", "kprobe", "kprobe", kNone},
    {"kretprobe", "kprobe", "kprobe", kNone},
    {"uprobe", "kprobe", "kprobe", kNone},
    {"uretprobe", "kprobe", "kprobe", kNone},
    {"ksyscall", "kprobe", "kprobe", kNone},
    {"kretsyscall", "kprobe", "kprobe", kNone},
    {"usdt", "kprobe", "kprobe", kNone},
    {"kprobe.multi", "kprobe", "kprobe", kNone},
    {"kretprobe.multi", "kprobe", "kprobe", kNone},
    {"uprobe.multi", "kprobe", "kprobe", kNone},
    {"uretprobe.multi", "kprobe", "kprobe", kNone},
    {"uprobe.s", "sleepable kprobe", "uprobe_sleepable", kNone},
    {"uretprobe.s", "sleepable kprobe", "uprobe_sleepable", kNone},
    {"usdt.s", "sleepable kprobe", "uprobe_sleepable", kNone},
    {"uprobe.multi.s", "sleepable kprobe", "uprobe_sleepable", kNone},
    {"uretprobe.multi.s", "sleepable kprobe", "uprobe_sleepable", kNone},
    {"kprobe.session", "kprobe session", "kprobe_session", kNone},
    {"uprobe.session", "kprobe session", "kprobe_session", kNone},
    {"uprobe.session.s", "sleepable kprobe session", kNone, "pt_regs"},
    {"tracepoint", "tracepoint", "tracepoint", kNone},
    {"tp", "tracepoint", "tracepoint", kNone},
    {"tracepoint.s", "sleepable tracepoint", kNone, kNone},
    {"tp.s", "sleepable tracepoint", kNone, kNone},
    {"raw_tracepoint", "raw_tracepoint", "raw_tracepoint", kNone},
    {"raw_tp", "raw_tracepoint", "raw_tracepoint", kNone},
    {"raw_tracepoint.s", "sleepable raw_tracepoint", kNone, "bpf_raw_tracepoint_args"},
    {"raw_tp.s", "sleepable raw_tracepoint", kNone, "bpf_raw_tracepoint_args"},
    {"raw_tracepoint.w", "raw_tracepoint_writable", kNone, "bpf_raw_tracepoint_args"},
    {"raw_tp.w", "raw_tracepoint_writable", kNone, "bpf_raw_tracepoint_args"},
    {"perf_event", "perf_event", "perf_event", kNone},
    // Typed by the kernel's BTF
    {"tp_btf", "tp_btf", "tp_btf", kNone},
    {"tp_btf.s", "sleepable tp_btf", kNone, kNone},
    {"fentry", "fentry", "fentry", kNone},
    {"fentry.s", "sleepable fentry", "fentry_sleepable", kNone},
    {"fentry.multi", "fentry.multi", kNone, kNone},
    {"fentry.multi.s", "sleepable fentry.multi", kNone, kNone},
    {"fexit", "fexit", "fexit", kNone},
    {"fexit.s", "sleepable fexit", "fexit_sleepable", kNone},
    {"fexit.multi", "fexit.multi", kNone, kNone},
    {"fexit.multi.s", "sleepable fexit.multi", kNone, kNone},
    {"fmod_ret", "fmod_ret", "fmod_ret", kNone},
    {"fmod_ret.s", "sleepable fmod_ret", "fmod_ret_sleepable", kNone},
    {"fsession", "fsession", kNone, kNone},
    {"fsession.s", "sleepable fsession", kNone, kNone},
    {"fsession.multi", "fsession.multi", kNone, kNone},
    {"fsession.multi.s", "sleepable fsession.multi", kNone, kNone},
    {"freplace", "freplace", kNone, kAnyContext},
    {"lsm", "lsm", "lsm", kNone},
    {"lsm.s", "sleepable lsm", "lsm_sleepable", kNone},
    {"lsm_cgroup", "lsm_cgroup", kNone, kNone},
    {"iter", "iter", "iter", kNone},
    {"iter.s", "sleepable iter", "iter_sleepable", kNone},
    {"struct_ops", "struct_ops", kNone, kNone},
    {"struct_ops.s", "sleepable struct_ops", kNone, kNone},
    // Others
    {"syscall", "syscall", kNone, kNone},
    {"lirc_mode2", "lirc_mode2", "lirc_mode2", kNone},
};

}  // namespace

std::span<const LinuxSection> linux_sections() { return kSections; }

std::vector<std::string> linux_sections_of(std::string_view contract) {
  std::vector<std::string> names;
  for (const LinuxSection& section : kSections) {
    if (section.contract == contract) names.emplace_back(section.name);
  }
  return names;
}

}  // namespace assay::tables
