// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/map_rules.hpp"

#include <algorithm>
#include <bit>
#include <initializer_list>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/isa/names_map.hpp"

namespace assay {
namespace {

// Flags of a definition (BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG of linux/bpf.h). Windows defines
// none, so that there, too, a map with them is no map to write or read.
constexpr std::uint32_t kReadOnlyToPrograms = 1u << 7;
constexpr std::uint32_t kWriteOnlyToPrograms = 1u << 8;

bool within(const SizeRule& rule, std::uint32_t number) {
  return number >= rule.least && number <= rule.most && number % rule.multiple == 0;
}

bool has_entries(const MapKind& kind, const Map& map) {
  return within(kind.entries, map.max_entries) &&
         (!kind.power_of_two || std::has_single_bit(map.max_entries));
}

/// The helper may be given a map of the kind, and reads or writes its values, or gives them away.
bool shows_values(const Helper& helper, const MapKind& kind) {
  const auto has = [&](ArgKind wanted) {
    return std::ranges::find(helper.args, wanted, &Argument::kind) != helper.args.end();
  };
  const auto& kinds = helper.map_kinds;
  const bool takes_it = kinds.empty() || std::ranges::find(kinds, kind.number) != kinds.end();
  if (!has(ArgKind::MapHandle) || !takes_it) return false;
  return helper.callback_argument >= 0 || helper.returns == ReturnKind::MapValue ||
         helper.returns == ReturnKind::MapValueOrNull || has(ArgKind::MapValueIn) ||
         has(ArgKind::MapValueOut);
}

std::optional<MapProblem> definition_problem(const Contract& contract, const MapKind& kind,
                                             const Map& map) {
  if (map.is_data) return std::nullopt;
  if (!within(kind.key_bytes, map.key_size)) return MapProblem::KeySize;
  if (!within(kind.value_bytes, map.value_size) && !is_sized_by_loader(contract, map))
    return MapProblem::ValueSize;
  if (std::uint64_t{map.key_size} + map.value_size > kind.most_of_both)
    return MapProblem::SizeOfBoth;
  if (!has_entries(kind, map) && !is_counted_by_loader(contract, map)) return MapProblem::Entries;
  if ((map.flags & kind.needed_flags) != kind.needed_flags) return MapProblem::FlagsMissing;
  if ((map.flags & ~kind.known_flags) != 0) return MapProblem::FlagsUnknown;
  if ((map.flags & kWriteOnlyToPrograms) != 0) return MapProblem::WriteOnly;
  return std::nullopt;
}

/// The largest power of two, at most 8, that divides the number; of 0, which nothing says, 1.
std::uint32_t power_in(std::uint32_t bytes) {
  return bytes == 0 ? 1 : std::uint32_t{1} << std::min(std::countr_zero(bytes), 3);
}

bool has_field(const Map& map, std::initializer_list<SpecialFieldKind> kinds) {
  return std::ranges::any_of(map.special_fields, [&](const SpecialField& field) {
    return std::ranges::find(kinds, field.kind) != kinds.end();
  });
}

/// Whether the program's instructions name the map.
bool names(const Program& program, std::uint32_t map) {
  return std::ranges::any_of(program.instructions, [map](const Instruction& instruction) {
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    return wide != nullptr && names_map(*wide) && (wide->value & 0xffffffff) == map;
  });
}

/// A map of the kind before this one is named, too.
bool is_second(const Program& program, std::uint32_t map) {
  for (std::uint32_t other = 0; other < map; ++other) {
    if (program.maps[other].kind == program.maps.at(map).kind && names(program, other)) return true;
  }
  return false;
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
  const auto problem = definition_problem(contract, *kind, map);
  if (!problem) return std::nullopt;
  return Miss{ErrorCode::MapFlagsNotAllowed, Lack::Plain, static_cast<std::uint32_t>(*problem)};
}

bool is_counted_by_loader(const Contract& contract, const Map& map) {
  const MapKind* kind = find_map_kind(contract, map.kind);
  return kind != nullptr && !map.is_data && map.max_entries == 0 && kind->entries.least > 0;
}

// Of a kind that has values of several sizes. Nothing of a proof rests on the size where neither
// the program nor a helper of its hook sees values of the kind.
bool is_sized_by_loader(const Contract& contract, const Map& map) {
  const MapKind* kind = find_map_kind(contract, map.kind);
  if (kind == nullptr || map.is_data || map.value_size != 0) return false;
  const SizeRule& rule = kind->value_bytes;
  return rule.least != 0 && rule.least != rule.most && !kind->direct_value &&
         !kind->lookup_from_program &&
         std::ranges::none_of(contract.helpers,
                              [&](const Helper& helper) { return shows_values(helper, *kind); });
}

Missing check_together(const Program& program, const Contract& contract, std::uint32_t index) {
  if (contract.policy.maps_told_apart_by_type && program.maps_of_one_type)
    return Miss{ErrorCode::MapsOfOneType};
  const Map& map = program.maps.at(index);
  const auto refused = [](HookProblem problem) {
    return Miss{ErrorCode::MapNotForHook, Lack::Plain, static_cast<std::uint32_t>(problem)};
  };
  const MapKind* kind = find_map_kind(contract, map.kind);
  if (kind != nullptr && kind->one_a_program && is_second(program, index))
    return refused(HookProblem::SecondOfKind);
  using enum SpecialFieldKind;
  if (contract.policy.values_without_locks && has_field(map, {SpinLock}))
    return refused(HookProblem::Lock);
  if (contract.policy.values_without_timers &&
      has_field(map, {Timer, WorkQueue, ListHead, TreeRoot}))
    return refused(HookProblem::Timer);
  return std::nullopt;
}

}  // namespace assay
