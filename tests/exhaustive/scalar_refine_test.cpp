// SPDX-License-Identifier: Apache-2.0
// A branch keeps every pair of members that takes it, and never adds one.
#include <gtest/gtest.h>

#include "scalar_values.hpp"

namespace assay {
namespace {

constexpr Width kWidths[] = {Width::W32, Width::W64};
constexpr Branch kBranches[] = {Branch::Taken, Branch::NotTaken};

template <class S>
void expect_refine_keeps(JumpOp op, Width width, Branch branch, const S& a, const S& b,
                         const std::vector<std::uint64_t>& of_a,
                         const std::vector<std::uint64_t>& of_b) {
  using Word = typename S::Word;
  const auto pair = refine(op, width, a, b, branch);
  for (const std::uint64_t x : of_a) {
    for (const std::uint64_t y : of_b) {
      if (naive::compare(op, op_bits<S>(width), x, y) != (branch == Branch::Taken)) continue;
      ASSERT_TRUE(pair.has_value())
          << "op " << int(op) << " width " << int(width) << " branch " << int(branch)
          << " is possible for " << x << ", " << y << "\n  " << show(a) << "\n  " << show(b);
      ASSERT_TRUE(pair->left.contains(Word(x)) && pair->right.contains(Word(y)))
          << "op " << int(op) << " width " << int(width) << " branch " << int(branch) << " loses "
          << x << ", " << y << "\n  " << show(a) << "\n  " << show(b) << "\n  " << show(pair->left)
          << "\n  " << show(pair->right);
    }
  }
  if (!pair) return;
  ASSERT_TRUE(leq(pair->left, a)) << show(pair->left) << "\n  grew from " << show(a);
  ASSERT_TRUE(leq(pair->right, b)) << show(pair->right) << "\n  grew from " << show(b);
}

template <class S>
void expect_all_branches_keep(const S& a, const S& b, const std::vector<std::uint64_t>& of_a,
                              const std::vector<std::uint64_t>& of_b) {
  for (const JumpOp op : naive::kJumpOps) {
    for (const Width width : kWidths) {
      for (const Branch branch : kBranches) {
        expect_refine_keeps(op, width, branch, a, b, of_a, of_b);
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
  }
}

TEST(ScalarRefineExhaustive, EveryPairOfIntervalsAtFourBits) {
  const std::vector<Scalar4> values = all_simple_values(false);
  for (const Scalar4& a : values) {
    const auto of_a = members(a);
    for (const Scalar4& b : values) {
      expect_all_branches_keep(a, b, of_a, members(b));
      if (HasFatalFailure()) return;
    }
  }
}

TEST(ScalarRefineExhaustive, RandomMixturesAtEightBits) {
  ValueSource<Scalar8> source(11);
  for (unsigned i = 0; i < 1500 * test_scale(); ++i) {
    const Scalar8 a = source.any();
    const Scalar8 b = source.any();
    expect_all_branches_keep(a, b, members(a), members(b));
    if (HasFatalFailure()) return;
  }
}

TEST(ScalarRefineExhaustive, ConstantsAtEightBitsDecideTheBranch) {
  for (unsigned x = 0; x < 256; ++x) {
    for (unsigned y = 0; y < 256; ++y) {
      const Scalar8 a = Scalar8::constant(std::uint8_t(x));
      const Scalar8 b = Scalar8::constant(std::uint8_t(y));
      for (const JumpOp op : naive::kJumpOps) {
        for (const Width width : kWidths) {
          const bool holds = naive::compare(op, op_bits<Scalar8>(width), x, y);
          ASSERT_EQ(refine(op, width, a, b, Branch::Taken).has_value(), holds)
              << int(op) << " " << x << " " << y;
          ASSERT_EQ(refine(op, width, a, b, Branch::NotTaken).has_value(), !holds)
              << int(op) << " " << x << " " << y;
        }
      }
    }
  }
}

TEST(ScalarRefineRandom, CornerWordsAtSixtyFourBits) {
  ValueSource<Scalar> source(12);
  for (unsigned i = 0; i < 15000 * test_scale(); ++i) {
    const std::uint64_t x = source.word();
    const std::uint64_t y = source.number() % 4 == 0 ? x : source.word();
    const Scalar a = reduce(source.raw_around(x));
    const Scalar b = i % 3 == 0 ? Scalar::constant(y) : reduce(source.raw_around(y));
    expect_all_branches_keep(a, b, {x}, {y});
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace assay
