// SPDX-License-Identifier: Apache-2.0
#include "ir/types/function_type.hpp"

#include "ir/types/btf_reader.hpp"
#include "support/btf_image.hpp"

namespace assay {
namespace {

using namespace test;

/// Whether a function returns a number whose type of result `result` makes.
template <class Result>
bool number(Result result) {
  BtfImage image;
  const std::uint32_t prototype = image.type("", kPrototype, 0, result(image));
  const std::uint32_t function = image.type("f", kFunction, 0, prototype);
  const auto types = read_btf(image.build());
  EXPECT_TRUE(types.ok());
  return returns_number(*types.value(), TypeId{function});
}

TEST(FunctionType, ANumberIsAnIntegerOrAnEnumeration) {
  EXPECT_TRUE(number([](BtfImage& i) { return i.type("int", kInt, 0, 4, {32}); }));
  EXPECT_TRUE(number(
      [](BtfImage& i) { return i.type("u64", kTypedef, 0, i.type("long", kInt, 0, 8, {64})); }));
  EXPECT_TRUE(number([](BtfImage& i) { return i.type("e", kEnum, 0, 4); }));
}

TEST(FunctionType, NothingAPointerAndAStructAreNone) {
  EXPECT_FALSE(number([](BtfImage&) { return 0u; }));
  EXPECT_FALSE(number([](BtfImage& i) { return i.type("", kPointer, 0, 0); }));
  EXPECT_FALSE(number([](BtfImage& i) { return i.type("s", kStruct, 0, 8); }));
  EXPECT_FALSE(number([](BtfImage& i) { return i.type("wide", kInt, 0, 16, {128}); }));
}

TEST(FunctionType, AFunctionIsGlobalWhereItsLinkageSaysSo) {
  BtfImage image;
  const std::uint32_t prototype = image.type("", kPrototype, 0, 0);
  const std::uint32_t inner = image.type("inner", kFunction, 0, prototype);
  const std::uint32_t global = image.type("global", kFunction, 1, prototype);
  const auto types = read_btf(image.build());
  ASSERT_TRUE(types.ok());
  EXPECT_FALSE(is_global(*types.value(), TypeId{inner}));
  EXPECT_TRUE(is_global(*types.value(), TypeId{global}));
  EXPECT_FALSE(is_global(*types.value(), TypeId{prototype}));
  EXPECT_FALSE(returns_number(*types.value(), TypeId{prototype}));
}

}  // namespace
}  // namespace assay
