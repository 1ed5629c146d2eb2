// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "ir/isa/decode.hpp"
#include "ir/package/code.hpp"
#include "ir/text/assemble.hpp"
#include "loader/checker/assay_checker.h"

namespace assay {
namespace {

std::vector<std::uint8_t> code_of(std::string_view text) {
  const auto program = assemble(text);
  EXPECT_TRUE(program.ok());
  return packed_code(program.value(), std::vector<std::uint32_t>{0, 1});
}

constexpr const char* kText = "r1 = map[1]\nr2 = map_value[0] + 12\nr3 = 0x18 ll\nr0 = 0\nexit\n";

TEST(BindMaps, HandlesTakeThePlaceOfIndices) {
  std::vector<std::uint8_t> code = code_of(kText);
  const std::vector<std::int32_t> handles = {70, 80};
  ASSERT_EQ(assay_bind_maps(code.data(), code.size(), handles.data(), handles.size()), 1);
  const auto bound = decode(code);
  ASSERT_TRUE(bound.ok()) << bound.error().message;
  EXPECT_EQ(bound.value()[0], (Instruction{LoadImm64{Reg{1}, WideKind::Map, 80}}));
  EXPECT_EQ(bound.value()[2],
            (Instruction{LoadImm64{Reg{2}, WideKind::MapValue, (std::uint64_t{12} << 32) + 70}}));
}

TEST(BindMaps, NothingElseChanges) {
  std::vector<std::uint8_t> code = code_of(kText);
  const std::vector<std::uint8_t> before = code;
  const std::vector<std::int32_t> handles = {70, 80};
  ASSERT_EQ(assay_bind_maps(code.data(), code.size(), handles.data(), handles.size()), 1);
  for (std::size_t at = 0; at < code.size(); ++at) {
    const bool of_a_map = at / 8 == 0 || at / 8 == 2;
    const bool may_change = of_a_map && (at % 8 == 1 || at % 8 >= 4);
    if (!may_change) {
      EXPECT_EQ(code[at], before[at]) << at;
    }
  }
}

TEST(BindMaps, WhatIsNoPackedCodeIsRefused) {
  std::vector<std::uint8_t> code = code_of(kText);
  const std::vector<std::int32_t> handles = {70, 80};
  EXPECT_EQ(assay_bind_maps(code.data(), code.size(), handles.data(), 1), 0);  // too few handles
  code = code_of(kText);
  EXPECT_EQ(assay_bind_maps(code.data(), code.size() - 1, handles.data(), 2), 0);
  EXPECT_EQ(assay_bind_maps(nullptr, 8, handles.data(), 2), 0);
  EXPECT_EQ(assay_bind_maps(code.data(), code.size(), nullptr, 2), 0);
  ASSERT_EQ(assay_bind_maps(code.data(), code.size(), handles.data(), 2), 1);
  EXPECT_EQ(assay_bind_maps(code.data(), code.size(), handles.data(), 2), 0) << "bound twice";
}

}  // namespace
}  // namespace assay
