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

}  // namespace
}  // namespace assay
