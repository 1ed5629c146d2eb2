// SPDX-License-Identifier: Apache-2.0
// What a state learns of its symbols, where proofs of the tree hardly need it.
#include <gtest/gtest.h>

#include "unit/loader/checker/proof/made_up.hpp"

namespace assay::test {
namespace {

using checker::Branch;
using checker::Part;
using checker::Term;

TEST(CheckerKnowledge, a_comparison_lets_a_symbol_be_read_as_its_range_is_narrower) {
  Rig rig;
  checker::Knowledge& known = rig.start().knowledge;
  const Term x = known.introduce(checker::Scalar::top());
  EXPECT_EQ(known.find(0)->reading, checker::Reading::Unsigned);
  known.assume({checker::Test::Sge, Part::Whole, x, Term::number(~std::uint64_t{4})},
               Branch::Taken);
  EXPECT_EQ(known.find(0)->reading, checker::Reading::Signed);
}

}  // namespace
}  // namespace assay::test
