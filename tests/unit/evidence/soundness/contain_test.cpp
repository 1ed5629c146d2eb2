// SPDX-License-Identifier: Apache-2.0
// A machine that finds nothing must be able to: each kind of wrong claim is noticed.
#include "evidence/soundness/contain.hpp"

#include <gtest/gtest.h>

#include "evidence/soundness/judge.hpp"
#include "ir/isa/encode.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay::soundness::testing {
namespace {

Program program_of(const char* text) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions = {{"f", 0, static_cast<std::uint32_t>(program.instructions.size())}};
  return program;
}

/// A run that has executed `steps` instructions of the text.
struct Stopped {
  explicit Stopped(const char* text, int steps, const char* contract_name = "unspec")
      : Stopped(program_of(text), steps, contract_name) {}
  Stopped(Program the_program, int steps, const char* contract_name)
      : program(std::move(the_program)),
        contract(*find_contract(contract_name)),
        interesting(interesting_words(program)),
        code(encode(program.instructions)),
        world(program, contract, interesting, {}),
        machine(code, world, rules_of(contract)) {
    world.attach(machine);
    for (int i = 0; i < steps; ++i) EXPECT_EQ(machine.step(), oracle::Stop::None);
  }
  /// "" when the machine lies in the state.
  std::string misfit_of(const State& state) {
    const Moment moment{machine, world};
    Witness witness;
    Compared compared;
    bind_shown(state, moment, witness);
    return misfit(state, moment, witness, compared).value_or("");
  }

  Program program;
  const Contract& contract;
  std::vector<std::uint64_t> interesting;
  std::vector<std::uint8_t> code;
  World world;
  oracle::Machine machine;
};

State one_frame() {
  State state;
  state.frames.emplace_back();
  return state;
}

/// r1 is a symbol with these facts.
State with_r1(const Scalar& facts) {
  State state = one_frame();
  SymbolFacts row;
  row.symbol = Symbol{1};
  row.facts = facts;
  state.knowledge.declare(row);
  state.write(Reg{1}, Value::scalar(Term::of(Symbol{1})));
  return state;
}

TEST(Contain, AFreeStateHoldsEverything) {
  EXPECT_EQ(Stopped("r0 = 7\nexit", 1).misfit_of(one_frame()), "");
}

TEST(Contain, FactsOfARegisterAreCompared) {
  Stopped at("r1 = 12\nexit", 1);
  EXPECT_EQ(at.misfit_of(with_r1(Scalar::unsigned_range(0, 12))), "");
  EXPECT_NE(at.misfit_of(with_r1(Scalar::unsigned_range(0, 11))), "");
  EXPECT_NE(at.misfit_of(with_r1(Scalar::signed_range(-5, 11))), "");
  const Scalar eights = alu(AluOp::Lsh, Width::W64, Scalar::top(), Scalar::constant(3));
  EXPECT_NE(at.misfit_of(with_r1(eights)), "");
  Stopped wide("r1 = 0x100000005 ll\nexit", 1);
  EXPECT_NE(wide.misfit_of(with_r1(Scalar::unsigned_range(0, 0xffffffff))), "");
}

TEST(Contain, EqualTermsMustBeEqualWords) {
  Stopped at("r1 = 12\nr2 = 17\nexit", 2);
  State state = with_r1(Scalar::top());
  state.write(Reg{2}, Value::scalar(Term::of(Symbol{1}).plus(5)));
  EXPECT_EQ(at.misfit_of(state), "");
  state.write(Reg{2}, Value::scalar(Term::of(Symbol{1}).plus(4)));
  EXPECT_NE(at.misfit_of(state), "");
}

