// SPDX-License-Identifier: Apache-2.0
#include "compare.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ir/isa/encode.hpp"
#include "ir/object/read_object.hpp"
#include "ir/object/target_types.hpp"
#include "libbpf.hpp"

namespace assay::loader {
namespace {

constexpr std::uint8_t kWideLoad = 0x18;
constexpr std::uint8_t kCall = 0x85;
constexpr std::uint8_t kIsMap = 1, kIsMapValue = 2, kIsFunction = 4;  // src of a 16-byte load
constexpr std::uint8_t kIsLocal = 1;                                  // src of a call
constexpr std::uint32_t kMapped = 1u << 10;  // BPF_F_MMAPABLE, which libbpf adds to data
constexpr std::uint32_t kRingBuffer = 27, kUserRingBuffer = 31, kPerfEventArray = 4;

/// Slot `at` of the program as Assay encodes it.
LoadedSlot slot_of(std::span<const std::uint8_t> code, std::size_t at) {
  const auto bytes = code.subspan(at * 8, 8);
  const auto word = [&](std::size_t i) { return std::uint32_t{bytes[i]}; };
  return {bytes[0], static_cast<std::uint8_t>(bytes[1] & 0xf),
          static_cast<std::uint8_t>(bytes[1] >> 4),
          static_cast<std::int16_t>(word(2) | word(3) << 8),
          static_cast<std::int32_t>(word(4) | word(5) << 8 | word(6) << 16 | word(7) << 24)};
}

/// One program read both ways, function by function from the entry.
class Pair {
 public:
  Pair(const Program& program, const LoadedProgram& loaded, const Loaded& object)
      : program_(program), loaded_(loaded), object_(object), code_(encode(program.instructions)) {
    for (const LoadTimeUse& use : program.load_time.uses) left_open_.insert(use.slot);
    for (const LayoutUse& use : program.load_time.layout_uses) left_open_.insert(use.slot);
  }

  /// The first difference.
  std::optional<std::string> difference() {
    meet(0, 0);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const std::uint32_t begin = order_[i];
      const Function& function = program_.functions.at(function_at(program_, begin));
      if (function.begin != begin) return fmt::format("a call to slot {}", begin);
      for (std::uint32_t slot = begin; slot < function.end; ++slot) {
        if (auto found = at_slot(slot, placed_.at(begin) + (slot - begin))) return found;
        if (code_[slot * 8] == kWideLoad) ++slot;
      }
    }
    return std::nullopt;
  }

 private:
  /// Assay's function at `ours` is libbpf's at `theirs`.
  bool meet(std::uint32_t ours, std::size_t theirs) {
    const auto [known, added] = placed_.try_emplace(ours, theirs);
    if (added) order_.push_back(ours);
    return known->second == theirs;
  }

  std::optional<std::string> at_slot(std::uint32_t ours, std::size_t theirs) {
    if (left_open_.contains(ours)) return std::nullopt;
    const LoadedSlot a = slot_of(code_, ours);
    const bool wide = a.opcode == kWideLoad;
    if (theirs + (wide ? 1 : 0) >= loaded_.slots.size()) return at(ours, "libbpf has no such slot");
    const LoadedSlot& b = loaded_.slots[theirs];
    if (a.opcode != b.opcode || a.dst != b.dst || a.src != b.src || a.offset != b.offset)
      return at(ours, "another instruction");
    if (a.opcode == kCall && a.src == kIsLocal) {
      const bool same = meet(target(ours, a.imm), theirs + 1 + static_cast<std::size_t>(b.imm));
      return unless(same, ours, "a call of another function");
    }
    if (!wide) return unless(a.imm == b.imm, ours, "another constant");
    const LoadedSlot upper = slot_of(code_, ours + 1);
    if (upper.imm != loaded_.slots[theirs + 1].imm) return at(ours, "another offset or number");
    if (a.src == kIsMap || a.src == kIsMapValue) return same_map(ours, a.imm, b.imm);
    if (a.src == kIsFunction) {
      const bool same = meet(target(ours, a.imm), theirs + 1 + static_cast<std::size_t>(b.imm));
      return unless(same, ours, "the address of another function");
    }
    return unless(a.imm == b.imm, ours, "another number");
  }

  static std::uint32_t target(std::uint32_t slot, std::int32_t imm) {
    return static_cast<std::uint32_t>(static_cast<std::int64_t>(slot) + 1 + imm);
  }

