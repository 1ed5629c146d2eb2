// SPDX-License-Identifier: Apache-2.0
#include "ir/object/frame_layouts.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/code_function.hpp"
#include "ir/object/dwarf/info.hpp"
#include "ir/object/dwarf/ranges.hpp"
#include "ir/object/frame_types.hpp"
#include "ir/object/stack_sizes.hpp"

namespace assay {
namespace {

using dwarf::Attribute;
using dwarf::Entry;
using dwarf::Tag;

constexpr std::size_t kMaxVariables = 1024;    // of one frame
constexpr std::uint64_t kMaxSteps = 1u << 22;  // entries looked at, for all places together
constexpr std::int64_t kMaxOffset = 1u << 16;  // in a frame

/// The bytes of an attribute; none where it has no block.
std::span<const std::uint8_t> block_of(const Entry& entry, Attribute attribute) {
  const auto value = entry.find(attribute);
  return value ? value->block : std::span<const std::uint8_t>();
}

/// The place of a variable that lies at one place of the frame all its life, in bytes from the
/// frame's lowest byte.
std::optional<std::uint32_t> place_in_frame(const Entry& variable) {
  const auto block = block_of(variable, Attribute::Location);
  if (block.size() < 2 || block.front() != dwarf::kFromFrameBase) return std::nullopt;
  dwarf::Cursor number(block, 1);
  const std::int64_t offset = number.signed_leb();
  if (number.is_bad() || !number.is_at_end() || offset < 0 || offset > kMaxOffset)
    return std::nullopt;
  return static_cast<std::uint32_t>(offset);
}

/// Places are counted from r10's frame, as LLVM's BPF back end says it.
bool has_usual_base(const Entry& function) {
  const auto block = block_of(function, Attribute::FrameBase);
  return block.size() == 1 && block.front() == dwarf::kInRegister10;
}

bool holds(const std::vector<dwarf::CodeRange>& ranges, const CodePlace& place) {
  const std::uint64_t offset = place.slot * kSlotBytes;
  return std::ranges::any_of(ranges, [&](const dwarf::CodeRange& range) {
    return range.section == place.section && offset >= range.low && offset < range.high;
  });
}

bool is_scope(const Entry& entry) {
  return entry.tag() == Tag::LexicalBlock || entry.tag() == Tag::InlinedSubroutine;
}

bool is_variable(const Entry& entry) {
  return entry.tag() == Tag::Variable || entry.tag() == Tag::FormalParameter;
}

/// The entry that says a variable's type, which its abstract instance may be.
Entry type_of(Entry variable) {
  if (!variable.find(Attribute::Type)) variable = variable.referenced(Attribute::AbstractOrigin);
  return variable.referenced(Attribute::Type);
}

class LayoutReader {
 public:
  /// Adds to each layout the variables of its function, when the unit has it.
  std::optional<Error> read(const dwarf::Unit& unit, std::span<const FramePlace> places,
                            std::vector<FrameLayout>& layouts) {
    for (std::uint32_t i = 0; i < unit.size(); ++i) {
      const Entry entry = unit.entry(i);
      if (entry.tag() != Tag::Subprogram || !has_usual_base(entry)) continue;
      const auto ranges = ranges_.of(entry);
      if (!ranges) return ranges.error();
      for (std::size_t p = 0; p < places.size(); ++p) {
        if (!layouts[p].variables.empty() || !holds(ranges.value(), places[p].function)) continue;
        if (auto fault = add_variables(entry, places[p], layouts[p].variables)) return fault;
      }
    }
    return std::nullopt;
  }

 private:
  /// The entries that the function holds stand right after it, each after the one that holds it.
  std::optional<Error> add_variables(const Entry& function, const FramePlace& place,
                                     std::vector<FrameVariable>& out) {
    std::map<std::uint32_t, bool> in_scope{{function.index(), true}};  // by entry: it has the place
    for (std::uint32_t i = function.index() + 1; i < function.unit().size(); ++i) {
      if (++steps_ > kMaxSteps) return too_many();
      const Entry entry = function.unit().entry(i);
      const Entry parent = entry.parent();
      if (!parent || parent.index() < function.index()) break;
      const auto scope = in_scope.find(parent.index());
      if (scope == in_scope.end()) continue;
      if (is_scope(entry)) {
        const auto ranges = ranges_.of(entry);
        if (!ranges) return ranges.error();
        in_scope[i] = !place.at || holds(ranges.value(), *place.at);
      } else if (is_variable(entry) && out.size() < kMaxVariables) {
        auto variable = described(entry);
        if (!variable) continue;
        variable->in_scope = scope->second;
        out.push_back(std::move(*variable));
      }
    }
    return std::nullopt;
  }

  /// The variable, where it has a name, a place in the frame and a type that can be said.
  std::optional<FrameVariable> described(const Entry& entry) {
    const auto offset = place_in_frame(entry);
    if (!offset) return std::nullopt;
    FrameVariable variable;
    variable.name = entry.name();
    variable.offset = *offset;
    if (variable.name.empty() || !types_.describe(type_of(entry), variable)) return std::nullopt;
    return variable;
  }

  static Error too_many() {
    return {ErrorCode::LimitExceeded, "section '.debug_info': too many entries"};
  }

  dwarf::EntryRanges ranges_;
  FrameTypes types_;
  std::uint64_t steps_ = 0;
};

}  // namespace

Result<std::vector<FrameLayout>> read_frame_layouts(std::span<const std::uint8_t> object,
                                                    std::span<const FramePlace> places) {
  const auto elf = read_elf(object, DebugRelocations::All);
  if (!elf) return elf.error();
  auto info = dwarf::Info::open(elf.value());
  if (!info) return info.error();
  std::vector<FrameLayout> layouts(places.size());
  const StackSizes sizes = read_stack_sizes(elf.value());
  for (std::size_t p = 0; p < places.size(); ++p) {
    const CodePlace& function = places[p].function;
    const auto size = sizes.find({function.section, function.slot * kSlotBytes});
    if (size != sizes.end()) layouts[p].bytes = size->second;
  }
  LayoutReader reader;
  dwarf::Info units = std::move(info).value();
  while (const auto unit = units.next()) {
    if (auto fault = reader.read(*unit, places, layouts)) return *fault;
  }
  return layouts;
}

}  // namespace assay
