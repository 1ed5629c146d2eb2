// SPDX-License-Identifier: Apache-2.0
// The interpreter against the naive one of tests/support/oracle, on random programs of every
// instruction that both know: all results, the stack and the count of instructions must agree.
#include "ir/interpreter/random.hpp"
#include "ir/isa/encode.hpp"
#include "support.hpp"
#include "support/oracle/flat.hpp"

namespace assay::testing {
namespace {

constexpr std::uint64_t kStackBytes = 512;
constexpr int kStackWords = 8;  // initialised words below r10 that programs load, store and update

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  /// Sets r0 to r9 and the stack words, then `length` random instructions, then folds all registers
  /// into r0 and exits.
  Program make(int length) {
    for (std::uint8_t r = 0; r < 10; ++r) constant(Reg{r});
    for (int i = 1; i <= kStackWords; ++i)
      add(Store{Width::W64, kFramePointer, word(i), any_register()});
    for (int i = 0; i < length; ++i) instruction();
    for (std::uint8_t r = 1; r < 10; ++r) {
      add(Alu{AluOp::Mul, Width::W64, Reg{0}, Imm{31}});
      add(Alu{AluOp::Add, Width::W64, Reg{0}, Reg{r}});
    }
    patch_targets();
    add(Exit{});
    Program program;
    program.instructions = std::move(made_);
    program.functions = {{"random", 0, static_cast<std::uint32_t>(program.instructions.size())}};
    return program;
  }

 private:
  void add(Instruction instruction) { made_.push_back(std::move(instruction)); }
  Reg any_register() { return Reg{static_cast<std::uint8_t>(random_.below(10))}; }
  static std::int16_t word(int index) { return static_cast<std::int16_t>(-8 * index); }

  void constant(Reg reg) {
    static constexpr std::uint64_t kEdges[] = {0,
                                               1,
                                               0x7fffffff,
                                               0x80000000,
                                               0xffffffff,
                                               0x100000000,
                                               0x7fffffffffffffff,
                                               0x8000000000000000,
                                               ~std::uint64_t{0}};
    const std::uint64_t value =
        random_.one_in(2) ? kEdges[random_.below(std::size(kEdges))] : random_.next();
    add(LoadImm64{reg, WideKind::Immediate, value});
    add(WideTail{});
  }

  Operand operand() {
    if (random_.one_in(2)) return any_register();
    static constexpr std::int32_t kEdges[] = {0, 1, -1, 31, 32, 63, INT32_MIN, INT32_MAX};
    return Imm{random_.one_in(2) ? kEdges[random_.below(std::size(kEdges))]
                                 : static_cast<std::int32_t>(random_.next())};
  }
  Width alu_width() { return random_.one_in(2) ? Width::W32 : Width::W64; }
  Width memory_width() {
    static constexpr Width kWidths[] = {Width::W8, Width::W16, Width::W32, Width::W64};
    return kWidths[random_.below(4)];
  }
  /// An offset at which `size` bytes lie inside the initialised words.
  std::int16_t stack_offset(Width size) {
    const std::uint64_t room = 8 * kStackWords - bytes(size) + 1;
    return static_cast<std::int16_t>(static_cast<std::int64_t>(random_.below(room)) -
                                     8 * kStackWords);
  }

  void arithmetic() {
    const auto op =
        static_cast<AluOp>(random_.below(static_cast<std::uint64_t>(AluOp::Movsx32) + 1));
    const bool extends = op == AluOp::Movsx8 || op == AluOp::Movsx16 || op == AluOp::Movsx32;
    Alu made{op, op == AluOp::Movsx32 ? Width::W64 : alu_width(), any_register(), operand()};
    if (extends) made.src = any_register();
    // Shifts by an immediate beyond the width are not encodable for some readers: keep them inside.
    if (op == AluOp::Lsh || op == AluOp::Rsh || op == AluOp::Arsh) {
      if (auto* imm = std::get_if<Imm>(&made.src))
        imm->value &= static_cast<std::int32_t>(bits(made.width)) - 1;
    }
    add(made);
  }

  void atomic() {
    const auto op = static_cast<AtomicOp>(
        random_.below(static_cast<std::uint64_t>(AtomicOp::CompareExchange) + 1));
    const bool fetch =
        op == AtomicOp::Exchange || op == AtomicOp::CompareExchange || random_.one_in(2);
    const Width size = alu_width();
    add(Atomic{op, fetch, size, kFramePointer, stack_offset(size), any_register()});
  }

