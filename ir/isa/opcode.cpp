// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/opcode.hpp"

#include <array>

#include "ir/base/check.hpp"
#include "ir/isa/moves.hpp"

namespace assay {
namespace {

constexpr auto make_rows() {
  using namespace role;  // NOLINT(google-build-using-namespace): a table's own words
  using enum Width;
  return std::array{
#define ASSAY_OPCODE(name, byte, field, value, form, operation, width, symbol, reads, writes, \
                     group)                                                                   \
  OpcodeRow{Opcode::name,                                                                     \
            #name,                                                                            \
            byte,                                                                             \
            Field::field,                                                                     \
            value,                                                                            \
            Form::form,                                                                       \
            static_cast<std::uint8_t>(operation),                                             \
            width,                                                                            \
            symbol,                                                                           \
            (reads),                                                                          \
            (writes),                                                                         \
            ConformanceGroup::group},
#include "ir/isa/opcodes.def"
#undef ASSAY_OPCODE
  };
}
constexpr auto kRows = make_rows();

struct Range {
  std::uint16_t first = 0;
  std::uint16_t count = 0;
};

constexpr std::array<Range, 256> ranges_by_byte() {
  std::array<Range, 256> ranges{};
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    Range& range = ranges[kRows[i].byte];
    if (range.count == 0) range.first = static_cast<std::uint16_t>(i);
    ++range.count;
  }
  return ranges;
}
constexpr auto kByByte = ranges_by_byte();

constexpr bool bytes_stand_together() {
  for (unsigned byte = 0; byte < kByByte.size(); ++byte) {
    for (unsigned i = 0; i < kByByte[byte].count; ++i) {
      if (kRows[kByByte[byte].first + i].byte != byte) return false;
    }
  }
  return true;
}
static_assert(bytes_stand_together());

constexpr bool discriminators_differ() {
  for (std::size_t i = 0; i + 1 < kRows.size(); ++i) {
    const auto& range = kByByte[kRows[i].byte];
    for (std::size_t j = i + 1; j < std::size_t{range.first} + range.count; ++j) {
      if (kRows[i].field != kRows[j].field || kRows[i].value == kRows[j].value) return false;
    }
  }
  return true;
}
static_assert(discriminators_differ());

constexpr std::size_t kForms = static_cast<std::size_t>(Form::Exit) + 1;
constexpr std::size_t kOperations = 32;
constexpr std::size_t kWidths = 9;  // Width holds a number of bytes up to 8
constexpr std::uint8_t kNoRow = 0xff;
static_assert(kRows.size() < kNoRow);

constexpr std::size_t key(Form form, std::uint8_t operation, Width width) {
  return (static_cast<std::size_t>(form) * kOperations + operation) * kWidths + bytes(width);
}

constexpr auto rows_by_key() {
  std::array<std::uint8_t, kForms * kOperations * kWidths> table{};
  table.fill(kNoRow);
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    table[key(kRows[i].form, kRows[i].operation, kRows[i].width)] = static_cast<std::uint8_t>(i);
  }
  return table;
}
constexpr auto kByKey = rows_by_key();

constexpr bool keys_are_unique() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kByKey[key(kRows[i].form, kRows[i].operation, kRows[i].width)] != i) return false;
  }
  return true;
}
static_assert(keys_are_unique());

template <class Operation>
const OpcodeRow& find(Form form, Operation operation, Width width) {
  const auto number = static_cast<std::uint8_t>(operation);
  ASSAY_CHECK(number < kOperations && bytes(width) < kWidths, "instruction out of its family");
  const std::uint8_t index = kByKey[key(form, number, width)];
  ASSAY_CHECK(index != kNoRow, "no such instruction");
  return kRows[index];
}

Form alu_form(const Alu& alu) {
  if (!std::holds_alternative<Reg>(alu.src)) return Form::AluImm;
  return is_sign_extending_move(alu.op) ? Form::MovsxReg : Form::AluReg;
}

Form atomic_form(const Atomic& atomic) { return atomic.fetch ? Form::AtomicFetch : Form::Atomic; }

}  // namespace

std::span<const OpcodeRow> opcode_rows() { return kRows; }

std::span<const OpcodeRow> rows_of_byte(std::uint8_t byte) {
  return std::span(kRows).subspan(kByByte[byte].first, kByByte[byte].count);
}

const OpcodeRow& row_of(const Instruction& instruction) {
  return std::visit(
      Overloaded{
          [](const Alu& i) -> const OpcodeRow& { return find(alu_form(i), i.op, i.width); },
          [](const Neg& i) -> const OpcodeRow& { return find(Form::Neg, 0, i.width); },
          [](const ByteSwap& i) -> const OpcodeRow& {
            return find(Form::ByteSwap, i.order, i.size);
          },
          [](const LoadImm64& i) -> const OpcodeRow& {
            const bool unresolved = i.kind == WideKind::UnresolvedSymbol;
            return find(Form::Wide, unresolved ? WideKind::Immediate : i.kind, Width::W64);
          },
          [](const WideTail&) -> const OpcodeRow& {
            throw InternalFault("the tail of a 16-byte instruction has no row");
          },
          [](const Load& i) -> const OpcodeRow& {
            return find(i.sign_extend ? Form::LoadSigned : Form::Load, 0, i.size);
          },
          [](const Store& i) -> const OpcodeRow& {
            const bool reg = std::holds_alternative<Reg>(i.src);
            return find(reg ? Form::StoreReg : Form::StoreImm, 0, i.size);
          },
          [](const Atomic& i) -> const OpcodeRow& { return find(atomic_form(i), i.op, i.size); },
          [](const LoadPacket& i) -> const OpcodeRow& {
            return find(i.indirect ? Form::PacketIndirect : Form::PacketAbsolute, 0, i.size);
          },
          [](const JumpIf& i) -> const OpcodeRow& {
            const bool reg = std::holds_alternative<Reg>(i.right);
            return find(reg ? Form::JumpIfReg : Form::JumpIfImm, i.op, i.width);
          },
          [](const Jump& i) -> const OpcodeRow& {
            return i.wide ? find(Form::JumpWide, 0, Width::W32) : find(Form::Jump, 0, Width::W16);
          },
          [](const Call& i) -> const OpcodeRow& {
            const bool unresolved = i.kind == CallKind::Unresolved;
            return find(Form::Call, unresolved ? CallKind::Helper : i.kind, Width::W64);
          },
          [](const CallIndirect&) -> const OpcodeRow& {
            return find(Form::CallIndirect, 0, Width::W64);
          },
          [](const Exit&) -> const OpcodeRow& { return find(Form::Exit, 0, Width::W64); },
      },
      instruction);
}

}  // namespace assay
