// SPDX-License-Identifier: Apache-2.0
#include "ir/types/btf_ext.hpp"

#include "ir/base/errors.hpp"
#include "ir/types/btf_reader.hpp"
#include "support/btf_image.hpp"

namespace assay {
namespace {

using namespace test;

TEST(BtfExt, BadTablesAreNamed) {
  BtfImage image;
  image.type("int", 1, 0, 4, {0x01000020});
  const auto btf = read_btf(image.build());
  ASSERT_TRUE(btf.ok());
  const auto ext = [&](const Bytes& bytes) { return read_btf_ext(bytes, *btf.value()); };
  EXPECT_TRUE(ext(lines(16, 1, 1, {8, 0, 0, 7 << 10 | 3})).ok());
  expect_error(ext(lines(16, 1, 0, {})), ErrorCode::BtfMalformed, "no record");
  expect_error(ext(lines(16, 1, 0xffffffff, {8, 0, 0, 0})), ErrorCode::BtfMalformed, "truncated");
  expect_error(ext(lines(0, 1, 1, {8, 0, 0, 0})), ErrorCode::BtfMalformed, "records of 0 bytes");
  expect_error(ext(lines(16, 0xffff, 1, {8, 0, 0, 0})), ErrorCode::BtfMalformed, "is not a string");
  expect_error(ext(lines(16, 1, 1, {8, 0xffff, 0, 0})), ErrorCode::BtfMalformed, "names no string");
  expect_error(ext(lines(16, 1, 1, {4, 0, 0, 0})), ErrorCode::BtfMalformed,
               "no instruction begins at byte 4");
  Bytes whole = lines(16, 1, 1, {8, 0, 0, 0});
  whole.resize(20);
  expect_error(ext(whole), ErrorCode::BtfMalformed, "truncated");
}

/// A section of one table; `table`: which of the three (2: functions, 4: lines, 6: CO-RE), as the
/// word of its offset in the header.
Bytes one_table(std::size_t table, std::uint32_t begin, const Bytes& contents) {
  Bytes bytes;
  put(bytes, std::uint16_t{0xeb9f});
  put(bytes, std::uint16_t{1});
  put(bytes, std::uint32_t{32});
  bytes.resize(32);
  poke(bytes, table * 4, begin);
  poke(bytes, table * 4 + 4, static_cast<std::uint32_t>(contents.size()));
  bytes.resize(32 + begin);
  bytes.insert(bytes.end(), contents.begin(), contents.end());
  return bytes;
}

class BtfExtOfEachTable : public ::testing::TestWithParam<std::size_t> {
 protected:
  static Bytes records() {
    Bytes table;
    for (const std::uint32_t word : {16u, 1u, 1u, 8u, 0u, 0u, 0u}) put(table, word);
    return table;
  }
  Result<BtfExt> read(const Bytes& bytes) const { return read_btf_ext(bytes, *btf_); }
  void SetUp() override {
    BtfImage image;
    image.type("int", 1, 0, 4, {0x01000020});
    btf_ = read_btf(image.build()).value();
  }
  std::shared_ptr<const Btf> btf_;
};

// Each is a reason for libbpf to leave out the whole section without a word to its caller, and with
// it all CO-RE relocations.
TEST_P(BtfExtOfEachTable, WhatMakesLoadersIgnoreTheSectionIsRefused) {
  EXPECT_TRUE(read(one_table(GetParam(), 0, records())).ok());
  EXPECT_TRUE(read(one_table(GetParam(), 8, records())).ok());
  Bytes flags = one_table(GetParam(), 0, records());
  flags[3] = 1;
  expect_error(read(flags), ErrorCode::BtfMalformed, "flags 0x01");
  for (const std::uint32_t begin : {1u, 2u, 3u, 5u}) {
    expect_error(read(one_table(GetParam(), begin, records())), ErrorCode::BtfMalformed,
                 "is no multiple of 4");
  }
  const Bytes only_size{16, 0, 0, 0};
  expect_error(read(one_table(GetParam(), 0, only_size)), ErrorCode::BtfMalformed,
               "a table without a record");
}

INSTANTIATE_TEST_SUITE_P(Tables, BtfExtOfEachTable, ::testing::Values(2u, 4u, 6u));

}  // namespace
}  // namespace assay
