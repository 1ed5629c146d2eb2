// SPDX-License-Identifier: Apache-2.0
// The keys under which a state lists numbers that the loader sets (State::loaded).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "verifier/obligation/site.hpp"

namespace assay {

/// The number as the instruction at `use` takes it: all 64 bits of it, or 32 in arithmetic.
[[nodiscard]] std::uint64_t key_of_number(const Program& program, const LoadTimeUse& use);
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

/// The immediate of the instruction at `slot`, where a loader sets it; null where the code says it.
[[nodiscard]] const LoadTimeUse* loaded_immediate_at(const Program& program, std::uint32_t slot);
/// Whether the instruction at `use` takes all 64 bits of the loader's number, which need more than
/// 31.
[[nodiscard]] bool takes_wide(const Program& program, const LoadTimeUse& use);

/// An offset that is added to a pointer or taken from one, with every offset in a type's layout
/// that a loader would set replaced by the one that the object has.
struct ObjectOffset {
  Term term;
  std::vector<std::uint32_t> numbers;  // replaced: indices into LoadTime::numbers
};
[[nodiscard]] ObjectOffset in_object_layout(const Program& program, const State& state,
                                            const Term& offset);

}  // namespace assay
