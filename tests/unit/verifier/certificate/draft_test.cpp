// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/draft.hpp"

#include <gtest/gtest.h>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"

namespace assay {
namespace {

/// Two states: the first arrives in the second, with a step on the way and one at the arrival.
CertificateDraft example() {
  CertificateDraft draft;
  draft.needs = {1, 2};
  draft.cuts = {4};
  draft.states.resize(2);
  draft.states[0].steps.push_back({5, {1, 0}});
  DraftArrival arrival;
  arrival.to = 1;
  arrival.steps.push_back({0, {1, 3}});
  arrival.makes = DraftChange{wire::kChangeDropped, {2}};
  draft.states[0].arrivals.push_back(arrival);
  return draft;
}

TEST(CertificateDraft, is_written_as_the_walks_go) {
  const std::vector<std::uint8_t> expected = {
      wire::kCertificateVersion,
      2,
      3,
      2,
      1,
      1,
      1,  // states, symbols, cells, frames, ids, steps
      1,
      4,
      0,                   // a cut, no group
      wire::kChangeSteps,  // state 0 is what enters, and has steps
      1,
      5,
      1,
      0,  // one, at moment 5
      1 << 2 | 1,
      1,
      0,
      1,
      3,  // arrives in the next state, by a step
      wire::kChangeDropped,
      2};
  EXPECT_EQ(example().write({3, 0}, {false, false}), expected);
}

TEST(CertificateDraft, of_steps_that_are_left_out_nothing_is_said) {
  const std::vector<std::uint8_t> expected = {
      wire::kCertificateVersion, 2, 1, 2, 1, 1, 0, 1, 4, 0, 0, 1 << 2, wire::kChangeDropped, 2};
  EXPECT_EQ(example().step_count(), 2u);
  EXPECT_EQ(example().write({}, {true, true}), expected);
}

TEST(CertificateDraft, a_choice_among_other_steps_is_a_fault) {
  EXPECT_THROW((void)example().write({}, {true}), InternalFault);
}

}  // namespace
}  // namespace assay
