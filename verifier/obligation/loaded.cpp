// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/loaded.hpp"

#include <fmt/format.h>

namespace assay {
namespace {

// Numbers of the code: their index, twice, and 1 more where all bits are meant. Data: bit 63; from
// bit 32 the map; from bit 4 the offset; the size.
constexpr std::uint64_t kDataKey = std::uint64_t{1} << 63;
constexpr std::uint64_t kMostMap = (std::uint64_t{1} << 31) - 1;

}  // namespace

std::uint64_t key_of_number(std::uint32_t number, bool wide) {
  return std::uint64_t{number} * 2 + (wide ? 1 : 0);
}

std::optional<std::uint32_t> number_of_key(std::uint64_t key) {
  if ((key & kDataKey) != 0) return std::nullopt;
  return static_cast<std::uint32_t>(key / 2);
}

std::uint64_t key_of_data(const DataPlace& place) {
  ASSAY_CHECK(place.offset < kMostDataOffset && place.map <= kMostMap && place.size < 16,
              "data too large for a key");
  return kDataKey | std::uint64_t{place.map} << 32 | place.offset << 4 | place.size;
}

std::optional<DataPlace> data_of_key(std::uint64_t key) {
  if ((key & kDataKey) == 0) return std::nullopt;
  return DataPlace{static_cast<std::uint32_t>(key >> 32 & kMostMap),
                   key >> 4 & (kMostDataOffset - 1), static_cast<std::uint32_t>(key & 15)};
}

std::string describe_loaded(const Site& site, Symbol symbol) {
  for (const LoadedNumber& loaded : site.state.loaded) {
    if (loaded.term.as_symbol() != symbol) continue;
    if (const auto number = number_of_key(loaded.key))
      return site.program.load_time.numbers.at(*number).what;
    const auto place = data_of_key(loaded.key);
    return fmt::format("a number in '{}'", site.program.maps.at(place->map).name);
  }
  return {};
}

}  // namespace assay
