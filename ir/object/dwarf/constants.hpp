// SPDX-License-Identifier: Apache-2.0
// The numbers of DWARF that the reader of this folder knows (DWARF 5, section 7.5, tables 7.3, 7.5,
// 7.6 and 7.9; 7.22 for line tables, 7.25 for lists of ranges).
#pragma once

#include <cstdint>

namespace assay::dwarf {

enum class Tag : std::uint16_t {
  None = 0,
  ArrayType = 0x01,
  ClassType = 0x02,
  EnumerationType = 0x04,
  FormalParameter = 0x05,
  LexicalBlock = 0x0b,
  Member = 0x0d,
  PointerType = 0x0f,
  StructureType = 0x13,
  Typedef = 0x16,
  UnionType = 0x17,
  InlinedSubroutine = 0x1d,
  SubrangeType = 0x21,
  BaseType = 0x24,
  ConstType = 0x26,
  Subprogram = 0x2e,
  Variable = 0x34,
  VolatileType = 0x35,
  RestrictType = 0x37,
  AtomicType = 0x47,
};

enum class Attribute : std::uint16_t {
  Location = 0x02,
  Name = 0x03,
  ByteSize = 0x0b,
  BitSize = 0x0d,
  LineTable = 0x10,  // DW_AT_stmt_list
  LowPc = 0x11,
  HighPc = 0x12,
  Folder = 0x1b,  // DW_AT_comp_dir
  UpperBound = 0x2f,
  AbstractOrigin = 0x31,
  Count = 0x37,
  MemberPlace = 0x38,  // DW_AT_data_member_location
  FrameBase = 0x40,
  Type = 0x49,
  Ranges = 0x55,
  CallColumn = 0x57,
  CallFile = 0x58,
  CallLine = 0x59,
  BitOffset = 0x6b,  // DW_AT_data_bit_offset
  TextBase = 0x72,   // DW_AT_str_offsets_base
  AddressBase = 0x73,
  RangesBase = 0x74,  // DW_AT_rnglists_base
};

enum class Form : std::uint16_t {
  Address = 0x01,
  Block2 = 0x03,
  Block4 = 0x04,
  Data2 = 0x05,
  Data4 = 0x06,
  Data8 = 0x07,
  Text = 0x08,  // DW_FORM_string
  Block = 0x09,
  Block1 = 0x0a,
  Data1 = 0x0b,
  Flag = 0x0c,
  SignedData = 0x0d,
  TextAt = 0x0e,  // DW_FORM_strp
  UnsignedData = 0x0f,
  ReferenceAddress = 0x10,
  Reference1 = 0x11,
  Reference2 = 0x12,
  Reference4 = 0x13,
  Reference8 = 0x14,
  ReferenceUnsigned = 0x15,
  Indirect = 0x16,
  SectionOffset = 0x17,
  Expression = 0x18,
  FlagPresent = 0x19,
  TextIndex = 0x1a,  // DW_FORM_strx
  AddressIndex = 0x1b,
  ReferenceOther4 = 0x1c,
  TextOtherAt = 0x1d,
  Data16 = 0x1e,
  LineTextAt = 0x1f,  // DW_FORM_line_strp
  ReferenceSignature = 0x20,
  ImplicitConstant = 0x21,
  LocationsIndex = 0x22,
  RangesIndex = 0x23,
  ReferenceOther8 = 0x24,
  TextIndex1 = 0x25,
  TextIndex2 = 0x26,
  TextIndex3 = 0x27,
  TextIndex4 = 0x28,
  AddressIndex1 = 0x29,
  AddressIndex2 = 0x2a,
  AddressIndex3 = 0x2b,
  AddressIndex4 = 0x2c,
};

inline constexpr std::uint8_t kInRegister10 = 0x5a;   // DW_OP_reg10
inline constexpr std::uint8_t kFromFrameBase = 0x91;  // DW_OP_fbreg

inline constexpr std::uint8_t kUnitCompile = 1;  // DW_UT_*
inline constexpr std::uint8_t kUnitPartial = 3;

inline constexpr std::uint8_t kRangesEnd = 0;  // DW_RLE_*
inline constexpr std::uint8_t kRangesBaseIndex = 1;
inline constexpr std::uint8_t kRangesIndexIndex = 2;
inline constexpr std::uint8_t kRangesIndexLength = 3;
inline constexpr std::uint8_t kRangesOffsets = 4;
inline constexpr std::uint8_t kRangesBase = 5;
inline constexpr std::uint8_t kRangesAddresses = 6;
inline constexpr std::uint8_t kRangesAddressLength = 7;

inline constexpr std::uint64_t kAddressBytes = 8;

}  // namespace assay::dwarf
