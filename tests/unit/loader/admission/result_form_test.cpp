// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/result_form.hpp"

#include <gtest/gtest.h>

#include "loader/admission/switchboard.hpp"

namespace assay::loader {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};
constexpr std::uint64_t kMinusOneOf32 = 0xffffffff;

ReturnRange range(std::int64_t min, std::int64_t max) {
  ReturnRange made;
  made.checked = true;
  made.min = min;
  made.max = max;
  return made;
}

TEST(ResultIn, OfAResultOf32BitsTheUpperHalfIsChance) {
  const ReturnRange results = range(-1, 1);
  EXPECT_EQ(result_in(results, 0x500000000), 0U);
  EXPECT_EQ(result_in(results, 0x100000001), 1U);
  EXPECT_EQ(result_in(results, kMinusOneOf32), kMinusOne);
  EXPECT_EQ(result_in(results, kMinusOne), kMinusOne);
  EXPECT_FALSE(result_in(results, 2));
  EXPECT_FALSE(result_in(range(0, 1), kMinusOneOf32));
}

TEST(ResultIn, OfEveryOtherResultEachBitCounts) {
  ReturnRange wide = range(-1, 0x500000000);
  wide.low32 = false;
  EXPECT_EQ(result_in(wide, 0x500000000), 0x500000000U);
  EXPECT_EQ(result_in(wide, kMinusOneOf32), kMinusOneOf32);
  EXPECT_FALSE(result_in(wide, 0x500000001));
  EXPECT_EQ(result_in(ReturnRange{}, 0x500000000), 0x500000000U) << "any number is taken";
}

TEST(SetResultIn, ANumberThatAHostSetsHasTheBitsOfTheResult) {
  const ReturnRange results = range(-1, 1);
  EXPECT_EQ(set_result_in(results, kMinusOne), kMinusOne);
  EXPECT_EQ(set_result_in(results, kMinusOneOf32), kMinusOne);
  EXPECT_EQ(set_result_in(results, 1), 1U);
  EXPECT_FALSE(set_result_in(results, 0x500000000));
  EXPECT_FALSE(set_result_in(results, 99));
  EXPECT_EQ(set_result_in(ReturnRange{}, 0x500000000), 0x500000000U);
  EXPECT_EQ(set_result_in(range(1, 3), 0), 0U) << "nobody has answered";
  EXPECT_FALSE(set_result_in(range(1, 3), 4));
}

/// Whatever executes it: r0 is what is set.
class Answers final : public Runnable {
 public:
  explicit Answers(std::uint64_t r0) : r0_(r0) {}
  [[nodiscard]] RunReport run(const Event& /*event*/, std::uint64_t /*bound*/,
                              std::unique_ptr<Machinery>& /*kept*/) const override {
    return {RunEnd::Answered, r0_, 2};
  }

 private:
  std::uint64_t r0_;
};

AttachedProgram attached(std::uint64_t r0) {
  return {"sensor", 1, 10, std::make_shared<Answers>(r0), std::make_shared<Tally>()};
}

Answer answer_of(const HookTable& hook) {
  Machines machines(1);
  return answer_to({}, hook, machines);
}

/// Answers with the number of the program that its machine was made for.
class OfItsMachine final : public Runnable {
 public:
  explicit OfItsMachine(std::uint64_t number) : number_(number) {}
  [[nodiscard]] RunReport run(const Event& /*event*/, std::uint64_t /*bound*/,
                              std::unique_ptr<Machinery>& kept) const override {
    if (kept == nullptr) kept = std::make_unique<Made>(number_);
    return {RunEnd::Answered, static_cast<const Made&>(*kept).number, 1};
  }

 private:
  struct Made final : Machinery {
    explicit Made(std::uint64_t number) : number(number) {}
    std::uint64_t number;
  };
  std::uint64_t number_;
};

TEST(AnswerTo, NoProgramThatHasNoNumberRunsOnTheMachineOfAnother) {
  const auto of = [](std::uint64_t number) {
    return AttachedProgram{"sensor", 1, 10, std::make_shared<OfItsMachine>(number),
                           std::make_shared<Tally>()};
  };
  EXPECT_EQ(answer_of({0, {of(0), of(5)}, nullptr}).answer, 5U);
}

TEST(AnswerTo, ANumberThatMeansTheDefaultHidesNoOtherAnswer) {
  Contract contract;
  contract.result = range(-1, 1);
  const HookTable hook{
      0, {attached(0x500000000), attached(1)}, std::make_shared<Contract>(contract)};
  const Answer answer = answer_of(hook);
  EXPECT_EQ(answer.answer, 1U);
  EXPECT_EQ(answer.programs, 2U);
  EXPECT_EQ(hook.programs[0].tally->matches(), 0U);
  EXPECT_EQ(hook.programs[1].tally->matches(), 1U);
}

TEST(AnswerTo, AnAnswerThatTheContractDoesNotTakeIsAFault) {
  Contract contract;
  contract.result = range(0, 1);
  const HookTable hook{0, {attached(12345)}, std::make_shared<Contract>(contract)};
  EXPECT_EQ(answer_of(hook).answer, 0U);
  EXPECT_EQ(hook.programs[0].tally->faults(), 1U);
  EXPECT_EQ(hook.programs[0].tally->end(), RunEnd::Faulted);
  EXPECT_EQ(answer_of(hook).programs, 0U) << "it meets no further event";
}

}  // namespace
}  // namespace assay::loader
