// SPDX-License-Identifier: Apache-2.0
// Linux helpers that do not depend on the packet: maps, ring buffers, clocks, the running task.
//
// Ids: enum bpf_func_id of linux/bpf.h; which type has which, and what is written: kernel 6.18.
// Widths: the C parameter's. Locks, timers, dynptrs and kernel objects are named with arguments
// that Assay does not model, so that a program that needs them is told so.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

namespace {

constexpr std::int64_t kMaxErrno = 4095;
constexpr Argument callback_context = or_null(argument(ArgKind::StackPointer));

std::vector<std::uint32_t> elements_and(std::initializer_list<std::uint32_t> more) {
  std::vector<std::uint32_t> kinds = {kLinuxHash,        kLinuxArray,   kLinuxPerCpuHash,
                                      kLinuxPerCpuArray, kLinuxLruHash, kLinuxLruPerCpuHash,
                                      kLinuxLpmTrie};
  kinds.insert(kinds.end(), more);
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

/// A copy from memory that may not be there: a failure zeroes the buffer, so all of it is written.
Helper probe_read(std::uint32_t id, std::string_view name) {
  return Row(id, name, {writes, size32_or_zero, address})
      .from(id == 4 ? "kernel/trace/bpf_trace.c, bpf_probe_read_compat"
                    : "kernel/trace/bpf_trace.c")
      .gives_error();
}

/// The same up to a NUL: what follows the NUL is not written. r0 counts the NUL.
Helper probe_read_string(std::uint32_t id, std::string_view name) {
  return Row(id, name, {writes, size32_or_zero, address})
      .from(id == 45 ? "kernel/trace/bpf_trace.c, bpf_probe_read_compat_str"
                     : "kernel/trace/bpf_trace.c")
      .gives(-kMaxErrno, kI32Max)
      .gives_at_most_size(1)
      .initialises(Initialises::ResultBytes);
}

std::vector<Helper> map_helpers() {
  return {
      Row(1, "map_lookup_elem", {map, key})
          .from("kernel/bpf/helpers.c")
          .gives_kind(ReturnKind::MapValueOrNull)
          .kinds(elements_and({kLinuxArrayOfMaps, kLinuxHashOfMaps})),
      Row(2, "map_update_elem", {map, key, value_in, any})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .kinds(elements_and({}))
          .writes_map(),
      Row(3, "map_delete_elem", {map, key})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .kinds(elements_and({}))
          .writes_map(),
      // A program that a subprogram calls by tail may move the packet under the subprogram's
      // caller. The kernel's prototype says RET_VOID: where it fails, nothing writes r0.
      Row(12, "tail_call", {context, map, any32})
          .from("kernel/bpf/core.c, bpf_tail_call_proto and JMP_TAIL_CALL of ___bpf_prog_run")
          .kinds({kLinuxProgArray})
          .calls_tail(ReturnKind::Void)
          .moves_packet(),
      Row(87, "map_push_elem", {map, value_in, any})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .kinds({kLinuxQueue, kLinuxStack, kLinuxBloomFilter})
          .writes_map(),
      Row(88, "map_pop_elem", {map, value_out})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .kinds({kLinuxQueue, kLinuxStack})
          .initialises(Initialises::AllOnSuccess)
          .writes_map(),
      Row(89, "map_peek_elem", {map, value_out})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .kinds({kLinuxQueue, kLinuxStack})
          .initialises(Initialises::AllOnSuccess),
      Row(130, "ringbuf_output", {map, reads, size64_or_zero, any})
          .from("kernel/bpf/ringbuf.c")
          .gives_int()
          .kinds({kLinuxRingBuffer}),
      Row(131, "ringbuf_reserve", {map, constant(scalar(0, kU32Max)), any})
          .from("kernel/bpf/ringbuf.c")
          .kinds({kLinuxRingBuffer})
          .gives_kind(ReturnKind::MemoryOrNull)
          .sized_by(1)
          .acquires(),
      Row(132, "ringbuf_submit", {allocated, any})
          .from("kernel/bpf/ringbuf.c")
          .gives_kind(ReturnKind::Void)
          .releases(0),
      Row(133, "ringbuf_discard", {allocated, any})
          .from("kernel/bpf/ringbuf.c")
          .gives_kind(ReturnKind::Void)
          .releases(0),
      Row(134, "ringbuf_query", {map, any}).from("kernel/bpf/ringbuf.c").kinds({kLinuxRingBuffer}),
      Row(195, "map_lookup_percpu_elem", {map, key, any32})
          .from("kernel/bpf/helpers.c")
          .gives_kind(ReturnKind::MapValueOrNull)
          .kinds({kLinuxPerCpuHash, kLinuxPerCpuArray, kLinuxLruPerCpuHash}),
  };
}

std::vector<Helper> clock_and_string_helpers() {
  return {
      Row(5, "ktime_get_ns", {}).from("kernel/bpf/helpers.c"),
      Row(7, "get_prandom_u32", {}).from("kernel/bpf/core.c, bpf_user_rnd_u32").gives_u32(),
      Row(8, "get_smp_processor_id", {}).from("kernel/bpf/helpers.c").gives_u32(),
      Row(42, "get_numa_node_id", {}).from("kernel/bpf/helpers.c").gives_int(),
      Row(105, "strtol", {reads, size64, any, of_size(writes, 8)})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .initialises(Initialises::AllOnSuccess),
      Row(106, "strtoul", {reads, size64, any, of_size(writes, 8)})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .initialises(Initialises::AllOnSuccess),
      Row(118, "jiffies64", {}).from("kernel/bpf/helpers.c"),
      Row(125, "ktime_get_boot_ns", {}).from("kernel/bpf/helpers.c"),
      Row(182, "strncmp", {reads, size32, const_string}).from("kernel/bpf/helpers.c").gives_int(),
      Row(208, "ktime_get_tai_ns", {}).from("kernel/bpf/helpers.c"),
  };
}

std::vector<Helper> task_helpers() {
  return {
      Row(14, "get_current_pid_tgid", {}).from("kernel/bpf/helpers.c"),
      Row(15, "get_current_uid_gid", {}).from("kernel/bpf/helpers.c"),
      Row(16, "get_current_comm", {writes, size32}).from("kernel/bpf/helpers.c").gives_error(),
      Row(17, "get_cgroup_classid", {})
          .from("net/core/filter.c")
          .gives_u32(),  // the running task's; skb has its own form
      Row(35, "get_current_task", {}).from("kernel/trace/bpf_trace.c"),
      Row(37, "current_task_under_cgroup", {map, any32})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .kinds({kLinuxCgroupArray}),
      Row(80, "get_current_cgroup_id", {}).from("kernel/bpf/helpers.c"),
      Row(109, "send_signal", {any32}).from("kernel/trace/bpf_trace.c").gives_int(),
      probe_read(112, "probe_read_user"),
      probe_read(113, "probe_read_kernel"),
      probe_read_string(114, "probe_read_user_str"),
      probe_read_string(115, "probe_read_kernel_str"),
      Row(117, "send_signal_thread", {any32}).from("kernel/trace/bpf_trace.c").gives_int(),
      Row(120, "get_ns_current_pid_tgid", {any, any, writes, size32})
          .from("kernel/bpf/helpers.c")
          .gives_error(),
      Row(123, "get_current_ancestor_cgroup_id", {any32}).from("kernel/bpf/helpers.c"),
      // The running task and its registers: addresses that may be probed. The kernel takes no other
      // address than a task's, and sees to it when it loads the program.
      Row(158, "get_current_task_btf", {}).from("kernel/trace/bpf_trace.c"),
      Row(175, "task_pt_regs", {address}).from("kernel/trace/bpf_trace.c"),
  };
}

std::vector<Helper> report_helpers() {
  return {
      // What the format needs beyond the first two arguments is read unchecked: it is only printed.
      Row(6, "trace_printk", {reads, size32}).from("kernel/trace/bpf_trace.c").gives_int(),
      Row(22, "perf_event_read", {map, any})
          .from("kernel/trace/bpf_trace.c")
          .kinds({kLinuxPerfEventArray}),
      Row(55, "perf_event_read_value", {map, any, writes, size32})
          .from("kernel/trace/bpf_trace.c")
          .gives_error()
          .kinds({kLinuxPerfEventArray}),
      Row(149, "snprintf_btf", {writes, size32, reads, size32, any})
          .from("kernel/trace/bpf_trace.c")
          .gives_int()
          .initialises(Initialises::Unknown),
      Row(165, "snprintf",
          {or_null(writes), size32_or_zero, const_string, or_null(reads), size32_or_zero})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .initialises(Initialises::Unknown),
      Row(176, "get_branch_snapshot", {writes, size32_or_zero, any})
          .from("kernel/trace/bpf_trace.c")
          .initialises(Initialises::Unknown),
      Row(177, "trace_vprintk", {reads, size32, or_null(reads), size32_or_zero})
          .from("kernel/trace/bpf_trace.c")
          .gives_int(),
  };
}

std::vector<Helper> unmodelled_helpers() {
  return {
      Row(93, "spin_lock", {opaque}).from("kernel/bpf/helpers.c").gives_kind(ReturnKind::Void),
      Row(94, "spin_unlock", {opaque}).from("kernel/bpf/helpers.c").gives_kind(ReturnKind::Void),
      Row(141, "get_task_stack", {opaque, writes, size32_or_zero, any})
          .from("kernel/bpf/stackmap.c")
          .gives_int(),
      Row(153, "per_cpu_ptr", {opaque, any32}).from("kernel/bpf/helpers.c"),
      Row(154, "this_cpu_ptr", {opaque}).from("kernel/bpf/helpers.c"),
      Row(156, "task_storage_get", {map, opaque, or_null(value_in), any})
          .from("kernel/bpf/bpf_task_storage.c")
          .kinds({kLinuxTaskStorage})
          .gives_kind(ReturnKind::MapValueOrNull),
      Row(157, "task_storage_delete", {map, opaque})
          .from("kernel/bpf/bpf_task_storage.c")
          .gives_int()
          .kinds({kLinuxTaskStorage}),
      Row(164, "for_each_map_elem", {map, callback, callback_context, any})
          .from("kernel/bpf/bpf_iter.c")
          .gives_int()
          .kinds({kLinuxHash, kLinuxArray, kLinuxPerCpuHash, kLinuxPerCpuArray, kLinuxLruHash,
                  kLinuxLruPerCpuHash})
          .calls_back(1),
      Row(169, "timer_init", {opaque, map, any}).from("kernel/bpf/helpers.c").gives_int(),
      Row(170, "timer_set_callback", {opaque, callback})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .calls_back(1),
      Row(171, "timer_start", {opaque, any, any}).from("kernel/bpf/helpers.c").gives_int(),
      Row(172, "timer_cancel", {opaque}).from("kernel/bpf/helpers.c").gives_int(),
      Row(180, "find_vma", {opaque, any, callback, callback_context, any})
          .from("kernel/bpf/task_iter.c")
          .gives_int()
          .calls_back(2),
      Row(181, "loop", {any32, callback, callback_context, any})
          .from("kernel/bpf/bpf_iter.c")
          .gives_int()
          .calls_back(1),
      Row(194, "kptr_xchg", {opaque, opaque}).from("kernel/bpf/helpers.c"),
      Row(197, "dynptr_from_mem", {reads_writes, size32_or_zero, any, opaque})
          .from("kernel/bpf/helpers.c")
          .gives_int(),
      Row(198, "ringbuf_reserve_dynptr", {map, any32, any, opaque})
          .from("kernel/bpf/ringbuf.c")
          .gives_int()
          .kinds({kLinuxRingBuffer}),
      Row(199, "ringbuf_submit_dynptr", {opaque, any})
          .from("kernel/bpf/ringbuf.c")
          .gives_kind(ReturnKind::Void),
      Row(200, "ringbuf_discard_dynptr", {opaque, any})
          .from("kernel/bpf/ringbuf.c")
          .gives_kind(ReturnKind::Void),
      Row(201, "dynptr_read", {writes, size32_or_zero, opaque, any32, any})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .initialises(Initialises::AllOnSuccess),
      Row(202, "dynptr_write", {opaque, any32, reads, size32_or_zero, any})
          .from("kernel/bpf/helpers.c")
          .gives_int()
          .moves_packet(),
      Row(203, "dynptr_data", {opaque, any32, constant(scalar(0, kU32Max, Width::W32))})
          .from("kernel/bpf/helpers.c")
          .gives_kind(ReturnKind::MemoryOrNull)
          .sized_by(2),
      Row(209, "user_ringbuf_drain", {map, callback, callback_context, any})
          .from("kernel/bpf/ringbuf.c")
          .gives_int()
          .kinds({kLinuxUserRingBuffer})
          .calls_back(1),
      Row(210, "cgrp_storage_get", {map, opaque, or_null(value_in), any})
          .from("kernel/bpf/bpf_cgrp_storage.c")
          .kinds({kLinuxCgrpStorage})
          .gives_kind(ReturnKind::MapValueOrNull),
      Row(211, "cgrp_storage_delete", {map, opaque})
          .from("kernel/bpf/bpf_cgrp_storage.c")
          .gives_int()
          .kinds({kLinuxCgrpStorage}),
  };
}

}  // namespace

std::vector<Helper> linux_base_helpers() {
  return merge({map_helpers(), clock_and_string_helpers(), task_helpers(), report_helpers(),
                unmodelled_helpers()});
}

std::vector<Helper> linux_socket_base_helpers() {
  return merge(
      {linux_base_helpers(), {Row(160, "ktime_get_coarse_ns", {}).from("kernel/bpf/helpers.c")}});
}

Helper linux_perf_event_output() {
  return Row(25, "perf_event_output", {context, map, any, reads, size64_or_zero})
      .from(
          "kernel/trace/bpf_trace.c, bpf_perf_event_output; net/core/filter.c, "
          "bpf_skb_event_output and its kin")
      .gives_int()
      .kinds({kLinuxPerfEventArray});
}

std::vector<Helper> linux_tracing_helpers() {
  return {
      probe_read(4, "probe_read"),
      linux_perf_event_output(),
      Row(27, "get_stackid", {context, map, any})
          .from("kernel/bpf/stackmap.c")
          .kinds({kLinuxStackTrace})
          .writes_map(),
      Row(36, "probe_write_user", {address, reads, size32})
          .from("kernel/trace/bpf_trace.c")
          .gives_int(),
      probe_read_string(45, "probe_read_str"),
      Row(56, "perf_prog_read_value", {context, writes, size32})
          .from("kernel/trace/bpf_trace.c")
          .gives_error(),
      Row(58, "override_return", {context, any}).from("kernel/trace/bpf_trace.c").gives_int(),
      // A failure zeroes the buffer, a short trace its rest.
      Row(67, "get_stack", {context, writes, size32_or_zero, any})
          .from("kernel/bpf/stackmap.c")
          .gives(-kMaxErrno, kI32Max)
          .gives_at_most_size(2),
      Row(119, "read_branch_records", {context, or_null(writes), size32_or_zero, any})
          .from("kernel/trace/bpf_trace.c")
          .gives_int()
          .initialises(Initialises::Unknown),
      Row(126, "seq_printf", {opaque, reads, size32, or_null(reads), size32_or_zero})
          .from("kernel/trace/bpf_trace.c")
          .gives_int(),
      Row(127, "seq_write", {opaque, reads, size32_or_zero})
          .from("kernel/trace/bpf_trace.c")
          .gives_int(),
      Row(147, "d_path", {opaque, writes, size32})
          .from("kernel/trace/bpf_trace.c")
          .gives_int()
          .initialises(Initialises::Unknown),
      Row(148, "copy_from_user", {writes, size32_or_zero, address})
          .from("kernel/bpf/helpers.c")
          .gives_error(),
      Row(173, "get_func_ip", {context})
          .from("kernel/trace/bpf_trace.c, bpf_get_func_ip_kprobe and its kin"),
      Row(174, "get_attach_cookie", {context}).from("kernel/bpf/bpf_lsm.c"),
      Row(183, "get_func_arg", {context, any32, of_size(writes, 8)})
          .from("kernel/trace/bpf_trace.c")
          .gives_error()
          .initialises(Initialises::AllOnSuccess),
      Row(184, "get_func_ret", {context, of_size(writes, 8)})
          .from("kernel/trace/bpf_trace.c")
          .gives_error()
          .initialises(Initialises::AllOnSuccess),
      Row(185, "get_func_arg_cnt", {context})
          .from("kernel/trace/bpf_trace.c; include/linux/bpf.h, MAX_BPF_FUNC_ARGS")
          .gives(0, 12),
      Row(191, "copy_from_user_task", {writes, size32_or_zero, address, opaque, any})
          .from("kernel/bpf/helpers.c")
          .gives_error(),
  };
}

std::vector<Helper> linux_lirc_helpers() {
  return merge({pick(linux_base_helpers(), {1, 2, 3, 5, 6, 7, 12, 87, 88, 89, 125}),
                {Row(77, "rc_repeat", {context}).from("drivers/media/rc/bpf-lirc.c").gives_int(),
                 Row(78, "rc_keydown", {context, any32, any, any32})
                     .from("drivers/media/rc/bpf-lirc.c")
                     .gives_int(),
                 Row(92, "rc_pointer_rel", {context, any32, any32})
                     .from("drivers/media/rc/bpf-lirc.c")
                     .gives_int()}});
}

}  // namespace assay::tables
