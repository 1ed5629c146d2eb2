// SPDX-License-Identifier: Apache-2.0
// The hooks of eBPF for Windows 1.6.0 and of its process and network-event extensions.
//
// Policies keep their refusing defaults (no uninitialised reads, no pointer leaks, no legacy packet
// access), but for variables that are written, which have memory. Hooks of one context type that
// differ in a fact are contracts of their own.
#include <fmt/format.h>

#include "ir/contract/platform_facts.hpp"
#include "ir/contract/tables.hpp"

namespace assay::tables {

namespace {

/// Helper ids that an extension defines count from here: 65535 + n.
constexpr std::uint32_t kExtension = 65535;
/// A UNICODE_STRING says its length in bytes in 16 bits.
constexpr std::uint64_t kUnicodeStringMax = 65535;
/// STATUS_ACCESS_DENIED, 0xc0000022 of 32 bits.
constexpr std::int64_t kAccessDenied = -1073741790;
/// A path of 32,767 characters of 16 bits, the longest that Windows has, and the null behind it.
constexpr std::uint64_t kPathMax = std::uint64_t{2} * 32768;
/// The largest frame: an Ethernet header of 14 bytes with two tags of 4, an IPv6 header of 40, and
/// what its 16 bits of length can say.
constexpr std::uint64_t kFrameMax = 14 + 2 * 4 + 40 + 65535;

Contract hook(std::string_view name, std::string_view context_typedef, std::uint32_t context_size) {
  Contract made;
  made.name = "windows/" + std::string(name);
  made.platform = Platform::Windows;
  made.platform_version = "1.6.0";
  made.context_types = {std::string(context_typedef)};
  made.context_size = context_size;
  made.map_kinds = windows_map_kinds();
  made.policy.writable_globals = true;
  made.policy.source.text =
      "external/ebpf-verifier, the verifier that libs/api_common/api_common.cpp runs; "
      "libs/api/libbpf_object.cpp, global variables";
  made.limits.source.text =
      "include/ebpf_structs.h, MAX_TAIL_CALL_CNT; external/ebpf-verifier, EBPF_TOTAL_STACK_SIZE "
      "and "
      "MAX_CALL_STACK_FRAMES; instructions: Assay's own limit, for nothing counts what runs";
  set_platform_facts(made);
  made.limits.stack_bytes_per_frame = 512;
  made.limits.call_depth = 8;
  made.limits.tail_calls = 33;
  made.limits.instruction_budget = 1000000;
  return made;
}

/// A region whose begin never lies beyond its end, of two marks; it may be null unless the hook
/// says otherwise.
Region region(std::string_view name, std::uint64_t max_size) {
  Region made;
  made.name = name;
  made.max_size = max_size;
  made.reversed = 0;
  return made;
}

ReturnRange returns(std::int64_t min, std::int64_t max, std::string_view source) {
  ReturnRange range;
  range.source.text = source;
  range.checked = true;
  range.min = min;
  range.max = max;
  return range;
}

/// Any number is meant: `what` says what the platform makes of those without a name.
ReturnRange otherwise(std::string_view what, std::string_view source) {
  ReturnRange range;
  range.source.text = source;
  range.otherwise = what;
  return range;
}

Contract process() {
  Contract made = hook("process", "process_md_t", 144);
  made.section_prefixes = {"process"};
  made.source.text =
      "ntosebpfext: include/ebpf_ntos_hooks.h, process_md_t; ntos_ebpf_ext_process.c, "
      "_ebpf_process_create_process_notify_routine_ex";
  made.regions = {region("command_line", kUnicodeStringMax)};
  made.regions.front().source.text =
      "ntosebpfext: ntos_ebpf_ext_process.c, _ebpf_process_create_process_notify_routine_ex (null "
      "at a process's end, and where there is no command line) and _ebpf_process_context_create; "
      "length: ntdef.h, UNICODE_STRING (16 bits); distance to the ends: kernel pool";
  made.fields = {
      mark_field("command_start", 0, 8, {0, 0}),  mark_field("command_end", 8, 8, {0, 1}),
      scalar_field("process_id", 16, 8),          scalar_field("parent_process_id", 24, 8),
      scalar_field("creating_process_id", 32, 8), scalar_field("creating_thread_id", 40, 8),
      scalar_field("creation_time", 48, 8),       scalar_field("exit_time", 56, 8),
      scalar_field("exit_code", 64, 4),           scalar_field("operation", 68, 1),
      scalar_field("token_sid_size", 72, 4),      scalar_field("token_sid", 76, 68),
  };
  const auto fills_buffer = [](std::uint32_t id, std::string_view name) -> Helper {
    // The length of what was copied, which fits, or a negative error.
    return Row(id, name, {context, writes, size64})
        .from(fmt::format("ntosebpfext: ntos_ebpf_ext_process.c, _ebpf_{} and "
                          "_copy_unicode_string_to_buffer; ntdef.h, UNICODE_STRING",
                          name))
        .gives_low_half(kI32Min, kUnicodeStringMax)
        .gives_at_most_size(2)
        .initialises(Initialises::ResultBytes);
  };
  made.helpers = merge({windows_general_helpers(),
                        {fills_buffer(kExtension + 1, "process_get_image_path"),
                         fills_buffer(kExtension + 2, "process_get_account_name"),
                         fills_buffer(kExtension + 3, "process_get_account_domain")}});
  made.names = {{"PROCESS_PERMIT", 0, ""},
                {"PROCESS_DENY", kAccessDenied, ""},
                {"PROCESS_OPERATION_CREATE", 0, "operation"},
                {"PROCESS_OPERATION_DELETE", 1, "operation"}};
  // A result is an NTSTATUS, and one that is not negative is a success.
  made.result = otherwise("negative numbers deny, the others permit",
                          "ntosebpfext: ntos_ebpf_ext_process.c, "
                          "_ebpf_process_create_process_notify_routine_ex; "
                          "include/ebpf_ntos_hooks.h, process_hook_t");
  return made;
}

Contract netevent() {
  Contract made = hook("netevent", "netevent_event_md_t", 24);
  made.section_prefixes = {"netevent_monitor"};
  // meta..data and data..data_end share the point `data`, so the two regions are one run of bytes.
  made.source.text =
      "ntosebpfext: include/ebpf_netevent_hooks.h, netevent_event_md_t; netevent_ebpf_ext_event.c, "
      "_ebpf_netevent_push_event";
  Region event = region("event", Region::kAnyLength);
  event.source.text =
      "ntosebpfext: netevent_ebpf_ext_event.c, _ebpf_netevent_push_event and "
      "_ebpf_netevent_program_context_create (57 bytes of headers are skipped in 4 bytes of "
      "input); "
      "distance to the ends: kernel pool";
  event.marks = 3;
  event.may_be_null = false;
  // The hook's test run (netevent_ebpf_ext_event.c, context_create) asks for 4 bytes and sets data
  // behind 57 bytes of headers all the same, beyond data_end.
  event.reversed = 57;
  made.regions = {event};
  made.fields = {
      mark_field("data_meta", 0, 8, {0, 0}),
      mark_field("data", 8, 8, {0, 1}),
      mark_field("data_end", 16, 8, {0, 2}),
  };
  made.helpers =
      merge({windows_general_helpers(),
             // Declared with a result, and its function has none.
             {Row(kExtension + 1, "netevent_push_event", {context})
                  .from("ntosebpfext: netevent_ebpf_ext_event.c, _ebpf_netevent_push_event")
                  .gives_kind(ReturnKind::Void)}});
  made.result = otherwise("it is ignored",
                          "ntosebpfext: netevent_ebpf_ext_event.c, _ebpf_netevent_push_event");
  return made;
}

Contract bind() {
  Contract made = hook("bind", "bind_md_t", 56);
  made.section_prefixes = {"bind"};
  made.source.text =
      "include/ebpf_nethooks.h, bind_md_t; netebpfext/net_ebpf_ext_bind.c, "
      "net_ebpf_ext_resource_allocation_classify";
  made.regions = {region("app_id", kPathMax)};
  made.regions.front().source.text =
      "netebpfext/net_ebpf_ext_bind.c, _net_ebpf_ext_resource_validate_and_truncate_appid (empty "
      "and "
      "null is valid; the begin stays before the end); length: Microsoft Learn, Maximum Path "
      "Length "
      "Limitation (32,767 characters); test runs: ebpf_protocol.h, ebpf_operation_header_t (16 "
      "bits "
      "of length); distance to the ends: kernel pool";
  made.fields = {
      mark_field("app_id_start", 0, 8, {0, 0}),
      mark_field("app_id_end", 8, 8, {0, 1}),
      scalar_field("process_id", 16, 8),
      writable_field("socket_address", 24, 16),
      scalar_field("socket_address_length", 40, 1),
      scalar_field("operation", 44, 4),
      scalar_field("protocol", 48, 1),
  };
  made.helpers = windows_general_helpers();
  made.result =
      otherwise("numbers without a name deny",
                "netebpfext/net_ebpf_ext_bind.c, net_ebpf_ext_resource_allocation_classify (the "
                "default of its switch); include/ebpf_nethooks.h, bind_action_t");
  made.names = {{"BIND_PERMIT_SOFT", 0, ""},
                {"BIND_DENY", 1, ""},
                {"BIND_REDIRECT", 2, ""},
                {"BIND_PERMIT_HARD", 3, ""},
                {"BIND_OPERATION_BIND", 0, "operation"},
                {"BIND_OPERATION_POST_BIND", 1, "operation"},
                {"BIND_OPERATION_UNBIND", 2, "operation"}};
  return made;
}

/// The sock_addr family without its sections: no field writable.
Contract sock_addr(std::string_view name) {
  Contract made = hook(name, "bpf_sock_addr_t", 64);
  made.source.text =
      "include/ebpf_nethooks.h, bpf_sock_addr_t; netebpfext/net_ebpf_ext_sock_addr.c, "
      "_net_ebpf_extension_sock_addr_copy_wfp_connection_fields";
  // The struct tag, which Linux has too: it narrows a choice, but cannot settle the platform.
  made.context_types.push_back("bpf_sock_addr");
  made.fields = {
      scalar_field("family", 0, 4),          scalar_field("msg_src_ip", 4, 16),
      scalar_field("msg_src_port", 20, 2),   scalar_field("user_ip", 24, 16),
      scalar_field("user_port", 40, 2),      scalar_field("protocol", 44, 4),
      scalar_field("compartment_id", 48, 4), scalar_field("interface_luid", 56, 8),
  };
  made.helpers = merge(
      {windows_general_helpers(),
       // This general helper has a function here alone.
       {Row(26, "get_socket_cookie", {context}).from("netebpfext/net_ebpf_ext_program_info.h"),
        Row(kExtension + 2, "sock_addr_set_redirect_context", {context, reads, size64})
            .from("netebpfext/net_ebpf_ext_sock_addr.c, _ebpf_sock_addr_set_redirect_context")
            .gives_low_half(),
        // The whole buffer is cleared first.
        Row(kExtension + 3, "sock_addr_get_network_context", {context, writes, size64})
            .from("netebpfext/net_ebpf_ext_sock_addr.c, _ebpf_sock_addr_get_network_context")
            .gives_low_half()}});
  made.result = otherwise(
      "numbers without a name reject",
      "netebpfext/net_ebpf_ext_sock_addr.c, _normalize_sock_addr_verdict and the defaults "
      "of the switches; include/ebpf_nethooks.h, ebpf_sock_addr_verdict_t");
  made.names = {{"BPF_SOCK_ADDR_VERDICT_REJECT", 0, ""},
                {"BPF_SOCK_ADDR_VERDICT_PROCEED_SOFT", 1, ""},
                {"BPF_SOCK_ADDR_VERDICT_PROCEED_HARD", 2, ""},
                {"AF_INET", 2, "family"},
                {"AF_INET6", 23, "family"}};  // not Linux's number
  return made;
}

Contract sock_addr_connect() {
  Contract made = sock_addr("sock_addr_connect");
  made.section_prefixes = {"cgroup/connect4", "cgroup/connect6"};
  for (ContextField& field : made.fields) {
    field.writable = field.name == "user_ip" || field.name == "user_port";
  }
  return made;
}

/// One of the family's hooks that may look but not redirect.
Contract sock_addr_read_only(std::string_view name, std::string_view section) {
  Contract made = sock_addr(name);
  made.section_prefixes = {std::string(section) + "4", std::string(section) + "6"};
  return made;
}

Contract sock_ops() {
  Contract made = hook("sock_ops", "bpf_sock_ops_t", 64);
  made.source.text =
      "include/ebpf_nethooks.h, bpf_sock_ops_t; netebpfext/net_ebpf_ext_sock_ops.c, "
      "net_ebpf_extension_sock_ops_flow_established_classify";
  made.section_prefixes = {"sockops"};
  made.fields = {
      scalar_field("op", 0, 4),
      scalar_field("family", 4, 4),
      scalar_field("local_ip", 8, 16),
      scalar_field("local_port", 24, 4),
      scalar_field("remote_ip", 28, 16),
      scalar_field("remote_port", 44, 4),
      scalar_field("protocol", 48, 1),
      scalar_field("compartment_id", 52, 4),
      scalar_field("interface_luid", 56, 8),
  };
  made.helpers =
      merge({windows_general_helpers(),
             {Row(kExtension + 1, "sock_ops_get_flow_id", {context})
                  .from("netebpfext/net_ebpf_ext_sock_ops.c, _ebpf_sock_ops_get_flow_id")}});
  made.result = otherwise(
      "all but 0 block a connection that is being made",
      "netebpfext/net_ebpf_ext_sock_ops.c, net_ebpf_extension_sock_ops_flow_established_classify");
  return made;
}

Contract xdp() {
  Contract made = hook("xdp", "xdp_md_t", 32);
  made.section_prefixes = {"xdp"};
  made.source.text =
      "XDP for Windows: published/external/xdp/ebpfhook.h, xdp_md_t; src/xdp/program.c, "
      "XdpInvokeEbpf";
  Region packet = region("packet", kFrameMax);
  packet.source.text =
      "XDP for Windows: src/xdp/program.c, XdpInvokeEbpf and XdpCreateContext; length: RFC 8200 "
      "section 3 (16 bits of payload length), IEEE 802.1Q; distance to the ends: kernel pool";
  packet.may_be_null = false;
  packet.writable = true;  // a reply (3, transmit) is made in place
  packet.moved_by_helpers = true;
  made.regions = {packet};
  made.fields = {
      mark_field("data", 0, 8, {0, 0}),
      mark_field("data_end", 8, 8, {0, 1}),
      scalar_field("data_meta", 16, 8),
      scalar_field("ingress_ifindex", 24, 4),
  };
  made.helpers =
      merge({windows_general_helpers(),
             {Row(kExtension + 1, "xdp_adjust_head", {context, any})
                  .from("XDP for Windows: src/xdp/ebpfstore.h, EbpfXdpHelperFunctionPrototype; "
                        "src/xdp/program.c, EbpfXdpAdjustHead")
                  .gives_low_half()
                  .moves_packet()}});
  made.result = returns(1, 3,
                        "XDP for Windows: published/external/xdp/ebpfhook.h, xdp_action_t; "
                        "src/xdp/program.c, XdpInvokeEbpf, asserts that it is one of these");
  made.names = {{"XDP_PASS", 1, ""}, {"XDP_DROP", 2, ""}, {"XDP_TX", 3, ""}};
  return made;
}

}  // namespace

std::vector<Contract> windows_contracts() {
  return {
      process(),
      netevent(),
      bind(),
      sock_addr_connect(),
      sock_addr_read_only("sock_addr_recv_accept", "cgroup/recv_accept"),
      sock_addr_read_only("sock_addr_connect_authorization", "cgroup/connect_authorization"),
      sock_addr_read_only("sock_addr_bind", "cgroup/bind"),
      sock_addr_read_only("sock_addr_listen", "cgroup/listen"),
      sock_ops(),
      xdp(),
  };
}

}  // namespace assay::tables
