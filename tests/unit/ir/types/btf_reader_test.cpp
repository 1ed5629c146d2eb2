// SPDX-License-Identifier: Apache-2.0
#include "ir/types/btf_reader.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ir/base/errors.hpp"
#include "support/btf_image.hpp"

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

TEST(BtfReader, TypesAreReadAndResolved) {
  const auto btf = read_btf(some_types().build());
  ASSERT_TRUE(btf.ok()) << btf.error().message;
  const Btf& types = *btf.value();
  EXPECT_EQ(types.size(), 4u);
  EXPECT_EQ(types.resolve(TypeId{3}), TypeId{2});
  EXPECT_EQ(types.size_of(TypeId{3}), 8u);
  EXPECT_EQ(types.named(BtfKind::Typedef).at("point_t"), TypeId{3});
}

TEST(BtfReader, EveryTruncationIsAnError) {
  const Bytes whole = some_types().build();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read_btf(std::span(whole).first(size)).ok()) << size;
  }
}

TEST(BtfReader, BadFieldsOfTheHeaderAreNamed) {
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
    expect_error(read_btf(bytes), ErrorCode::BtfMalformed, c.part);
  }
}

TEST(BtfReader, BadTypesAreNamed) {
  const auto one = [](std::uint32_t kind, std::uint32_t parts, std::uint32_t third,
                      std::vector<std::uint32_t> words = {}) {
    BtfImage image;
    image.type("", kind, parts, third, words);
    return read_btf(image.build());
  };
  expect_error(one(0, 0, 0), ErrorCode::BtfMalformed, "unknown kind 0");
  expect_error(one(20, 0, 0), ErrorCode::BtfMalformed, "unknown kind 20");
  expect_error(one(2, 0, 9), ErrorCode::BtfMalformed, "beyond the last");
  expect_error(one(3, 0, 0, {0, 9, 1}), ErrorCode::BtfMalformed, "beyond the last");
  expect_error(one(4, 1, 4, {0xffff, 0, 0}), ErrorCode::BtfMalformed, "no such name");
  expect_error(one(4, 0xffff, 4, {0, 0, 0}), ErrorCode::BtfMalformed, "truncated");
}

TEST(BtfReader, AFunctionWithoutAPrototypeIsRefusedBecauseLoadersThenDropAllTypes) {
  const auto function_of = [](std::uint32_t kind, std::vector<std::uint32_t> words) {
    BtfImage image;
    image.type("f", 12, 1, 2);
    image.type("", kind, 0, 0, words);
    return read_btf(image.build());
  };
  EXPECT_TRUE(function_of(13, {}).ok());
  expect_error(function_of(1, {0}), ErrorCode::BtfMalformed,
               "type 1 'f' is a function, but type 2, which it refers to, is no prototype");
  BtfImage image;
  image.type("f", 12, 1, 0);
  expect_error(read_btf(image.build()), ErrorCode::BtfMalformed, "is no prototype");
}

TEST(BtfReader, StringsBeforeTheTypesAreRefusedBecauseLoadersThenDropAllTypes) {
  const Bytes whole = some_types().build();
  const std::span<const std::uint8_t> body = std::span(whole).subspan(24);
  const auto types = static_cast<std::uint32_t>(whole[12]);
  const auto strings = static_cast<std::uint32_t>(body.size() - types);
  Bytes turned(whole.begin(), whole.begin() + 24);
  const std::uint32_t padded = (strings + 3) / 4 * 4;
  turned.insert(turned.end(), body.begin() + types, body.end());
  turned.resize(24 + padded);
  turned.insert(turned.end(), body.begin(), body.begin() + types);
  poke(turned, 8, padded);
  poke(turned, 16, std::uint32_t{0});
  expect_error(read_btf(turned), ErrorCode::BtfMalformed, "strings at offset 0 do not follow");
  Bytes shared = whole;
  poke(shared, 16, types - 1);  // a byte of the types is one of the strings, too
  poke(shared, 20, strings + 1);
  expect_error(read_btf(shared), ErrorCode::BtfMalformed, "do not follow");
}

TEST(BtfReader, CyclesOfTypesEnd) {
  BtfImage image;
  image.type("a", 8, 0, 2);
  image.type("b", 8, 0, 1);
  image.type("", 3, 0, 0, {3, 3, 1});
  const auto btf = read_btf(image.build());
  ASSERT_TRUE(btf.ok()) << btf.error().message;
  EXPECT_EQ(btf.value()->resolve(TypeId{1}), std::nullopt);
  EXPECT_EQ(btf.value()->size_of(TypeId{1}), std::nullopt);
  EXPECT_EQ(btf.value()->size_of(TypeId{3}), std::nullopt);
}

