// SPDX-License-Identifier: Apache-2.0
#include "ir/package/code.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "ir/text/assemble.hpp"
#include "ir/wire/package.hpp"

namespace assay {
namespace {

std::vector<Instruction> assembled(std::string_view text) {
  auto program = assemble(text);
  EXPECT_TRUE(program.ok()) << program.error().message;
  return program.ok() ? std::move(program).value() : std::vector<Instruction>{};
}

TEST(PackageCode, MapsAreNamedByTheIndicesOfThePackage) {
  const auto program = assembled("r1 = map[0]\nr2 = map[1]\nr0 = 0\nexit\n");
  const std::vector<std::uint8_t> code = packed_code(program, std::vector<std::uint32_t>{7, 3});
  ASSERT_EQ(code.size(), program.size() * 8);
  EXPECT_EQ(code[1] >> 4, wire::kWideMapIndex);
  EXPECT_EQ(code[4], 7);
  EXPECT_EQ(code[16 + 1] >> 4, wire::kWideMapIndex);
  EXPECT_EQ(code[16 + 4], 3);
}

TEST(PackageCode, WhatIsPackedReadsBack) {
  const auto program = assembled(
      "r1 = map[1]\nr2 = map_value[0] + 4\nr3 = 0x1122334455667788 ll\nif r3 > 5 goto L9\nr0 = 1\n"
      "exit\nL9:\nr0 = 0\nexit\n");
  const auto back = unpacked_code(packed_code(program, std::vector<std::uint32_t>{0, 1}));
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back.value(), program);
}

TEST(PackageCode, AHandleIsNoIndex) {
  std::vector<std::uint8_t> code =
      packed_code(assembled("r1 = map[0]\nr0 = 0\nexit\n"), std::vector<std::uint32_t>{0});
  code[1] = static_cast<std::uint8_t>((code[1] & 0xf) | wire::kWideMapHandle << 4);
  EXPECT_FALSE(unpacked_code(code).ok());
}

TEST(PackageCode, ASecondSlotIsNotTakenForALoad) {
  // The second slot of a 64-bit number may look like an opcode in no field, but its first byte.
  std::vector<std::uint8_t> code =
      packed_code(assembled("r1 = 0x18 ll\nr0 = 0\nexit\n"), std::vector<std::uint32_t>{});
  EXPECT_TRUE(unpacked_code(code).ok());
  code[8] = 0x18;
  EXPECT_FALSE(unpacked_code(code).ok());
}

}  // namespace
}  // namespace assay
