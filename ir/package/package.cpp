// SPDX-License-Identifier: Apache-2.0
// The rules of form, as docs/package.md lists them.
#include "ir/package/package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "ir/isa/names_map.hpp"
#include "ir/package/code.hpp"

namespace assay {

namespace {

using Fault = std::optional<std::string>;

/// A sentence about what has that name.
std::string about(std::string_view what, const std::string& name, std::string_view fault) {
  return fmt::format("{} '{}' {}", what, name, fault);
}

bool is_word_or_nothing(const std::string& text) {
  const auto is_printable = [](char c) { return c >= 0x20 && c <= 0x7e; };
  return text.size() <= 255 && std::ranges::all_of(text, is_printable);
}
bool is_word(const std::string& text) { return !text.empty() && is_word_or_nothing(text); }

template <class Named>
Fault name_fault(const std::vector<Named>& rows, std::string_view what) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_word(rows[i].name)) return about(what, rows[i].name, "has no name that can be written");
    if (i > 0 && rows[i - 1].name >= rows[i].name)
      return about(what, rows[i].name, "is out of order, or there twice");
  }
  return std::nullopt;
}

bool are_spans(const std::vector<ValueSpan>& spans, std::uint32_t value_size) {
  std::uint64_t end = 0;
  for (const ValueSpan& span : spans) {
    if (span.size == 0 || (&span != spans.data() && span.offset <= end)) return false;
    end = std::uint64_t{span.offset} + span.size;
    if (end > value_size) return false;
  }
  return spans.size() <= wire::kMostFields;
}

bool is_value(const SealedMap& map) {
  switch (map.contents) {
    case wire::Contents::None:
    case wire::Contents::Any:
      return map.value.empty();
    case wire::Contents::Bound:
    case wire::Contents::Initial:
      return map.value.size() == map.value_size && map.value_size <= wire::kMostValueBytes;
  }
  return false;
}

/// Data are one value under a key of four bytes. What variables begin with is left out where it is
/// zeros.
bool is_role(const SealedMap& map) {
  const wire::Contents contents = map.contents;
  if (!is_value(map) || (contents != wire::Contents::Bound && !map.settings.empty())) return false;
  if (map.role == wire::MapRole::Table) return contents == wire::Contents::None;
  if (map.key_size != 4 || map.max_entries != 1 || map.inner) return false;
  if (map.role == wire::MapRole::ReadOnlyData)
    return contents == wire::Contents::Bound || contents == wire::Contents::Any;
  const bool zeros = std::ranges::all_of(map.value, [](std::uint8_t byte) { return byte == 0; });
  return zeros ? contents == wire::Contents::None : contents == wire::Contents::Initial;
}

Fault map_fault(const SealedPackage& package, std::uint32_t index) {
  const SealedMap& map = package.maps[index];
  if (!are_spans(map.kept, map.value_size) || !are_spans(map.settings, map.value_size))
    return about("map", map.name, "has parts that overlap or lie outside its values");
  if (!is_role(map)) return about("map", map.name, "contradicts itself");
  if (!map.inner) return std::nullopt;
  const bool known =
      *map.inner < package.maps.size() && *map.inner != index && !package.maps[*map.inner].inner;
  if (!known) return about("map", map.name, "holds maps that are not known");
  return std::nullopt;
}

bool are_functions(const SealedProgram& program) {
  const std::size_t slots = program.code.size() / 8;
  const std::vector<std::uint32_t>& begins = program.functions;
  if (begins.empty() || begins.front() != 0 || begins.size() > wire::kMostFunctions) return false;
  const bool ascend = std::ranges::adjacent_find(begins, std::greater_equal{}) == begins.end();
  return ascend && begins.back() < slots;
}

bool are_ways(const SealedProgram& program) {
  std::uint32_t next = 0;
  for (const std::uint32_t certificate : program.certificate_of_way) {
    if (certificate > next) return false;
    if (certificate == next) ++next;
  }
  return next != 0 && next == program.certificates.size() &&
         program.certificate_of_way.size() <= wire::kMostWays;
}