  void instruction() {
    switch (random_.below(10)) {
      case 0:
        return add(Neg{alu_width(), any_register()});
      case 1: {
        static constexpr Width kSizes[] = {Width::W16, Width::W32, Width::W64};
        return add(ByteSwap{static_cast<ByteOrder>(random_.below(3)), kSizes[random_.below(3)],
                            any_register()});
      }
      case 2: {
        const Width size = memory_width();
        const bool extends = size != Width::W64 && random_.one_in(2);
        return add(Load{size, extends, any_register(), kFramePointer, stack_offset(size)});
      }
      case 3: {
        const Width size = memory_width();
        return add(Store{size, kFramePointer, stack_offset(size), operand()});
      }
      case 4:
        return atomic();
      case 5:  // the target is patched: a few instructions further down
        return add(
            JumpIf{static_cast<JumpOp>(random_.below(static_cast<std::uint64_t>(JumpOp::Set) + 1)),
                   alu_width(), any_register(), operand(), 0});
      case 6:
        return random_.one_in(4) ? add(Jump{0, random_.one_in(2)}) : constant(any_register());
      default:
        return arithmetic();
    }
  }

  /// Forward jumps only, so that every program ends; never to the second half of a 16-byte load.
  void patch_targets() {
    const auto end = static_cast<std::int32_t>(made_.size());
    for (std::int32_t i = 0; i < end; ++i) {
      std::int32_t target =
          std::min<std::int32_t>(i + 1 + static_cast<std::int32_t>(random_.below(6)), end - 1);
      if (std::holds_alternative<WideTail>(made_[static_cast<std::size_t>(target)])) ++target;
      if (auto* jump = std::get_if<JumpIf>(&made_[static_cast<std::size_t>(i)]))
        jump->target = target;
      if (auto* jump = std::get_if<Jump>(&made_[static_cast<std::size_t>(i)]))
        jump->target = target;
    }
  }

  Random random_;
  std::vector<Instruction> made_;
};

TEST(Reference, AgreesOnRandomPrograms) {
  const Contract contract = test_contract();
  for (std::uint64_t seed = 0; seed < 5000; ++seed) {
    const Program program = Generator(seed).make(40);
    std::array<std::uint64_t, kRegisterCount> last{};
    std::uint64_t frame = 0;
    Bytes stack;
    RunOptions options;
    options.before_instruction = [&](const StepView& view) {
      last = view.registers;
      frame = view.stack_bases[0];
      stack = view.memory.at(frame).bytes;
    };
    const RunResult result = run(program, contract, {}, options);
    ASSERT_EQ(fault_of(result), "none") << "seed " << seed;
    ASSERT_EQ(run_both(program, contract, {}, {}).r0, result.r0) << "seed " << seed;

    oracle::FlatState state;
    state.memory.resize(kStackBytes);
    state.memory_base = frame;
    state.registers[10] = frame + kStackBytes;
    const auto code = encode(program.instructions);
    ASSERT_EQ(oracle::run(code, state, 10000), oracle::Ending::Exited) << "seed " << seed;
    ASSERT_EQ(state.executed, result.instructions) << "seed " << seed;
    ASSERT_EQ(state.registers[0], result.r0) << "seed " << seed;
    for (std::size_t r = 0; r < 10; ++r)
      ASSERT_EQ(state.registers[r], last[r]) << "seed " << seed << " r" << r;
    for (std::size_t i = kStackBytes - 8 * kStackWords; i < kStackBytes; ++i) {
      ASSERT_EQ(state.memory[i], stack[i]) << "seed " << seed << " stack byte " << i;
    }
  }
}

TEST(Reference, RefusesWhatTheRfcDoesNotDefine) {
  const auto ending_of = [](std::vector<std::uint8_t> code) {
    oracle::FlatState state;
    return oracle::run(code, state, 10);
  };
  EXPECT_EQ(ending_of({0xdf, 0, 0, 0, 16, 0, 0, 0}), oracle::Ending::BadInstruction);
  EXPECT_EQ(ending_of({0xb7, 0x0b, 0, 0, 0, 0, 0, 0}), oracle::Ending::BadInstruction);
  EXPECT_EQ(ending_of({0xe5, 0, 0, 0, 0, 0, 0, 0}), oracle::Ending::BadInstruction);
  EXPECT_EQ(ending_of({0x05, 0, 0xff, 0xff, 0, 0, 0, 0}), oracle::Ending::TooLong);
  EXPECT_EQ(ending_of({0x71, 0, 0, 0, 0, 0, 0, 0}), oracle::Ending::OutOfMemory);
}

}  // namespace
}  // namespace assay::testing
