// SPDX-License-Identifier: Apache-2.0
#include "ir/object/btf.hpp"

#include "elf_image.hpp"
#include "ir/object/btf_ext.hpp"

namespace assay {
namespace {

using namespace test;

BtfImage some_types() {
  BtfImage image;
  image.type("int", 1, 0, 4, {0x01000020});
  image.type("point", 4, 2, 8, {image.string("x"), 1, 0, image.string("y"), 1, 32});
  image.type("point_t", 8, 0, 2);
  return image;
}

TEST(Btf, TypesAreReadAndResolved) {
  const Bytes bytes = some_types().build();
  const auto btf = Btf::read(bytes);
  ASSERT_TRUE(btf.ok()) << btf.error().message;
  EXPECT_EQ(btf.value().size(), 4u);
  EXPECT_EQ(btf.value().resolve(3), 2u);
  EXPECT_EQ(btf.value().size_of(3), 8u);
  EXPECT_EQ(btf.value().named(BtfKind::Typedef).at("point_t"), 3u);
}

TEST(Btf, EveryTruncationIsAnError) {
  const Bytes whole = some_types().build();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(Btf::read(std::span(whole).first(size)).ok()) << size;
  }
}

TEST(Btf, BadFieldsOfTheHeaderAreNamed) {
  struct Case {
    std::size_t at;
    std::uint32_t value;
    const char* part;
  };
  for (const Case& c : {Case{0, 0x1eb9e, "magic"}, Case{4, 8, "a header of 8 bytes"},
                        Case{4, 1u << 30, "a header of"}, Case{8, 0xfffffffc, "types of"},
                        Case{12, 0xffffffff, "types of"}, Case{16, 0xffffffff, "strings of"},
                        Case{20, 0xffffffff, "strings of"}, Case{20, 0, "string table"}}) {
    Bytes bytes = some_types().build();
    poke(bytes, c.at, c.value);
    expect_error(Btf::read(bytes), ErrorCode::BtfMalformed, c.part);
  }
}

TEST(Btf, BadTypesAreNamed) {
  const auto one = [](std::uint32_t kind, std::uint32_t parts, std::uint32_t third,
                      std::vector<std::uint32_t> words = {}) {
    BtfImage image;
    image.type("", kind, parts, third, words);
    return Btf::read(image.build());
  };
  expect_error(one(0, 0, 0), ErrorCode::BtfMalformed, "unknown kind 0");
  expect_error(one(20, 0, 0), ErrorCode::BtfMalformed, "unknown kind 20");
  expect_error(one(2, 0, 9), ErrorCode::BtfMalformed, "beyond the last");
  expect_error(one(3, 0, 0, {0, 9, 1}), ErrorCode::BtfMalformed, "beyond the last");
  expect_error(one(4, 1, 4, {0xffff, 0, 0}), ErrorCode::BtfMalformed, "no such name");
  expect_error(one(4, 0xffff, 4, {0, 0, 0}), ErrorCode::BtfMalformed, "truncated");
}

TEST(Btf, CyclesOfTypesEnd) {
  BtfImage image;
  image.type("a", 8, 0, 2);
  image.type("b", 8, 0, 1);
  image.type("", 3, 0, 0, {3, 3, 1});
  const Bytes bytes = image.build();
  const auto btf = Btf::read(bytes);
  ASSERT_TRUE(btf.ok()) << btf.error().message;
  EXPECT_EQ(btf.value().resolve(1), std::nullopt);
  EXPECT_EQ(btf.value().size_of(1), std::nullopt);
  EXPECT_EQ(btf.value().size_of(3), std::nullopt);
}

/// `.BTF.ext` of one line table.
Bytes lines(std::uint32_t record, std::uint32_t section, std::uint32_t count,
            const std::vector<std::uint32_t>& words) {
  Bytes table;
  put(table, record);
  put(table, section);
  put(table, count);
  for (const std::uint32_t word : words) put(table, word);
  Bytes bytes;
  put(bytes, std::uint16_t{0xeb9f});
  put(bytes, std::uint16_t{1});
  put(bytes, std::uint32_t{24});
  put(bytes, std::uint32_t{0});
  put(bytes, std::uint32_t{0});
  put(bytes, std::uint32_t{0});
  put(bytes, static_cast<std::uint32_t>(table.size()));
  bytes.insert(bytes.end(), table.begin(), table.end());
  return bytes;
}

TEST(BtfExt, BadTablesAreNamed) {
  const Bytes types = some_types().build();
  const auto btf = Btf::read(types);
  ASSERT_TRUE(btf.ok());
  const auto ext = [&](const Bytes& bytes) { return read_btf_ext(bytes, btf.value()); };
  EXPECT_TRUE(ext(lines(16, 1, 1, {8, 0, 0, 7 << 10 | 3})).ok());
  expect_error(ext(lines(16, 1, 0, {})), ErrorCode::BtfMalformed, "no record");
  expect_error(ext(lines(16, 1, 0xffffffff, {8, 0, 0, 0})), ErrorCode::BtfMalformed, "truncated");
  expect_error(ext(lines(0, 1, 1, {8, 0, 0, 0})), ErrorCode::BtfMalformed, "records of 0 bytes");
  expect_error(ext(lines(16, 0xffff, 1, {8, 0, 0, 0})), ErrorCode::BtfMalformed, "no string");
  expect_error(ext(lines(16, 1, 1, {8, 0xffff, 0, 0})), ErrorCode::BtfMalformed, "names no string");
  expect_error(ext(lines(16, 1, 1, {4, 0, 0, 0})), ErrorCode::BtfMalformed,
               "no instruction begins at byte 4");
  Bytes whole = lines(16, 1, 1, {8, 0, 0, 0});
  whole.resize(20);
  expect_error(ext(whole), ErrorCode::BtfMalformed, "truncated");
}

TEST(BtfExt, ARecordBehindItsSectionIsNamed) {
  BtfImage types;
  const auto name = types.string("xdp");
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = ".BTF", .data = types.build()});
  image.section({.name = ".BTF.ext", .data = lines(16, name, 1, {16, 0, 0, 0})});
  expect_error(read(image.build()), ErrorCode::BtfMalformed,
               "behind the 16 bytes of section 'xdp'");
}

}  // namespace
}  // namespace assay
