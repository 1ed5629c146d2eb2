// SPDX-License-Identifier: Apache-2.0
// The binary form of a contract: two records, first the facts that a proof may rest on, then what
// is for people. One contract has one form, and the reader refuses every other one.
//
// A record is a head (tag, version, bytes of what follows) and the facts in the order of the
// schema. Numbers are little-endian, as wide as their type, negative ones in two's complement; an
// enumerator is a byte; true is the byte 1, false 0; a word is its length (4 bytes) and its bytes;
// a list is its length (4 bytes) and its elements; the record for people has only the words and
// numbers for people of the elements that the first record counts. Every fact is there, whether or
// not it differs from the default. No bytes follow.
//
// Who checks a proof needs the first record alone, and the digest of a contract is the digest of
// that record (digest.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "ir/contract/contract.hpp"

namespace assay {

/// Bytes of a record's head: tag, version, and the bytes of what follows.
inline constexpr std::size_t kRecordHeadBytes = 12;
/// A record's tag, and its version, which changes when the same facts are written in another way,
/// or when a fact is added. The two records have one each: what is for people moves no digest.
struct RecordForm {
  std::array<char, 4> tag{};
  std::uint32_t version = 0;
};
inline constexpr RecordForm kProofForm = {{'A', 'S', 'C', 'P'}, 5};
inline constexpr RecordForm kPeopleForm = {{'A', 'S', 'C', 'N'}, 5};

/// The record of the facts that a proof may rest on. Two contracts have the same record exactly
/// when they agree in all of these facts.
[[nodiscard]] std::vector<std::uint8_t> proof_record(const Contract& contract);
/// Both records.
[[nodiscard]] std::vector<std::uint8_t> write_records(const Contract& contract);

/// Why bytes are no contract.
struct RecordFault {
  std::size_t offset = 0;  // of the byte at fault
  std::string what;
};
/// The contract that both records say. It does not contradict itself (validate.hpp), and
/// write_records gives the same bytes for it.
[[nodiscard]] std::variant<Contract, RecordFault> read_records(std::span<const std::uint8_t> bytes);

}  // namespace assay
