// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/reader.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace assay::checker {
namespace {

Reader over(const std::vector<std::uint8_t>& bytes) { return Reader({bytes.data(), bytes.size()}); }

TEST(CheckerReader, NumbersAreLittleEndian) {
  const std::vector<std::uint8_t> bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
  Reader in = over(bytes);
  EXPECT_EQ(in.u8(), 1u);
  EXPECT_EQ(in.u32(), 0x05040302u);
  EXPECT_EQ(in.u64(), 0x0d0c0b0a09080706u);
  in.expect_end();
  EXPECT_TRUE(in.ok());
}

TEST(CheckerReader, AfterAFaultNothingMovesAndTheFirstCodeStays) {
  const std::vector<std::uint8_t> bytes = {1, 2, 3};
  Reader in = over(bytes);
  EXPECT_EQ(in.u32(), 0u);
  EXPECT_EQ(in.code(), Code::Truncated);
  EXPECT_EQ(in.u8(), 0u);
  in.fail(Code::BadWord);
  EXPECT_EQ(in.code(), Code::Truncated);
  EXPECT_EQ(in.place(), 0u);
}

TEST(CheckerReader, BytesThatAreLeftAreRefused) {
  const std::vector<std::uint8_t> bytes = {1, 2};
  Reader in = over(bytes);
  (void)in.u8();
  in.expect_end();
  EXPECT_EQ(in.code(), Code::BytesLeftOver);
}

TEST(CheckerReader, ARunLongerThanTheRestIsRefusedWhateverItsSize) {
  const std::vector<std::uint8_t> bytes = {1, 2, 3};
  for (const std::uint64_t size : {std::uint64_t{4}, ~std::uint64_t{0}, std::uint64_t{1} << 32}) {
    Reader in = over(bytes);
    EXPECT_EQ(in.bytes(size).size, 0u);
    EXPECT_EQ(in.code(), Code::Truncated);
  }
}

TEST(CheckerReader, ATruthIsZeroOrOne) {
  const std::vector<std::uint8_t> bytes = {0, 1, 2};
  Reader in = over(bytes);
  EXPECT_FALSE(in.truth());
  EXPECT_TRUE(in.truth());
  EXPECT_FALSE(in.truth());
  EXPECT_EQ(in.code(), Code::BadTruthValue);
}

TEST(CheckerReader, AnEnumeratorIsBelowItsCount) {
  const std::vector<std::uint8_t> bytes = {2, 3};
  Reader in = over(bytes);
  EXPECT_EQ(in.enumerator(3), 2u);
  EXPECT_EQ(in.enumerator(3), 0u);
  EXPECT_EQ(in.code(), Code::BadEnumerator);
}

/// As docs/package.md says, in the one form.
std::vector<std::uint8_t> number(std::uint64_t value) {
  std::vector<std::uint8_t> out;
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
  return out;
}

TEST(CheckerReader, ANumberOfVariableLengthReadsBack) {
  for (unsigned bit = 0; bit < 64; ++bit) {
    for (const std::uint64_t value : {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1}) {
      const std::vector<std::uint8_t> bytes = number(value);
      Reader in = over(bytes);
      EXPECT_EQ(in.number(), value);
      in.expect_end();
      EXPECT_TRUE(in.ok()) << value;
    }
  }
  const std::vector<std::uint8_t> most = number(~std::uint64_t{0});
  Reader in = over(most);
  EXPECT_EQ(in.number(), ~std::uint64_t{0});
  EXPECT_TRUE(in.ok());
}

TEST(CheckerReader, ANumberHasOneForm) {
  const std::vector<std::vector<std::uint8_t>> wrong = {
      {0x80, 0x00},
      {0xff, 0x80, 0x00},
      {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02},         // 2^64
      {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01}};  // eleven bytes
  for (const std::vector<std::uint8_t>& bytes : wrong) {
    Reader in = over(bytes);
    EXPECT_EQ(in.number(), 0u);
    EXPECT_EQ(in.code(), Code::BadNumberForm);
  }
}

TEST(CheckerReader, SignedNumbersAlternate) {
  const std::vector<std::uint8_t> bytes = {0, 1, 2, 3};
  Reader in = over(bytes);
  EXPECT_EQ(in.signed_number(), 0);
  EXPECT_EQ(in.signed_number(), -1);
  EXPECT_EQ(in.signed_number(), 1);
  EXPECT_EQ(in.signed_number(), -2);
  const std::vector<std::uint8_t> least = number(~std::uint64_t{0});
  Reader last = over(least);
  EXPECT_EQ(last.signed_number(), INT64_MIN);
}

TEST(CheckerReader, AWordIsPrintable) {
  const std::vector<std::uint8_t> good = {2, 'a', '~'};
  Reader in = over(good);
  EXPECT_EQ(in.word().size, 2u);
  for (const std::uint8_t byte : {0x00, 0x1f, 0x7f, 0x80, 0xff}) {
    const std::vector<std::uint8_t> bad = {1, byte};
    Reader refused = over(bad);
    EXPECT_EQ(refused.word().size, 0u);
    EXPECT_EQ(refused.code(), Code::BadWord);
  }
  const std::vector<std::uint8_t> nothing = {0};
  Reader empty = over(nothing);
  EXPECT_EQ(empty.word_or_nothing().size, 0u);
  EXPECT_TRUE(empty.ok());
  Reader refused = over(nothing);
  (void)refused.word();
  EXPECT_EQ(refused.code(), Code::BadWord);
}

}  // namespace
}  // namespace assay::checker
