// SPDX-License-Identifier: Apache-2.0
// Programs with objects on the stack: what is accepted runs to its end in both machines, and what
// is rejected does wrong in both.
#include <gtest/gtest.h>

#include <filesystem>

#include "evidence/soundness/corpus.hpp"
#include "evidence/soundness/generate.hpp"
#include "evidence/soundness/judge.hpp"
#include "ir/interpreter/interpreter.hpp"

namespace assay::soundness::testing {
namespace {

/// The faults of some runs, which are given a number in the context that makes them go either way.
std::set<std::string> faults_of(const Sample& sample) {
  std::set<std::string> faults;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Event event;
    event.regions["packet"].bytes.resize(64);
    RunOptions options;
    options.seed = seed;
    options.defaults = seed % 2 == 0 ? HelperDefaults::Random : HelperDefaults::Succeed;
    const RunResult result = run(sample.program, *sample.contract, event, options);
    if (result.fault) faults.insert(std::string(fault_name(result.fault->kind)));
  }
  return faults;
}

std::vector<Sample> samples_with_objects() {
  std::vector<Sample> samples =
      read_corpus({ASSAY_SOURCE_DIR "/tests/data/verify/references"}, 1000);
  std::erase_if(samples, [](const Sample& s) {
    return !std::filesystem::path(s.name).filename().string().starts_with("dynptr_");
  });
  return samples;
}

TEST(Objects, ProgramsDoWrongWhereTheyAreRejectedAndElsewhereNot) {
  const std::vector<Sample> samples = samples_with_objects();
  std::size_t accepted = 0;
  for (const Sample& sample : samples) {
    SCOPED_TRACE(sample.name);
    const Judged judged = judge(sample.program, *sample.contract, {});
    const std::set<std::string> faults = faults_of(sample);
    accepted += judged.accepted ? 1 : 0;
    EXPECT_EQ(faults.empty(), judged.accepted);
    EXPECT_EQ(judged.fault_seen, !judged.accepted);
    EXPECT_FALSE(judged.breach) << judged.breach->what;
    EXPECT_EQ(judged.unmodelled, 0u);
    EXPECT_EQ(judged.finished, judged.runs);
  }
  EXPECT_GE(accepted, 4u);
  EXPECT_GE(samples.size() - accepted, 12u);
}

TEST(Objects, AreMadeByTheGeneratorAndRunToTheEnd) {
  constexpr std::int32_t kReserve = 198;
  std::uint64_t finished = 0;
  std::uint64_t unmodelled = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const Generated made = generate(seed);
    const bool makes = std::ranges::any_of(made.program.instructions, [](const Instruction& i) {
      const auto* call = std::get_if<Call>(&i);
      return call != nullptr && call->kind == CallKind::Helper && call->target == kReserve;
    });
    if (!makes || made.contract->platform != Platform::Linux) continue;
    const Judged judged = judge(made.program, *made.contract, {});
    ASSERT_FALSE(judged.breach) << seed << ": " << judged.breach->what;
    finished += judged.finished;
    unmodelled += judged.unmodelled;
  }
  EXPECT_GT(finished, 100u);
  EXPECT_EQ(unmodelled, 0u);
}

}  // namespace
}  // namespace assay::soundness::testing
