// SPDX-License-Identifier: Apache-2.0
#include "ir/program/used_maps.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(UsedMaps, AreThoseThatTheCodeNamesAndThoseInside) {
  Program program;
  program.maps.resize(5);
  program.maps[1].inner = 3;
  program.instructions = {Exit{}, LoadImm64{Reg{1}, WideKind::Map, 1},
                          LoadImm64{Reg{2}, WideKind::MapValue, (std::uint64_t{16} << 32) | 2},
                          LoadImm64{Reg{3}, WideKind::Immediate, 4}};
  EXPECT_EQ(used_maps(program), (std::set<std::uint32_t>{1, 2, 3}));
}

}  // namespace
}  // namespace assay
