// SPDX-License-Identifier: Apache-2.0
// One event: everything that a run takes from outside. What is left out has a default: fields, map
// values and regions are zeros or empty, helpers succeed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay {

using Bytes = std::vector<std::uint8_t>;

/// The bytes of one region of the contract.
struct RegionInput {
  Bytes bytes;
  /// Offsets of the marks between the first (0) and the last (the size); empty: all at 0.
  std::vector<std::uint64_t> inner_marks;
  /// Its address; chosen by the placement where nothing is said. 0: the region is absent, all its
  /// marks are null, and it has no bytes (Region::may_be_null).
  std::optional<std::uint64_t> base;
};

/// One entry of a map. Maps of maps have `inner` instead of a value.
struct MapEntry {
  Bytes key;  // queues and stacks: empty; entries are pushed in their order
  Bytes value;
  std::vector<MapEntry> inner;
};

/// What one call of a helper gives. What is absent has the helper's default.
struct HelperResult {
  std::optional<std::uint64_t> r0;
  std::optional<Bytes> output;  // for the helper's out buffer; cut or padded with zeros to its size
};

struct Event {
  std::map<std::string, Bytes> fields;         // by field name; little endian, padded with zeros
  std::map<std::string, RegionInput> regions;  // by region name
  /// A packet that the contract shows only through helpers and legacy packet loads; those use
  /// the region that is the packet where the contract has one.
  Bytes hidden_packet;
  std::map<std::string, std::vector<MapEntry>> maps;         // by map name
  std::map<std::string, std::vector<HelperResult>> helpers;  // by helper name, one a call, in order
  std::uint64_t time = 1'000'000'000;                        // nanoseconds; every clock starts here
};

}  // namespace assay
