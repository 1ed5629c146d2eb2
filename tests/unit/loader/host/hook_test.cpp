// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hook.hpp"

#include "ir/contract/digest.hpp"
#include "unit/loader/host/sealed_sensor.hpp"

namespace assay::loader::test {
namespace {

TEST(HookOf, HasTheContractsNameAndTheDigestByWhichReleasesNameIt) {
  const Contract& contract = *find_contract("windows/xdp");
  const auto made = hook_of(write_records(contract), 2);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made.value().name, "windows/xdp");
  EXPECT_EQ(made.value().digest, to_hex(contract_digest(contract)));
  EXPECT_EQ(made.value().default_answer, 2U);
}

TEST(HookOf, HasADefaultAnswerThatItsContractTakes) {
  Contract contract = *find_contract("windows/xdp");
  contract.result.checked = true;
  contract.names.clear();
  contract.result.min = -1;
  contract.result.max = 1;
  const Bytes records = write_records(contract);
  EXPECT_EQ(hook_of(records, 0xffffffff).value().default_answer, ~std::uint64_t{0});
  EXPECT_EQ(hook_of(records, 99).refusal().code, RefusalCode::SettingsWrong);
  EXPECT_EQ(hook_of(records, {{"windows/xdp", 1}}).value().default_answer, 1U);
  EXPECT_EQ(hook_of(records, {{"windows/bind", 1}}).value().default_answer, 0U);
}

TEST(HookOf, RefusesWhatIsNotInTheOneForm) {
  Bytes bytes = write_records(*find_contract("windows/xdp"));
  bytes.push_back(0);
  const auto refused = hook_of(bytes, 0);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, RefusalCode::ContractMalformed);
  EXPECT_FALSE(hook_of({}, 0).ok());
}

}  // namespace
}  // namespace assay::loader::test
