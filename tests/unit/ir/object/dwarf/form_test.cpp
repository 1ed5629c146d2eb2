// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/form.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace assay::dwarf {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Bytes that the form takes of `held`, in a unit of version 5 with offsets of that size; -1 where
/// it cannot be read.
int taken(const Bytes& held, Form form, std::uint8_t offset_size = 4) {
  Cursor cursor(held);
  return read_value(cursor, form, 0, {5, offset_size}) ? static_cast<int>(cursor.at()) : -1;
}

TEST(Form, TakesItsBytesAndFailsWithoutThem) {
  const std::vector<std::pair<Form, int>> forms = {
      {Form::Address, 8},
      {Form::Data1, 1},
      {Form::Data2, 2},
      {Form::Data4, 4},
      {Form::Data8, 8},
      {Form::Data16, 16},
      {Form::Flag, 1},
      {Form::TextAt, 4},
      {Form::LineTextAt, 4},
      {Form::SectionOffset, 4},
      {Form::ReferenceAddress, 4},
      {Form::Reference1, 1},
      {Form::Reference2, 2},
      {Form::Reference4, 4},
      {Form::Reference8, 8},
      {Form::ReferenceSignature, 8},
      {Form::TextIndex1, 1},
      {Form::TextIndex2, 2},
      {Form::TextIndex3, 3},
      {Form::TextIndex4, 4},
      {Form::AddressIndex1, 1},
      {Form::AddressIndex2, 2},
      {Form::AddressIndex3, 3},
      {Form::AddressIndex4, 4},
      {Form::ReferenceOther4, 4},
      {Form::ReferenceOther8, 8},
      {Form::TextOtherAt, 4},
      {Form::UnsignedData, 1},
      {Form::SignedData, 1},
      {Form::ReferenceUnsigned, 1},
      {Form::TextIndex, 1},
      {Form::AddressIndex, 1},
      {Form::LocationsIndex, 1},
      {Form::RangesIndex, 1},
      {Form::Block1, 4},
      {Form::Block2, 3 + 256 + 1},
      {Form::Block, 4},
      {Form::Expression, 4},
      {Form::Text, 2},
  };
  for (const auto& [form, size] : forms) {
    Bytes held = {3, 1, 0, 0};
    if (form == Form::Block2) held = {2, 1};
    if (form == Form::Text) held = {'a', 0};
    held.resize(static_cast<std::size_t>(size));
    EXPECT_EQ(taken(held, form), size) << static_cast<int>(form);
    held.pop_back();
    EXPECT_EQ(taken(held, form), -1) << static_cast<int>(form);
  }
  EXPECT_EQ(taken({}, Form::FlagPresent), 0);
  EXPECT_EQ(taken({}, Form::ImplicitConstant), 0);
}

TEST(Form, OffsetsAreAsLongAsTheUnitSays) {
  for (const Form form :
       {Form::SectionOffset, Form::TextAt, Form::LineTextAt, Form::ReferenceAddress})
    EXPECT_EQ(taken(Bytes(8), form, 8), 8);
  const Bytes held(8);
  Cursor cursor(held);
  EXPECT_TRUE(read_value(cursor, Form::ReferenceAddress, 0, {2, 4}));
  EXPECT_EQ(cursor.at(), 8U);  // an address, in version 2
}

TEST(Form, ThatIsNotKnownIsNotRead) {
  for (const int number : {0, 2, 0x2d, 0x1f01, 0xffff})
    EXPECT_EQ(taken(Bytes(32), static_cast<Form>(number)), -1) << number;
  EXPECT_EQ(form_of(0x10000 + 0x0b), Form{});
  EXPECT_EQ(form_of(0x0b), Form::Data1);
}

TEST(Form, MayStandBeforeItsValueOnce) {
  EXPECT_EQ(taken({0x0b, 7}, Form::Indirect), 2);
  EXPECT_EQ(taken({0x16, 0x0b, 7}, Form::Indirect), -1);
  EXPECT_EQ(taken({0x21, 7}, Form::Indirect), -1);
}

TEST(Form, HasItsValue) {
  const Bytes held = {0x7f};
  Cursor cursor(held);
  const auto negative = read_value(cursor, Form::SignedData, 0, {5, 4});
  ASSERT_TRUE(negative);
  EXPECT_EQ(negative->kind, ValueKind::Signed);
  EXPECT_EQ(negative->number, ~std::uint64_t{0});
  const auto implicit = read_value(cursor, Form::ImplicitConstant, 42, {5, 4});
  ASSERT_TRUE(implicit);
  EXPECT_EQ(implicit->number, 42U);
}

}  // namespace
}  // namespace assay::dwarf
