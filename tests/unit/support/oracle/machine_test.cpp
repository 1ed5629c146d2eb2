// SPDX-License-Identifier: Apache-2.0
#include "support/oracle/machine.hpp"

#include <gtest/gtest.h>

namespace assay::oracle::testing {
namespace {

/// One map value of eight bytes (16-byte load, src 2) and a context of one word.
class TestHost final : public Host {
 public:
  Stop call_helper(Machine& machine, std::int32_t id) override {
    if (id != 1) return Stop::Unmodelled;
    machine.registers[0] = {7, 0, true};
    return Stop::None;
  }
  std::optional<Word> load_address(Machine& machine, const Slot& slot, std::uint32_t) override {
    if (slot.src != 2) return std::nullopt;
    Block block;
    block.kind = BlockKind::MapValue;
    block.base = 0x5000;
    block.bytes.resize(8);
    return Word{0x5000, machine.memory.add(std::move(block)), true};
  }
  Stop load_context(Machine&, std::uint64_t, unsigned, Word&) override {
    return Stop::BadContextAccess;
  }
  Stop store_context(Machine&, std::uint64_t, unsigned, const Word&) override {
    return Stop::BadContextAccess;
  }
  bool load_packet(Machine&, std::int64_t, unsigned, std::optional<std::uint64_t>&) override {
    return false;
  }
  void before_shared_access(Block&, std::uint64_t, unsigned) override {}
  std::uint64_t place_stack(std::uint32_t) override { return next_ += 0x10000; }

