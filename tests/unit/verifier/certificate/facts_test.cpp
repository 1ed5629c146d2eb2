// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/facts.hpp"

#include <gtest/gtest.h>

#include "ir/wire/certificate.hpp"

namespace assay {
namespace {

TEST(FactsRecord, numbers_below_a_power_of_two_are_one_byte) {
  EXPECT_EQ(facts_record(Scalar::top()), std::vector<std::uint8_t>{0});
  EXPECT_EQ(facts_record(Scalar::unsigned_range(0, 255)), std::vector<std::uint8_t>{8});
  EXPECT_EQ(facts_record(Scalar::unsigned_range(0, 0xffffffff)), std::vector<std::uint8_t>{32});
}

TEST(FactsRecord, a_range_says_what_follows_from_it_only_once) {
  const std::vector<std::uint8_t> expected = {wire::kFactsReduced | wire::kFactsUnsigned, 6, 20};
  EXPECT_EQ(facts_record(Scalar::unsigned_range(3, 10)), expected);
  const auto below_zero = facts_record(Scalar::signed_range(-5, 10));
  const std::vector<std::uint8_t> as_signed = {wire::kFactsReduced | wire::kFactsSigned, 9, 20};
  EXPECT_EQ(below_zero, as_signed);
}

TEST(FactsRecord, facts_that_reducing_would_sharpen_are_whole) {
  Scalar loose;  // as widening leaves them
  loose.full.u.lo.raw = 1;
  loose.full.u.hi.raw = 10;
  const auto record = facts_record(loose);
  const std::vector<std::uint8_t> expected = {wire::kFactsWhole | wire::kFactsUnsigned, 2, 20};
  EXPECT_EQ(record, expected);
}

}  // namespace
}  // namespace assay
