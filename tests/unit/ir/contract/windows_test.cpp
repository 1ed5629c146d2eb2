// SPDX-License-Identifier: Apache-2.0
// Facts of eBPF for Windows 1.6.0, pinned.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "ir/contract/absent.hpp"
#include "ir/contract/contract.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

/// "offset:size" of the field that begins at `offset`.
std::uint32_t size_at(const Contract& c, std::uint32_t offset) {
  const ContextField* field = field_at(c, offset);
  return field != nullptr && field->offset == offset ? field->size : 0;
}

TEST(Windows, context_sizes) {
  const std::pair<const char*, std::uint32_t> sizes[] = {{"process", 144},
                                                         {"netevent", 24},
                                                         {"bind", 56},
                                                         {"sock_addr_connect", 64},
                                                         {"sock_addr_recv_accept", 64},
                                                         {"sock_addr_connect_authorization", 64},
                                                         {"sock_addr_bind", 64},
                                                         {"sock_addr_listen", 64},
                                                         {"sock_ops", 64},
                                                         {"xdp", 32}};
  for (const auto& [name, size] : sizes)
    EXPECT_EQ(contract_named("windows/" + std::string(name)).context_size, size) << name;
}

TEST(Windows, process_fields_lie_where_the_extension_puts_them_and_are_read_only) {
  const Contract& c = contract_named("windows/process");
  const std::pair<std::uint32_t, std::uint32_t> fields[] = {{0, 8},  {8, 8},  {16, 8}, {24, 8},
                                                            {32, 8}, {40, 8}, {48, 8}, {56, 8},
                                                            {64, 4}, {68, 1}, {72, 4}, {76, 68}};
  for (const auto& [offset, size] : fields) EXPECT_EQ(size_at(c, offset), size) << offset;
  for (const ContextField& field : c.fields) EXPECT_FALSE(field.writable) << field.name;
  EXPECT_EQ(field_at(c, 69), nullptr);
  EXPECT_FALSE(c.result.checked);
}

TEST(Windows, process_helpers_promise_only_the_bytes_they_return) {
  for (std::uint32_t id = 65536; id <= 65538; ++id) {
    const Helper* helper = find_helper(contract_named("windows/process"), id);
    ASSERT_NE(helper, nullptr) << id;
    EXPECT_EQ(helper->args[0].kind, ArgKind::Context);
    EXPECT_EQ(helper->args[1].kind, ArgKind::WriteMemory);
    EXPECT_EQ(helper->args[2].kind, ArgKind::Size);
    EXPECT_EQ(helper->initialises, Initialises::ResultBytes);
  }
}

TEST(Windows, only_connect_may_redirect) {
  for (const char* name : {"connect", "recv_accept", "connect_authorization", "bind", "listen"}) {
    const Contract& c = contract_named("windows/sock_addr_" + std::string(name));
    const bool writable = std::string(name) == "connect";
    EXPECT_EQ(field_at(c, 24)->writable, writable) << name;
    EXPECT_EQ(field_at(c, 40)->writable, writable) << name;
    EXPECT_FALSE(field_at(c, 4)->writable) << name;
    EXPECT_EQ(size_at(c, 24), 16u);
    EXPECT_EQ(size_at(c, 40), 2u);
    EXPECT_EQ(size_at(c, 56), 8u);
    EXPECT_FALSE(c.result.checked);
    EXPECT_EQ(c.result.otherwise, "numbers without a name reject");
  }
}

TEST(Windows, result_ranges) {
  EXPECT_FALSE(contract_named("windows/bind").result.checked);
  EXPECT_EQ(contract_named("windows/bind").result.otherwise, "numbers without a name deny");
  EXPECT_EQ(contract_named("windows/xdp").result.min, 1);
  EXPECT_EQ(contract_named("windows/xdp").result.max, 3);
  EXPECT_FALSE(contract_named("windows/sock_ops").result.checked);
  EXPECT_FALSE(contract_named("windows/netevent").result.checked);
}

TEST(Windows, bind_may_write_the_address_and_nothing_else) {
  for (const ContextField& field : contract_named("windows/bind").fields) {
    EXPECT_EQ(field.writable, field.offset == 24) << field.name;
  }
}

TEST(Windows, the_policy_refuses_everything_and_limits_are_the_platform_s) {
  for (const Contract& c : builtin_contracts()) {
    if (c.platform != Platform::Windows) continue;
    EXPECT_FALSE(c.policy.pointer_to_scalar || c.policy.pointer_leak_to_memory ||
                 c.policy.pointer_leak_in_result || c.policy.uninitialised_stack_reads ||
                 c.policy.uninitialised_stack_reads_by_helpers || c.policy.legacy_packet_access)
        << c.name;
    EXPECT_EQ(c.limits.instruction_budget, 1000000u);
    EXPECT_EQ(c.limits.stack_bytes_per_frame, 512u);
    EXPECT_EQ(c.limits.stack_bytes_per_chain, 0u);
    EXPECT_EQ(c.limits.call_depth, 8u);
    EXPECT_EQ(c.limits.tail_calls, 33u);
    for (std::uint32_t id = 1; id <= 34; ++id) {
      if (id == 26) continue;
      EXPECT_NE(find_helper(c, id), nullptr) << c.name << " " << id;
    }
    EXPECT_EQ(find_helper(c, 36), nullptr);
  }
}

