// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/cursor.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace assay::dwarf {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(Cursor, ReadsNumbersOfEachSize) {
  const Bytes held = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  for (std::uint64_t size = 1; size <= 8; ++size) {
    Cursor cursor(held, 1);
    std::uint64_t expected = 0;
    for (std::uint64_t i = size; i-- > 0;) expected = expected << 8 | held[1 + i];
    EXPECT_EQ(cursor.number(size), expected);
    EXPECT_EQ(cursor.at(), 1 + size);
    EXPECT_FALSE(cursor.is_bad());
  }
}

TEST(Cursor, IsBadBehindTheLastByteAndStaysSo) {
  const Bytes held = {1, 2, 3};
  Cursor cursor(held);
  EXPECT_EQ(cursor.number(4), 0U);
  EXPECT_TRUE(cursor.is_bad());
  EXPECT_TRUE(cursor.is_at_end());
  EXPECT_EQ(cursor.number(1), 0U);
  EXPECT_EQ(cursor.block(1).size(), 0U);
  EXPECT_EQ(cursor.text(), "");
  EXPECT_TRUE(Cursor(held, 4).is_bad());
  EXPECT_FALSE(Cursor(held, 3).is_bad());
  Cursor huge(held, 1);
  EXPECT_TRUE(huge.block(~std::uint64_t{0}).empty());
  EXPECT_TRUE(huge.is_bad());
}

std::uint64_t unsigned_of(const Bytes& held, bool& bad) {
  Cursor cursor(held);
  const std::uint64_t value = cursor.unsigned_leb();
  bad = cursor.is_bad();
  return value;
}

TEST(Cursor, ReadsUnsignedLebOf64BitsAndNoMore) {
  bool bad = true;
  EXPECT_EQ(unsigned_of({0xe5, 0x8e, 0x26}, bad), 624485U);
  EXPECT_FALSE(bad);
  Bytes most(9, 0xff);
  most.push_back(1);
  EXPECT_EQ(unsigned_of(most, bad), ~std::uint64_t{0});
  EXPECT_FALSE(bad);
  most.back() = 2;
  EXPECT_EQ(unsigned_of(most, bad), 0U);
  EXPECT_TRUE(bad);
  EXPECT_EQ(unsigned_of(Bytes(12, 0x80), bad), 0U);
  EXPECT_TRUE(bad);
  EXPECT_EQ(unsigned_of({0x80}, bad), 0U);
  EXPECT_TRUE(bad);
}

TEST(Cursor, ReadsSignedLeb) {
  const Bytes held = {0x7f, 0x80, 0x7f, 0xff, 0x00, 0x3f, 0x40};
  Cursor cursor(held);
  EXPECT_EQ(cursor.signed_leb(), -1);
  EXPECT_EQ(cursor.signed_leb(), -128);
  EXPECT_EQ(cursor.signed_leb(), 127);
  EXPECT_EQ(cursor.signed_leb(), 63);
  EXPECT_EQ(cursor.signed_leb(), -64);
  EXPECT_TRUE(cursor.is_at_end());
  EXPECT_EQ(cursor.signed_leb(), 0);
  EXPECT_TRUE(cursor.is_bad());
  const Bytes endless(11, 0x80);
  Cursor other(endless);
  EXPECT_EQ(other.signed_leb(), 0);
  EXPECT_TRUE(other.is_bad());
}

TEST(Cursor, ATextNeedsAnEnd) {
  const Bytes held = {'a', 'b', 0, 0, 'c'};
  Cursor cursor(held);
  EXPECT_EQ(cursor.text(), "ab");
  EXPECT_EQ(cursor.text(), "");
  EXPECT_FALSE(cursor.is_bad());
  EXPECT_EQ(cursor.text(), "");
  EXPECT_TRUE(cursor.is_bad());
}

TEST(Cursor, ReadsLengthsOfBothFormats) {
  const Bytes held = {9, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 7,    0,
                      0, 0, 1, 0, 0,    0,    0xf0, 0xff, 0xff, 0xff};
  Cursor cursor(held);
  const auto small = cursor.initial_length();
  EXPECT_EQ(small.bytes, 9U);
  EXPECT_EQ(small.offset_size, 4);
  const auto large = cursor.initial_length();
  EXPECT_EQ(large.bytes, (std::uint64_t{1} << 32) + 7);
  EXPECT_EQ(large.offset_size, 8);
  static_cast<void>(cursor.initial_length());
  EXPECT_TRUE(cursor.is_bad());  // reserved
}

}  // namespace
}  // namespace assay::dwarf
