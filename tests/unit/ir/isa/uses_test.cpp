// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/uses.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "ir/isa/flow.hpp"

namespace assay {
namespace {

RegSet regs(std::initializer_list<int> indices) {
  RegSet set;
  for (const int index : indices) set.insert(Reg{static_cast<std::uint8_t>(index)});
  return set;
}

void expect_registers(const Instruction& instruction, RegSet read, RegSet written) {
  EXPECT_EQ(uses(instruction).mask(), read.mask());
  EXPECT_EQ(defs(instruction).mask(), written.mask());
}

TEST(Uses, ArithmeticReadsItsDestinationAndMovesDoNot) {
  expect_registers(Alu{AluOp::Add, Width::W64, Reg{1}, Reg{2}}, regs({1, 2}), regs({1}));
  expect_registers(Alu{AluOp::Add, Width::W32, Reg{1}, Imm{2}}, regs({1}), regs({1}));
  expect_registers(Alu{AluOp::Mov, Width::W64, Reg{1}, Reg{2}}, regs({2}), regs({1}));
  expect_registers(Alu{AluOp::Mov, Width::W64, Reg{1}, Imm{2}}, regs({}), regs({1}));
  expect_registers(Alu{AluOp::Movsx8, Width::W32, Reg{1}, Reg{2}}, regs({2}), regs({1}));
  expect_registers(Neg{Width::W64, Reg{4}}, regs({4}), regs({4}));
  expect_registers(ByteSwap{ByteOrder::ToBig, Width::W16, Reg{4}}, regs({4}), regs({4}));
}

TEST(Uses, LoadsReadTheBaseAndStoresWriteNoRegister) {
  expect_registers(Load{Width::W8, false, Reg{1}, Reg{2}, 0}, regs({2}), regs({1}));
  expect_registers(Load{Width::W8, true, Reg{1}, Reg{2}, 0}, regs({2}), regs({1}));
  expect_registers(Store{Width::W8, Reg{1}, 0, Reg{2}}, regs({1, 2}), regs({}));
  expect_registers(Store{Width::W8, Reg{1}, 0, Imm{2}}, regs({1}), regs({}));
  expect_registers(LoadImm64{Reg{7}, WideKind::Map, 0}, regs({}), regs({7}));
  expect_registers(LoadImm64{Reg{7}, WideKind::UnresolvedSymbol, 0}, regs({}), regs({7}));
  expect_registers(WideTail{}, regs({}), regs({}));
}

TEST(Uses, OnlyFetchingAtomicsWriteARegister) {
  using enum AtomicOp;
  expect_registers(Atomic{Add, false, Width::W64, Reg{1}, 0, Reg{2}}, regs({1, 2}), regs({}));
  expect_registers(Atomic{Add, true, Width::W64, Reg{1}, 0, Reg{2}}, regs({1, 2}), regs({2}));
  expect_registers(Atomic{Exchange, true, Width::W32, Reg{1}, 0, Reg{2}}, regs({1, 2}), regs({2}));
  expect_registers(Atomic{CompareExchange, true, Width::W64, Reg{1}, 0, Reg{2}}, regs({0, 1, 2}),
                   regs({0}));
}

TEST(Uses, CallsReadTheArgumentsAndClobberTheCallersRegisters) {
  const RegSet arguments = regs({1, 2, 3, 4, 5});
  const RegSet clobbered = regs({0, 1, 2, 3, 4, 5});
  for (const CallKind kind :
       {CallKind::Helper, CallKind::Local, CallKind::Kernel, CallKind::Unresolved}) {
    expect_registers(Call{kind, 0}, arguments, clobbered);
  }
  expect_registers(CallIndirect{Reg{8}}, arguments | regs({8}), clobbered);
}

TEST(Uses, PacketLoadsReadTheContextInR6) {
  const RegSet clobbered = regs({0, 1, 2, 3, 4, 5});
  expect_registers(LoadPacket{Width::W8, false, Reg{}, 4}, regs({6}), clobbered);
  expect_registers(LoadPacket{Width::W8, true, Reg{7}, 4}, regs({6, 7}), clobbered);
}

TEST(Uses, ControlTransfersReadWhatTheyCompareOrReturn) {
  expect_registers(JumpIf{JumpOp::Eq, Width::W64, Reg{1}, Reg{2}, 0}, regs({1, 2}), regs({}));
  expect_registers(JumpIf{JumpOp::Eq, Width::W32, Reg{1}, Imm{2}, 0}, regs({1}), regs({}));
  expect_registers(Jump{}, regs({}), regs({}));
  expect_registers(Exit{}, regs({0}), regs({}));
}

TEST(RegSet, IteratesUpwardsOverItsMembersOnly) {
  std::vector<int> seen;
  for (const Reg reg : regs({10, 0, 3})) seen.push_back(reg.index);
  EXPECT_EQ(seen, (std::vector<int>{0, 3, 10}));
  EXPECT_EQ(regs({1, 2, 3}) - regs({2}), regs({1, 3}));
  EXPECT_EQ(regs({1, 2}) & regs({2, 3}), regs({2}));
  EXPECT_TRUE(regs({}).empty());
  EXPECT_EQ(regs({1, 10}).size(), 2);
}

TEST(Flow, OnlyJumpsAndExitEndABlock) {
  const Flow branch = flow(JumpIf{JumpOp::Eq, Width::W64, Reg{1}, Imm{0}, 7});
  EXPECT_TRUE(branch.falls_through);
  EXPECT_EQ(branch.target, 7);
  const Flow jump = flow(Jump{5, true});
  EXPECT_FALSE(jump.falls_through);
  EXPECT_EQ(jump.target, 5);
  EXPECT_FALSE(flow(Exit{}).falls_through);
  EXPECT_FALSE(flow(Exit{}).target.has_value());
  EXPECT_TRUE(flow(Call{CallKind::Local, 9}).falls_through);
  EXPECT_FALSE(flow(Call{CallKind::Local, 9}).target.has_value());
  EXPECT_TRUE(ends_block(Exit{}));
  EXPECT_TRUE(ends_block(Jump{}));
  EXPECT_TRUE(ends_block(JumpIf{}));
  EXPECT_FALSE(ends_block(Call{}));
  EXPECT_EQ(slots(LoadImm64{}), 2U);
  EXPECT_EQ(slots(Exit{}), 1U);
}

}  // namespace
}  // namespace assay