TEST(Contain, BoundsBetweenSymbolsAreCompared) {
  Stopped at("r1 = 12\nr2 = 17\nexit", 2);
  State state = with_r1(Scalar::unsigned_range(0, 100));
  SymbolFacts row;
  row.symbol = Symbol{2};
  row.facts = Scalar::unsigned_range(0, 100);
  state.knowledge.declare(row);
  state.write(Reg{2}, Value::scalar(Term::of(Symbol{2})));
  const auto difference = LinearExpr::difference(LinearExpr::reading(Term::of(Symbol{1})),
                                                 LinearExpr::reading(Term::of(Symbol{2})));
  State right = state;
  right.knowledge.learn(difference->plus(5));
  EXPECT_EQ(at.misfit_of(right), "");
  state.knowledge.learn(difference->plus(6));
  EXPECT_NE(at.misfit_of(state), "");
}

TEST(Contain, LinksAreCompared) {
  Stopped at("r1 = -1\nw2 = w1\nexit", 2);
  const auto linked = [](LinkKind kind) {
    State state = with_r1(Scalar::top());
    SymbolFacts row;
    row.symbol = Symbol{2};
    row.link = kind;
    row.of = Term::of(Symbol{1});
    state.knowledge.declare(row);
    state.write(Reg{2}, Value::scalar(Term::of(Symbol{2})));
    return state;
  };
  EXPECT_EQ(at.misfit_of(linked(LinkKind::ZeroExtend32)), "");
  EXPECT_NE(at.misfit_of(linked(LinkKind::SignExtend32)), "");
}

TEST(Contain, UnwrittenRegistersAndStackAreNoticed) {
  State state = one_frame();
  state.write(Reg{3}, Value::scalar(Term::constant(0)));
  EXPECT_NE(Stopped("r0 = 7\nexit", 1).misfit_of(state), "");
  Stopped at("*(u32 *)(r10 - 8) = 9\nexit", 1);
  State stack = one_frame();
  stack.top().stack.store(-8, 4, Value::scalar(Term::constant(9)));
  EXPECT_EQ(at.misfit_of(stack), "");
  stack.top().stack.scramble(-4, 1);
  EXPECT_NE(at.misfit_of(stack), "");
  State wrong = one_frame();
  wrong.top().stack.store(-8, 4, Value::scalar(Term::constant(8)));
  EXPECT_NE(at.misfit_of(wrong), "");
}

TEST(Contain, PointersMustBeWhereTheyAreSaidToBe) {
  Stopped at("r2 = r10\nr2 += -16\n*(u64 *)(r10 - 8) = r2\nexit", 3);
  State state = one_frame();
  state.write(Reg{2}, Value::pointer(StackMemory{}, Term::constant(0ull - 16)));
  state.top().stack.store(-8, 8, state.read(Reg{2}));
  EXPECT_EQ(at.misfit_of(state), "");
  State moved = state;
  moved.write(Reg{2}, Value::pointer(StackMemory{}, Term::constant(0ull - 8)));
  EXPECT_NE(at.misfit_of(moved), "");
  State context = state;
  context.write(Reg{2}, Value::pointer(ContextMemory{}, Term::constant(0)));
  EXPECT_NE(at.misfit_of(context), "");
  State number = one_frame();
  number.top().stack.scramble(-8, 8);
  EXPECT_EQ(at.misfit_of(number) != "", !at.contract.policy.pointer_to_scalar);
}

TEST(Contain, FramesAndMarksAreCompared) {
  EXPECT_NE(Stopped("r0 = 7\nexit", 1).misfit_of(State()), "");
  Stopped at("r2 = *(u32 *)(r1 + 0)\nexit", 1, "linux/xdp");
  State state = one_frame();
  RegionMarks marks;
  for (std::uint32_t m = 0; m < 3; ++m)
    marks.marks.push_back(Term::constant(at.world.regions()[0].marks[m]));
  state.regions.push_back(marks);
  EXPECT_EQ(at.misfit_of(state), "");
  state.regions[0].marks[2] = state.regions[0].marks[2].plus(1);
  EXPECT_NE(at.misfit_of(state), "");
}

