// SPDX-License-Identifier: Apache-2.0
// Calls of helpers: what bounds the objects that are held, and what a result brings with it.
#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {
namespace {

/// One call at slot 0 under a contract that a test may change, and the state before it.
struct CallSite {
  Program program;
  Contract contract = *find_contract("linux/xdp");
  SymbolSupply symbols;
  State state;

  explicit CallSite(std::string_view text) {
    program.instructions = assemble(text).value();
    program.locations.resize(program.instructions.size());
    program.functions.push_back(
        {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
    state = entry_state(environment());
  }
  Environment environment() { return {program, contract, symbols}; }
  Step run() { return execute(environment(), state, 0); }
};

/// ringbuf_reserve of 16 bytes, where so many records are held already.
Step reserve_after(std::uint32_t held) {
  constexpr std::uint32_t kRingBuffer = 27;
  CallSite site("call 131; exit");
  Map ring;
  ring.kind = kRingBuffer;
  ring.max_entries = 4096;
  site.program.maps = {ring};
  site.state.write(Reg{1}, Value::pointer(MapHandle{}, Term::constant(0)));
  site.state.write(Reg{2}, Value::scalar(Term::constant(16)));
  site.state.write(Reg{3}, Value::scalar(Term::constant(0)));
  for (std::uint32_t i = 0; i < held; ++i) site.state.resources.push_back({ResourceId{i + 1}});
  site.state.next_id = held + 1;
  return site.run();
}

TEST(HelperCall, AcquiresUpToSixtyFourObjects) {
  const Step last = reserve_after(63);
  ASSERT_FALSE(last.unmet);
  ASSERT_EQ(last.next.size(), 1U);
  EXPECT_EQ(last.next[0].state.resources.size(), 64U);
  const Step more = reserve_after(64);
  ASSERT_TRUE(more.unmet);
  EXPECT_EQ(more.unmet->gap.code(), ErrorCode::TooComplex);
  EXPECT_TRUE(more.next.empty());
}

/// A helper whose result is `least` to 100, and at most its first argument.
Step filled(CallSite& site, const Term& size, std::int64_t least = 0) {
  Helper helper;
  helper.id = 9000;
  helper.name = "filled";
  helper.args[0].kind = ArgKind::Any;
  helper.return_min = least;
  helper.return_max = 100;
  helper.return_at_most_argument = 0;
  site.contract.helpers = {helper};
  site.state.write(Reg{1}, Value::scalar(size));
  return site.run();
}

TEST(HelperCall, AResultIsAtMostTheSize) {
  CallSite site("call 9000; exit");
  const Term size = site.state.knowledge.introduce(site.symbols, Scalar::unsigned_range(0, 200));
  const Step step = filled(site, size);
  ASSERT_EQ(step.next.size(), 1U);
  const State& after = step.next[0].state;
  const Term& result = after.registers[0].term();
  EXPECT_EQ(after.knowledge.evaluate(result).umax(), 100U);
  EXPECT_TRUE(after.knowledge.entails(
      *LinearExpr::difference(LinearExpr::reading(result), LinearExpr::reading(size))));
}
TEST(HelperCall, AResultThatMayBeAnErrorIsAtMostTheSize) {
  CallSite site("call 9000; exit");
  const Term size = site.state.knowledge.introduce(site.symbols, Scalar::unsigned_range(0, 200));
  const Step step = filled(site, size, -22);
  ASSERT_EQ(step.next.size(), 1U);
  const State& after = step.next[0].state;
  const Term& result = after.registers[0].term();
  EXPECT_EQ(after.knowledge.evaluate(result).smin(), -22);
  EXPECT_EQ(after.knowledge.evaluate(result).smax(), 100);
  EXPECT_TRUE(after.knowledge.entails(
      *LinearExpr::difference(LinearExpr::reading(result), LinearExpr::reading(size))));
  CallSite other("call 9000; exit");
  const Step fixed = filled(other, Term::constant(16), -22);
  ASSERT_EQ(fixed.next.size(), 1U);
  EXPECT_EQ(fixed.next[0].state.knowledge.evaluate(fixed.next[0].state.registers[0].term()).smax(),
            16);
}
TEST(HelperCall, AResultOfWhichTheSizeLeavesOneNumberIsThatNumber) {
  CallSite site("call 9000; exit");
  const Step step = filled(site, Term::constant(0));
  ASSERT_EQ(step.next.size(), 1U);
  EXPECT_EQ(step.next[0].state.registers[0].term().as_constant(), 0U);
}

/// A helper that gives as many bytes as its argument says, to be released later.
Helper alloc(Width width) {
  Helper helper;
  helper.id = 9000;
  helper.name = "alloc";
  helper.args[0].kind = ArgKind::Scalar;
  helper.args[0].constant = true;
  helper.args[0].width = width;
  helper.returns = ReturnKind::MemoryOrNull;
  helper.acquires = true;
  return helper;
}

TEST(HelperCall, APointerIsNoConstantSizeWhereverPointersMayLeak) {
  CallSite site("call 9000; exit");
  site.contract.policy.pointer_leak_to_memory = true;
  site.contract.helpers = {alloc(Width::W64)};
  site.state.write(Reg{1}, site.state.read(kFramePointer));
  const Step step = site.run();
  ASSERT_TRUE(step.unmet);
  EXPECT_EQ(step.unmet->gap.code(), ErrorCode::ArgumentWrongType);
  EXPECT_TRUE(step.next.empty());
}
TEST(HelperCall, MemoryHasAsManyBytesAsTheHelperReadsOfItsSize) {
  CallSite site("call 9000; exit");
  site.contract.helpers = {alloc(Width::W32)};
  site.state.write(Reg{1}, Value::scalar(Term::constant(0x100000010)));
  const Step step = site.run();
  ASSERT_FALSE(step.unmet);
  ASSERT_EQ(step.next.size(), 1U);
  const auto* memory = step.next[0].state.registers[0].into<HelperMemory>();
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(memory->bytes, 16U);
}
TEST(HelperCall, ASizeThatIsNoConstantIsListed) {
  for (const Width width : {Width::W64, Width::W32}) {
    CallSite site("call 9000; exit");
    site.contract.helpers = {alloc(width)};
    site.contract.helpers[0].args[0].constant = false;
    const Scalar range = Scalar::unsigned_range(1, std::uint64_t{1} << 33);
    site.state.write(Reg{1}, Value::scalar(site.state.knowledge.introduce(site.symbols, range)));
    const Step step = site.run();
    ASSERT_FALSE(step.unmet);
    const State& after = step.next.at(0).state;
    const auto* memory = after.registers[0].into<HelperMemory>();
    ASSERT_NE(memory, nullptr);
    EXPECT_TRUE(memory->is_listed());
    const Term* size = after.size_of(memory->resource);
    ASSERT_NE(size, nullptr);
    const Scalar told = after.knowledge.evaluate(*size);
    EXPECT_EQ(told.umin(), width == Width::W64 ? 1U : 0U);
    EXPECT_EQ(told.umax(), width == Width::W64 ? std::uint64_t{1} << 33 : 0xffffffffU);
  }
}
TEST(HelperCall, AnAddressForASizeIsANumberOfWhichNothingIsKnown) {
  CallSite site("call 9000; exit");
  site.contract.policy.pointer_leak_to_memory = true;
  site.contract.helpers = {alloc(Width::W64)};
  site.contract.helpers[0].args[0].constant = false;
  site.state.write(Reg{1}, site.state.read(kFramePointer));
  const Step step = site.run();
  ASSERT_FALSE(step.unmet);
  const State& after = step.next.at(0).state;
  ASSERT_EQ(after.sizes.size(), 1U);
  EXPECT_EQ(after.knowledge.evaluate(after.sizes[0].bytes).umin(), 0U);
  EXPECT_EQ(after.knowledge.evaluate(after.sizes[0].bytes).umax(), ~std::uint64_t{0});
}

/// A helper that returns its first argument, which lies in the packet.
Helper returns_first() {
  Helper helper;
  helper.id = 9000;
  helper.name = "returns_first";
  helper.args[0].kind = ArgKind::Any;
  helper.returns = ReturnKind::Argument;
  return helper;
}

TEST(HelperCall, AReturnedArgumentIsStaleWhereTheCallMovesThePacket) {
  for (const bool moves : {false, true}) {
    CallSite site("call 9000; exit");
    site.contract.policy.pointer_leak_to_memory = true;
    site.contract.helpers = {returns_first()};
    site.contract.helpers[0].moves_packet = moves;
    site.state.write(Reg{1}, Value::pointer(RegionMemory{}, Term::constant(0)));
    const Step step = site.run();
    ASSERT_FALSE(step.unmet);
    ASSERT_EQ(step.next.size(), 1U);
    EXPECT_EQ(step.next[0].state.registers[0].is_pointer(), !moves);
  }
}
TEST(HelperCall, AReturnedArgumentIsStaleWhereTheCallReleasesIt) {
  CallSite site("call 9000; exit");
  site.contract.helpers = {returns_first()};
  site.contract.helpers[0].args[0].kind = ArgKind::AllocatedMemory;
  site.contract.helpers[0].releases = 0;
  site.state.resources.push_back({ResourceId{1}});
  site.state.next_id = 2;
  site.state.write(Reg{1}, Value::pointer(HelperMemory{ResourceId{1}, 16}, Term::constant(0)));
  const Step step = site.run();
  ASSERT_FALSE(step.unmet);
  ASSERT_EQ(step.next.size(), 1U);
  EXPECT_FALSE(step.next[0].state.registers[0].is_pointer());
}

TEST(HelperCall, TheSameObjectOrNullHasTheArgumentsResourceAndItsOwnNullTest) {
  CallSite site("call 9000; exit");
  site.contract.helpers = {returns_first()};
  site.contract.helpers[0].args[0].kind = ArgKind::SocketReference;
  site.contract.helpers[0].returns = ReturnKind::ArgumentOrNull;
  site.state.resources.push_back({ResourceId{1}});
  site.state.next_id = 2;
  site.state.write(Reg{1}, Value::pointer(KernelObject{ResourceId{1}}, Term::constant(0)));
  const Step step = site.run();
  ASSERT_FALSE(step.unmet);
  ASSERT_EQ(step.next.size(), 1U);
  const State& after = step.next[0].state;
  const auto* object = after.registers[0].into<KernelObject>();
  ASSERT_NE(object, nullptr);
  EXPECT_EQ(object->resource, ResourceId{1});
  EXPECT_EQ(after.registers[0].null(), NullId{2});
  EXPECT_EQ(after.resources, site.state.resources);
}

/// A map of maps whose value, found in it, is handed to the next call.
TEST(HelperCall, AMapThatWasFoundInAnotherIsWhatTheProofRestsOn) {
  CallSite site("call 1; exit");
  Map inner;
  inner.kind = 2;
  inner.key_size = 4;
  inner.value_size = 8;
  inner.max_entries = 1;
  site.program.maps = {inner, inner};
  site.state.write(Reg{1}, Value::pointer(MapHandle{1}, Term::constant(0)));
  site.state.write(Reg{2}, Value::pointer(MapElement{0, ElementId{1}}, Term::constant(0)));
  Basis basis;
  Environment env = site.environment();
  env.basis = &basis;
  ASSERT_FALSE(execute(env, site.state, 0).unmet);
  EXPECT_EQ(basis.maps, std::set<std::uint32_t>{1});
}

}  // namespace
}  // namespace assay
