// SPDX-License-Identifier: Apache-2.0
// A branch keeps every pair of members that takes it, and never adds one.
#include <gtest/gtest.h>

#include "scalar_values.hpp"

namespace assay {
namespace {

constexpr Width kWidths[] = {Width::W32, Width::W64};
constexpr Branch kBranches[] = {Branch::Taken, Branch::NotTaken};

template <class S>
void expect_refine_keeps(JumpOp op, Width width, Branch branch, const Sampled<S>& a,
                         const Sampled<S>& b) {
  using Word = typename S::Word;
  const auto pair = refine(op, width, a.value, b.value, branch);
  for (const std::uint64_t x : a.words) {
    for (const std::uint64_t y : b.words) {
      if (naive::compare(op, op_bits<S>(width), x, y) != (branch == Branch::Taken)) continue;
      ASSERT_TRUE(pair.has_value()) << "op " << int(op) << " width " << int(width) << " branch "
                                    << int(branch) << " is possible for " << x << ", " << y
                                    << "\n  " << show(a.value) << "\n  " << show(b.value);
      ASSERT_TRUE(pair->left.contains(Word(x)) && pair->right.contains(Word(y)))
          << "op " << int(op) << " width " << int(width) << " branch " << int(branch) << " loses "
          << x << ", " << y << "\n  " << show(a.value) << "\n  " << show(b.value) << "\n  "
          << show(pair->left) << "\n  " << show(pair->right);
    }
  }
  if (!pair) return;
  ASSERT_TRUE(leq(pair->left, a.value)) << show(pair->left) << "\n  grew from " << show(a.value);
  ASSERT_TRUE(leq(pair->right, b.value)) << show(pair->right) << "\n  grew from " << show(b.value);
}

template <class S>
void expect_all_branches_keep(const Sampled<S>& a, const Sampled<S>& b) {
  for (const JumpOp op : naive::kJumpOps) {
    for (const Width width : kWidths) {
      for (const Branch branch : kBranches) {
        expect_refine_keeps(op, width, branch, a, b);
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
  }
}

TEST(ScalarRefineExhaustive, EveryPairOfIntervalsAtFourBits) {
  std::vector<Sampled<Scalar4>> values;
  for (const Scalar4& v : all_simple_values(Kinds::Intervals)) values.push_back(sampled(v));
  for (const Sampled<Scalar4>& a : values) {
    for (const Sampled<Scalar4>& b : values) {
      expect_all_branches_keep(a, b);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(ScalarRefineExhaustive, RandomMixturesAtEightBits) {
  ValueSource<Scalar8> source(11);
  for (unsigned i = 0; i < 1500 * test_scale(); ++i) {
    const auto a = sampled(source.any());
    const auto b = sampled(source.any());
    expect_all_branches_keep(a, b);
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
    expect_all_branches_keep(Sampled<Scalar>{a, {x}}, Sampled<Scalar>{b, {y}});
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace assay
