// SPDX-License-Identifier: Apache-2.0
// Sections with a contract stand in its text (platform/linux). The facts are those of section_defs
// in tools/lib/bpf/libbpf.c of Linux 6.12, with what libbpf's own repository has added since.
// Contexts of hooks without a contract: include/linux/bpf_types.h.
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
    {"lwt_seg6local", "lwt_seg6local", "__sk_buff"},
    {"flow_dissector", "flow_dissector", "__sk_buff"},
    {"netfilter", "netfilter", "bpf_nf_ctx"},
    // Sockets
    {"sk_skb", "sk_skb", "__sk_buff"},
    {"sk_skb/stream_parser", "sk_skb", "__sk_buff"},
    {"sk_skb/stream_verdict", "sk_skb", "__sk_buff"},
    {"sk_skb/verdict", "sk_skb", "__sk_buff"},
    {"sk_msg", "sk_msg", "sk_msg_md"},
    {"sk_lookup", "sk_lookup", "bpf_sk_lookup"},
    {"sk_reuseport", "sk_reuseport", "sk_reuseport_md"},
    {"sk_reuseport/migrate", "sk_reuseport", "sk_reuseport_md"},
    // Control groups
    {"cgroup/connect_unix", "cgroup_sock_addr", "bpf_sock_addr"},
    {"cgroup/sendmsg_unix", "cgroup_sock_addr", "bpf_sock_addr"},
    {"cgroup/recvmsg_unix", "cgroup_sock_addr", "bpf_sock_addr"},
    {"cgroup/getpeername_unix", "cgroup_sock_addr", "bpf_sock_addr"},
    {"cgroup/getsockname_unix", "cgroup_sock_addr", "bpf_sock_addr"},
    {"cgroup/dev", "cgroup_device", "bpf_cgroup_dev_ctx"},
    {"cgroup/sysctl", "cgroup_sysctl", "bpf_sysctl"},
    {"cgroup/getsockopt", "cgroup_sockopt", "bpf_sockopt"},
    {"cgroup/setsockopt", "cgroup_sockopt", "bpf_sockopt"},
    // Probes
    {"uprobe.session.s", "sleepable kprobe session", "pt_regs"},
    {"tracepoint.s", "sleepable tracepoint", kNone},
    {"tp.s", "sleepable tracepoint", kNone},
    {"raw_tracepoint.s", "sleepable raw_tracepoint", "bpf_raw_tracepoint_args"},
    {"raw_tp.s", "sleepable raw_tracepoint", "bpf_raw_tracepoint_args"},
    {"raw_tracepoint.w", "raw_tracepoint_writable", "bpf_raw_tracepoint_args"},
    {"raw_tp.w", "raw_tracepoint_writable", "bpf_raw_tracepoint_args"},
    // Typed by the kernel's BTF
    {"tp_btf.s", "sleepable tp_btf", kNone},
    {"fentry.multi", "fentry.multi", kNone},
    {"fentry.multi.s", "sleepable fentry.multi", kNone},
    {"fexit.multi", "fexit.multi", kNone},
    {"fexit.multi.s", "sleepable fexit.multi", kNone},
    {"fsession", "fsession", kNone},
    {"fsession.s", "sleepable fsession", kNone},
    {"fsession.multi", "fsession.multi", kNone},
    {"fsession.multi.s", "sleepable fsession.multi", kNone},
    {"freplace", "freplace", kAnyContext},
    {"lsm_cgroup", "lsm_cgroup", kNone},
    {"struct_ops", "struct_ops", kNone},
    {"struct_ops.s", "sleepable struct_ops", kNone},
    // Others
    {"syscall", "syscall", kNone},
};

}  // namespace

std::span<const LinuxSection> linux_sections() { return kSections; }

}  // namespace assay::tables
