// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/names.hpp"

#include <gtest/gtest.h>

namespace assay::loader {
namespace {

TEST(KernelNames, ForPeopleAreCutAndCleaned) {
  EXPECT_EQ(kernel_name(".rodata"), ".rodata");
  EXPECT_EQ(kernel_name("a name/with more than fits"), "a_name_with_mor");
}

TEST(KernelNames, OfProgramsSayForWhichHookTheyWereLoaded) {
  EXPECT_EQ(program_name(10, "no.port-and-more"), "0a_no.port_and_");
  EXPECT_TRUE(is_for_hook(program_name(10, "p"), 10));
  EXPECT_FALSE(is_for_hook(program_name(14, "p"), 10));
  EXPECT_FALSE(is_for_hook("no_port", 10));
}

TEST(KernelNames, OfPinsHaveNoDotAndStayApart) {
  EXPECT_EQ(pin_name(".rodata.port-1"), ":rodata:port-1");
  EXPECT_NE(pin_name("net.guard"), pin_name("net_guard"));
}

TEST(KernelNames, ThatLeadElsewhereOrNowhereAreNoPins) {
  for (const char* name : {"", "a/b", "../a", "a b", "a\n", "a:b"})
    EXPECT_EQ(pin_name(name), std::nullopt);
  EXPECT_EQ(pin_name(".."), "::");
  EXPECT_EQ(pin_name(std::string(255, 'a')), std::nullopt);
}

}  // namespace
}  // namespace assay::loader
