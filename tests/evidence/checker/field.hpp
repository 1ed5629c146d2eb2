// SPDX-License-Identifier: Apache-2.0
// The numbers that the checker reads of a package and of a host's contract, with their places: it
// is asked itself (traced/), so that nothing here knows the layout of a certificate.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/checker/note.hpp"

namespace assay::forge {

/// The first byte of a 16-byte load.
inline constexpr std::uint8_t kWideLoad = 0x18;

/// What a number is about, for people. Of a certificate's fields those that the issue names, and
/// `Frame` for what holds them together: counts, places, frames, groups.
enum class Kind : std::uint8_t {
  Fact,
  Link,
  Bound,
  Value,
  Role,  // which region, element, reference or frame
  Mark,
  Stack,
  Multiplier,  // of a recorded step
  Measure,
  Target,
  Frame,
  Instruction,
  Map,
  Package,  // of the package's own tables, behind its head
  Contract,
  Pair,  // two changes of a certificate at once
  Count,
};
[[nodiscard]] std::string_view name_of(Kind kind);
/// Whether it is a number of a certificate that says something of states, loops or steps.
[[nodiscard]] bool is_claim(Kind kind);

struct Field {
  std::size_t offset = 0;
  std::uint32_t size = 0;  // bytes
  assay_form form{};
  Kind kind{};
  bool small = false;       // it has a limit, as counts and places have
  std::string_view reader;  // the function of the checker that asked for it

  friend bool operator==(const Field&, const Field&) = default;
};

using Bytes = std::span<const std::uint8_t>;

/// A host's contract: its name and its record.
struct HostContract {
  std::string_view name;
  Bytes record;
};

struct Fields {
  std::vector<Field> package;   // in the order of their places, none twice
  std::vector<Field> contract;  // likewise, of the record
};
/// Of a package with one certificate whose program is under this contract.
[[nodiscard]] Fields fields_of(Bytes package, Bytes certificate, const HostContract& contract);

/// The number that the bytes of the field say, and the bytes that say another one.
[[nodiscard]] std::uint64_t read_number(Bytes all, const Field& field);
[[nodiscard]] std::vector<std::uint8_t> written(std::uint64_t number, const Field& field);

}  // namespace assay::forge
