// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/map_rules.hpp"

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

}  // namespace

bool read_only_to_programs(const Map& map) {
  return map.read_only || (map.flags & kReadOnlyToPrograms) != 0;
}

Missing check_definition(const MapKind& kind, const Map& map) {
  const auto problem = definition_problem(kind, map);
  if (!problem) return std::nullopt;
  return Miss{ErrorCode::MapFlagsNotAllowed, Lack::Plain, static_cast<std::uint32_t>(*problem)};
}

}  // namespace assay
