// SPDX-License-Identifier: Apache-2.0
#include "session/seal.hpp"

#include <gtest/gtest.h>

#include "ir/contract/record.hpp"
#include "loader/checker/assay_checker.h"
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

SealableProgram proved_program(const char* path) {
  const auto file = read_asm_file(path, test_catalogue());
  EXPECT_TRUE(file.ok());
  Candidate candidate;
  candidate.name = file.value().program.name;
  candidate.contract = file.value().contract;
  candidate.program = std::make_shared<const Program>(file.value().program);
  JudgeOptions options;
  options.catalogue = test_catalogue();
  auto proved = prove_for_package(candidate, options);
  EXPECT_TRUE(proved.ok() && proved.value());
  return std::move(*std::move(proved).value());
}

const char* const kPacketReader =
    ASSAY_SOURCE_DIR "/tests/data/verify/packet/read_anew_after_move.asm";

/// A host that freezes read-only data, and the bytes that its arena held before.
struct SmallHost {
  std::uint8_t filling = 0;
  std::uint32_t freezes_data = 1;
};

/// What a check of the package gives there.
assay_check_result checked_by(const SmallHost& host, std::span<const std::uint8_t> package,
                              const Contract& contract) {
  const std::vector<std::uint8_t> record = proof_record(contract);
  const assay_host_contract own{
      {reinterpret_cast<const std::uint8_t*>(contract.name.data()), contract.name.size()},
      {record.data(), record.size()}};
  std::vector<std::uint8_t> arena(1 << 22, host.filling);
  const assay_check_input input{{package.data(), package.size()},
                                &own,
                                1,
                                {1 << 28, 1 << 24, ~std::uint64_t{0}, 64},
                                arena.data(),
                                arena.size(),
                                host.freezes_data};
  assay_check_result result{};
  assay_check_package(&input, &result);
  return result;
}

TEST(Seal, what_lay_in_a_hosts_memory_before_decides_nothing) {
  const SealableProgram program = proved_program(kPacketReader);
  const auto sealed = seal({"p", 1, "assay", "test", 0}, std::span(&program, 1), test_catalogue());
  ASSERT_TRUE(sealed.ok() && sealed.value().verdict.accepted());
  const Contract& contract = *program.program.contract;
  const assay_check_result zeros = checked_by({}, sealed.value().bytes, contract);
  const assay_check_result ones = checked_by({0xff}, sealed.value().bytes, contract);
  EXPECT_EQ(zeros.code, ASSAY_CHECK_ACCEPTED);
  EXPECT_EQ(ones.code, ASSAY_CHECK_ACCEPTED);
  EXPECT_EQ(zeros.arena, ones.arena);
  EXPECT_EQ(zeros.units, ones.units);
}

/// The contract of windows/bind does not say that they stay, and the platform has no way to freeze
/// a map.
TEST(Seal, read_only_data_are_known_where_the_host_freezes_them) {
  const SealableProgram program =
      proved_program(ASSAY_SOURCE_DIR "/tests/data/verify/traps/read_only_data_is_known.asm");
  const Contract& contract = *program.program.contract;
  const auto sealed = seal({"p", 1, "assay", "test", 0}, std::span(&program, 1), test_catalogue());
  ASSERT_TRUE(sealed.ok());
  EXPECT_FALSE(contract.policy.read_only_data_frozen);
  EXPECT_EQ(checked_by({0, 1}, sealed.value().bytes, contract).code, ASSAY_CHECK_ACCEPTED);
  EXPECT_NE(checked_by({0, 0}, sealed.value().bytes, contract).code, ASSAY_CHECK_ACCEPTED);
}

TEST(Seal, what_the_checker_refuses_is_told_and_is_no_fault_of_assays_own) {
  const SealableProgram program = proved_program(kPacketReader);
  const auto sealed = seal({"p", 1, "assay", "test", 0}, std::span(&program, 1),
                           denying(program.program.contract->name));
  ASSERT_TRUE(sealed.ok());
  EXPECT_EQ(sealed.value().verdict.code,
            static_cast<std::uint32_t>(checker::Code::ReturnOutOfRange));
}

}  // namespace
}  // namespace assay
