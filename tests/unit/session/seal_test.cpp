// SPDX-License-Identifier: Apache-2.0
#include "session/seal.hpp"

#include <gtest/gtest.h>

#include "loader/checker/code.hpp"
#include "session/asm_file.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

/// The contract of that name, as one that allows another result only.
Catalogue denying(const std::string& name) {
  Contract other = *test_catalogue().named(name);
  other.result.checked = true;
  other.result.min = other.result.max = 77;
  return Catalogue({other});
}

TEST(Seal, what_the_checker_refuses_is_told_and_is_no_fault_of_assays_own) {
  const char* const path = ASSAY_SOURCE_DIR "/tests/data/verify/packet/read_anew_after_move.asm";
  const auto file = read_asm_file(path, test_catalogue());
  ASSERT_TRUE(file.ok());
  Candidate candidate;
  candidate.name = file.value().program.name;
  candidate.contract = file.value().contract;
  candidate.program = std::make_shared<const Program>(file.value().program);
  JudgeOptions options;
  options.catalogue = test_catalogue();
  const auto proved = prove_for_package(candidate, options);
  ASSERT_TRUE(proved.ok() && proved.value());
  const auto sealed = seal({"p", 1, "assay", "test", 0}, std::span(&*proved.value(), 1),
                           denying(candidate.contract));
  ASSERT_TRUE(sealed.ok());
  EXPECT_EQ(sealed.value().verdict.code,
            static_cast<std::uint32_t>(checker::Code::ReturnOutOfRange));
}

}  // namespace
}  // namespace assay
