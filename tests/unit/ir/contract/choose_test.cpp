// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/choose.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Program program(std::string section, std::string type = "", std::string type_name = "") {
  Program made;
  made.section = std::move(section);
  made.context_type = std::move(type);
  made.context_typedef = std::move(type_name);
  return made;
}

/// What the user said.
struct Said {
  std::string name = {};
  std::optional<Platform> platform = std::nullopt;
  std::vector<Contract> from_header = {};
};

Result<ChosenContract> choose(const Program& program, const Said& said = {}) {
  return choose_contract(program,
                         {test_catalogue().with(said.from_header), said.name, said.platform});
}

/// The chosen contract's name, or the id of the error and its message.
std::string chosen(const Program& program, const Said& said = {}) {
  const Result<ChosenContract> found = choose(program, said);
  if (found.ok()) return found.value().contract->name;
  return std::string(error_id(found.error().code)) + " " + found.error().message;
}

TEST(Choose, a_section_of_one_platform_is_enough) {
  EXPECT_EQ(chosen(program("process")), "windows/process");
  EXPECT_EQ(chosen(program("netevent_monitor")), "windows/netevent");
  EXPECT_EQ(chosen(program("tc/ingress")), "linux/sched_cls");
  EXPECT_EQ(chosen(program("socket")), "linux/socket_filter");
  EXPECT_EQ(chosen(program("lirc_mode2")), "linux/lirc_mode2");
  EXPECT_EQ(chosen(program("uretprobe/bash_readline")), "linux/kprobe");
  EXPECT_EQ(chosen(program("cgroup/connect_authorization6")),
            "windows/sock_addr_connect_authorization");
}

TEST(Choose, a_section_of_both_platforms_is_linux_and_the_choice_says_so) {
  for (const char* section : {"xdp", "xdp/entry", "sockops", "cgroup/connect4", "cgroup/bind6"}) {
    const Result<ChosenContract> found = choose(program(section));
    ASSERT_TRUE(found.ok()) << section;
    EXPECT_EQ(found.value().contract->platform, Platform::Linux);
    EXPECT_THAT(found.value().assumption, HasSubstr(section));
  }
  EXPECT_EQ(chosen(program("xdp"), {"", Platform::Linux}), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp"), {"", Platform::Windows}), "windows/xdp");
  EXPECT_EQ(chosen(program("cgroup/bind6"), {"", Platform::Linux}), "linux/cgroup_bind6");
}

TEST(Choose, what_tells_the_platform_leaves_nothing_to_assume) {
  Program marked = program("xdp");
  marked.platform_mark = "linux";
  for (const Program& told :
       {program("xdp", "xdp_md"), program("xdp", "_xdp_md", "xdp_md_t"), marked}) {
    const Result<ChosenContract> found = choose(told);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found.value().assumption, "");
  }
  EXPECT_EQ(choose(program("tc")).value().assumption, "");
  EXPECT_EQ(choose(program("xdp"), {"", Platform::Linux}).value().assumption, "");
}

TEST(Choose, a_prefix_ends_at_a_slash) {
  EXPECT_THAT(chosen(program("xdp_router"), {"", Platform::Linux}), HasSubstr("A140"));
  EXPECT_THAT(chosen(program("processes")), HasSubstr("A140"));
}

