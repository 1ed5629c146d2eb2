// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/translated.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "ir/isa/encode.hpp"
#include "ir/text/assemble.hpp"

namespace assay::kernel {
namespace {

/// What r0 can be at the end of the text, which ends with `exit`.
std::optional<std::uint64_t> most_at_end(const char* text) {
  const auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok());
  const std::vector<std::uint8_t> bytes = encode(instructions.value());
  std::vector<bpf_insn> code(bytes.size() / sizeof(bpf_insn));
  std::memcpy(code.data(), bytes.data(), bytes.size());
  return most_in_r0(code, code.size() - 1);
}

TEST(Translated, ALoadIsAsWideAsItSays) {
  EXPECT_EQ(most_at_end("r0 = *(u8 *)(r1 + 4)\nexit"), 0xffu);
  EXPECT_EQ(most_at_end("r0 = *(u16 *)(r1 + 4)\nexit"), 0xffffu);
  EXPECT_EQ(most_at_end("r0 = *(u32 *)(r1 + 4)\nexit"), 0xffffffffu);
  EXPECT_EQ(most_at_end("r0 = *(u64 *)(r1 + 8)\nexit"), ~0ull);
}

TEST(Translated, WhatIsShiftedIsWiderUntilItIsCut) {
  const char* port = "r0 = *(u16 *)(r1 + 4)\nr0 <<= 16\nexit";
  EXPECT_EQ(most_at_end(port), 0xffff0000u);
  const char* cut = "r0 = *(u16 *)(r1 + 4)\nr0 <<= 16\nw0 &= 65535\nexit";
  EXPECT_EQ(most_at_end(cut), 0xffffu);
}

TEST(Translated, EachPathCounts) {
  const char* queue = "r0 = *(u16 *)(r1 + 4)\nif r0 != 65535 goto end\nr0 = -1\nend:\nexit";
  EXPECT_EQ(most_at_end(queue), ~0ull);
  const char* half = "r0 = *(u16 *)(r1 + 4)\nif r0 != 65535 goto end\nw0 = -1\nend:\nexit";
  EXPECT_EQ(most_at_end(half), 0xffffffffu);
}

TEST(Translated, WhatEqualsAConstantIsThatConstant) {
  const char* interface =
      "r0 = *(u64 *)(r1 + 16)\nif r0 == 0 goto end\nr0 = *(u32 *)(r0 + 8)\nend:\nexit";
  EXPECT_EQ(most_at_end(interface), 0xffffffffu);
  const char* other =
      "r0 = *(u64 *)(r1 + 16)\nif r0 != 7 goto more\ngoto end\nmore:\nr0 = 3\nend:\nexit";
  EXPECT_EQ(most_at_end(other), 7u);
}

TEST(Translated, WhatIsNotKnownIsAnyWord) {
  EXPECT_EQ(most_at_end("r0 = *(u8 *)(r1 + 0)\nr0 *= 2\nexit"), ~0ull);
  EXPECT_EQ(most_at_end("r0 = *(u8 *)(r1 + 0)\nr0 = (s8)r0\nexit"), ~0ull);
  EXPECT_EQ(most_at_end("r0 = *(u8 *)(r1 + 0)\ncall 7\nexit"), ~0ull);
  EXPECT_EQ(most_at_end("again:\nr0 = 1\nif r1 == 0 goto again\nexit"), std::nullopt);
}

}  // namespace
}  // namespace assay::kernel
