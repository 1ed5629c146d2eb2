// SPDX-License-Identifier: Apache-2.0
// A certificate's stream, changed record by record: each change is refused by its code.
#include <gtest/gtest.h>

#include <algorithm>

#include "ir/contract/execution.hpp"
#include "ir/wire/certificate.hpp"
#include "session/asm_file.hpp"
#include "unit/loader/checker/proof/sealed.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::test {
namespace {

/// A program with the draft of its certificate.
class Drafted {
 public:
  explicit Drafted(const char* text) {
    const Catalogue catalogue = builtin_catalogue();
    auto file = parse_asm_file("test.asm", text, catalogue);
    const auto found = catalogue.find("linux/xdp");
    program_ = std::move(file.value().program);
    const Verification verified = verify(program_, *found, {});
    EXPECT_TRUE(verified.accepted());
    contract = execution_cases(program_, *found)[0].contract;
    sealed_ = std::make_unique<SealedView>(program_);
    draft = *draft_certificate(
        {program_, contract, verified.acceptance()->proofs()[0], sealed_->numbers()});
  }
  [[nodiscard]] checker::Code check() const { return check_bytes(bytes()).code; }
  [[nodiscard]] Certificate bytes() const {
    return draft.write({64, 32}, std::vector<bool>(draft.step_count()));
  }
  [[nodiscard]] Checked check_bytes(const Certificate& certificate,
                                    std::uint64_t units = kUnits) const {
    return test::check(*sealed_, SealedContract(contract), certificate, units);
  }
  /// The arrival with that number from that state.
  DraftArrival& arrival(std::size_t state, std::size_t number) {
    return draft.states.at(state).arrivals.at(number);
  }

  CertificateDraft draft;
  Contract contract;  // under which it is checked

