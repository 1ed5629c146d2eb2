// SPDX-License-Identifier: Apache-2.0
// How far apart two states of one place are.
#include "verifier/engine/partition.hpp"

#include <gtest/gtest.h>

#include "support/builtin.hpp"

namespace assay {
namespace {

State with_bytes(std::uint32_t written) {
  State s;
  s.frames.emplace_back();
  if (written > 0) s.frames[0].stack.scramble(-static_cast<std::int32_t>(written), written);
  return s;
}

unsigned apart(const State& a, const State& b, UnwrittenBytes unwritten) {
  const std::vector<Relevance> relevance(1);
  return Distance(relevance, 0, {unwritten, NullnessApart::LikeConstants}).between(a, b);
}

TEST(Distance, BytesThatOneSideAloneWroteKeepStatesApartUnlessAnyMayBeRead) {
  const State a = with_bytes(8);
  const State b = with_bytes(16);
  EXPECT_GE(apart(a, b, UnwrittenBytes::Unreadable), kReadabilityLost);
  EXPECT_LT(apart(a, b, UnwrittenBytes::Numbers), kReadabilityLost);
  EXPECT_GT(apart(a, b, UnwrittenBytes::Numbers), 0U);
  EXPECT_EQ(apart(a, a, UnwrittenBytes::Unreadable), 0U);
}

TEST(Distance, WhatIsNullAndWhatIsNotStayApartWhereTheSearchSaysSo) {
  std::vector<Relevance> relevance(1);
  relevance[0].live.insert(Reg{7});
  State null = with_bytes(0);
  null.registers[7] = Value::scalar(Term::constant(0));
  State found = with_bytes(0);
  found.registers[7] = Value::pointer(MapElement{0, ElementId{1}}, Term::constant(0));
  State either = found;
  either.registers[7].as_pointer()->null = NullId{1};
  const auto apart = [&](const State& a, const State& b, NullnessApart nullness) {
    return Distance(relevance, 0, {UnwrittenBytes::Numbers, nullness}).between(a, b);
  };
  EXPECT_GE(apart(null, found, NullnessApart::Always), kReadabilityLost);
  EXPECT_GE(apart(either, found, NullnessApart::Always), kReadabilityLost);
  EXPECT_EQ(apart(found, found, NullnessApart::Always), 0U);
  EXPECT_LT(apart(null, found, NullnessApart::LikeConstants), kReadabilityLost);
  EXPECT_GT(apart(null, found, NullnessApart::LikeConstants), 0U);
}

TEST(Distance, UnwrittenBytesAreNumbersWhereProgramsAndHelpersMayReadThem) {
  EXPECT_EQ(unwritten_bytes(find_contract("linux/xdp")->policy), UnwrittenBytes::Numbers);
  EXPECT_EQ(unwritten_bytes(find_contract("windows/xdp")->policy), UnwrittenBytes::Unreadable);
  for (const bool by_helpers : {false, true}) {
    Policy policy;
    policy.uninitialised_stack_reads = !by_helpers;
    policy.uninitialised_stack_reads_by_helpers = by_helpers;
    EXPECT_EQ(unwritten_bytes(policy), UnwrittenBytes::Unreadable);
  }
}

}  // namespace
}  // namespace assay