  std::optional<std::string> same_map(std::uint32_t slot, std::int32_t index, std::int32_t fd) {
    const Map& ours = program_.maps.at(static_cast<std::size_t>(index));
    const auto found = object_.by_descriptor.find(fd);
    if (found == object_.by_descriptor.end()) return at(slot, "a map that is none of libbpf's");
    const LoadedMap& theirs = object_.maps.at(found->second);
    if (ours.name != theirs.name)
      return at(slot, fmt::format("map '{}', but libbpf takes '{}'", ours.name, theirs.name));
    return at_map(ours, theirs);
  }

  static std::optional<std::string> at_map(const Map& ours, const LoadedMap& theirs) {
    const auto differs = [&](std::string_view what, std::uint32_t a, std::uint32_t b) {
      return fmt::format("map '{}': {} {}, for libbpf {}", ours.name, what, a, b);
    };
    const std::uint32_t flags = theirs.is_data ? theirs.flags & ~kMapped : theirs.flags;
    if (ours.kind != theirs.kind) return differs("kind", ours.kind, theirs.kind);
    if (ours.key_size != theirs.key_size) return differs("key", ours.key_size, theirs.key_size);
    if (ours.value_size != theirs.value_size)
      return differs("value", ours.value_size, theirs.value_size);
    if (ours.flags != flags) return differs("flags", ours.flags, flags);
    // libbpf rounds the size of a ring up, and counts the processors for another.
    const bool chosen = ours.kind == kRingBuffer || ours.kind == kUserRingBuffer ||
                        (ours.kind == kPerfEventArray && ours.max_entries == 0);
    if (!chosen && ours.max_entries != theirs.max_entries)
      return differs("entries", ours.max_entries, theirs.max_entries);
    const bool known = ours.is_data && ours.contents.size() == ours.value_size;
    if (known && !theirs.contents.empty() && ours.contents.copy() != theirs.contents)
      return fmt::format("map '{}': other contents", ours.name);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> unless(bool same, std::uint32_t slot,
                                                  std::string_view what) const {
    return same ? std::nullopt : std::optional(at(slot, what));
  }

  [[nodiscard]] std::string at(std::uint32_t slot, std::string_view what) const {
    return fmt::format("{}/{}, slot {}: {}", program_.section, program_.name, slot, what);
  }

  const Program& program_;
  const LoadedProgram& loaded_;
  const Loaded& object_;
  std::vector<std::uint8_t> code_;
  std::set<std::uint32_t> left_open_;  // slots that Assay leaves to the loader: it named no kernel
  std::map<std::uint32_t, std::size_t> placed_;
  std::vector<std::uint32_t> order_;
};

/// Programs that have one name in sections of one name, in the order of their places.
template <class Entry>
using Named = std::map<std::pair<std::string, std::string>, std::vector<const Entry*>>;

Named<LoadedProgram> named(const Loaded& loaded) {
  Named<LoadedProgram> all;
  for (const LoadedProgram& program : loaded.programs)
    all[{program.section, program.name}].push_back(&program);
  return all;
}

Named<ObjectEntry> named(const Object& object) {
  Named<ObjectEntry> all;
  for (const ObjectEntry& entry : object.programs) {
    // libbpf forgets what asks it not to load a program.
    const std::string section = entry.section.substr(entry.section.starts_with('?') ? 1 : 0);
    all[{section, entry.name}].push_back(&entry);
  }
  return all;
}

Result<Object> read(const Compared& objects) {
  ReadOptions options;
  if (!objects.target.empty()) {
    auto target = TargetTypes::read_bytes(objects.target, "target");
    if (!target) return target.error();
    options.target = std::move(target).value();
  }
  return read_object(objects.ours, "object", options);
}

}  // namespace

Comparison compare(const Compared& objects) {
  Comparison made;
  const auto object = read(objects);
  if (!object) return made;
  const auto loaded = load(objects.theirs, objects.target);
  if (!loaded) return made;
  const auto entries = named(object.value());
  for (const auto& [name, programs] : named(*loaded)) {
    const auto found = entries.find(name);
    const std::size_t count = found == entries.end() ? 0 : found->second.size();
    if (count < programs.size()) {
      made.differences.push_back(fmt::format("{}/{}: {} programs, for libbpf {}", name.first,
                                             name.second, count, programs.size()));
    }
    // Of more than libbpf has it is not known which one it took.
    if (count != programs.size()) continue;
    for (std::size_t i = 0; i < count; ++i) {
      const Result<Program>& program = found->second[i]->program;
      if (!program || !program.value().unresolved.empty()) continue;  // has no encoding
      ++made.programs;
      if (auto difference = Pair(program.value(), *programs[i], *loaded).difference())
        made.differences.push_back(*difference);
    }
  }
  return made;
}

}  // namespace assay::loader
