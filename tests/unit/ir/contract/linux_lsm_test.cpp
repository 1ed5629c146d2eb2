// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ir/base/errors.hpp"
#include "ir/contract/linux_lsm_contracts.hpp"
#include "ir/contract/linux_sections.hpp"
#include "support/builtin.hpp"

namespace assay::tables {
namespace {

std::shared_ptr<const Contract> general(const char* name) { return test_catalogue().named(name); }

Contract at(const char* section) {
  const char* name =
      std::string_view(section).starts_with("lsm.s") ? "linux/lsm_sleepable" : "linux/lsm";
  return *at_attach_point(general(name), section).value();
}

TEST(LinuxLsm, a_hook_passes_its_arguments_and_what_modules_before_returned) {
  EXPECT_EQ(at("lsm/file_open").context_size, 8u * 2);
  EXPECT_EQ(at("lsm/inode_rename").context_size, 8u * 5);
  EXPECT_EQ(at("lsm/bprm_committed_creds").context_size, 8u * 1);  // void: no result before
  EXPECT_EQ(at("lsm/file_open").fields.size(), 2u);
}

TEST(LinuxLsm, results_are_those_of_the_hook) {
  const ReturnRange error = at("lsm/file_open").result;
  EXPECT_TRUE(error.checked && error.low32);
  EXPECT_EQ(error.min, -4095);
  EXPECT_EQ(error.max, 0);
  const ReturnRange yes_or_no = at("lsm/audit_rule_known").result;
  EXPECT_EQ(yes_or_no.min, 0);
  EXPECT_EQ(yes_or_no.max, 1);
  EXPECT_FALSE(at("lsm/task_free").result.checked);
  EXPECT_EQ(general("linux/lsm")->result.min, 0);
  EXPECT_EQ(general("linux/lsm")->result.max, 0);
}

TEST(LinuxLsm, a_hook_that_answers_through_a_pointer_may_only_fail) {
  for (const char* section : {"lsm/secid_to_secctx", "lsm/dentry_init_security",
                              "lsm/inode_getsecctx", "lsm/socket_getpeersec_dgram"}) {
    EXPECT_TRUE(at(section).result.checked) << section;
    EXPECT_EQ(at(section).result.max, -1) << section;
  }
}

TEST(LinuxLsm, what_answers_for_a_function_of_security_modules_gives_no_positive_number) {
  const auto contract = general("linux/fmod_ret");
  const auto other = at_attach_point(contract, "fmod_ret/some_function").value();
  EXPECT_EQ(other, contract);
  EXPECT_FALSE(other->result.assumes.empty());
  const auto security = at_attach_point(contract, "fmod_ret/security_file_alloc").value();
  EXPECT_TRUE(security->result.checked && security->result.low32);
  EXPECT_EQ(security->result.min, -4095);
  EXPECT_EQ(security->result.max, 0);
  EXPECT_EQ(security->result.assumes, "");
}

TEST(LinuxLsm, a_sleeping_program_keeps_its_maps_and_helpers) {
  const Contract sleepable = at("lsm.s/file_open");
  EXPECT_EQ(sleepable.name, "linux/lsm_sleepable");
  EXPECT_EQ(find_map_kind(sleepable, 3), nullptr);  // prog_array
  EXPECT_NE(find_map_kind(at("lsm/file_open"), 3), nullptr);
  EXPECT_NE(find_helper(sleepable, 148), nullptr);
  EXPECT_EQ(sleepable.context_size, at("lsm/file_open").context_size);
}

TEST(LinuxLsm, the_same_hook_is_the_same_contract) {
  EXPECT_EQ(at("lsm/file_open"), at("lsm/file_open"));
  EXPECT_EQ(at("lsm"), *general("linux/lsm"));
}

TEST(LinuxLsm, hooks_are_refused_that_are_unknown_or_closed_to_bpf_or_to_sleep) {
  const auto lsm = general("linux/lsm");
  for (const char* closed : {"lsm/vm_enough_memory", "lsm/getselfattr", "lsm/xfrm_decode_session",
                             "lsm/inode_need_killpriv", "lsm/no_such_hook", "lsm/"}) {
    const auto found = at_attach_point(lsm, closed);
    ASSERT_FALSE(found.ok()) << closed;
    EXPECT_EQ(found.error().code, ErrorCode::ContractUnknown);
  }
  EXPECT_FALSE(at_attach_point(general("linux/lsm_sleepable"), "lsm.s/task_free").ok());
  // Of other hooks the section says nothing more.
  EXPECT_EQ(at_attach_point(general("linux/fentry"), "fentry/getselfattr").value(),
            general("linux/fentry"));
}

TEST(LinuxSections, every_section_has_a_contract_or_stands_among_those_without) {
  std::set<std::string> names;
  for (const LinuxSection& section : linux_sections())
    EXPECT_TRUE(names.insert(std::string(section.name)).second) << section.name;
  for (const Contract& contract : builtin_contracts()) {
    if (contract.platform != Platform::Linux) continue;
    for (const std::string& section : contract.section_prefixes)
      EXPECT_TRUE(names.insert(section).second) << section;
  }
  EXPECT_EQ(names.size(), 115U);
}

TEST(LinuxSections, every_contract_but_the_general_one_of_addresses_has_a_section) {
  for (const Contract& contract : builtin_contracts()) {
    if (contract.platform != Platform::Linux || contract.name == "linux/cgroup_sock_addr") continue;
    EXPECT_FALSE(contract.section_prefixes.empty()) << contract.name;
  }
}

}  // namespace
}  // namespace assay::tables
