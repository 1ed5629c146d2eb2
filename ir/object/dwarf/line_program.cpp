// SPDX-License-Identifier: Apache-2.0
// The machine that a line table's program runs on (DWARF 5, sections 6.2.2 and 6.2.5).
#include <fmt/format.h>

#include "ir/object/dwarf/constants.hpp"
#include "ir/object/dwarf/cursor.hpp"
#include "ir/object/dwarf/line_table.hpp"

namespace assay::dwarf {
namespace {

enum class Standard : std::uint8_t {  // DW_LNS_*
  Extended = 0,
  Copy = 1,
  AdvanceAddress = 2,
  AdvanceLine = 3,
  SetFile = 4,
  SetColumn = 5,
  NegateStatement = 6,
  BasicBlock = 7,
  AddConstant = 8,
  AdvanceFixed = 9,
};
constexpr std::uint64_t kEndSequence = 1;  // DW_LNE_*
constexpr std::uint64_t kSetAddress = 2;

class LineProgram {
 public:
  LineProgram(const Sections& sections, const LineHeader& header)
      : sections_(sections),
        header_(header),
        cursor_(sections.bytes(Section::Line).first(header.end), header.program) {}

  Result<std::vector<LineRow>> run() {
    while (!cursor_.is_at_end()) {
      const auto operation = static_cast<std::uint8_t>(cursor_.number(1));
      if (operation >= header_.operands.size()) {
        special(operation);
      } else {
        standard(operation);
      }
      if (cursor_.is_bad()) fail("it does not end inside the table");
      if (!fault_.empty()) return malformed_lines(header_.begin, fault_);
    }
    if (is_open_) return malformed_lines(header_.begin, "its last sequence has no end");
    return std::move(rows_);
  }

 private:
  void fail(std::string what) {
    if (fault_.empty()) fault_ = std::move(what);
  }

  void emit() {
    rows_.push_back(row_);
    is_open_ = true;
  }

  void advance(std::uint64_t steps) {
    if (header_.step == 0) fail("instructions of no bytes");
    row_.address.offset += steps * header_.step;
  }

  /// How far the operation, or 255 for the constant, moves beside the line.
  std::uint64_t steps_of(std::uint8_t operation) {
    if (header_.line_range == 0) {
      fail("a range of lines of 0");
      return 0;
    }
    return (operation - header_.operands.size()) / header_.line_range;
  }

  void special(std::uint8_t operation) {
    advance(steps_of(operation));
    if (!fault_.empty()) return;
    const auto part = (operation - header_.operands.size()) % header_.line_range;
    row_.line += static_cast<std::uint32_t>(header_.line_base) + static_cast<std::uint32_t>(part);
    emit();
  }

  void standard(std::uint8_t operation) {
    constexpr std::uint8_t kConstant = 255;
    switch (static_cast<Standard>(operation)) {
      case Standard::Extended:
        return extended();
      case Standard::Copy:
        return emit();
      case Standard::AdvanceAddress:
        return advance(cursor_.unsigned_leb());
      case Standard::AdvanceLine:
        row_.line += static_cast<std::uint32_t>(cursor_.signed_leb());
        return;
      case Standard::SetFile:
        row_.file = cursor_.unsigned_leb();
        return;
      case Standard::SetColumn:
        row_.column = static_cast<std::uint32_t>(cursor_.unsigned_leb());
        return;
      case Standard::NegateStatement:
      case Standard::BasicBlock:
        return;
      case Standard::AddConstant:
        return advance(steps_of(kConstant));
      case Standard::AdvanceFixed:
        row_.address.offset += cursor_.number(2);
        return;
    }
    // One that tells nothing of lines: its operands are numbers.
    for (std::uint8_t i = 0; i < header_.operands[operation]; ++i) cursor_.unsigned_leb();
  }

  void extended() {
    const std::uint64_t length = cursor_.unsigned_leb();
    const std::uint64_t begin = cursor_.at();
    const auto bytes = cursor_.block(length);
    if (bytes.empty()) return fail("an extended operation without bytes");
    if (bytes[0] == kEndSequence && length == 1) {
      row_.ends_sequence = true;
      emit();
      is_open_ = false;
      row_ = {};
    } else if (bytes[0] == kSetAddress && length == 1 + kAddressBytes) {
      const auto address = sections_.address(Section::Line, begin + 1);
      if (address) row_.address = *address;
    } else if (bytes[0] == kEndSequence || bytes[0] == kSetAddress) {
      fail(fmt::format("an extended operation of {} bytes", length));
    }
  }

  const Sections& sections_;
  const LineHeader& header_;
  Cursor cursor_;
  LineRow row_;
  std::vector<LineRow> rows_;
  std::string fault_;
  bool is_open_ = false;
};

}  // namespace

Result<std::vector<LineRow>> read_line_rows(const Sections& sections, const LineHeader& header) {
  return LineProgram(sections, header).run();
}

}  // namespace assay::dwarf
