// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/moved_steps.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

constexpr std::uint32_t kFirst = 10;
constexpr std::uint32_t kNext = 25;
constexpr Symbol kOld{3};
constexpr Symbol kNew{11};
constexpr Symbol kMoved{26};

/// 2 * old - new.
Term sum(Symbol a, Symbol b) {
  return *Term::combine(Term::of(a).times(2), ~std::uint64_t{0}, Term::of(b));
}

TEST(MovedSteps, RenameTheSymbolsThatTheWalkMadeAndNoOthers) {
  Combination combination(LinearExpr::reading(sum(kOld, kNew)));
  combination.add({4, 1, 2});
  const std::vector<DeductionStep> steps{
      {1, combination},
      {2, SpreadOn{7}},
      {9, OwnExtension{LinkKind::SignExtend32, sum(kOld, kNew)}}};
  const auto moved = moved_steps(steps, kFirst, kNext);
  Combination expected(LinearExpr::reading(sum(kOld, kMoved)));
  expected.add({4, 1, 2});
  const std::vector<DeductionStep> all{
      {1, expected},
      {2, SpreadOn{7}},
      {9, OwnExtension{LinkKind::SignExtend32, sum(kOld, kMoved)}}};
  EXPECT_EQ(moved, all);
}

TEST(MovedSteps, LeaveOutWhatHasNoWords) {
  const Term steep = Term::of(kNew).times(std::uint64_t{1} << 63);
  EXPECT_TRUE(moved_steps({{1, Combination(LinearExpr::reading(steep))}}, kFirst, kNext).empty());
}

}  // namespace
}  // namespace assay
