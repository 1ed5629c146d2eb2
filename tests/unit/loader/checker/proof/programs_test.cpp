// SPDX-License-Identifier: Apache-2.0
// What the verifier proves, the checker confirms, with the same worst case.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "unit/loader/checker/proof/tally.hpp"

namespace assay::test {
namespace {

using Differences = std::map<std::string, std::string>;

/// Proofs that the checker refuses, with its code: those that rest on more than its rules
/// (docs/checker-rules.md, "What the verifier knows beyond these rules").
const Differences kBeyondTheRules = {
    {"dynptr_in_a_loop", "UnsupportedArgument"},
    {"dynptr_of_the_caller", "UnsupportedArgument"},
    {"dynptr_of_two_branches", "UnsupportedArgument"},
    {"dynptr_submitted", "UnsupportedArgument"},
    // A package says of each map how large its values are.
    {"stack_trace_without_value", "MapDefinitionNotAllowed"},
    // A package has no types of functions, so that none but the entry may call tails.
    {"tail_call_below_shallow_frames", "InstructionNotOffered"},
    {"tail_call_of_typed_function", "InstructionNotOffered"},
};

void confirms_all(const std::vector<std::string>& files, const Differences& but = {}) {
  const Catalogue catalogue = builtin_catalogue();
  Tally tally;
  ASSERT_FALSE(files.empty());
  for (const std::string& path : files) judge_file(path, catalogue, tally);
  tally.print();
  EXPECT_GT(tally.proofs, 0u);
  EXPECT_EQ(tally.refused, but);
  EXPECT_EQ(tally.unwritten, 0u);
}

TEST(Programs, proofs_of_the_samples_are_confirmed) {
  confirms_all(files_below(ASSAY_BINARY_DIR "/objects/samples", ".O2.v3.o"));
}

TEST(Programs, proofs_of_the_idioms_are_confirmed) {
  confirms_all(files_below(ASSAY_SOURCE_DIR "/tests/data/idioms", ".asm"));
}

TEST(Programs, proofs_of_the_tests_of_verdicts_are_confirmed) {
  confirms_all(files_below(ASSAY_SOURCE_DIR "/tests/data/verify", ".asm"), kBeyondTheRules);
}

// For measurements: ASSAY_CHECK_FOLDER names a folder with objects.
TEST(Programs, proofs_of_given_objects_are_confirmed) {
  const char* const folder = std::getenv("ASSAY_CHECK_FOLDER");
  if (folder == nullptr) GTEST_SKIP() << "no folder is given";
  confirms_all(files_below(folder, ".o"));
}

}  // namespace
}  // namespace assay::test
