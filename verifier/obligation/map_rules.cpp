// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/map_rules.hpp"

#include <algorithm>
#include <bit>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

// Flags of a definition (BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG of linux/bpf.h). Windows defines
// none, so that there, too, a map with them is no map to write or read.
constexpr std::uint32_t kReadOnlyToPrograms = 1u << 7;
constexpr std::uint32_t kWriteOnlyToPrograms = 1u << 8;

bool within(const SizeRule& rule, std::uint32_t bytes) {
  return bytes >= rule.least && bytes <= rule.most;
}

std::optional<MapProblem> definition_problem(const MapKind& kind, const Map& map) {
  if (map.is_data) return std::nullopt;
  if (!within(kind.key_bytes, map.key_size)) return MapProblem::KeySize;
  if (!within(kind.value_bytes, map.value_size)) return MapProblem::ValueSize;
  if (std::uint64_t{map.key_size} + map.value_size > kind.most_of_both)
    return MapProblem::SizeOfBoth;
  if ((map.flags & kind.needed_flags) != kind.needed_flags) return MapProblem::FlagsMissing;
  if ((map.flags & kWriteOnlyToPrograms) != 0) return MapProblem::WriteOnly;
  return std::nullopt;
}

/// The largest power of two, at most 8, that divides the number; of 0, which nothing says, 1.
std::uint32_t power_in(std::uint32_t bytes) {
  return bytes == 0 ? 1 : std::uint32_t{1} << std::min(std::countr_zero(bytes), 3);
}

}  // namespace

std::uint32_t value_alignment(const MapKind& kind, const Map& map) {
  constexpr std::uint32_t kPrefixLengthBytes = 4;
  switch (kind.alignment) {
    case ValueAlignment::None:
      return 1;
    case ValueAlignment::Eight:
      return 8;
    case ValueAlignment::ValueSize:
      return power_in(map.value_size);
    case ValueAlignment::BehindPrefix:
      return map.key_size < kPrefixLengthBytes ? 1 : power_in(map.key_size - kPrefixLengthBytes);
  }
  internal_fault(__FILE__, __LINE__, "not an alignment");
}

bool read_only_to_programs(const Map& map) {
  return map.read_only || (map.flags & kReadOnlyToPrograms) != 0;
}

Missing check_definition(const Contract& contract, const Map& map) {
  const MapKind* kind = find_map_kind(contract, map.kind);
  if (kind == nullptr) return Miss{ErrorCode::MapKindUnknown};
  const auto problem = definition_problem(*kind, map);
  if (!problem) return std::nullopt;
  return Miss{ErrorCode::MapFlagsNotAllowed, Lack::Plain, static_cast<std::uint32_t>(*problem)};
}

}  // namespace assay
