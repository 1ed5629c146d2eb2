// SPDX-License-Identifier: Apache-2.0
#include "ir/types/first_argument.hpp"

#include "ir/types/btf_reader.hpp"
#include "support/btf_image.hpp"

namespace assay {
namespace {

using namespace test;

/// "record" and "alias" of the first argument of a function, whose type `argument` makes.
template <class Argument>
std::pair<std::string, std::string> told(Argument argument) {
  BtfImage image;
  const std::uint32_t type = argument(image);
  const auto prototype = image.type("", kPrototype, 2, 0, {image.string("ctx"), type, 0, 0});
  const auto function = image.type("f", kFunction, 0, prototype);
  const auto types = read_btf(image.build());
  EXPECT_TRUE(types.ok());
  const PointedType found = first_argument(*types.value(), TypeId{function});
  return {std::string(found.record), std::string(found.alias)};
}

using Names = std::pair<std::string, std::string>;

TEST(FirstArgument, IsThePointedStructAndTheFirstTypedefOnTheWay) {
  EXPECT_EQ(told([](BtfImage& i) {
              const auto record = i.type("_bind_md", kStruct, 0, 8);
              const auto inner = i.type("inner_t", kTypedef, 0, record);
              const auto outer = i.type("bind_md_t", kTypedef, 0, i.type("", kConst, 0, inner));
              return i.type("", kPointer, 0, outer);
            }),
            (Names{"_bind_md", "bind_md_t"}));
}

TEST(FirstArgument, MayBeAStructThatIsOnlyNamed) {
  EXPECT_EQ(
      told([](BtfImage& i) { return i.type("", kPointer, 0, i.type("pt_regs", kForward, 0, 0)); }),
      (Names{"pt_regs", ""}));
}

TEST(FirstArgument, SaysNothingWhereItIsNoPointerToAStruct) {
  EXPECT_EQ(told([](BtfImage& i) { return i.type("int", kInt, 0, 4, {32}); }), Names{});
  EXPECT_EQ(told([](BtfImage& i) { return i.type("", kPointer, 0, 0); }), Names{});
  EXPECT_EQ(told([](BtfImage& i) { return i.type("", kPointer, 0, i.type("u", kUnion, 0, 8)); }),
            Names{});
}

TEST(FirstArgument, OfWhatIsNoFunctionIsEmpty) {
  BtfImage image;
  const auto record = image.type("s", kStruct, 0, 8);
  const auto empty = image.type("", kPrototype, 0, 0);
  const auto function = image.type("f", kFunction, 0, empty);
  const auto types = read_btf(image.build());
  ASSERT_TRUE(types.ok());
  for (const std::uint32_t id : {0u, record, empty, function})
    EXPECT_EQ(first_argument(*types.value(), TypeId{id}).record, "") << id;
}

}  // namespace
}  // namespace assay