 private:
  Program program_;
  std::unique_ptr<SealedView> sealed_;
};

const char* const kLoop =
    "  r2 = *(u32 *)(r1 + 0)\n  r2 = 0\nloop:\n  r2 += 1\n  if r2 < 10 goto loop\n  r0 = 2\n  "
    "exit\n";
/// Two diamonds, one behind the other.
const char* const kDiamonds =
    "  r2 = *(u32 *)(r1 + 12)\n  r0 = 1\n  if r2 == 1 goto a\n  r0 = 2\na:\n  r3 = 1\n  if r2 > 5 "
    "goto b\n  r3 = 2\nb:\n  r0 = 2\n  exit\n";

TEST(Stream, as_it_is_it_passes) {
  EXPECT_EQ(Drafted(kLoop).check(), checker::Code::Ok);
  EXPECT_EQ(Drafted(kDiamonds).check(), checker::Code::Ok);
}

/// Whether or not the contract bounds the stack of a chain of calls, which is asked last.
TEST(Stream, a_check_that_would_take_more_work_than_it_has_is_refused) {
  Drafted loop(kLoop);
  for (const std::uint32_t bytes : {0u, 512u}) {
    loop.contract.limits.stack_bytes_per_chain = bytes;
    const std::uint64_t units = loop.check_bytes(loop.bytes()).units;
    EXPECT_EQ(loop.check_bytes(loop.bytes(), units).code, checker::Code::Ok);
    for (std::uint64_t less = 1; less < 8; ++less)
      EXPECT_EQ(loop.check_bytes(loop.bytes(), units - less).code, checker::Code::UnitsExceeded);
  }
}

/// A distance back from the first state, so large that 32 bits lead to the second one.
TEST(Stream, a_state_before_the_first_is_no_target) {
  const Drafted loop(kLoop);
  const Certificate genuine = loop.bytes();
  const std::uint8_t forward_by_one = 1 << 2;
  const Certificate back{0xfa, 0xff, 0xff, 0xff, 0x3f};  // (0xfffffffe << 2) | 2
  std::size_t tried = 0;
  for (std::size_t at = 0; at < genuine.size(); ++at) {
    if (genuine[at] != forward_by_one) continue;
    Certificate forged = genuine;
    forged.erase(forged.begin() + static_cast<std::ptrdiff_t>(at));
    forged.insert(forged.begin() + static_cast<std::ptrdiff_t>(at), back.begin(), back.end());
    EXPECT_NE(loop.check_bytes(forged).code, checker::Code::Ok) << at;
    ++tried;
  }
  EXPECT_GT(tried, 0u);
}

TEST(Stream, a_state_beyond_the_last_is_no_target) {
  Drafted loop(kLoop);
  loop.arrival(1, 0).to = 2;
  EXPECT_EQ(loop.check(), checker::Code::TargetMissing);
}

TEST(Stream, a_state_that_stands_elsewhere_is_no_target) {
  Drafted loop(kLoop);
  loop.arrival(0, 0).to = 0;
  EXPECT_EQ(loop.check(), checker::Code::TargetElsewhere);
}

TEST(Stream, a_state_that_nothing_makes_is_refused) {
  Drafted loop(kLoop);
  loop.draft.states.emplace_back();
  EXPECT_EQ(loop.check(), checker::Code::TargetMissing);
}

TEST(Stream, a_state_that_is_not_needed_any_more_is_no_target) {
  Drafted diamonds(kDiamonds);
  ASSERT_GE(diamonds.draft.states.size(), 3u);
  diamonds.arrival(1, 0).to = 0;
  EXPECT_EQ(diamonds.check(), checker::Code::TargetMissing);
}

TEST(Stream, an_arrival_too_many_or_too_few_is_refused) {
  Drafted more(kLoop);
  more.draft.states[1].arrivals.push_back({1, {}, std::nullopt});
  EXPECT_NE(more.check(), checker::Code::Ok);
  Drafted less(kLoop);
  less.draft.states[1].arrivals.pop_back();
  EXPECT_EQ(less.check(), checker::Code::CertificateForm);
}

TEST(Stream, a_loop_whose_state_is_in_no_group_goes_back) {
  Drafted loop(kLoop);
  DraftChange& change = *loop.arrival(0, 0).makes;
  ASSERT_NE(change.parts & wire::kChangeGroup, 0);
  change.parts &= static_cast<std::uint8_t>(~wire::kChangeGroup);
  change.bytes.resize(change.bytes.size() - 5);  // the group, and a term of one symbol
  EXPECT_EQ(loop.check(), checker::Code::EdgeGoesBack);
}

TEST(Stream, a_group_without_a_measure_ends_no_loop) {
  Drafted loop(kLoop);
  loop.draft.groups[0].pace = 0;
  DraftChange& change = *loop.arrival(0, 0).makes;
  change.bytes.resize(change.bytes.size() - 4);
  EXPECT_EQ(loop.check(), checker::Code::EdgeGoesBack);
}

TEST(Stream, groups_out_of_order_are_refused) {
  Drafted loop(kLoop);
  loop.draft.groups.push_back({0, 1, {}});
  loop.draft.groups.push_back({1, 1, {}});  // inside the first, behind the second
  EXPECT_EQ(loop.check(), checker::Code::GroupsIllFormed);
  Drafted deep(kLoop);
  deep.draft.groups[0].pace = 0;
  deep.draft.groups.push_back({1, 1, {}});
  EXPECT_EQ(deep.check(), checker::Code::GroupsIllFormed);
}

TEST(Stream, a_measure_that_does_not_fall_is_refused) {
  Drafted loop(kLoop);
  // The constant of the term stands in front of its symbols; the coefficient is its last byte.
  DraftChange& change = *loop.arrival(0, 0).makes;
  change.bytes.back() = static_cast<std::uint8_t>(change.bytes.back() ^ 3);  // -1 for 1, 1 for -1
  EXPECT_EQ(loop.check(), checker::Code::MeasureRises);
}

TEST(Stream, without_its_cut_a_walk_does_not_meet_the_state) {
  Drafted diamonds(kDiamonds);
  diamonds.draft.cuts.erase(diamonds.draft.cuts.begin());
  EXPECT_NE(diamonds.check(), checker::Code::Ok);
}

TEST(Stream, narrower_facts_than_arrive_are_refused) {
  Drafted loop(kLoop);
  DraftChange& change = *loop.arrival(0, 0).makes;
  ASSERT_NE(change.parts & wire::kChangeValues, 0);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < change.bytes.size(); ++at) {
    Drafted forged(kLoop);
    std::uint8_t& byte = forged.arrival(0, 0).makes->bytes[at];
    byte = static_cast<std::uint8_t>(byte - 2);
    refused += forged.check() == checker::Code::FactsNotIncluded ? 1 : 0;
  }
  EXPECT_GT(refused, 0u);
}

TEST(Stream, more_than_the_contract_says_is_not_known_at_the_entry) {
  Drafted diamonds(kDiamonds);
  diamonds.draft.entry.parts = wire::kChangeKnown;
  // Of the first symbol: 0 or 1. No bound and no excluded word, less or more.
  diamonds.draft.entry.bytes = {1, 0, wire::kRowFacts, 1, 0, 0, 0, 0};
  EXPECT_EQ(diamonds.check(), checker::Code::EntryNotIncluded);
  diamonds.draft.entry.bytes = {0, 0, 0, 0, 0};
  EXPECT_EQ(diamonds.check(), checker::Code::Ok);
}

}  // namespace
}  // namespace assay::test