TEST(Windows, regions_promise_what_the_sources_do) {
  const auto region = [](std::string_view name) {
    return find_contract("windows/" + std::string(name))->regions.at(0);
  };
  EXPECT_EQ(region("process").max_size, 65535u);  // a UNICODE_STRING's length has 16 bits
  EXPECT_TRUE(region("process").may_be_null);     // at each process's end
  EXPECT_EQ(region("process").reversed, 0u);
  EXPECT_EQ(region("bind").max_size, 65536u);
  EXPECT_TRUE(region("bind").may_be_null);
  EXPECT_EQ(region("bind").reversed, 0u);
  EXPECT_EQ(region("netevent").max_size, Region::kAnyLength);
  EXPECT_FALSE(region("netevent").may_be_null);
  EXPECT_EQ(region("netevent").reversed, 57u);
  EXPECT_GE(region("xdp").max_size, 65535u + 14u);
  EXPECT_FALSE(region("xdp").may_be_null);
  EXPECT_EQ(region("xdp").reversed, 0u);
}

TEST(Windows, helpers_without_a_function_are_not_offered_and_told_why) {
  for (const Contract& c : builtin_contracts()) {
    if (c.platform != Platform::Windows) continue;
    const bool sock_addr = c.name.starts_with("windows/sock_addr");
    EXPECT_EQ(find_helper(c, 26) != nullptr, sock_addr) << c.name;
    EXPECT_EQ(why_absent(c, 26).empty(), sock_addr) << c.name;
    EXPECT_EQ(find_helper(c, 35), nullptr) << c.name;
    EXPECT_FALSE(why_absent(c, 35).empty()) << c.name;
    // The number is that of another helper at most hooks.
    EXPECT_EQ(why_absent(c, 65536).empty(), find_helper(c, 65536) != nullptr) << c.name;
    EXPECT_TRUE(why_absent(c, 1).empty()) << c.name;
  }
}

TEST(Windows, a_denied_process_is_a_failure_of_the_platform_s) {
  for (const NamedValue& named : contract_named("windows/process").names) {
    if (named.name == "PROCESS_DENY") {
      EXPECT_EQ(named.value, INT32_MIN + 0x40000022ll);
    } else if (named.name == "PROCESS_PERMIT") {
      EXPECT_EQ(named.value, 0);
    }
  }
}

TEST(Windows, results_are_as_wide_as_the_c_functions_give_them) {
  const Contract& c = contract_named("windows/process");
  for (const std::uint32_t id : {10u, 11u, 12u, 16u, 17u, 18u, 21u, 22u, 23u, 25u, 27u, 28u, 32u})
    EXPECT_EQ(find_helper(c, id)->result_width, Width::W32) << id;
  EXPECT_EQ(find_helper(c, 24)->returns, ReturnKind::Argument);
  EXPECT_EQ(find_helper(c, 24)->returned_argument, 0u);
}

/// The platform reads a table of addresses that is not there, when the program is loaded.
TEST(Windows, netevents_own_helper_has_no_function) {
  EXPECT_EQ(find_helper(contract_named("windows/netevent"), 65536), nullptr);
  EXPECT_THAT(why_absent(contract_named("windows/netevent"), 65536),
              testing::HasSubstr("'netevent_push_event'"));
}

/// The platform holds the length in the flags against `data_end - data` without a sign.
TEST(Windows, output_takes_no_bytes_of_an_event_that_may_be_shorter_than_nothing) {
  for (const Contract& c : builtin_contracts()) {
    if (c.platform != Platform::Windows) continue;
    const bool any = find_helper(c, 32)->args[2].kind == ArgKind::Any;
    const bool reversed =
        std::ranges::any_of(c.regions, [](const Region& r) { return r.reversed != 0; });
    EXPECT_EQ(any, !reversed) << c.name;
  }
}

TEST(Windows, ids_differ_from_linux_from_four_on) {
  const Contract& c = contract_named("windows/process");
  EXPECT_EQ(find_helper(c, 5)->name, "tail_call");
  EXPECT_EQ(find_helper(c, 7)->name, "ktime_get_boot_ns");
  EXPECT_EQ(find_helper(c, 11)->name, "ringbuf_output");
  EXPECT_EQ(find_map_kind(c, 4)->name, "percpu_hash");
  EXPECT_EQ(find_map_kind(c, 13)->name, "ringbuf");
  EXPECT_EQ(find_map_kind(c, 15), nullptr);
}

TEST(Windows, pop_and_peek_write_the_value_and_promise_it_on_success_only) {
  for (const std::uint32_t id : {17u, 18u}) {
    const Helper* helper = find_helper(contract_named("windows/process"), id);
    EXPECT_EQ(helper->args[1].kind, ArgKind::MapValueOut);
    EXPECT_EQ(helper->initialises, Initialises::AllOnSuccess);
    EXPECT_EQ(helper->map_kinds, (std::vector<std::uint32_t>{10, 12}));
  }
}

TEST(Windows, copies_promise_nothing_of_their_destination) {
  for (const std::uint32_t id : {22u, 25u, 27u}) {
    EXPECT_EQ(find_helper(contract_named("windows/process"), id)->initialises, Initialises::Unknown)
        << id;
  }
}

TEST(Windows, adjust_head_kills_packet_pointers) {
  const Contract& c = contract_named("windows/xdp");
  EXPECT_TRUE(find_helper(c, 65536)->moves_packet);
  EXPECT_TRUE(c.regions.at(0).moved_by_helpers);
  EXPECT_EQ(field_at(c, 16)->kind, FieldKind::Scalar);
}

TEST(Windows, netevent_is_one_run_of_three_marks) {
  const Contract& c = contract_named("windows/netevent");
  EXPECT_EQ(c.regions.at(0).marks, 3u);
  EXPECT_EQ(field_at(c, 0)->mark, 0u);
  EXPECT_EQ(field_at(c, 8)->mark, 1u);
  EXPECT_EQ(field_at(c, 16)->mark, 2u);
}

}  // namespace
}  // namespace assay
