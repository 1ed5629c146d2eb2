// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/bounds_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/moved_address.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

/// The pointer into a region of the contract from which an offset is told: of those that the offset
/// is made of, the last, else the region's start.
struct Base {
  Term mark = Term::constant(0);
  std::string name;
};
Base base_of(const Site& site, std::uint32_t region, const Term& offset) {
  Base base;
  std::size_t chosen = 0;
  const auto& marks = site.state.regions.at(region).marks;
  for (std::size_t m = 1; m + 1 < marks.size(); ++m) {
    const auto rest = Term::combine(offset, ~std::uint64_t{0}, marks[m]);
    if (!rest || rest->monomials().size() >= offset.monomials().size()) continue;
    base.mark = marks[m];
    chosen = m;
  }
  base.name = name_of_mark(site.contract, region, chosen);
  return base;
}

Term minus(const Term& a, const Term& b) {
  return Term::combine(a, ~std::uint64_t{0}, b).value_or(a);
}

std::string size_of_element(const Site& site, const MapElement& element) {
  const Map& map = site.program.maps.at(element.map);
  const MapKind* kind = find_map_kind(site.contract, map.kind);
  return fmt::format("map '{}'{} is declared with keys of {} and values of {}", map.name,
                     kind == nullptr ? "" : " of kind " + kind->name, counted(map.key_size, "byte"),
                     counted(map.value_size, "byte"));
}

/// The variable of a data section that an access at `start` is meant for: the one that both its
/// lowest offset and the part of it that is written in the code lie in.
const DataVariable* variable_at(const Site& site, const Map& map, const Term& start) {
  if (map.layout == nullptr) return nullptr;
  const std::uint64_t lowest = site.state.knowledge.evaluate_bounded(start).umin();
  for (const DataVariable& variable : map.layout->variables) {
    const auto holds = [&](std::uint64_t byte) { return byte - variable.offset < variable.size; };
    if (holds(lowest) && holds(start.constant_part())) return &variable;
  }
  return nullptr;
}

std::string size_of_data(const Site& site, const Map& map, const Term& start) {
  const std::string section = fmt::format("the object's data section '{}' has {}", map.name,
                                          counted(map.value_size, "byte"));
  const DataVariable* variable = variable_at(site, map, start);
  if (variable == nullptr) return section;
  return fmt::format("{}; '{}' has {} at offset {}", section, variable->name,
                     counted(variable->size, "byte"), variable->offset);
}

/// Of memory that a helper gave at the slot.
std::string size_of_memory(const Site& site, const HelperMemory& memory, std::uint32_t slot) {
  const std::string helper = helper_at(site, slot);
  const Term* listed = site.state.size_of(memory.resource);
  const std::string size = memory.is_listed() && listed != nullptr ? describe_bytes(site, *listed)
                                                                   : counted(memory.bytes, "byte");
  return fmt::format("{} {} here", size,
                     helper.empty() ? "were allocated" : "were requested from '" + helper + "'");
}

/// What the definition of the memory says about its size.
Note size_of_region(const Site& site, const Access& access) {
  const Pointer& pointer = *access.pointer.as_pointer();
  const Term start = pointer.offset.plus(static_cast<std::uint64_t>(access.delta));
  const auto never = []() -> Note {
    internal_fault(__FILE__, __LINE__, "a region without a size");
  };
  return std::visit(
      Overloaded{
          [&](const ContextMemory&) {
            return Note{Whole{}, "the context of " + site.contract.name + " has " +
                                     counted(site.contract.context_size, "byte")};
          },
          [&](const MapElement& element) { return Note{Whole{}, size_of_element(site, element)}; },
          [&](const DataSection& data) {
            return Note{Whole{}, size_of_data(site, site.program.maps.at(data.map), start)};
          },
          [&](const HelperMemory& memory) {
            return Note{at_slot(pointer.since), size_of_memory(site, memory, pointer.since)};
          },
          [&](const StackMemory&) { return never(); },  // stack_words.hpp knows more
          [&](const RegionMemory&) { return never(); },
          [&](const MapHandle&) { return never(); },
          [&](const Code&) { return never(); },
          [&](const KernelObject&) { return never(); },
      },
      pointer.region);
}

/// An access that may leave its region, and from where its offset is told.
struct Stray {
  const Site& site;
  const NamedAccess& named;
  Lack lack{};
  Base base;
  Term offset;  // of its begin from the base
  bool always = false;

  [[nodiscard]] const Pointer& pointer() const { return *named.access.pointer.as_pointer(); }
  /// The region of the contract that it is about; null where it is about an object.
  [[nodiscard]] const RegionMemory* packet() const {
    return std::get_if<RegionMemory>(&pointer().region);
  }
};

Stray stray_of(const Site& site, const NamedAccess& named, Lack lack) {
  const Access& a = named.access;
  Stray stray{site, named, lack, {}, {}, false};
  const Term start = a.start();
  if (const auto* packet = stray.packet()) stray.base = base_of(site, packet->region, start);
  stray.offset = minus(start, stray.base.mark);
  stray.always = stray.packet() == nullptr && start.is_constant() && a.size.is_constant() &&
                 a.size_is == SizeIs::Exactly;
  return stray;
}

std::string sentence(const Stray& stray) {
  const Access& a = stray.named.access;
  return fmt::format(
      "{}{} {} {} outside {}: its offset{} is {}", stray.named.name,
      a.by != Accessor::Program ? " with a size of" : " of",
      (a.size_is == SizeIs::AtMost ? "at most " : "") + describe_bytes(stray.site, a.size),
      stray.always ? "lies" : "may lie", region_name(stray.site, stray.pointer().region),
      stray.base.name.empty() ? "" : " from " + stray.base.name,
      describe_range(stray.site, stray.offset));
}

