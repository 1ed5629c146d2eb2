// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/doubt.hpp"

#include <gtest/gtest.h>

#include "verifier/domain/state.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay::testing {
namespace {

TEST(Doubt, OutlastsTheNumberingOfIdentities) {
  SymbolSupply supply;
  State s;
  s.frames.emplace_back();
  s.registers[1] = doubtful();
  tidy(s, supply);
  EXPECT_TRUE(is_doubtful(s.registers[1]));
}

TEST(Doubt, IsOfNoObjectThatAHelperGave) {
  EXPECT_FALSE(is_doubtful(Value::pointer(KernelObject{ResourceId{1}}, Term::constant(0))));
  EXPECT_FALSE(is_doubtful(Value::pointer(Code{0}, Term::constant(0))));
  EXPECT_FALSE(is_doubtful(Value::scalar(Term::constant(0))));
}

}  // namespace
}  // namespace assay::testing