TEST(BtfReader, PartsHaveWhatTheFormatSaysOfThem) {
  constexpr std::uint32_t kFlag = 0x80;
  BtfImage image;
  image.type("int", 1, 0, 4, {0x01000020});
  image.type("s", 4 | kFlag, 1, 4, {image.string("bits"), 1, 3u << 24 | 5});
  image.type("e", 6 | kFlag, 2, 4, {image.string("A"), 7, image.string("B"), 0xffffffff});
  image.type("u", 6, 1, 4, {image.string("C"), 0xffffffff});
  image.type("wide", 19, 1, 8, {image.string("D"), 1, 2});
  image.type("", 3, 0, 0, {2, 1, 9});
  image.type("", 13, 1, 0, {image.string("p"), 6});
  image.type("v", 14, 0, 1, {kBtfGlobalVariable});
  image.type(".data", 15, 1, 16, {8, 4, 12});
  const auto btf = read_btf(image.build());
  ASSERT_TRUE(btf.ok()) << btf.error().message;
  const Btf& types = *btf.value();
  const BtfMember& member = types.members(TypeId{2}).front();
  EXPECT_EQ(std::pair(member.bit_offset, member.bits), std::pair(5u, 3u));
  EXPECT_EQ(types.enumerators(TypeId{3})[0].value, 7u);
  EXPECT_EQ(types.enumerators(TypeId{3})[1].value, ~std::uint64_t{0});
  EXPECT_EQ(types.enumerators(TypeId{4})[0].value, 0xffffffffu);
  EXPECT_EQ(types.enumerators(TypeId{5})[0].value, 0x200000001u);
  EXPECT_EQ(types.array(TypeId{6}).element, TypeId{2});
  EXPECT_EQ(types.array(TypeId{6}).count, 9u);
  EXPECT_EQ(types.size_of(TypeId{6}), 36u);
  EXPECT_EQ(types.string(types.parameters(TypeId{7}).front().name), "p");
  EXPECT_EQ(types.parameters(TypeId{7}).front().type, TypeId{6});
  const BtfPlaced& placed = types.variables(TypeId{9}).front();
  EXPECT_EQ(placed.variable, TypeId{8});
  EXPECT_EQ(std::pair(placed.offset, placed.size), std::pair(4u, 12u));
}

TEST(BtfReader, TypesOutliveTheBytesThatTheyWereReadFrom) {
  auto bytes = std::make_unique<Bytes>(some_types().build());
  const auto btf = read_btf(*bytes);
  std::ranges::fill(*bytes, std::uint8_t{0xff});
  bytes.reset();
  ASSERT_TRUE(btf.ok());
  EXPECT_EQ(btf.value()->name(TypeId{2}), "point");
}

/// What goes on from some_types(): an array of its points, and a struct with a name of its own.
BtfImage further_types() {
  BtfImage image = BtfImage::after(some_types());
  image.type("", 3, 0, 0, {3, 1, 4});
  image.type("line", 4, 1, 32, {image.string("points"), 4, 0});
  return image;
}

TEST(BtfReader, SplitTypesGoOnFromTheirBaseAndShareIt) {
  std::shared_ptr<const Btf> base = read_btf(some_types().build()).value();
  const auto btf = read_split_btf(further_types().build(), base);
  ASSERT_TRUE(btf.ok()) << btf.error().message;
  const Btf& types = *btf.value();
  EXPECT_EQ(types.base(), base) << "not a copy";
  base.reset();
  EXPECT_EQ(types.size(), 6u);
  EXPECT_EQ(types.size_of(TypeId{4}), 32u);
  EXPECT_EQ(types.name(TypeId{5}), "line");
  EXPECT_EQ(types.string(types.members(TypeId{5}).front().name), "points");
  EXPECT_EQ(types.name(TypeId{2}), "point");
  EXPECT_EQ(types.string(types.members(TypeId{2})[1].name), "y");
  EXPECT_EQ(types.named(BtfKind::Struct).size(), 2u);
}

TEST(BtfReader, SplitTypesAreCheckedAsOthersAre) {
  const std::shared_ptr<const Btf> base = read_btf(some_types().build()).value();
  const Bytes whole = further_types().build();
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(read_split_btf(std::span(whole).first(size), base).ok()) << size;
  BtfImage beyond = BtfImage::after(some_types());
  beyond.type("", 2, 0, 9);
  expect_error(read_split_btf(beyond.build(), base), ErrorCode::BtfMalformed, "beyond the last, 4");
  BtfImage nameless = BtfImage::after(some_types());
  nameless.type("", 4, 1, 4, {0xffff, 1, 0});
  expect_error(read_split_btf(nameless.build(), base), ErrorCode::BtfMalformed, "no such name");
}

TEST(BtfReader, OnlyOneBaseIsGoneOnFrom) {
  const auto base = read_btf(some_types().build()).value();
  const auto further = read_split_btf(further_types().build(), base).value();
  expect_error(read_split_btf(BtfImage::after(further_types()).build(), further),
               ErrorCode::BtfMalformed, "go on from others");
}

}  // namespace
}  // namespace assay
