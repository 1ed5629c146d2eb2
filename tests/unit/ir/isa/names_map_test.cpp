// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/names_map.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(NamesMap, OnlyAMapAndWhatLiesInItsValueDo) {
  EXPECT_TRUE(names_map({Reg{1}, WideKind::Map, 2}));
  EXPECT_TRUE(names_map({Reg{1}, WideKind::MapValue, 2}));
  for (const WideKind kind :
       {WideKind::Immediate, WideKind::Function, WideKind::UnresolvedSymbol}) {
    EXPECT_FALSE(names_map({Reg{1}, kind, 2}));
  }
}

}  // namespace
}  // namespace assay
