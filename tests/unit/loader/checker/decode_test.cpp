// SPDX-License-Identifier: Apache-2.0
// The checker's decoder against ir/isa's: two decoders, one language.
#include "loader/checker/decode.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/isa/decode.hpp"
#include "ir/wire/package.hpp"

namespace assay::checker {
namespace {

constexpr std::uint32_t kBefore = 40'000;  // slots, so that backward targets exist
constexpr std::array<std::int16_t, 12> kOffsets = {0,  1,  2,  8,  16,    24,
                                                   32, 64, -1, -2, 32767, -32768};
constexpr std::array<std::int32_t, 26> kImmediates = {0,
                                                      1,
                                                      2,
                                                      8,
                                                      16,
                                                      24,
                                                      32,
                                                      64,
                                                      -1,
                                                      -2,
                                                      0x40,
                                                      0x41,
                                                      0x50,
                                                      0x51,
                                                      0x60,
                                                      0xa0,
                                                      0xa1,
                                                      0xe0,
                                                      0xe1,
                                                      0xf0,
                                                      0xf1,
                                                      0x7fffffff,
                                                      -0x7fffffff - 1,
                                                      0x100,
                                                      30000,
                                                      -30000};

/// Each offset beside two immediates, and each immediate beside two offsets.
const std::vector<std::pair<std::int16_t, std::int32_t>>& corners() {
  static const auto all = [] {
    std::vector<std::pair<std::int16_t, std::int32_t>> out;
    for (const std::int16_t offset : kOffsets) {
      for (const std::int32_t imm : {0, 1}) out.emplace_back(offset, imm);
    }
    for (const std::int32_t imm : kImmediates) {
      for (const std::int16_t offset : {std::int16_t{0}, std::int16_t{-1}})
        out.emplace_back(offset, imm);
    }
    return out;
  }();
  return all;
}

assay::Width isa_width(std::uint8_t width) { return static_cast<assay::Width>(width); }
Reg reg(std::uint8_t index) { return Reg{index}; }
Operand second(const Instruction& i) {
  return i.second_is_register ? Operand{Reg{i.src}} : Operand{Imm{i.imm}};
}

/// What ir/isa has for the checker's instruction.
assay::Instruction in_isa(const Instruction& i) {
  const auto target = static_cast<std::int32_t>(i.target);
  switch (i.op) {
    case Op::Alu:
      return assay::Alu{static_cast<AluOp>(i.alu), isa_width(i.width), reg(i.dst), second(i)};
    case Op::Negate:
      return Neg{isa_width(i.width), reg(i.dst)};
    case Op::Swap:
      return ByteSwap{static_cast<ByteOrder>(i.swap), isa_width(i.width), reg(i.dst)};
    case Op::LoadNumber:
      return LoadImm64{reg(i.dst), WideKind::Immediate, i.wide};
    case Op::LoadMap:
      return LoadImm64{reg(i.dst), WideKind::Map, i.map};
    case Op::LoadMapValue:
      return LoadImm64{reg(i.dst), WideKind::MapValue, std::uint64_t{i.map_offset} << 32 | i.map};
    case Op::LoadFunction:
      return LoadImm64{reg(i.dst), WideKind::Function, i.target};
    case Op::WideTail:
      return assay::WideTail{};
    case Op::Load:
      return assay::Load{isa_width(i.width), i.sign_extend, reg(i.dst), reg(i.src), i.offset};
    case Op::Store:
      return assay::Store{isa_width(i.width), reg(i.dst), i.offset, second(i)};
    case Op::Atomic:
      return assay::Atomic{static_cast<AtomicOp>(i.atomic),
                           i.fetch,
                           isa_width(i.width),
                           reg(i.dst),
                           i.offset,
                           reg(i.src)};
    case Op::PacketLoad:
      return assay::LoadPacket{isa_width(i.width), i.indirect, reg(i.src), i.imm};
    case Op::JumpIf:
      return assay::JumpIf{static_cast<JumpOp>(i.test), isa_width(i.width), reg(i.dst), second(i),
                           target};
    case Op::Jump:
      return assay::Jump{target, false};
    case Op::CallHelper:
      return Call{CallKind::Helper, i.imm};
    case Op::CallLocal:
      return Call{CallKind::Local, target};
    case Op::CallKernel:
      return Call{CallKind::Kernel, i.imm};
    case Op::CallIndirect:
      return assay::CallIndirect{reg(i.dst)};
    case Op::Exit:
      return assay::Exit{};
  }
  return assay::WideTail{};
}

/// Code with one instruction in question, in the middle, and the slot behind it.
class Specimen {
 public:
  Specimen() : bytes_(std::size_t{kBefore + 2} * 8) {}

