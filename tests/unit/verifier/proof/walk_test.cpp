// SPDX-License-Identifier: Apache-2.0
// What a walk counts: the instructions of its paths to cut points, and to the program's end.
#include "verifier/proof/walk.hpp"

#include <gtest/gtest.h>

#include "claims.hpp"

namespace assay::testing {
namespace {

WalkResult walk_from(Claims& claims, const Invariant& from, std::uint64_t max_steps = 100) {
  return walk(claims.environment(), *claims.cuts, {from.state, from.place.slot}, max_steps);
}

TEST(Walk, WithoutAnEndHasNoExit) {
  const auto claims = claims_of(Subject::Count);
  const WalkResult entry = walk_from(*claims, claims->invariants.states.at(0));
  ASSERT_EQ(entry.arrivals.size(), 1U);
  EXPECT_EQ(entry.arrivals[0].slot, 2U);
  EXPECT_EQ(entry.arrivals[0].instructions, 2U);
  EXPECT_EQ(entry.longest_exit, 0U);
}
TEST(Walk, CountsTheInstructionsToTheEnd) {
  // From the head: an addition, the test, and out of the loop a move and the exit.
  const auto claims = claims_of(Subject::Count);
  const WalkResult head = walk_from(*claims, claims->invariants.states.at(claims->index_at(2)));
  EXPECT_EQ(head.longest_exit, 4U);
  EXPECT_TRUE(head.unmet.empty());
}
TEST(Walk, StopsAtTheLimitOfSteps) {
  const auto claims = claims_of(Subject::Count);
  const Invariant& head = claims->invariants.states.at(claims->index_at(2));
  const std::uint64_t needed = walk_from(*claims, head).instructions;
  EXPECT_FALSE(walk_from(*claims, head, needed).too_long);
  EXPECT_TRUE(walk_from(*claims, head, needed - 1).too_long);
}

}  // namespace
}  // namespace assay::testing
