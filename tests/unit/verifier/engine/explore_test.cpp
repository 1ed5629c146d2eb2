// SPDX-License-Identifier: Apache-2.0
// What the search delivers besides states.
#include "verifier/engine/explore.hpp"

#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/ladder.hpp"
#include "verifier/proof/final_pass.hpp"

namespace assay {
namespace {

/// a <= b, and b + 1 lies in the packet: so does a, by a step that takes two bounds together.
constexpr std::string_view kTwoBounds =
    "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = *(u32 *)(r1 + 12); r5 = *(u32 *)(r1 + 16);"
    "if r5 > 100 goto out; if r4 > r5 goto out;"
    "r6 = r2; r6 += r5; r6 += 1; if r6 > r3 goto out; r2 += r4; r0 = *(u8 *)(r2 + 0);"
    "out: r0 = 2; exit";

TEST(Search, RecordsTheStepsOfTheFinalPass) {
  Program program;
  program.instructions = assemble(kTwoBounds).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back({"f", 0, static_cast<std::uint32_t>(program.instructions.size())});
  const Contract contract = *find_contract("linux/xdp");
  const auto cuts = CutPoints::of(program);
  SymbolSupply symbols;
  Deducer deducer;
  const Environment env{program, contract, symbols, nullptr, nullptr, &deducer};
  SearchResult found =
      search_invariants(env, cuts.value(), relevance_of(program, contract), kJoinAtOnce, deducer);
  ASSERT_TRUE(found.complete);
  ASSERT_TRUE(found.unmet.empty());
  const auto closes = [&](const Invariants& claimed) {
    return std::holds_alternative<SafeInvariants>(
        check_invariants(env, cuts.value(), claimed, kJoinAtOnce.max_steps));
  };
  EXPECT_TRUE(closes(found.invariants));
  for (Invariant& i : found.invariants.states) i.steps.clear();
  EXPECT_FALSE(closes(found.invariants));
}

}  // namespace
}  // namespace assay