TEST(Choose, the_type_never_overrides_the_section) {
  EXPECT_EQ(chosen(program("xdp", "xdp_md")), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp", "_xdp_md", "xdp_md_t")), "windows/xdp");
  for (const Program& wrong :
       {program("xdp", "bpf_sock_ops"), program("process", "_bind_md", "bind_md_t"),
        program("bind", "netevent", "netevent_event_md_t"), program("tc", "xdp_md"),
        program("fentry/vfs_unlink", "pt_regs"), program("sk_lookup", "__sk_buff"),
        program("syscall", "xdp_md"), program("tc", "", "xdp_md_t")}) {
    const std::string text = chosen(wrong);
    EXPECT_THAT(text, AllOf(HasSubstr("A141"), HasSubstr(wrong.section)));
  }
  // The context of a hook that has no contract contradicts as well.
  EXPECT_THAT(chosen(program("xdp", "sk_msg_md")), HasSubstr("Linux's hook sk_msg"));
}

TEST(Choose, a_type_that_is_no_context_says_nothing) {
  EXPECT_EQ(chosen(program("xdp", "event")), "linux/xdp");
  EXPECT_EQ(chosen(program("process", "", "event_t")), "windows/process");
  EXPECT_EQ(chosen(program("perf_event", "pt_regs")), "linux/perf_event");
}

TEST(Choose, a_typedef_of_ones_own_for_the_other_platforms_struct_says_nothing) {
  EXPECT_EQ(chosen(program("xdp", "xdp_md", "xdp_md_t")), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp", "xdp_md", "xdp_md_t"), {"", Platform::Windows}), "windows/xdp");
}

TEST(Choose, a_section_of_no_hook_is_an_error_that_names_the_hook_of_the_type) {
  const std::string text = chosen(program("from-netdev", "xdp_md"));
  EXPECT_THAT(text, AllOf(HasSubstr("A140"), HasSubstr("linux/xdp"), HasSubstr("\"xdp\"")));
  EXPECT_THAT(chosen(program("2/1", "__sk_buff")), HasSubstr("linux/sched_cls"));
  for (const char* section : {"", ".text", "maps", ".maps", "license", "version"})
    EXPECT_THAT(chosen(program(section, "xdp_md")), HasSubstr("A140")) << section;
  EXPECT_THAT(chosen(program("license")), HasSubstr("contains the object's license"));
}

TEST(Choose, a_hook_without_contract_is_unsupported_by_its_own_name) {
  for (const auto& [section, hook] : {std::pair{"syscall", "hook syscall"},
                                      {"raw_tp.w/x", "hook raw_tracepoint_writable"},
                                      {"sk_skb/stream_parser", "hook sk_skb"},
                                      {"struct_ops.s/x", "hook sleepable struct_ops"},
                                      {"cgroup/connect_unix", "hook cgroup_sock_addr"},
                                      {"freplace/x", "hook freplace"}}) {
    const std::string text = chosen(program(section));
    EXPECT_THAT(text, AllOf(HasSubstr("A201"), HasSubstr(hook)));
  }
  EXPECT_THAT(chosen(program("freplace/x", "__sk_buff")), HasSubstr("A201"));
}

TEST(Choose, the_struct_tag_of_sock_addr_is_both_platforms) {
  EXPECT_EQ(chosen(program("cgroup/connect4", "bpf_sock_addr")), "linux/cgroup_connect4");
  EXPECT_EQ(chosen(program("cgroup/connect4", "bpf_sock_addr", "bpf_sock_addr_t")),
            "windows/sock_addr_connect");
  EXPECT_EQ(chosen(program("cgroup/recv_accept4", "bpf_sock_addr")),
            "windows/sock_addr_recv_accept");
}

TEST(Choose, the_header_of_a_platform_settles_it_and_contradicts_the_other) {
  Program marked = program("xdp");
  marked.platform_mark = "windows";
  EXPECT_EQ(chosen(marked), "windows/xdp");
  EXPECT_THAT(chosen(marked, {"", Platform::Linux}), HasSubstr("A141"));
  marked.section = "tc";
  EXPECT_THAT(chosen(marked), HasSubstr("A141"));
  marked.platform_mark = "plan9";
  EXPECT_THAT(chosen(marked), HasSubstr("A141"));
}

TEST(Choose, a_section_of_the_other_platform_is_no_section_of_this_one) {
  EXPECT_THAT(chosen(program("process"), {"", Platform::Linux}), HasSubstr("A141"));
  EXPECT_THAT(chosen(program("syscall"), {"", Platform::Windows}), HasSubstr("A141"));
}

TEST(Choose, libbpfs_mark_of_a_program_that_is_not_loaded_at_once_is_no_part_of_the_name) {
  EXPECT_EQ(chosen(program("?xdp/devmap")), "linux/xdp_devmap");
  EXPECT_THAT(chosen(program("?process")), HasSubstr("A140"));
}

TEST(Choose, a_variant_is_chosen_by_its_section_only) {
  EXPECT_EQ(chosen(program("xdp/devmap", "xdp_md")), "linux/xdp_devmap");
  EXPECT_EQ(chosen(program("cgroup/post_bind4"), {"linux/cgroup_sock", {}}),
            "linux/cgroup_post_bind4");
  EXPECT_EQ(chosen(program("cgroup/sock1"), {"linux/cgroup_sock", {}}), "linux/cgroup_sock");
}

TEST(Choose, a_name_beats_everything) {
  EXPECT_EQ(chosen(program("process"), {"linux/xdp", {}}), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp", "xdp_md"), {"unspec", {}}), "unspec");
  EXPECT_EQ(chosen(program(""), {"lirc_mode2", {}}), "linux/lirc_mode2");
}

TEST(Choose, a_short_name_of_both_platforms_asks_for_the_platform) {
  EXPECT_THAT(chosen(program("xdp"), {"xdp", {}}), HasSubstr("A202"));
  EXPECT_EQ(chosen(program("xdp"), {"xdp", Platform::Linux}), "linux/xdp");
}

TEST(Choose, a_name_of_the_other_platform_is_refused) {
  EXPECT_THAT(chosen(program("xdp"), {"linux/xdp", Platform::Windows}), HasSubstr("A201"));
}

TEST(Choose, a_slip_of_the_pen_gets_a_hint) {
  EXPECT_THAT(chosen(program(""), {"windows/proces", {}}), HasSubstr("windows/process"));
  EXPECT_THAT(chosen(program("netevent_monitr")), HasSubstr("netevent_monitor"));
}

TEST(Choose, unspec_is_never_guessed) {
  EXPECT_THAT(chosen(program("")), HasSubstr("A140"));
  EXPECT_THAT(chosen(program(".text")), HasSubstr("A140"));
  EXPECT_THAT(chosen(program("unspec")), HasSubstr("A140"));
}

Contract made(std::string name, std::string section, std::string type) {
  Contract contract;
  contract.name = std::move(name);
  contract.platform = Platform::Windows;
  contract.section_prefixes = {std::move(section)};
  contract.context_types = {std::move(type)};
  return contract;
}

TEST(Choose, contracts_of_a_header_stand_beside_the_built_in_ones) {
  const std::vector<Contract> own = {made("windows/file_open", "file_open", "file_open_md_t"),
                                     made("windows/taken", "process", "taken_md_t")};
  const Said choice{"", std::nullopt, own};
  EXPECT_EQ(chosen(program("file_open/a"), choice), "windows/file_open");
  EXPECT_THAT(chosen(program("any", "", "file_open_md_t"), choice), HasSubstr("\"file_open\""));
  EXPECT_EQ(chosen(program("bind"), choice), "windows/bind");
  EXPECT_EQ(chosen(program("any"), {"file_open", std::nullopt, own}), "windows/file_open");
  EXPECT_THAT(chosen(program("any"), {"file_opem", std::nullopt, own}),
              HasSubstr("the nearest is file_open"));
  EXPECT_THAT(chosen(program("file_opem"), choice), HasSubstr("the nearest is file_open"));
  EXPECT_THAT(chosen(program("file_open")), HasSubstr("A140"));
  EXPECT_THAT(chosen(program("file_open"), {"", Platform::Linux, own}), HasSubstr("A141"));
}

TEST(Choose, a_header_with_a_built_in_section_or_name_decides_nothing_alone) {
  const std::vector<Contract> own = {made("windows/taken", "process", "taken_md_t"),
                                     made("windows/bind", "bind", "bind_md_t")};
  const Said choice{"", std::nullopt, own};
  EXPECT_THAT(chosen(program("process"), choice), HasSubstr("A202"));
  EXPECT_EQ(chosen(program("process", "", "taken_md_t"), choice), "windows/taken");
  EXPECT_EQ(chosen(program("process", "", "process_md_t"), choice), "windows/process");
  // The built-in one, which is the same.
  EXPECT_EQ(choose(program("bind"), choice).value().contract.get(), find_contract("windows/bind"));
}

}  // namespace
}  // namespace assay
