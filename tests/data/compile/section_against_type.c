// Loaders choose by the section: another hook's context is an error, whatever the section is. A
// hook without a contract is none (the verifier says so of that program alone), and neither is a
// type that is no hook's context.
// expect: A141 at 28:16
// expect: A141 at 29:23
// expect: A141 at 30:28
// expect: A141 at 31:28
// expect: A141 at 32:32
// expect: A141 at 33:17
// expect: A141 at 34:30
// expect: A141 at 35:32
// expect: A141 at 36:26
// expect: A141 at 37:22
// expect: A141 at 38:22
// expect: A141 at 39:27
// expect: A141 at 40:22
// expect: A141 at 41:20
// expect: A141 at 42:34
#include "hook.h"
struct bpf_sock_ops { unsigned op; };
struct __sk_buff { unsigned len; };
struct pt_regs { unsigned long r15; };
struct netevent_event { unsigned char *meta, *data, *data_end; };
typedef struct netevent_event netevent_event_md_t;
struct own { unsigned field; };
typedef unsigned long long u64;

SEC("xdp") int ops_in_xdp(struct bpf_sock_ops *ctx) { return ctx->op & 1; }
SEC("kprobe/foo") int ops_in_kprobe(struct bpf_sock_ops *ctx) { return ctx->op & 1; }
SEC("cgroup/connect4") int ops_in_connect(struct bpf_sock_ops *ctx) { return ctx->op & 1; }
SEC("cgroup/connect4") int xdp_in_connect(struct xdp_md *ctx) { return 1; }
SEC("cgroup/getsockname4") int xdp_in_name(struct xdp_md *ctx) { return 1; }
SEC("bind") int event_in_bind(netevent_event_md_t *ctx) { return 0; }
SEC("fentry/vfs_unlink") int regs_in_fentry(struct pt_regs *ctx) { return 0; }
SEC("tp_btf/sched_switch") int regs_in_tp(struct pt_regs *ctx) { return 0; }
SEC("lsm/file_open") int regs_in_lsm(struct pt_regs *ctx) { return 0; }
SEC("iter/task") int regs_in_iter(struct pt_regs *ctx) { return 0; }
SEC("sk_lookup") int skb_in_lookup(struct __sk_buff *ctx) { return 0; }
SEC("flow_dissector") int xdp_in_dissector(struct xdp_md *ctx) { return 0; }
SEC("netfilter") int regs_in_netfilter(struct pt_regs *ctx) { return 0; }
SEC("syscall") int xdp_in_syscall(struct xdp_md *ctx) { return 0; }
SEC("tp/sched/sched_switch") int regs_in_tracepoint(struct pt_regs *ctx) { return 0; }

SEC("xdp") int void_in_xdp(void *ctx) { return 2; }
SEC("xdp/other") int words_in_xdp(u64 *ctx) { return 2; }
SEC("sockops") int own_in_sockops(struct own *ctx) { return 1; }
SEC("?kprobe/foo") int not_loaded_at_once(struct pt_regs *ctx) { return 0; }
SEC("perf_event") int registers_come_first(struct pt_regs *ctx) { return 0; }
SEC("syscall") int a_hook_without_contract(struct own *ctx) { return 0; }
SEC("raw_tp.w/x") int another(u64 *ctx) { return 0; }
SEC("freplace/any") int the_context_of_another(struct __sk_buff *ctx) { return 0; }

char _license[] SEC("license") = "GPL";
