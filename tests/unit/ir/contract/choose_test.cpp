// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "ir/contract/contract.hpp"

namespace assay {
namespace {

Program program(std::string section, std::string type = "", std::string type_name = "") {
  Program made;
  made.section = std::move(section);
  made.context_type = std::move(type);
  made.context_typedef = std::move(type_name);
  return made;
}

/// The chosen contract's name, or the id of the error and its message.
std::string chosen(const Program& program, const ContractChoice& choice = {}) {
  const Result<const Contract*> found = choose_contract(program, choice);
  if (found.ok()) return found.value()->name;
  return std::string(error_id(found.error().code)) + " " + found.error().message;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
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

TEST(Choose, a_section_of_both_platforms_asks_for_the_platform) {
  for (const char* section : {"xdp", "xdp/entry", "sockops", "cgroup/connect4", "cgroup/bind6"}) {
    const std::string text = chosen(program(section));
    EXPECT_TRUE(contains(text, "A202") && contains(text, "--platform")) << text;
  }
  EXPECT_EQ(chosen(program("xdp"), {"", Platform::Linux}), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp"), {"", Platform::Windows}), "windows/xdp");
  EXPECT_EQ(chosen(program("cgroup/bind6"), {"", Platform::Linux}), "linux/cgroup_bind6");
}

TEST(Choose, a_prefix_ends_at_a_slash) {
  EXPECT_TRUE(contains(chosen(program("xdp_router"), {"", Platform::Linux}), "A201"));
  EXPECT_TRUE(contains(chosen(program("processes")), "A201"));
}

TEST(Choose, the_context_type_is_stronger_than_the_section) {
  EXPECT_EQ(chosen(program("from-netdev", "xdp_md")), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp", "xdp_md")), "linux/xdp");
  EXPECT_EQ(chosen(program("xdp", "_xdp_md", "xdp_md_t")), "windows/xdp");
  EXPECT_EQ(chosen(program(".text", "_process_md", "process_md_t")), "windows/process");
}

TEST(Choose, the_shared_struct_tag_of_sock_addr_does_not_settle_the_platform) {
  EXPECT_TRUE(contains(chosen(program("cgroup/connect4", "bpf_sock_addr")), "A202"));
  EXPECT_EQ(chosen(program("cgroup/connect4", "bpf_sock_addr", "bpf_sock_addr_t")),
            "windows/sock_addr_connect");
  EXPECT_EQ(chosen(program("cgroup/recv_accept4", "bpf_sock_addr")),
            "windows/sock_addr_recv_accept");
  EXPECT_EQ(chosen(program("cgroup/connect4", "bpf_sock_addr"), {"", Platform::Linux}),
            "linux/cgroup_connect4");
}

TEST(Choose, a_type_of_several_contracts_needs_the_section) {
  EXPECT_EQ(chosen(program("tc", "__sk_buff")), "linux/sched_cls");
  const std::string text = chosen(program("from-netdev", "__sk_buff"));
  EXPECT_TRUE(contains(text, "A202") && contains(text, "--contract")) << text;
}

TEST(Choose, a_variant_is_chosen_by_its_section_only) {
  EXPECT_EQ(chosen(program("xdp/devmap", "xdp_md")), "linux/xdp_devmap");
  EXPECT_EQ(chosen(program("2/1", "xdp_md")), "linux/xdp");
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
  EXPECT_TRUE(contains(chosen(program("xdp"), {"xdp", {}}), "A202"));
  EXPECT_EQ(chosen(program("xdp"), {"xdp", Platform::Linux}), "linux/xdp");
}

TEST(Choose, a_name_of_the_other_platform_is_refused) {
  EXPECT_TRUE(contains(chosen(program("xdp"), {"linux/xdp", Platform::Windows}), "A201"));
}

TEST(Choose, a_slip_of_the_pen_gets_a_hint) {
  EXPECT_TRUE(contains(chosen(program(""), {"windows/proces", {}}), "windows/process"));
  EXPECT_TRUE(contains(chosen(program("netevent_monitr")), "netevent_monitor"));
}

TEST(Choose, unspec_is_never_guessed) {
  EXPECT_TRUE(contains(chosen(program("")), "A201"));
  EXPECT_TRUE(contains(chosen(program(".text")), "A201"));
  EXPECT_TRUE(contains(chosen(program("unspec")), "A201"));
}

TEST(FindContract, a_short_name_needs_to_be_unique_or_have_a_platform) {
  EXPECT_EQ(find_contract("xdp"), nullptr);
  EXPECT_EQ(find_contract("xdp", Platform::Linux)->name, "linux/xdp");
  EXPECT_EQ(find_contract("unspec", Platform::Linux)->name, "unspec");
  EXPECT_EQ(find_contract("sched_cls")->name, "linux/sched_cls");
  EXPECT_EQ(find_contract("no such"), nullptr);
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
  const ContractChoice choice{"", std::nullopt, &own};
  EXPECT_EQ(chosen(program("file_open/a"), choice), "windows/file_open");
  EXPECT_EQ(chosen(program("any", "", "file_open_md_t"), choice), "windows/file_open");
  EXPECT_EQ(chosen(program("bind"), choice), "windows/bind");
  EXPECT_EQ(chosen(program("any"), {"file_open", std::nullopt, &own}), "windows/file_open");
  EXPECT_TRUE(contains(chosen(program("any"), {"file_opem", std::nullopt, &own}),
                       "the nearest is file_open"));
  EXPECT_TRUE(contains(chosen(program("file_opem"), choice), "the nearest is file_open"));
  EXPECT_TRUE(contains(chosen(program("file_open")), "A201"));
  EXPECT_TRUE(contains(chosen(program("file_open"), {"", Platform::Linux, &own}), "A201"));
}

TEST(Choose, a_header_with_a_built_in_section_or_name_decides_nothing_alone) {
  const std::vector<Contract> own = {made("windows/taken", "process", "taken_md_t"),
                                     made("windows/bind", "bind", "bind_md_t")};
  const ContractChoice choice{"", std::nullopt, &own};
  EXPECT_TRUE(contains(chosen(program("process"), choice), "A202"));
  EXPECT_EQ(chosen(program("process", "", "taken_md_t"), choice), "windows/taken");
  EXPECT_EQ(chosen(program("process", "", "process_md_t"), choice), "windows/process");
  // The built-in one, which is the same.
  EXPECT_EQ(choose_contract(program("bind"), choice).value(), find_contract("windows/bind"));
}

}  // namespace
}  // namespace assay
