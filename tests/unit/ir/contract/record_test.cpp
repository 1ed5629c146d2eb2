// SPDX-License-Identifier: Apache-2.0
// One contract has one binary form: what is written reads as the same contract, and whatever is
// read would be written so.
#include "ir/contract/record.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

#include "ir/contract/digest.hpp"
#include "ir/contract/validate.hpp"
#include "support/builtin.hpp"
#include "unit/ir/contract/samples.hpp"

namespace assay {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// The contract that the bytes are, or null.
std::optional<Contract> read(const Bytes& bytes) {
  auto found = read_records(bytes);
  if (std::holds_alternative<RecordFault>(found)) return std::nullopt;
  return std::get<Contract>(std::move(found));
}

RecordFault fault_of(const Bytes& bytes) {
  const auto found = read_records(bytes);
  const auto* fault = std::get_if<RecordFault>(&found);
  return fault == nullptr ? RecordFault{0, "no fault"} : *fault;
}

/// Told texts, which equality leaves out, are in the bytes.
bool reads_as(const Bytes& bytes, const Contract& contract) {
  const std::optional<Contract> found = read(bytes);
  return found && *found == contract && write_records(*found) == bytes;
}

TEST(ContractRecord, reads_as_the_contract_that_was_written) {
  for (const Contract& contract : builtin_contracts())
    EXPECT_TRUE(reads_as(write_records(contract), contract)) << contract.name;
  EXPECT_TRUE(reads_as(write_records(one_of_everything()), one_of_everything()));
}

TEST(ContractRecord, of_proof_facts_comes_first_and_is_what_the_digest_is_of) {
  for (const Contract& contract : builtin_contracts()) {
    const Bytes both = write_records(contract);
    const Bytes proof = proof_record(contract);
    ASSERT_LT(proof.size(), both.size());
    EXPECT_TRUE(std::equal(proof.begin(), proof.end(), both.begin()));
    EXPECT_EQ(contract_digest(contract), sha256(proof));
  }
}

TEST(ContractRecord, of_what_is_for_people_does_not_change_that_of_proof_facts) {
  Contract renamed = one_of_everything();
  renamed.name = "linux/renamed";
  renamed.helpers[0].name = "renamed";
  renamed.policy.source.text = "elsewhere";
  renamed.names.clear();
  EXPECT_EQ(proof_record(renamed), proof_record(one_of_everything()));
  EXPECT_TRUE(reads_as(write_records(renamed), renamed));
}

TEST(ContractRecord, with_one_byte_changed_is_refused_or_is_the_form_of_another_contract) {
  const Contract contract = one_of_everything();
  Bytes bytes = write_records(contract);
  std::size_t accepted = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::uint8_t before = bytes[at];
    for (unsigned change = 1; change < 256; ++change) {
      bytes[at] = static_cast<std::uint8_t>(before ^ change);
      const std::optional<Contract> found = read(bytes);
      if (!found) continue;
      ++accepted;
      ASSERT_EQ(write_records(*found), bytes) << "byte " << at;
      ASSERT_TRUE(contradictions(*found).empty()) << "byte " << at;
    }
    bytes[at] = before;
  }
  EXPECT_GT(accepted, 1000u) << "most facts may be otherwise";
}

TEST(ContractRecord, with_bytes_changed_anywhere_is_refused_or_is_written_so) {
  std::mt19937 random(21);
  for (const Contract& contract : builtin_contracts()) {
    const Bytes bytes = write_records(contract);
    for (int i = 0; i < 100; ++i) {
      Bytes changed = bytes;
      changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
      if (const auto found = read(changed)) {
        EXPECT_EQ(write_records(*found), changed) << contract.name;
      }
    }
  }
}

TEST(ContractRecord, is_refused_when_it_ends_early_or_late) {
  const Bytes bytes = write_records(one_of_everything());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(read(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length))));
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_EQ(fault_of(longer).what, "bytes after the record");
  EXPECT_EQ(fault_of(longer).offset, bytes.size());
}

TEST(ContractRecord, faults_say_where_and_what) {
  const Bytes bytes = write_records(one_of_everything());
  const auto with = [&bytes](std::size_t at, std::uint8_t byte) {
    Bytes changed = bytes;
    changed[at] = byte;
    return fault_of(changed);
  };
  EXPECT_EQ(with(3, 'X').what, "another tag");
  EXPECT_EQ(with(3, 'X').offset, 3u);
  EXPECT_EQ(with(4, 9).what, "a version that is not known");
  EXPECT_EQ(with(8, static_cast<std::uint8_t>(bytes[8] + 1)).what, "not the length of the record");
  // The first fact is the platform, the next the platform's version: its length, and its bytes.
  EXPECT_EQ(with(kRecordHeadBytes, 3).what, "no value of its enumeration");
  EXPECT_EQ(with(kRecordHeadBytes + 5, '\n').what, "a word with a control character");
}

TEST(ContractRecord, that_contradicts_itself_is_refused) {
  Contract contract = one_of_everything();
  contract.limits.call_depth = 0;
  EXPECT_EQ(fault_of(write_records(contract)).what, "a limit is zero");
}

TEST(ContractRecord, changes_its_version_when_it_changes_its_form) {
  const Bytes all = write_records(one_of_everything());
  const Bytes proof = proof_record(one_of_everything());
  EXPECT_EQ(kProofForm.version, 5u);
  EXPECT_EQ(to_text(sha256(proof)),
            "sha256:106411384316b72f73a00287cff5eac36eee5f6017cc630810f35db1830d18f3");
  EXPECT_EQ(kPeopleForm.version, 5u);
  EXPECT_EQ(
      to_text(sha256(Bytes(all.begin() + static_cast<std::ptrdiff_t>(proof.size()), all.end()))),
      "sha256:1b6fc0c375ff3efc330b733ef7a5461d52016f6bc76b197bb48121cd90d119d6");
}

}  // namespace
}  // namespace assay