/// A name as code spells it: without its quotation marks.
std::string_view bare(std::string_view quoted) { return quoted.substr(1, quoted.size() - 2); }

/// What to compare before an access to a region of the contract.
std::string packet_repair(const Stray& stray) {
  const Site& site = stray.site;
  const std::uint32_t region = stray.packet()->region;
  if (stray.lack == Lack::BeginsBefore) {
    const std::string begin = name_of_mark(site.contract, region, 0);
    const std::string name = begin.empty() ? "the region's start" : begin;
    return fmt::format(
        "the access may begin before {}: return first if its offset from {} would be negative",
        name, name);
  }
  const std::string end =
      name_of_mark(site.contract, region, site.contract.regions.at(region).marks - 1);
  if (!end.empty() && address_moves_in_a_loop(site.program, site.slot))
    return fmt::format(
        "in each round, leave the loop before this access if its end is greater than {}", end);
  const auto first = stray.offset.as_constant();
  const auto size = stray.named.access.size.as_constant();
  const bool plain = first && size && *first < (1u << 30) && *size < (1u << 30);
  if (end.empty()) return "before the access, compare its end with the region's end pointer";
  if (stray.base.name.empty() || !plain)
    return fmt::format("return before this access if its end is greater than {}", end);
  return fmt::format("check first: if ({} + {} > {}) return", bare(stray.base.name), *first + *size,
                     bare(end));
}

/// How large the region of the contract is known to be, and what to compare.
void tell_packet(const Stray& stray, Finding& f) {
  const Site& site = stray.site;
  const std::uint32_t region = stray.packet()->region;
  const Term size = minus(site.state.region_end(region), stray.base.mark);
  const bool ascends = site.contract.regions.at(region).reversed == 0;
  const Scalar bytes = meet(site.state.knowledge.evaluate_bounded(size),
                            Scalar::signed_range(ascends ? 0 : INT64_MIN, INT64_MAX));
  f.region = region;
  const std::string from =
      stray.base.name.empty() ? "" : " from " + stray.base.name + " to its end";
  f.notes.push_back(
      {Whole{}, fmt::format("{} has {} bytes{} here", region_name(site, stray.pointer().region),
                            describe_range(bytes), from)});
  f.suggestion = packet_repair(stray);
}

/// Where the object ends that the access is meant for, in bytes from its region's begin; nothing
/// where the region has no size of its own.
std::optional<std::uint64_t> end_of_object(const Stray& stray) {
  const auto& maps = stray.site.program.maps;
  const Pointee& region = stray.pointer().region;
  if (const auto* element = std::get_if<MapElement>(&region))
    return maps.at(element->map).value_size;
  if (const auto* memory = std::get_if<HelperMemory>(&region))
    return memory->is_listed() ? std::nullopt : std::optional(memory->bytes);
  const auto* data = std::get_if<DataSection>(&region);
  if (data == nullptr) return std::nullopt;
  const Map& map = maps.at(data->map);
  const DataVariable* variable = variable_at(stray.site, map, stray.offset);
  return variable == nullptr ? map.value_size : variable->offset + std::uint64_t{variable->size};
}

/// The greatest number with which the access stays inside, where one number alone makes the offset.
std::optional<std::uint64_t> greatest_value(const Stray& stray) {
  const auto end = end_of_object(stray);
  const auto size = stray.named.access.size.as_constant();
  const auto parts = stray.offset.monomials();
  if (!end || !size || parts.size() != 1) return std::nullopt;
  constexpr std::uint64_t kFar = 1u << 31;
  const std::uint64_t begin = stray.offset.constant_part();
  const std::uint64_t factor = parts.front().coefficient;
  if (begin > kFar || *size > kFar || factor > kFar || begin + *size > *end) return std::nullopt;
  return (*end - *size - begin) / factor;
}

/// What to check where the offset varies.
std::string varying_repair(const Stray& stray) {
  const bool only_behind = stray.lack == Lack::EndsBehind;
  const auto greatest = greatest_value(stray);
  if (!greatest) {
    return only_behind
               ? "check the offset against the size before this access"
               : "before this access, check that the offset is neither negative nor too large";
  }
  if (*greatest == 0) return "the access fits only where the value is 0: use a larger object";
  return fmt::format("before this access, check that the value is {} {}",
                     only_behind ? "at most" : "neither negative nor greater than",
                     grouped(*greatest));
}

/// What to do about an access that leaves an object.
std::string object_repair(const Stray& stray) {
  if (!stray.always) return varying_repair(stray);
  // Wrong whenever it is reached in this state; in a loop another round may be right.
  return address_moves_in_a_loop(stray.site.program, stray.site.slot)
             ? "the access is out of bounds in some rounds of the loop, not in all: end the loop "
               "earlier, or check the index in each round"
             : "this access is always out of bounds: use a smaller offset or a larger object";
}

}  // namespace

Finding bounds_finding(const Site& site, const NamedAccess& named, const Miss& miss) {
  const Access& a = named.access;
  const Stray stray = stray_of(site, named, miss.lack);
  Finding f = refuse(site, miss.code, sentence(stray));
  explain_offset(site, minus(a.pointer.term(), stray.base.mark), f);
  explain_origin(site, a.size, f, "size");
  f.limited_by = limiting_test(site, stray.offset);
  if (!f.limited_by) f.limited_by = limiting_test(site, a.size);
  if (stray.packet() != nullptr) {
    tell_packet(stray, f);
    return f;
  }
  if (a.pointer.into<StackMemory>() != nullptr) {
    f.stack = stray_access(site, named);
  } else {
    f.notes.push_back(size_of_region(site, a));
  }
  f.suggestion = object_repair(stray);
  return f;
}

}  // namespace assay