  void set(std::uint8_t opcode, std::uint8_t registers, std::int16_t offset, std::int32_t imm) {
    put(kBefore, opcode, registers, offset, imm);
  }
  void set_tail(std::int32_t imm) { put(kBefore + 1, 0, 0, 0, imm); }
  void put(std::uint32_t slot, std::uint8_t opcode, std::uint8_t registers, std::int16_t offset,
           std::int32_t imm) {
    std::uint8_t* const at = &bytes_[std::size_t{slot} * 8];
    at[0] = opcode;
    at[1] = registers;
    at[2] = static_cast<std::uint8_t>(offset);
    at[3] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(offset) >> 8);
    for (unsigned i = 0; i < 4; ++i)
      at[4 + i] = static_cast<std::uint8_t>(static_cast<std::uint32_t>(imm) >> (8 * i));
  }
  [[nodiscard]] Code decoded(Instruction& out) const {
    return decode({bytes_.data(), kBefore + 2}, kBefore, out);
  }
  /// What ir/isa says, where a package's sources of maps are an object's.
  [[nodiscard]] Result<assay::Instruction> in_object() {
    constexpr std::array<std::uint8_t, 16> kSource = {0,  15, 15, 15, 4,  1,  2,  15,
                                                      15, 15, 15, 15, 15, 15, 15, 15};
    std::uint8_t* const at = &bytes_[std::size_t{kBefore} * 8];
    const std::uint8_t registers = at[1];
    if (at[0] == 0x18)
      at[1] = static_cast<std::uint8_t>((registers & 0xf) | kSource.at(registers >> 4) << 4);
    auto decoded = decode_one(bytes_, kBefore);
    at[1] = registers;
    return decoded;
  }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// A target that ir/isa computes and the checker refuses at once: one before the program.
bool goes_before_the_program(const assay::Instruction& instruction) {
  if (const auto* jump = std::get_if<assay::Jump>(&instruction)) return jump->target < 0;
  if (const auto* jump = std::get_if<assay::JumpIf>(&instruction)) return jump->target < 0;
  const auto* call = std::get_if<Call>(&instruction);
  return call != nullptr && call->kind == CallKind::Local && call->target < 0;
}

/// ir/isa knows whether a jump was written in its long form, which changes nothing.
assay::Instruction as_short(assay::Instruction instruction) {
  if (auto* jump = std::get_if<assay::Jump>(&instruction)) jump->wide = false;
  return instruction;
}

/// Whether both decoders say the same of the specimen.
testing::AssertionResult agree(Specimen& specimen) {
  Instruction own;
  const Code code = specimen.decoded(own);
  const Result<assay::Instruction> other = specimen.in_object();
  if (!other.ok()) {
    if (code != Code::Ok) return testing::AssertionSuccess();
    // ir/isa holds slots in 31 bits.
    if (other.error().code == ErrorCode::JumpOutOfProgram && own.target > INT32_MAX)
      return testing::AssertionSuccess();
    return testing::AssertionFailure() << "accepted; ir/isa: " << other.error().message;
  }
  if (code == Code::TargetOutside && goes_before_the_program(other.value()))
    return testing::AssertionSuccess();
  if (code != Code::Ok)
    return testing::AssertionFailure() << "refused with " << static_cast<unsigned>(code);
  if (in_isa(own) != as_short(other.value()))
    return testing::AssertionFailure() << "another instruction";
  return testing::AssertionSuccess();
}

TEST(CheckerDecode, AgreesWithIsaOnEveryOpcodeAndRegisterByte) {
  Specimen specimen;
  int accepted = 0;
  for (unsigned both = 0; both < 65536; ++both) {
    const auto opcode = static_cast<std::uint8_t>(both >> 8);
    const auto registers = static_cast<std::uint8_t>(both);
    for (const auto& [offset, imm] : corners()) {
      specimen.set(opcode, registers, offset, imm);
      ASSERT_TRUE(agree(specimen))
          << "opcode " << unsigned{opcode} << ", registers " << unsigned{registers} << ", offset "
          << offset << ", imm " << imm;
      Instruction out;
      if (specimen.decoded(out) == Code::Ok) ++accepted;
    }
  }
  EXPECT_GT(accepted, 100'000);
}

TEST(CheckerDecode, AgreesWithIsaOnTheSecondSlot) {
  Specimen specimen;
  for (std::uint8_t source = 0; source < 16; ++source) {
    for (const std::int32_t low : kImmediates) {
      for (const std::int32_t high : kImmediates) {
        specimen.set(0x18, static_cast<std::uint8_t>(source << 4 | 3), 0, low);
        specimen.set_tail(high);
        ASSERT_TRUE(agree(specimen))
            << "source " << unsigned{source} << ", " << low << ", " << high;
      }
    }
  }
}

TEST(CheckerDecode, ASecondSlotHasNoOtherField) {
  Specimen specimen;
  specimen.set(0x18, 0x03, 0, 7);
  Instruction out;
  ASSERT_EQ(specimen.decoded(out), Code::Ok);
  specimen.put(kBefore + 1, 1, 0, 0, 0);
  EXPECT_EQ(specimen.decoded(out), Code::ReservedFieldSet);
  specimen.put(kBefore + 1, 0, 1, 0, 0);
  EXPECT_EQ(specimen.decoded(out), Code::ReservedFieldSet);
  specimen.put(kBefore + 1, 0, 0, 1, 0);
  EXPECT_EQ(specimen.decoded(out), Code::ReservedFieldSet);
}

TEST(CheckerDecode, A16ByteInstructionNeedsItsSecondSlot) {
  const std::array<std::uint8_t, 8> code = {0x18, 0x03, 0, 0, 0, 0, 0, 0};
  Instruction out;
  EXPECT_EQ(decode({code.data(), 1}, 0, out), Code::WideCut);
}

TEST(CheckerDecode, MapsAreNamedByIndexAndNeverByHandle) {
  Specimen specimen;
  Instruction out;
  specimen.set(0x18, wire::kWideMapHandle << 4, 0, 1);
  EXPECT_EQ(specimen.decoded(out), Code::InstructionUnknown);
  specimen.set(0x18, wire::kWideMapHandleValue << 4, 0, 1);
  EXPECT_EQ(specimen.decoded(out), Code::InstructionUnknown);
  specimen.set(0x18, wire::kWideMapIndexValue << 4 | 2, 0, 1);
  specimen.set_tail(24);
  ASSERT_EQ(specimen.decoded(out), Code::Ok);
  EXPECT_EQ(out.map, 1u);
  EXPECT_EQ(out.map_offset, 24u);
}

TEST(CheckerDecode, AFieldThatIsNotUsedIsZero) {
  Specimen specimen;
  Instruction out;
  specimen.set(0x95, 0, 0, 0);  // exit
  ASSERT_EQ(specimen.decoded(out), Code::Ok);
  EXPECT_EQ(out.width, 0);
  EXPECT_EQ(out.target, 0u);
  specimen.set(0x18, 0x03, 0, 7);
  ASSERT_EQ(specimen.decoded(out), Code::Ok);
  EXPECT_EQ(out.width, 0);
}

}  // namespace
}  // namespace assay::checker
