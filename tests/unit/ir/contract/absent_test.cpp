// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/absent.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "support/builtin.hpp"

namespace assay {
namespace {

/// Or one that begins with it, where a hook lets less be asked of the helper.
TEST(Absent, each_helper_of_a_platform_has_its_name_at_all_hooks) {
  std::map<std::pair<Platform, std::uint32_t>, std::string> names;
  for (const Contract& contract : builtin_contracts()) {
    if (contract.platform == Platform::Generic) continue;
    for (const Helper& helper : contract.helpers) {
      if (helper.id >= 1 << 16) continue;  // the hook's own
      const auto [known, is_new] =
          names.emplace(std::pair(contract.platform, helper.id), helper.name);
      EXPECT_TRUE(helper.name.starts_with(known->second)) << contract.name << ": " << helper.name;
    }
  }
  for (const auto& [number, name] : names)
    EXPECT_EQ(helper_name(number.first, number.second), name);
  EXPECT_EQ(helper_name(Platform::Linux, 9999), "");
  EXPECT_EQ(helper_name(Platform::Generic, 1), "");
}

}  // namespace
}  // namespace assay
