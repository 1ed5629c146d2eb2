// SPDX-License-Identifier: Apache-2.0
// The same operation on the same terms gives the same term, and on others none.
#include "verifier/domain/computed.hpp"

#include <gtest/gtest.h>

#include "verifier/domain/state.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay {
namespace {

struct Noted {
  SymbolSupply supply;
  Knowledge k;
  Term a = k.introduce(supply, Scalar::top());
  Term result = k.introduce(supply, Scalar::unsigned_range(0, 255));
  Term mask = Term::constant(255);
  Computed computed;
  Noted() { computed.note({AluOp::And, a, mask, result}); }
};

TEST(Computed, IsFoundByOperationAndBothTerms) {
  Noted n;
  const auto found = n.computed.find(n.k, AluOp::And, n.a, n.mask);
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(*found == n.result);
  EXPECT_FALSE(n.computed.find(n.k, AluOp::Or, n.a, n.mask));
  EXPECT_FALSE(n.computed.find(n.k, AluOp::And, n.a.plus(1), n.mask));
  EXPECT_FALSE(n.computed.find(n.k, AluOp::And, n.a, n.mask.plus(256)));
  EXPECT_FALSE(n.computed.find(n.k, AluOp::And, n.mask, n.a));
}

TEST(Computed, IsWhatItsResultWasFoundToBe) {
  Noted n;
  n.k.refine(n.result, Scalar::constant(7));
  const auto found = n.computed.find(n.k, AluOp::And, n.a, n.mask);
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(*found == Term::constant(7));
}

TEST(Computed, ForgetsTheOldestBeyondItsLimit) {
  Noted n;
  for (std::uint64_t i = 1; i <= Computed::kMost; ++i) {
    EXPECT_TRUE(n.computed.find(n.k, AluOp::And, n.a, n.mask)) << i;
    n.computed.note({AluOp::And, n.a, Term::constant(i), n.result});
  }
  EXPECT_FALSE(n.computed.find(n.k, AluOp::And, n.a, n.mask));
}

TEST(Computed, IsNoPartOfATidyState) {
  Noted n;
  State s;
  s.frames.emplace_back();
  s.knowledge = n.k;
  s.computed = n.computed;
  tidy(s, n.supply);
  EXPECT_TRUE(s.computed.empty());
}

}  // namespace
}  // namespace assay
