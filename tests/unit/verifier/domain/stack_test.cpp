// SPDX-License-Identifier: Apache-2.0
// The stack against a naive model that keeps, for each byte, what may be said of it.
#include "verifier/domain/stack.hpp"

#include <gtest/gtest.h>

#include "ir/base/check.hpp"
#include "support/concrete.hpp"
#include "verifier/engine/join.hpp"

namespace assay::testing {
namespace {

enum class Byte : std::uint8_t { Unwritten, Number, PointerPart };

/// The plainest model: bytes, and whole cells as they were stored, until something touches them.
class Model {
 public:
  void store(std::int32_t offset, std::uint32_t size, Byte held) {
    break_pointers(offset, size);
    fill(offset, size, held);
    cells_[offset] = {size, held == Byte::PointerPart};
  }
  void scramble(std::int32_t offset, std::uint32_t size) {
    break_pointers(offset, size);
    fill(offset, size, Byte::Number);
  }
  void weaken(std::int32_t offset, std::uint32_t size) { break_pointers(offset, size); }
  void forget(std::int32_t offset, std::uint32_t size) {
    break_pointers(offset, size);
    fill(offset, size, Byte::Unwritten);
  }
  [[nodiscard]] bool initialised(std::int32_t offset, std::uint32_t size) const {
    for (std::uint32_t i = 0; i < size; ++i) {
      if (at(offset + static_cast<std::int32_t>(i)) == Byte::Unwritten) return false;
    }
    return true;
  }
  [[nodiscard]] bool touches_pointer(std::int32_t offset, std::uint32_t size) const {
    for (std::uint32_t i = 0; i < size; ++i) {
      if (at(offset + static_cast<std::int32_t>(i)) == Byte::PointerPart) return true;
    }
    return false;
  }
  [[nodiscard]] std::optional<bool> exact(std::int32_t offset, std::uint32_t size) const {
    const auto it = cells_.find(offset);
    if (it == cells_.end() || it->second.first != size) return std::nullopt;
    return it->second.second;
  }

 private:
  [[nodiscard]] Byte at(std::int32_t offset) const {
    return bytes_[static_cast<std::size_t>(offset + Stack::kFrameBytes)];
  }
  void fill(std::int32_t offset, std::uint32_t size, Byte b) {
    for (std::uint32_t i = 0; i < size; ++i)
      bytes_[static_cast<std::size_t>(offset + Stack::kFrameBytes) + i] = b;
  }
  /// Cells that overlap the range go; a pointer that loses a byte is no number in the others.
  void break_pointers(std::int32_t offset, std::uint32_t size) {
    for (auto it = cells_.begin(); it != cells_.end();) {
      const auto [begin, cell] = *it;
      const bool apart = begin + static_cast<std::int32_t>(cell.first) <= offset ||
                         begin >= offset + static_cast<std::int32_t>(size);
      if (apart) {
        ++it;
        continue;
      }
      if (cell.second) fill(begin, cell.first, Byte::Unwritten);
      it = cells_.erase(it);
    }
  }