 private:
  std::uint64_t next_ = 0x100000;
};

using Code = std::vector<std::uint8_t>;

void add(Code& code, const Slot& s) {
  code.push_back(s.opcode);
  code.push_back(static_cast<std::uint8_t>(s.dst | s.src << 4));
  for (unsigned i = 0; i < 2; ++i) code.push_back(static_cast<std::uint8_t>(s.offset >> (8 * i)));
  for (unsigned i = 0; i < 4; ++i) code.push_back(static_cast<std::uint8_t>(s.imm >> (8 * i)));
}

/// The slots, then exit.
Stop stop_of(const std::vector<Slot>& slots, Rules rules = {}) {
  Code code;
  for (const Slot& slot : slots) add(code, slot);
  add(code, {0x95});
  TestHost host;
  Machine machine(code, host, rules);
  return machine.run(100);
}

const Slot kZero{0xb7, 0};                      // r0 = 0
const Slot kWideMapValue{0x18, 1, 2}, kTail{};  // r1 = a map value

TEST(OracleMachine, ExitsAndCountsA16ByteLoadOnce) {
  Code code;
  for (const Slot& slot : {Slot{0x18, 0}, kTail, Slot{0x95}}) add(code, slot);
  TestHost host;
  Machine machine(code, host, {});
  EXPECT_EQ(machine.run(10), Stop::Exited);
  EXPECT_EQ(machine.executed(), 2u);
}

TEST(OracleMachine, UnwrittenRegistersAndStackAreFaults) {
  EXPECT_EQ(stop_of({}), Stop::UnwrittenRegister);
  EXPECT_EQ(stop_of({{0xbf, 0, 3}}), Stop::UnwrittenRegister);
  EXPECT_EQ(stop_of({{0x79, 0, 10, -8}}), Stop::UnwrittenStack);
  EXPECT_EQ(stop_of({{0x62, 10, 0, -8, 1}, {0x61, 0, 10, -8}}), Stop::Exited);
  EXPECT_EQ(stop_of({{0x62, 10, 0, -8, 1}, {0x79, 0, 10, -8}}), Stop::UnwrittenStack);
  EXPECT_EQ(stop_of({{0xb7, 10}}), Stop::FramePointerWritten);
}

TEST(OracleMachine, AccessesStayInTheirBlock) {
  EXPECT_EQ(stop_of({kZero, {0x7a, 10, 0, -512, 1}}), Stop::Exited);
  EXPECT_EQ(stop_of({kZero, {0x7a, 10, 0, -513, 1}}), Stop::OutOfBounds);
  EXPECT_EQ(stop_of({kZero, {0x7a, 10, 0, -7, 1}}), Stop::OutOfBounds);
  EXPECT_EQ(stop_of({kZero, kWideMapValue, kTail, {0x79, 0, 1, 0}}), Stop::Exited);
  EXPECT_EQ(stop_of({kZero, kWideMapValue, kTail, {0x79, 0, 1, 1}}), Stop::OutOfBounds);
  EXPECT_EQ(stop_of({kZero, {0x71, 1, 0, 0}}), Stop::NotAnAddress);
}

TEST(OracleMachine, AddressesAreNoNumbers) {
  EXPECT_EQ(stop_of({kZero, {0xbf, 1, 10}, {0x47, 1, 0, 0, 1}}), Stop::AddressAsNumber);
  EXPECT_EQ(stop_of({kZero, {0xbf, 1, 10}, {0x1f, 1, 10}}), Stop::Exited);
  EXPECT_EQ(stop_of({kZero, {0xbf, 1, 10}, {0x1c, 1, 10}}), Stop::Exited);
  EXPECT_EQ(stop_of({kZero, {0xbf, 1, 10}, {0x0c, 1, 10}}), Stop::AddressAsNumber);
  EXPECT_EQ(stop_of({kZero, {0x7b, 10, 10, -8}, {0x61, 1, 10, -8}}), Stop::PartOfAddress);
  EXPECT_EQ(stop_of({kZero, {0x7b, 10, 10, -8}, {0x79, 1, 10, -8}, {0x7b, 1, 0, -16}}),
            Stop::Exited);
  EXPECT_EQ(stop_of({kZero, kWideMapValue, kTail, {0x7b, 1, 10, 0}}), Stop::AddressLeaks);
}

TEST(OracleMachine, ACalledFunctionHasAFrameOfItsOwn) {
  // r6 = 5; call f; r0 += r6; exit; f: r0 = 2; r6 = 9; exit
  Code code;
  for (const Slot& slot : {Slot{0xb7, 6, 0, 0, 5}, Slot{0x85, 0, 1, 0, 2}, Slot{0x0f, 0, 6},
                           Slot{0x95}, Slot{0xb7, 0, 0, 0, 2}, Slot{0xb7, 6, 0, 0, 9}, Slot{0x95}})
    add(code, slot);
  TestHost host;
  Machine machine(code, host, {});
  EXPECT_EQ(machine.run(10), Stop::Exited);
  EXPECT_EQ(machine.registers[0].value, 7u);
  // The caller's callee-saved registers cannot be read, and its stack dies with it.
  EXPECT_EQ(stop_of({{0xb7, 6, 0, 0, 5}, {0x85, 0, 1, 0, 0}, {0xbf, 0, 6}}),
            Stop::UnwrittenRegister);
  EXPECT_EQ(stop_of({{0x85, 0, 1, 0, 2}, {0x71, 1, 0, -1}, {0x95}, {0xbf, 0, 10}}),
            Stop::DeadMemory);
}

TEST(OracleMachine, ASignedDivisionOf64BitsByMinusOneLosesTheContextWhereTheRulesSaySo) {
  constexpr std::uint8_t kDivide = 0x37, kRemain = 0x97, kDivide32 = 0x34;
  Rules rules;
  rules.signed_division_loses_context = true;
  const auto stop = [&](std::uint8_t opcode, std::int16_t is_signed, std::int32_t divisor) {
    const Slot constant{opcode, 0, 0, is_signed, divisor};
    const Slot by_register{static_cast<std::uint8_t>(opcode | 0x08), 0, 2, is_signed};
    const Stop one = stop_of({kZero, constant}, rules);
    EXPECT_EQ(stop_of({kZero, {0xb7, 2, 0, 0, divisor}, by_register}, rules), one);
    EXPECT_EQ(stop_of({kZero, constant}), Stop::Exited);
    return one;
  };
  EXPECT_EQ(stop(kDivide, 1, -1), Stop::BadArgument);
  EXPECT_EQ(stop(kRemain, 1, -1), Stop::BadArgument);
  EXPECT_EQ(stop(kDivide, 1, -2), Stop::Exited);
  EXPECT_EQ(stop(kDivide, 0, -1), Stop::Exited);
  EXPECT_EQ(stop(kDivide32, 1, -1), Stop::Exited);
}

TEST(OracleMachine, AProgramThatIsTooLongForTheRulesIsAnother) {
  Rules rules;
  rules.most_slots = 2;
  EXPECT_EQ(stop_of({kZero}, rules), Stop::Exited);
  EXPECT_EQ(stop_of({kZero, kZero}, rules), Stop::BadInstruction);
}

TEST(OracleMachine, EndlessLoopsReachTheLimit) {
  EXPECT_EQ(stop_of({{0x05, 0, 0, -1}}), Stop::TooLong);
}

}  // namespace
}  // namespace assay::oracle::testing
