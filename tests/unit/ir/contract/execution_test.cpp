// SPDX-License-Identifier: Apache-2.0
// Which ways of execution a program can tell apart.
#include "ir/contract/execution.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

const Contract& bind_hook() { return *find_contract("windows/bind"); }

Program of(std::vector<Instruction> instructions) {
  Program program;
  program.instructions = std::move(instructions);
  program.instructions.emplace_back(Exit{});
  return program;
}

std::vector<std::vector<std::string>> names(const Program& program, const Contract& contract) {
  std::vector<std::vector<std::string>> out;
  for (const ExecutionCase& way : execution_cases(program, contract)) out.push_back(way.names);
  return out;
}

using Names = std::vector<std::vector<std::string>>;

TEST(Execution, a_program_without_differences_is_judged_once) {
  EXPECT_EQ(names(of({}), bind_hook()), (Names{{"native", "jit", "interpreter"}}));
  EXPECT_EQ(names(of({Call{CallKind::Local, 1}}), *find_contract("linux/xdp")), (Names{{}}));
}

TEST(Execution, calls_tell_native_code_from_the_rest) {
  EXPECT_EQ(names(of({Call{CallKind::Local, 1}}), bind_hook()),
            (Names{{"native"}, {"jit", "interpreter"}}));
}

TEST(Execution, each_instruction_that_differs_tells_its_way) {
  const Atomic exchange{AtomicOp::Exchange, true, Width::W32, Reg{1}, 0, Reg{2}};
  EXPECT_EQ(names(of({exchange}), bind_hook()), (Names{{"native"}, {"jit", "interpreter"}}));
  const Atomic fetch{AtomicOp::Add, true, Width::W64, Reg{0}, 0, Reg{2}};
  EXPECT_EQ(names(of({fetch}), bind_hook()), (Names{{"native", "interpreter"}, {"jit"}}));
  const ByteSwap swap{ByteOrder::ToLittle, Width::W16, Reg{1}};
  EXPECT_EQ(names(of({swap}), bind_hook()), (Names{{"native", "jit"}, {"interpreter"}}));
  EXPECT_EQ(names(of({exchange, fetch, swap}), bind_hook()),
            (Names{{"native"}, {"jit"}, {"interpreter"}}));
}

TEST(Execution, what_is_the_same_everywhere_tells_nothing) {
  const Atomic wide{AtomicOp::Exchange, true, Width::W64, Reg{1}, 0, Reg{2}};
  const Atomic elsewhere{AtomicOp::Add, true, Width::W64, Reg{3}, 0, Reg{2}};
  const Atomic blind{AtomicOp::Add, false, Width::W64, Reg{0}, 0, Reg{2}};
  const Atomic compares{AtomicOp::CompareExchange, true, Width::W32, Reg{0}, 0, Reg{2}};
  const ByteSwap whole{ByteOrder::ToLittle, Width::W64, Reg{1}};
  EXPECT_EQ(names(of({wide, elsewhere, blind, compares, whole}), bind_hook()).size(), 1U);
}

TEST(Execution, a_signed_division_of_64_bits_that_may_be_by_minus_one_tells_the_compiler) {
  const auto names_of = [](const Alu& alu) { return names(of({alu}), bind_hook()); };
  const Names apart = {{"native", "interpreter"}, {"jit"}};
  EXPECT_EQ(names_of({AluOp::Sdiv, Width::W64, Reg{1}, Reg{2}}), apart);
  EXPECT_EQ(names_of({AluOp::Smod, Width::W64, Reg{1}, Imm{-1}}), apart);
  for (const Alu& same :
       {Alu{AluOp::Sdiv, Width::W64, Reg{1}, Imm{-2}}, Alu{AluOp::Sdiv, Width::W32, Reg{1}, Reg{2}},
        Alu{AluOp::Div, Width::W64, Reg{1}, Reg{2}}})
    EXPECT_EQ(names_of(same).size(), 1U);
}

TEST(Execution, a_constant_that_a_loader_sets_may_be_minus_one) {
  Program program = of({Alu{AluOp::Sdiv, Width::W64, Reg{1}, Imm{7}}});
  program.load_time.uses = {{0, 0}};
  EXPECT_EQ(names(program, bind_hook()).size(), 2U);
}

TEST(Execution, a_program_that_the_interpreter_would_cut_tells_it) {
  const Names apart = {{"native", "jit"}, {"interpreter"}};
  const auto of_length = [](std::size_t slots) {
    return of(std::vector<Instruction>(slots - 1, Neg{Width::W64, Reg{1}}));
  };
  EXPECT_EQ(names(of_length(8189), bind_hook()).size(), 1U);
  EXPECT_EQ(names(of_length(8190), bind_hook()), apart);
  Program copied = of({});
  copied.copied_slots = 8189;
  EXPECT_EQ(names(copied, bind_hook()).size(), 1U);
  copied.copied_slots = 8190;
  EXPECT_EQ(names(copied, bind_hook()), apart);
}

TEST(Execution, one_way_alone_is_a_contract_of_that_way) {
  const Result<Contract> native = narrowed_to(bind_hook(), "native");
  ASSERT_TRUE(native.ok());
  EXPECT_EQ(native.value().executions.size(), 1U);
  EXPECT_EQ(execution_of(native.value()).frames, Frames::Callers);
  EXPECT_EQ(narrowed_to(bind_hook(), "wasm").error().code, ErrorCode::UsageError);
  EXPECT_FALSE(narrowed_to(*find_contract("linux/xdp"), "native").ok());
}

TEST(Execution, each_difference_is_said) {
  std::size_t said = 0;
  for (const Execution& way : bind_hook().executions) said += differences_of(way).size();
  EXPECT_EQ(said, 8U);
  EXPECT_TRUE(differences_of(Execution{}).empty());
}

}  // namespace
}  // namespace assay
