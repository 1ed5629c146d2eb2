// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/form.hpp"

#include <cstddef>

namespace assay::dwarf {
namespace {

/// Forms that are a number of so many bytes.
struct Sized {
  Form form;
  ValueKind kind;
  std::uint8_t bytes;
};
constexpr Sized kSized[] = {
    {Form::Data1, ValueKind::Number, 1},
    {Form::Data2, ValueKind::Number, 2},
    {Form::Data4, ValueKind::Number, 4},
    {Form::Data8, ValueKind::Number, 8},
    {Form::Flag, ValueKind::Number, 1},
    {Form::Reference1, ValueKind::Reference, 1},
    {Form::Reference2, ValueKind::Reference, 2},
    {Form::Reference4, ValueKind::Reference, 4},
    {Form::Reference8, ValueKind::Reference, 8},
    {Form::Address, ValueKind::Address, 8},
    {Form::TextIndex1, ValueKind::TextIndex, 1},
    {Form::TextIndex2, ValueKind::TextIndex, 2},
    {Form::TextIndex3, ValueKind::TextIndex, 3},
    {Form::TextIndex4, ValueKind::TextIndex, 4},
    {Form::AddressIndex1, ValueKind::AddressIndex, 1},
    {Form::AddressIndex2, ValueKind::AddressIndex, 2},
    {Form::AddressIndex3, ValueKind::AddressIndex, 3},
    {Form::AddressIndex4, ValueKind::AddressIndex, 4},
    {Form::ReferenceSignature, ValueKind::Other, 8},
    {Form::ReferenceOther4, ValueKind::Other, 4},
    {Form::ReferenceOther8, ValueKind::Other, 8},
};

/// Forms that are an unsigned LEB128.
struct Compact {
  Form form;
  ValueKind kind;
};
constexpr Compact kCompact[] = {
    {Form::UnsignedData, ValueKind::Number},     {Form::ReferenceUnsigned, ValueKind::Reference},
    {Form::TextIndex, ValueKind::TextIndex},     {Form::AddressIndex, ValueKind::AddressIndex},
    {Form::RangesIndex, ValueKind::RangesIndex}, {Form::LocationsIndex, ValueKind::Other},
};

/// Forms that are an offset, whose size is the unit's.
constexpr Compact kOffsets[] = {
    {Form::SectionOffset, ValueKind::Offset},
    {Form::TextAt, ValueKind::TextAt},
    {Form::LineTextAt, ValueKind::LineTextAt},
    {Form::TextOtherAt, ValueKind::Other},
};

template <class Row, std::size_t N>
const Row* find(const Row (&rows)[N], Form form) {
  for (const Row& row : rows) {
    if (row.form == form) return &row;
  }
  return nullptr;
}

/// How many bytes a block has, which stands before it.
std::optional<std::uint64_t> block_bytes(Cursor& cursor, Form form) {
  if (form == Form::Block1) return cursor.number(1);
  if (form == Form::Block2) return cursor.number(2);
  if (form == Form::Block4) return cursor.number(4);
  if (form == Form::Block || form == Form::Expression) return cursor.unsigned_leb();
  if (form == Form::Data16) return 16;
  return std::nullopt;
}

/// The value of a form that is in none of the tables; false where it is not known.
bool read_other(Cursor& cursor, Form form, Encoding encoding, Value& value) {
  if (const auto bytes = block_bytes(cursor, form)) {
    value.kind = ValueKind::Block;
    value.block = cursor.block(*bytes);
  } else if (form == Form::Text) {
    value.kind = ValueKind::Text;
    value.text = cursor.text();
  } else if (form == Form::SignedData) {
    value.kind = ValueKind::Signed;
    value.number = static_cast<std::uint64_t>(cursor.signed_leb());
  } else if (form == Form::FlagPresent) {
    value.kind = ValueKind::Number;
    value.number = 1;
  } else if (form == Form::ReferenceAddress) {
    value.number = cursor.number(encoding.version <= 2 ? kAddressBytes : encoding.offset_size);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Form form_of(std::uint64_t number) {
  return number > UINT16_MAX ? Form{} : static_cast<Form>(number);
}

std::optional<Value> read_value(Cursor& cursor, Form form, std::int64_t implicit,
                                Encoding encoding) {
  if (form == Form::Indirect) {
    form = form_of(cursor.unsigned_leb());
    if (form == Form::Indirect || form == Form::ImplicitConstant) return std::nullopt;
  }
  Value value;
  value.at = cursor.at();
  if (form == Form::ImplicitConstant) {
    value.kind = ValueKind::Number;
    value.number = static_cast<std::uint64_t>(implicit);
  } else if (const Sized* sized = find(kSized, form)) {
    value.kind = sized->kind;
    value.number = cursor.number(sized->bytes);
  } else if (const Compact* compact = find(kCompact, form)) {
    value.kind = compact->kind;
    value.number = cursor.unsigned_leb();
  } else if (const Compact* offset = find(kOffsets, form)) {
    value.kind = offset->kind;
    value.number = cursor.number(encoding.offset_size);
  } else if (!read_other(cursor, form, encoding, value)) {
    return std::nullopt;
  }
  if (cursor.is_bad()) return std::nullopt;
  return value;
}

}  // namespace assay::dwarf
