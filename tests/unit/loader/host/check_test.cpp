// SPDX-License-Identifier: Apache-2.0
#include "loader/host/check.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "ir/digest/sha256.hpp"
#include "ir/interpreter/interpreter.hpp"
#include "loader/admission/interpreted.hpp"
#include "support/run_once.hpp"
#include "unit/loader/host/sealed_sensor.hpp"

namespace assay::loader::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Outcome<CheckedPackage> checked(const Bytes& package, const std::vector<HookSpec>& hooks,
                                const CheckLimits& limits = host_limits()) {
  return checker_check(limits)(package, hooks);
}

/// The package with the digest that it has after a change.
Bytes redigested(Bytes package) {
  const std::size_t body = package.size() - 36;
  const Sha256 digest = sha256(std::span(package).first(body));
  std::copy(digest.begin(), digest.end(), package.begin() + static_cast<std::ptrdiff_t>(body));
  return package;
}

TEST(CheckerCheck, SaysWhatAnAcceptedPackageIs) {
  const auto package = checked(sealed(kPass, 7), {hook("windows/bind"), hook("windows/xdp")});
  ASSERT_TRUE(package.ok()) << package.refusal().subject;
  EXPECT_EQ(package.value().name, "sensor");
  EXPECT_EQ(package.value().version, 7U);
  ASSERT_EQ(package.value().programs.size(), 1U);
  const CheckedProgram& program = package.value().programs[0];
  EXPECT_EQ(program.hook, "windows/xdp");
  EXPECT_EQ(program.bound, 2U);
  EXPECT_EQ(program.program->instructions.size(), 2U);
  EXPECT_EQ(program.contract->name, "windows/xdp");
}

TEST(CheckerCheck, SaysHowMuchOfItsContextAProgramTouches) {
  const auto package =
      checked(sealed("// contract: windows/xdp\n  r0 = *(u64 *)(r1 + 8)\n  r0 = 1\n  exit\n"),
              {hook("windows/xdp")});
  ASSERT_TRUE(package.ok()) << package.refusal().subject;
  EXPECT_EQ(package.value().programs.at(0).context_bytes, 16U);
}

TEST(CheckerCheck, RefusesWithTheCheckersCodeSentenceAndPlace) {
  Bytes forged = sealed(kPass);
  // r0 = 1 becomes r0 = 9, which no action of the hook is.
  const std::array<std::uint8_t, 8> pass = {0xb7, 0, 0, 0, 1, 0, 0, 0};
  const auto at = std::search(forged.begin(), forged.end(), pass.begin(), pass.end());
  ASSERT_NE(at, forged.end());
  at[4] = 9;
  const auto refused = checked(redigested(forged), {hook("windows/xdp")});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, RefusalCode::CheckRefused);
  EXPECT_THAT(refused.refusal().subject, StartsWith("168: program 1: "));
  EXPECT_THAT(refused.refusal().subject,
              HasSubstr("may return a number that the hook does not allow, at instruction 1"));
}

TEST(CheckerCheck, RefusesAPackageForAHookThatTheHostDoesNotHave) {
  const auto refused = checked(sealed(kPass), {hook("windows/bind")});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.refusal().subject, StartsWith("80: "));
}

TEST(CheckerCheck, RefusesWhatTheHostsOwnContractDoesNotSupply) {
  Contract narrower = *find_contract("windows/xdp");
  narrower.result.min = 2;
  narrower.names.clear();
  const auto refused = checked(sealed(kPass), {hook(narrower)});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, RefusalCode::CheckRefused);
  EXPECT_THAT(refused.refusal().subject,
              HasSubstr("; the host's contract is not the one that the proof was made for"));
}

TEST(CheckerCheck, RefusesAProgramThatMayRunLongerThanTheHostAllows) {
  CheckLimits limits = host_limits();
  limits.instructions = 1;
  const auto refused = checked(sealed(kPass), {hook("windows/xdp")}, limits);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.refusal().subject, StartsWith("11: "));
}

TEST(CheckerCheck, RefusesBytesThatAreNoPackage) {
  EXPECT_FALSE(checked({}, {hook("windows/xdp")}).ok());
  EXPECT_FALSE(checked({1, 2, 3}, {hook("windows/xdp")}).ok());
}

TEST(InterpretingLoad, WhatAProgramStoresIsThereAtTheNextEvent) {
  const Bytes bytes = sealed(kCounting);
  const auto package = checked(bytes, {hook("windows/xdp")});
  ASSERT_TRUE(package.ok()) << package.refusal().subject;
  const Load load = interpreting_load();
  const auto programs = load("digest", package.value());
  ASSERT_TRUE(programs.ok());
  const std::uint64_t bound = package.value().programs[0].bound;
  const auto answer = [&](const auto& loaded) {
    const RunReport report = run_once(*loaded.value().at(0), {}, bound);
    EXPECT_EQ(report.end, RunEnd::Answered);
    return report.answer;
  };
  EXPECT_EQ(answer(programs), 1U);
  EXPECT_EQ(answer(programs), 1U);
  EXPECT_EQ(answer(programs), 2U);
  // Examined anew while it runs, as where a host registers its hooks again.
  EXPECT_EQ(answer(load("digest", package.value())), 2U);
}

TEST(InterpretingLoad, AVersionThatNobodyRunsHasNothingStored) {
  const Bytes bytes = sealed(kCounting);
  const auto package = checked(bytes, {hook("windows/xdp")});
  const Load load = interpreting_load();
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(run_once(*load("digest", package.value()).value().at(0), {}, 100).answer, 1U);
  }
}

TEST(InterpretingLoad, RefusesMapsThatMayTakeMoreThanTheHostGives) {
  const Bytes bytes = sealed(
      "// contract: windows/xdp\n// map: m array 4 65536 65536\n"
      "  r1 = map[0]\n  r0 = 1\n  exit\n");
  const auto package = checked(bytes, {hook("windows/xdp")});
  ASSERT_TRUE(package.ok()) << package.refusal().subject;
  const auto refused = interpreting_load()("digest", package.value());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, RefusalCode::MapsTooLarge);
}

}  // namespace
}  // namespace assay::loader::test
