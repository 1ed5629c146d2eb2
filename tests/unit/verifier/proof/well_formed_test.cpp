// SPDX-License-Identifier: Apache-2.0
// Which stack cells a claim may hold.
#include "verifier/proof/well_formed.hpp"

#include <gtest/gtest.h>

#include "claims.hpp"

namespace assay::testing {
namespace {

/// Whether the claim of Subject::Spill, which holds 8 bytes at -8, is well formed with other ones.
bool fits_with_cell(std::int32_t offset, std::uint32_t size) {
  const auto claims = claims_of(Subject::Spill);
  const Environment env = claims->environment();
  Invariant claim = claims->invariants.states.at(claims->index_at(4));
  StackCell& cell = claim.state.frames.at(0).stack.mutable_cells().at(0);
  cell.offset = offset;
  cell.size = size;
  return well_formed(env, claim, {env.symbols.peek(), entry_state(env)});
}

TEST(WellFormed, CellsHaveOneToEightBytesInsideTheFrame) {
  for (const std::uint32_t size : {1U, 4U, 8U}) EXPECT_TRUE(fits_with_cell(-8, size)) << size;
  EXPECT_TRUE(fits_with_cell(-1, 1));
  EXPECT_FALSE(fits_with_cell(-8, 0));
  EXPECT_FALSE(fits_with_cell(-8, 9));
  EXPECT_FALSE(fits_with_cell(-7, 8));
  EXPECT_FALSE(fits_with_cell(0, 1));
}
TEST(WellFormed, CellsLieInInitialisedBytes) {
  EXPECT_FALSE(fits_with_cell(-16, 8));
  EXPECT_FALSE(fits_with_cell(-Stack::kFrameBytes - 8, 8));
}

/// Whether the claim of Subject::Spill is well formed with these numbers of the loader's.
bool fits_with_loaded(std::vector<LoadedNumber> loaded) {
  const auto claims = claims_of(Subject::Spill);
  const Environment env = claims->environment();
  Invariant claim = claims->invariants.states.at(claims->index_at(4));
  claim.state.loaded = std::move(loaded);
  return well_formed(env, claim, {env.symbols.peek(), entry_state(env)});
}

TEST(WellFormed, EachNumberOfTheLoadersIsListedOnceInOrder) {
  const Term one = Term::constant(1);
  EXPECT_TRUE(fits_with_loaded({{1, one}, {2, one}}));
  EXPECT_FALSE(fits_with_loaded({{2, one}, {1, one}}));
  EXPECT_FALSE(fits_with_loaded({{1, one}, {1, Term::constant(2)}}));
  EXPECT_FALSE(fits_with_loaded({{1, Term::of(Symbol{1u << 30})}})) << "no such symbol";
}

}  // namespace
}  // namespace assay::testing
