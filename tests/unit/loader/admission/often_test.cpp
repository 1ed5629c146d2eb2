// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/often.hpp"

#include <gtest/gtest.h>

namespace assay::loader {
namespace {

TEST(Often, TheFirstFewOfEachClientAndCodeAreTold) {
  Often often;
  for (const char* who : {"a", "b"}) {
    for (const RefusalCode code : {RefusalCode::CheckRefused, RefusalCode::Killed}) {
      int told = 0;
      for (int i = 0; i < 10; ++i) told += often.is_told(who, code) ? 1 : 0;
      EXPECT_EQ(told, 3);
    }
  }
  const auto untold = often.take();
  ASSERT_EQ(untold.size(), 4U);
  EXPECT_EQ(untold[0].times, 7U);
  EXPECT_TRUE(often.take().empty());
}

TEST(Often, ManyClientsAreOneBeyondALimit) {
  Often often;
  int told = 0;
  for (int i = 0; i < 10'000; ++i) {
    told += often.is_told("client " + std::to_string(i), RefusalCode::CheckRefused) ? 1 : 0;
  }
  EXPECT_EQ(static_cast<std::size_t>(told), Often::kMostKinds + Often::kToldEach);
  ASSERT_EQ(often.take().size(), 1U);
}

}  // namespace
}  // namespace assay::loader
