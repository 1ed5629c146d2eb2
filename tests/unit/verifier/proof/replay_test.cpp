// SPDX-License-Identifier: Apache-2.0
// The final pass takes the recorded steps, checks each, and looks for no others.
#include "verifier/proof/replay.hpp"

#include <gtest/gtest.h>

#include "claims.hpp"

namespace assay::testing {
namespace {

constexpr Subject kAll[] = {Subject::Count,       Subject::PacketWalk, Subject::NullWalk,
                            Subject::Lookup,      Subject::TwoLookups, Subject::Reserve,
                            Subject::TwoReserves, Subject::Call,       Subject::Spill,
                            Subject::Order,       Subject::FullOrder,  Subject::Chain};

/// Calls f(steps) for each list of steps of the claims.
template <class F>
void each_list(Claims& claims, F&& f) {
  for (Invariant& i : claims.invariants.states) f(i.steps);
  for (Measure& m : claims.measures) f(m.steps);
}

std::size_t count(Claims& claims) {
  std::size_t n = 0;
  each_list(claims, [&](auto& steps) { n += steps.size(); });
  return n;
}

TEST(FinalPass, RefusesWhatNeedsAStepThatIsNotThere) {
  std::size_t needed = 0;
  for (const Subject subject : kAll) {
    const auto claims = claims_of(subject);
    ASSERT_TRUE(accepted(*claims));
    if (count(*claims) == 0) continue;
    each_list(*claims, [](auto& steps) { steps.clear(); });
    needed += accepted(*claims) ? 0 : 1;
  }
  EXPECT_GT(needed, 0U) << "no subject needs a step beyond the base rule";
}

TEST(FinalPass, RefusesAFalseStepInPlaceOfOneThatIsNeeded) {
  std::size_t tried = 0;
  for (const Subject subject : kAll) {
    const auto claims = claims_of(subject);
    if (count(*claims) == 0) continue;
    const auto without = claims_of(subject);
    each_list(*without, [](auto& steps) { steps.clear(); });
    if (accepted(*without)) continue;  // its steps are a convenience
    each_list(*claims, [&](auto& steps) {
      for (DeductionStep& step : steps) {
        const auto* named = std::get_if<Combination>(&step.step);
        if (named == nullptr) continue;
        Combination wrong(named->expr());
        for (Elimination e : named->eliminations()) {
          e.factor = -e.factor;
          wrong.add(e);
        }
        step.step = wrong;
        ++tried;
      }
    });
    EXPECT_FALSE(accepted(*claims));
  }
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
