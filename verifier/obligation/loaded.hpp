// SPDX-License-Identifier: Apache-2.0
// The keys under which a state lists numbers that the loader sets (State::loaded).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "verifier/obligation/site.hpp"

namespace assay {

/// LoadTime::numbers[number]; `wide`: all 64 bits of it, where arithmetic takes 32.
[[nodiscard]] std::uint64_t key_of_number(std::uint32_t number, bool wide);
/// The number that the key is of; nothing for data.
[[nodiscard]] std::optional<std::uint32_t> number_of_key(std::uint64_t key);

/// Some bytes of read-only data. Requires offset < kMostDataOffset.
inline constexpr std::uint64_t kMostDataOffset = std::uint64_t{1} << 28;
struct DataPlace {
  std::uint32_t map = 0;  // index into Program::maps
  std::uint64_t offset = 0;
  std::uint32_t size = 0;
};
[[nodiscard]] std::uint64_t key_of_data(const DataPlace& place);
/// The data that the key is of; nothing for a number of the code.
[[nodiscard]] std::optional<DataPlace> data_of_key(std::uint64_t key);

/// What the loader's number is, for people, where the symbol is one; empty otherwise.
[[nodiscard]] std::string describe_loaded(const Site& site, Symbol symbol);

}  // namespace assay
