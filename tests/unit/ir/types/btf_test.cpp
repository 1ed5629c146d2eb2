// SPDX-License-Identifier: Apache-2.0
#include "ir/types/btf.hpp"

#include "ir/base/check.hpp"
#include "ir/types/btf_reader.hpp"
#include "support/btf_image.hpp"

namespace assay {
namespace {

using namespace test;

std::shared_ptr<const Btf> types_of(const BtfImage& image) {
  auto read = read_btf(image.build());
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
  return std::move(read).value();
}

TEST(Btf, WithoutAnythingReadThereIsVoidAlone) {
  const Btf none;
  EXPECT_EQ(none.size(), 1u);
  EXPECT_EQ(none.kind(kVoid), BtfKind::Void);
  EXPECT_EQ(none.resolve(kVoid), kVoid);
  EXPECT_EQ(none.size_of(kVoid), std::nullopt);
  EXPECT_EQ(none.name(kVoid), "");
  EXPECT_TRUE(none.named(BtfKind::Struct).empty());
}

TEST(Btf, WhatATypeDoesNotHaveIsNotAskedOfIt) {
  BtfImage image;
  image.type("int", 1, 0, 4, {32});
  const auto types = types_of(image);
  EXPECT_THROW(static_cast<void>(types->type(TypeId{2})), InternalFault);
  EXPECT_THROW(static_cast<void>(types->members(TypeId{1})), InternalFault);
  EXPECT_THROW(static_cast<void>(types->enumerators(TypeId{1})), InternalFault);
  EXPECT_THROW(static_cast<void>(types->parameters(TypeId{1})), InternalFault);
  EXPECT_THROW(static_cast<void>(types->variables(TypeId{1})), InternalFault);
  EXPECT_THROW(static_cast<void>(types->array(TypeId{1})), InternalFault);
}

TEST(Btf, TypesAreCalledAsCCallsThem) {
  BtfImage image;
  image.type("sock", 4, 0, 8);
  image.type("u", 5, 0, 8);
  image.type("e", 6, 0, 4);
  image.type("later", 7, 0, 0);
  image.type("later", 7 | 0x80, 0, 0);
  image.type("size_t", 8, 0, 1);
  const auto types = types_of(image);
  EXPECT_EQ(type_text(*types, TypeId{1}), "struct sock");
  EXPECT_EQ(type_text(*types, TypeId{2}), "union u");
  EXPECT_EQ(type_text(*types, TypeId{3}), "enum e");
  EXPECT_EQ(type_text(*types, TypeId{4}), "struct later");
  EXPECT_EQ(type_text(*types, TypeId{5}), "union later");
  EXPECT_EQ(type_text(*types, TypeId{6}), "size_t");
}

TEST(Btf, AVariableIsVolatileBehindAnyAliasAndInArrays) {
  BtfImage image;
  const auto number = image.type("int", 1, 0, 4, {32});
  const auto constant = image.type("", 10, 0, image.type("", 9, 0, number));
  const auto array = image.type("", 3, 0, 0, {constant, number, 4});
  const auto plain = image.type("", 3, 0, 0, {number, number, 4});
  const auto pointer = image.type("", 2, 0, constant);
  const auto endless = image.type("loop", 8, 0, pointer + 1);
  const auto types = types_of(image);
  EXPECT_TRUE(is_volatile(*types, TypeId{constant}));
  EXPECT_TRUE(is_volatile(*types, TypeId{array}));
  EXPECT_FALSE(is_volatile(*types, TypeId{plain}));
  EXPECT_FALSE(is_volatile(*types, TypeId{pointer})) << "what it points to is no part of it";
  EXPECT_TRUE(is_volatile(*types, TypeId{endless})) << "what is not understood may be";
}

}  // namespace
}  // namespace assay