TEST(Judge, AcceptedProgramsStayInsideTheirClaims) {
  const Program program = program_of(
      "r2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\nr4 = r2\nr4 += 8\nr0 = 1\n"
      "if r4 > r3 goto +1\nr0 = *(u8 *)(r2 + 7)\nr0 &= 1\nexit");
  const Judged judged = judge(program, *find_contract("linux/xdp"), {});
  EXPECT_TRUE(judged.accepted);
  EXPECT_FALSE(judged.breach) << judged.breach->what;
  EXPECT_EQ(judged.finished, judged.runs);
  EXPECT_GT(judged.compared.states, 100u);
  EXPECT_EQ(judged.compared.undetermined, 0u);
  EXPECT_TRUE(judged.taken[5] && judged.fell[5]);
}

/// r0 is a record of 16 bytes, and the state lists `bytes` for it.
State with_record(const Term& bytes) {
  State state = one_frame();
  state.registers[0] =
      Value::pointer(HelperMemory{ResourceId{1}, HelperMemory::kListed}, Term::constant(0));
  state.resources = {{ResourceId{1}}};
  state.sizes = {{ResourceId{1}, bytes}};
  state.next_id = 2;
  return state;
}

TEST(Judge, MemoryHasTheSizeThatIsListed) {
  Stopped at("r1 = 0; r0 = 0; exit", 2);
  const oracle::Word record = at.world.new_memory(at.machine, 16);
  at.machine.memory.at(record.origin).held = true;
  at.machine.registers[0] = record;
  EXPECT_EQ(at.misfit_of(with_record(Term::constant(16))), "");
  EXPECT_EQ(at.misfit_of(with_record(Term::constant(17))),
            "memory has 16 bytes, and the state says 17");
  State symbolic = one_frame();
  SymbolSupply supply;
  const Term size = symbolic.knowledge.introduce(supply, Scalar::unsigned_range(17, 64));
  const Knowledge known = symbolic.knowledge;
  symbolic = with_record(size);
  symbolic.knowledge = known;
  EXPECT_NE(at.misfit_of(symbolic), "") << "its symbol is 16, and no number from 17 to 64";
}

TEST(Contain, AnObjectOnTheStackIsWhereTheStateSaysSo) {
  Program program = program_of("r1 = map[0]\nr2 = 8\nr3 = 0\nr4 = r10\nr4 += -16\ncall 198\nexit");
  Map ring;
  ring.name = "events";
  ring.kind = 27;
  ring.max_entries = 4096;
  program.maps = {ring};
  Stopped at(program, 6, "linux/xdp");
  const auto state_with = [&](std::int32_t offset, std::uint32_t size) {
    State state = one_frame();
    state.regions.emplace_back();
    state.top().stack.store(offset, size,
                            Value::pointer(KernelObject{ResourceId{1}}, Term::constant(0)));
    state.resources = {{ResourceId{1}}};
    return state;
  };
  EXPECT_EQ(at.misfit_of(state_with(-16, 16)), "");
  EXPECT_NE(at.misfit_of(state_with(-24, 16)), "");
  State nothing_held = state_with(-16, 16);
  nothing_held.resources = {};
  EXPECT_NE(at.misfit_of(nothing_held), "");
}

TEST(Judge, DataThatIsLookedUpIsAValueOfItsMap) {
  Program program = program_of(
      "*(u32 *)(r10 - 4) = 0\nr2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\nif r0 == 0 goto +1\n"
      "r0 = *(u8 *)(r0 + 7)\nr0 &= 1\nexit");
  Map data;
  data.name = ".data";
  data.kind = 2;  // array
  data.key_size = 4;
  data.value_size = 8;
  data.max_entries = 1;
  data.is_data = true;
  data.contents = SharedBytes(std::vector<std::uint8_t>(8));
  program.maps = {data};
  const Judged judged = judge(program, *find_contract("linux/xdp"), {});
  EXPECT_TRUE(judged.accepted);
  EXPECT_FALSE(judged.breach) << judged.breach->what;
}

TEST(Judge, RejectedProgramsAreTriedForAFault) {
  const Program program = program_of("r2 = *(u32 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 40)\nexit");
  const Judged judged = judge(program, *find_contract("linux/xdp"), {});
  EXPECT_FALSE(judged.accepted);
  EXPECT_TRUE(judged.fault_seen);
}

}  // namespace
}  // namespace assay::soundness::testing
