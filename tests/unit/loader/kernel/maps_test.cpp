// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/maps.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace assay::loader {
namespace {

constexpr std::uint32_t kHash = 1;
constexpr std::uint32_t kPerfEventArray = 4;

std::uint32_t asked_for(std::uint32_t kind, std::uint32_t entries) {
  assay_checked_map map{};
  map.kind = kind;
  map.max_entries = entries;
  return entries_asked_for(map).value();
}

TEST(KernelMaps, AListOfPerfEventsThatSaysNoEntriesHasOneForEachProcessor) {
  EXPECT_GE(asked_for(kPerfEventArray, 0), sysconf(_SC_NPROCESSORS_ONLN));
}

TEST(KernelMaps, OfAllOthersThereAreAsManyEntriesAsThePackageSays) {
  EXPECT_EQ(asked_for(kPerfEventArray, 7), 7U);
  EXPECT_EQ(asked_for(kHash, 0), 0U);
  EXPECT_EQ(asked_for(kHash, 7), 7U);
}

}  // namespace
}  // namespace assay::loader
