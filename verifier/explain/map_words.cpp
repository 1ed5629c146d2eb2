// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/map_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/words.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/obligation/map_rules.hpp"

namespace assay {
namespace {

std::string wrong_size(std::string_view part, const SizeRule& rule, std::uint32_t bytes) {
  if (rule.least == rule.most)
    return fmt::format("{} are {}, expected {}", part, counted(bytes, "byte"), rule.least);
  const std::string by = rule.multiple == 1 ? "" : fmt::format(", a multiple of {}", rule.multiple);
  return fmt::format("{} are {}, expected {} to {}{}", part, counted(bytes, "byte"),
                     grouped(rule.least), grouped(rule.most), by);
}

std::string wrong_entries(const MapKind& kind, std::uint32_t entries) {
  const SizeRule& rule = kind.entries;
  std::string expected = fmt::format("at least {}", grouped(rule.least));
  if (rule.most != ~0u) expected = fmt::format("{} to {}", grouped(rule.least), grouped(rule.most));
  if (rule.most == 0) expected = "0, for nobody counts them";
  if (kind.power_of_two) expected += ", a power of two";
  return fmt::format("max_entries is {}, expected {}", grouped(entries), expected);
}

/// What is wrong with the definition, as a clause.
std::string described(const MapKind& kind, const Map& map, MapProblem problem) {
  switch (problem) {
    case MapProblem::KeySize:
      return wrong_size("keys", kind.key_bytes, map.key_size);
    case MapProblem::ValueSize:
      return wrong_size("values", kind.value_bytes, map.value_size);
    case MapProblem::SizeOfBoth:
      return fmt::format("a key and a value take {} together, more than {}",
                         counted(std::uint64_t{map.key_size} + map.value_size, "byte"),
                         grouped(kind.most_of_both));
    case MapProblem::Entries:
      return wrong_entries(kind, map.max_entries);
    case MapProblem::FlagsMissing:
      return fmt::format("its flags are {:#x}, which do not include {:#x}", map.flags,
                         kind.needed_flags);
    case MapProblem::FlagsUnknown:
      return fmt::format("its flags include {:#x}, which the platform does not take for this kind",
                         map.flags & ~kind.known_flags);
    case MapProblem::WriteOnly:
      return "programs may not read it, which Assay does not support";
  }
  internal_fault(__FILE__, __LINE__, "problem of a map out of range");
}

/// "hash, array or lru_hash": the kinds on which the helper works.
std::string taken_kinds(const ArgumentSite& at) {
  constexpr std::size_t kMost = 4;
  const std::vector<std::uint32_t>& numbers = at.helper.map_kinds;
  if (numbers.size() > kMost) return "a kind that '" + name_in_c(at.helper.name) + "' supports";
  std::string words;
  for (const std::uint32_t number : numbers) {
    const MapKind* kind = find_map_kind(at.site.contract, number);
    if (kind == nullptr) continue;
    if (!words.empty()) words += number == numbers.back() ? " or " : ", ";
    words += kind->name;
  }
  return words.empty() ? "another kind" : words;
}

Finding unknown_kind(const Site& site, const Map& map) {
  Finding f = refuse(site, ErrorCode::MapKindUnknown,
                     fmt::format("map '{}' is of kind {}, which {} does not support", map.name,
                                 map.kind, site.contract.name));
  f.suggestion = "declare it with one of the kinds that 'assay contract show " +
                 site.contract.name + "' lists";
  return f;
}

Finding kind_not_taken(const ArgumentSite& at, const Map& map, const MapKind& kind) {
  Finding f = refuse(at.site, ErrorCode::MapKindNotAllowed,
                     fmt::format("'{}' does not work on map '{}' of kind {}",
                                 name_in_c(at.helper.name), map.name, kind.name));
  f.suggestion = fmt::format("use a helper for maps of kind {}, or declare '{}' as {}", kind.name,
                             map.name, taken_kinds(at));
  return f;
}

/// No loader takes the definition, or no program may use the map.
Finding unusable(const Site& site, const Map& map, MapProblem problem) {
  const MapKind* kind = find_map_kind(site.contract, map.kind);
  ASSAY_CHECK(kind != nullptr, "a definition that breaks the rules of no kind");
  return refuse(site, ErrorCode::MapFlagsNotAllowed,
                fmt::format("map '{}' is not a valid {}: {}", map.name, kind->name,
                            described(*kind, map, problem)));
}

/// A valid map that the platform does not take together with the program.
Finding not_for_hook(const Site& site, const Map& map, HookProblem problem) {
  const auto told = [&](std::string_view what, std::string_view repair) {
    Finding f = refuse(site, ErrorCode::MapNotForHook, fmt::format("map '{}' {}", map.name, what));
    f.suggestion = repair;
    return f;
  };
  const std::string& hook = site.contract.name;
  switch (problem) {
    case HookProblem::SecondOfKind:
      return told("is one of two of its kind in this program, which may use one",
                  "keep what both hold in one map");
    case HookProblem::Lock:
      return told(fmt::format("has values with a spin lock, which {} does not take", hook),
                  "use atomic operations, a map of a kind that has a value for each processor, or "
                  "a map of its own for the lock");
    case HookProblem::Timer:
      return told(fmt::format("has values with a timer, a queue of work, a list or a tree, which "
                              "{} does not take",
                              hook),
                  "keep that in a map which programs of other hooks use");
  }
  internal_fault(__FILE__, __LINE__, "problem of a map at a hook out of range");
}

/// The map, or another for which the platform takes it, has the type of a second one.
Finding not_told_apart(const Site& site) {
  const auto [first, second] = site.program.maps_of_one_type.value();
  const auto name = [&](std::uint32_t map) { return site.program.maps.at(map).name; };
  return refuse(site, ErrorCode::MapsOfOneType,
                fmt::format("maps '{}' and '{}' have one struct type, by which the platform tells "
                            "maps apart: a program may get another map than the one that it names",
                            name(first), name(second)));
}

}  // namespace

Finding map_argument_finding(const ArgumentSite& at, const Miss& miss) {
  const Value value = at.value();
  const auto* handle = value.into<MapHandle>();
  ASSAY_CHECK(handle != nullptr, "an argument that is no map");
  const Map& map = at.site.program.maps.at(handle->map);
  const MapKind* kind = find_map_kind(at.site.contract, map.kind);
  if (kind == nullptr) return unknown_kind(at.site, map);
  if (miss.code == ErrorCode::MapKindNotAllowed) return kind_not_taken(at, map, *kind);
  ASSAY_CHECK(miss.code == ErrorCode::MapReadOnlyWritten, "a map that fails in another way");
  return refuse(at.site, miss.code,
                fmt::format("'{}' would change map '{}', which is read-only",
                            name_in_c(at.helper.name), map.name));
}

Finding address_finding(const Site& site, const Addressable& address, const Miss& miss) {
  const Map& map = site.program.maps.at(address.map);
  if (miss.code == ErrorCode::WritableDataUnsupported) {
    return refuse(
        site, miss.code,
        fmt::format(
            "the program uses variables in '{}', but {} does not support writable global variables",
            map.name, site.contract.name));
  }
  if (miss.code == ErrorCode::MapsOfOneType) return not_told_apart(site);
  if (miss.code == ErrorCode::MapNotForHook)
    return not_for_hook(site, map, static_cast<HookProblem>(miss.detail));
  const bool of_inner = map.inner && !check_definition(site.contract, map);
  const Map& wrong = of_inner ? site.program.maps.at(*map.inner) : map;
  if (miss.code == ErrorCode::MapKindUnknown) return unknown_kind(site, wrong);
  if (miss.code == ErrorCode::MapFlagsNotAllowed)
    return unusable(site, wrong, static_cast<MapProblem>(miss.detail));
  ASSAY_CHECK(miss.code == ErrorCode::MapKindNotAllowed, "an address that fails in another way");
  Finding f =
      refuse(site, miss.code, "the values of map '" + map.name + "' cannot be addressed directly");
  f.suggestion =
      "look up the element by its key; only the value of an array with one entry can be addressed "
      "directly";
  return f;
}

}  // namespace assay