/// The function that holds the slot, as an index.
std::size_t holder(const SealedProgram& program, std::size_t slot) {
  const auto after = std::ranges::upper_bound(program.functions, slot);
  return static_cast<std::size_t>(after - program.functions.begin()) - 1;
}

bool begins_function(const SealedProgram& program, std::uint64_t slot) {
  return std::ranges::binary_search(program.functions, slot);
}

/// Whether what the instruction at `slot` names is there.
bool is_linked(const SealedPackage& package, const SealedProgram& program, std::size_t slot,
               const Instruction& instruction) {
  const auto stays = [&](std::int64_t target) {
    return holder(program, static_cast<std::size_t>(target)) == holder(program, slot);
  };
  if (const auto* jump = std::get_if<Jump>(&instruction)) return stays(jump->target);
  if (const auto* jump = std::get_if<JumpIf>(&instruction)) return stays(jump->target);
  if (const auto* call = std::get_if<Call>(&instruction)) {
    return call->kind != CallKind::Local ||
           begins_function(program, static_cast<std::uint64_t>(call->target));
  }
  const auto* wide = std::get_if<LoadImm64>(&instruction);
  if (wide == nullptr) return true;
  if (begins_function(program, slot + 1)) return false;  // cut in two
  if (wide->kind == WideKind::Function) return begins_function(program, wide->value);
  return !names_map(*wide) || static_cast<std::uint32_t>(wide->value) < package.maps.size();
}

/// Of the package's maps, which a program names.
using NamedMaps = std::vector<bool>;

void note_named(const Instruction& instruction, NamedMaps& named) {
  const auto* wide = std::get_if<LoadImm64>(&instruction);
  if (wide == nullptr || !names_map(*wide)) return;
  named.at(static_cast<std::uint32_t>(wide->value)) = true;
}

/// Only maps that some program names are there, and those that they hold.
Fault unnamed_fault(const SealedPackage& package, NamedMaps named) {
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named[i] && package.maps[i].inner) named.at(*package.maps[i].inner) = true;
  }
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (!named[i]) return about("map", package.maps[i].name, "is named by no program");
  }
  return std::nullopt;
}

Fault program_fault(const SealedPackage& package, const SealedProgram& program, NamedMaps& named) {
  const auto say = [&](std::string_view fault) { return about("program", program.name, fault); };
  const bool words = is_word_or_nothing(program.section) && is_word(program.contract) &&
                     is_word_or_nothing(program.contract_version);
  if (!words) return say("has a section or a contract that cannot be written");
  if (program.code.size() / 8 > wire::kMostSlots) return say("has too many instructions");
  if (!are_functions(program)) return say("has functions that are not in order");
  if (!are_ways(program)) return say("has other certificates than ways of execution");
  for (const std::vector<std::uint8_t>& certificate : program.certificates) {
    if (certificate.size() > UINT32_MAX) return say("has too large a certificate");
  }
  const Result<std::vector<Instruction>> code = unpacked_code(program.code);
  if (!code.ok()) return say(code.error().message);
  for (std::size_t slot = 0; slot < code.value().size(); ++slot) {
    if (!is_linked(package, program, slot, code.value()[slot]))
      return say(fmt::format("names at slot {} what is not there", slot));
    note_named(code.value()[slot], named);
  }
  return std::nullopt;
}

}  // namespace

Fault fault_of(const SealedPackage& package) {
  if (!is_word(package.name) || !is_word(package.tool) || !is_word(package.tool_version))
    return "the package or the tool has no name that can be written";
  if (package.maps.size() > wire::kMostMaps || package.programs.size() > wire::kMostPrograms)
    return "it has too many maps or programs";
  if (package.programs.empty()) return "it has no program";
  if (package.signatures.size() > wire::kMostSignatures) return "it has too many signatures";
  if (auto fault = name_fault(package.maps, "map")) return fault;
  if (auto fault = name_fault(package.programs, "program")) return fault;
  for (std::uint32_t i = 0; i < package.maps.size(); ++i) {
    if (auto fault = map_fault(package, i)) return fault;
  }
  NamedMaps named(package.maps.size());
  for (const SealedProgram& program : package.programs) {
    if (auto fault = program_fault(package, program, named)) return fault;
  }
  return unnamed_fault(package, std::move(named));
}

}  // namespace assay