  std::array<Byte, Stack::kFrameBytes> bytes_{};
  std::map<std::int32_t, std::pair<std::uint32_t, bool>> cells_;  // offset -> size, pointer
};

Value any_value(Byte held, std::uint64_t n) {
  if (held == Byte::Number) return Value::scalar(Term::constant(n));
  return Value::pointer(ContextMemory{}, Term::constant(n));
}

void expect_same(const Stack& stack, const Model& model, Dice& dice) {
  for (int i = 0; i < 12; ++i) {
    const std::uint32_t size = 1U << dice.below(4);
    const auto offset = static_cast<std::int32_t>(dice.below(64 - size + 1)) - 64;
    ASSERT_EQ(stack.initialised(offset, size), model.initialised(offset, size))
        << offset << "/" << size;
    ASSERT_EQ(stack.touches_pointer(offset, size), model.touches_pointer(offset, size))
        << offset << "/" << size;
    const StackCell* cell = stack.exact(offset, size);
    const auto wanted = model.exact(offset, size);
    ASSERT_EQ(cell != nullptr, wanted.has_value()) << offset << "/" << size;
    if (cell != nullptr) {
      ASSERT_EQ(cell->value.is_pointer(), *wanted);
    }
  }
}

void expect_invariants(const Stack& stack) {
  std::int32_t free = -Stack::kFrameBytes;
  for (const StackCell& c : stack.cells()) {
    ASSERT_GE(c.offset, free);
    ASSERT_TRUE(stack.initialised(c.offset, c.size));
    ASSERT_TRUE(c.value.is_readable());
    free = c.offset + static_cast<std::int32_t>(c.size);
  }
  ASSERT_LE(free, 0);
}

TEST(Stack, BehavesLikeTheNaiveModel) {
  Dice dice(21);
  for (int run = 0; run < 400; ++run) {
    Stack stack;
    Model model;
    for (int step = 0; step < 40; ++step) {
      const std::uint32_t size = 1U << dice.below(4);
      const auto offset = static_cast<std::int32_t>(dice.below(64 - size + 1)) - 64;
      const Byte held = size == 8 && dice.below(2) == 0 ? Byte::PointerPart : Byte::Number;
      switch (dice.below(4)) {
        case 0:
          stack.store(offset, size, any_value(held, dice.word()));
          model.store(offset, size, held);
          break;
        case 1:
          stack.scramble(offset, size);
          model.scramble(offset, size);
          break;
        case 2:
          stack.weaken(offset, size);
          model.weaken(offset, size);
          break;
        default:
          stack.forget(offset, size);
          model.forget(offset, size);
          break;
      }
      expect_same(stack, model, dice);
      expect_invariants(stack);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Stack, NamesBytesThatAreInitialisedAlready) {
  Stack stack;
  stack.scramble(-16, 8);
  stack.name(-16, 8, Value::scalar(Term::of(Symbol{1})));
  ASSERT_NE(stack.exact(-16, 8), nullptr);
  stack.name(-12, 4, Value::scalar(Term::constant(3)));
  EXPECT_EQ(stack.exact(-12, 4), nullptr) << "a name must not overlap a cell";
}

TEST(Stack, AStoreThatLeavesTheFrameIsOurFault) {
  Stack stack;
  EXPECT_THROW(stack.scramble(-7, 8), InternalFault);
  EXPECT_THROW(stack.scramble(-Stack::kFrameBytes - 1, 1), InternalFault);
  stack.scramble(-8, 8);
  stack.scramble(-Stack::kFrameBytes, 1);
}

TEST(Stack, KeepsOnlyWhatBothHaveInitialised) {
  Dice dice(22);
  for (int run = 0; run < 500; ++run) {
    std::array<Stack, 2> stacks;
    for (Stack& s : stacks) {
      for (int i = 0; i < 6; ++i) {
        const std::uint32_t size = 1U << dice.below(4);
        s.store(static_cast<std::int32_t>(dice.below(64 - size + 1)) - 64, size,
                any_value(Byte::Number, 1));
      }
    }
    Stack both = stacks[0];
    keep_initialised_of(both, stacks[1]);
    for (std::int32_t at = -64; at < 0; ++at) {
      ASSERT_EQ(both.initialised(at, 1),
                stacks[0].initialised(at, 1) && stacks[1].initialised(at, 1));
    }
    ASSERT_TRUE(both.initialised_within(stacks[0]));
    ASSERT_TRUE(both.initialised_within(stacks[1]));
    expect_invariants(both);
  }
}

TEST(Stack, AnObjectOfMoreThanAWordIsOneCell) {
  Stack stack;
  const Value object = Value::pointer(KernelObject{ResourceId{1}}, Term::constant(0));
  stack.store(-32, 16, object);
  stack.store(-16, 8, object);
  EXPECT_TRUE(stack.touches_object(-32, 1));
  EXPECT_TRUE(stack.touches_object(-20, 8));
  EXPECT_FALSE(stack.touches_object(-16, 8)) << "a pointer in a word is none";
  EXPECT_FALSE(stack.touches_object(-40, 8));
  ASSERT_NE(stack.exact(-32, 16), nullptr);
  EXPECT_EQ(stack.exact(-32, 8), nullptr);
  stack.store(-24, 8, Value::scalar(Term::constant(0)));
  EXPECT_FALSE(stack.touches_object(-32, 16));
  EXPECT_FALSE(stack.initialised(-32, 8)) << "the rest may be part of an address";
}

}  // namespace
}  // namespace assay::testing
