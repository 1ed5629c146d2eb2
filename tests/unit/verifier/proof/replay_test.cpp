// SPDX-License-Identifier: Apache-2.0
// The final pass takes the recorded steps, checks each, and looks for no others.
#include "verifier/proof/replay.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "claims.hpp"

namespace assay::testing {
namespace {

constexpr Subject kAll[] = {Subject::Count,       Subject::PacketWalk, Subject::NullWalk,
                            Subject::Lookup,      Subject::TwoLookups, Subject::Reserve,
                            Subject::TwoReserves, Subject::Call,       Subject::Spill,
                            Subject::Order,       Subject::FullOrder,  Subject::Chain,
                            Subject::LongChain,   Subject::Difference, Subject::Tie};

/// Calls f(steps) for each list of steps of the claims.
template <class F>
void each_list(Claims& claims, F&& f) {
  for (Invariant& i : claims.invariants.states) f(i.steps);
  for (Measure& m : claims.measures) f(m.steps);
}

/// A step of the same kind that is not true, or not of this place.
Combination falsified(const Combination& named) {
  Combination wrong(named.expr());
  for (Elimination e : named.eliminations()) {
    e.factor = -e.factor;
    wrong.add(e);
  }
  return wrong;
}
SpreadOn falsified(const SpreadOn& spread) { return {spread.candidate + 1000}; }
OwnExtension falsified(const OwnExtension& own) { return {own.kind, own.term.plus(1)}; }

/// Calls f(subject) for each subject whose claims have a step of the kind.
template <class Kind, class F>
void each_with(F&& f) {
  for (const Subject subject : kAll) {
    const auto claims = claims_of(subject);
    ASSERT_TRUE(accepted(*claims));
    std::size_t found = 0;
    each_list(*claims, [&](const auto& steps) {
      found += static_cast<std::size_t>(std::ranges::count_if(
          steps, [](const DeductionStep& s) { return std::holds_alternative<Kind>(s.step); }));
    });
    if (found > 0) f(subject);
  }
}

template <class Kind>
bool accepted_without(Subject subject) {
  const auto claims = claims_of(subject);
  each_list(*claims, [](auto& steps) {
    std::erase_if(steps,
                  [](const DeductionStep& s) { return std::holds_alternative<Kind>(s.step); });
  });
  return accepted(*claims);
}

template <class Kind>
bool accepted_with_false_ones(Subject subject) {
  const auto claims = claims_of(subject);
  each_list(*claims, [](auto& steps) {
    for (DeductionStep& s : steps) {
      if (const auto* step = std::get_if<Kind>(&s.step)) s.step = falsified(*step);
    }
  });
  return accepted(*claims);
}

template <class Kind>
class FinalPassSteps : public ::testing::Test {};
using Kinds = ::testing::Types<Combination, SpreadOn, OwnExtension>;
TYPED_TEST_SUITE(FinalPassSteps, Kinds);

/// As does a reader of proofs that ignores the kind.
TYPED_TEST(FinalPassSteps, OfEachKindAreNeededBySomeProof) {
  std::size_t needed = 0;
  each_with<TypeParam>(
      [&](Subject subject) { needed += accepted_without<TypeParam>(subject) ? 0 : 1; });
  EXPECT_GT(needed, 0U) << "no subject needs such a step";
}

TYPED_TEST(FinalPassSteps, ThatAreFalseAreAsGoodAsNone) {
  std::size_t tried = 0;
  each_with<TypeParam>([&](Subject subject) {
    if (accepted_without<TypeParam>(subject)) return;  // its steps are a convenience
    EXPECT_FALSE(accepted_with_false_ones<TypeParam>(subject));
    ++tried;
  });
  EXPECT_GT(tried, 0U);
}

TEST(FinalPass, AsksNobodyForStepsThatAreNotRecorded) {
  class Asked : public Advisor {
   public:
    bool asked = false;
    void at(std::uint32_t /*moment*/) override { asked = true; }
    [[nodiscard]] std::span<const Combination> combinations(const Knowledge& /*knowledge*/,
                                                            const LinearExpr& /*expr*/,
                                                            Int128 /*goal*/) override {
      asked = true;
      return {};
    }
    [[nodiscard]] bool spreads_on() override { return asked = true; }
    void spread_told() override {}
    [[nodiscard]] bool extends_itself(LinkKind /*kind*/, const Term& /*term*/) override {
      return asked = true;
    }
    void extension_told(LinkKind /*kind*/, const Term& /*term*/) override {}
  };
  for (const Subject subject : kAll) {
    const auto claims = claims_of(subject);
    Asked search;
    Environment env = claims->environment();
    env.advisor = &search;
    (void)check_invariants(env, *claims->cuts, claims->invariants, 1000000);
    EXPECT_FALSE(search.asked);
  }
}

TEST(FinalPass, RefusesStepsOutOfOrder) {
  for (const Subject subject : kAll) {
    const auto claims = claims_of(subject);
    claims->invariants.states.front().steps = {{2, {}}, {1, {}}};
    EXPECT_FALSE(accepted(*claims));
  }
}

}  // namespace
}  // namespace assay::testing
