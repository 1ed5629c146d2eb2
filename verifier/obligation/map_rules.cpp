// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/map_rules.hpp"

#include <fmt/format.h>

#include "verifier/obligation/numbers.hpp"

namespace assay {
namespace {

// Flags of a definition (BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG of linux/bpf.h). Windows defines
// none, so that there, too, a map with them is no map to write or read.
constexpr std::uint32_t kReadOnlyToPrograms = 1u << 7;
constexpr std::uint32_t kWriteOnlyToPrograms = 1u << 8;

std::optional<std::string> size_problem(std::string_view part, const SizeRule& rule,
                                        std::uint32_t bytes) {
  if (bytes >= rule.least && bytes <= rule.most) return std::nullopt;
  if (rule.least == rule.most)
    return fmt::format("{} have {}, not {}", part, counted(bytes, "byte"), rule.least);
  return fmt::format("{} have {}, not {} to {}", part, counted(bytes, "byte"), grouped(rule.least),
                     grouped(rule.most));
}

}  // namespace

bool read_only_to_programs(const Map& map) {
  return map.read_only || (map.flags & kReadOnlyToPrograms) != 0;
}

std::optional<std::string> definition_problem(const MapKind& kind, const Map& map) {
  if (map.is_data) return std::nullopt;
  if (auto problem = size_problem("its keys", kind.key_bytes, map.key_size)) return problem;
  if (auto problem = size_problem("its values", kind.value_bytes, map.value_size)) return problem;
  if (std::uint64_t{map.key_size} + map.value_size > kind.most_of_both) {
    return fmt::format("a key and a value have {} together, more than {}",
                       counted(std::uint64_t{map.key_size} + map.value_size, "byte"),
                       grouped(kind.most_of_both));
  }
  if ((map.flags & kind.needed_flags) != kind.needed_flags)
    return fmt::format("its flags are {:#x}, without {:#x}", map.flags, kind.needed_flags);
  if ((map.flags & kWriteOnlyToPrograms) != 0)
    return "programs may not read it, which Assay does not model";
  return std::nullopt;
}

}  // namespace assay
