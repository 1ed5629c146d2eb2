// SPDX-License-Identifier: Apache-2.0
#include "ir/object/frame_layouts.hpp"

#include <map>
#include <memory>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/code_function.hpp"
#include "ir/object/dwarf_units.hpp"
#include "ir/object/frame_types.hpp"
#include "ir/object/stack_sizes.hpp"

namespace assay {
namespace {

using namespace llvm::dwarf;  // DW_TAG_*, DW_AT_*, DW_OP_*

constexpr std::size_t kMaxVariables = 1024;     // of one frame
constexpr std::uint64_t kMaxSteps = 1u << 22;   // entries looked at, for all places together
constexpr std::uint64_t kMaxOffset = 1u << 16;  // in a frame
constexpr std::uint8_t kTopOfFrame = DW_OP_reg10;

/// The place of a variable that lies at one place of the frame all its life, in bytes from the
/// frame's lowest byte.
std::optional<std::uint32_t> place_in_frame(const llvm::DWARFDie& variable) {
  const auto value = variable.find(DW_AT_location);
  const auto block = value ? value->getAsBlock() : std::nullopt;
  if (!block || block->size() < 2 || block->front() != DW_OP_fbreg) return std::nullopt;
  std::uint64_t offset = 0;
  unsigned shift = 0;
  for (std::size_t i = 1; i < block->size() && shift < 28; ++i, shift += 7) {
    const std::uint8_t byte = (*block)[i];
    offset |= std::uint64_t{byte & 0x7fu} << shift;
    if ((byte & 0x80) != 0) continue;
    const bool negative = (byte & 0x40) != 0;
    if (negative || i + 1 != block->size() || offset > kMaxOffset) return std::nullopt;
    return static_cast<std::uint32_t>(offset);
  }
  return std::nullopt;
}

/// Places are counted from r10's frame, as LLVM's BPF back end says it.
bool has_usual_base(const llvm::DWARFDie& function) {
  const auto value = function.find(DW_AT_frame_base);
  const auto block = value ? value->getAsBlock() : std::nullopt;
  return block && block->size() == 1 && block->front() == kTopOfFrame;
}

bool holds(const llvm::DWARFAddressRangesVector& ranges, const CodePlace& place) {
  const std::uint64_t offset = place.slot * kSlotBytes;
  for (const llvm::DWARFAddressRange& range : ranges) {
    if (range.SectionIndex == place.section && offset >= range.LowPC && offset < range.HighPC)
      return true;
  }
  return false;
}

bool is_scope(const llvm::DWARFDie& entry) {
  return entry.getTag() == DW_TAG_lexical_block || entry.getTag() == DW_TAG_inlined_subroutine;
}

bool is_variable(const llvm::DWARFDie& entry) {
  return entry.getTag() == DW_TAG_variable || entry.getTag() == DW_TAG_formal_parameter;
}

/// The entry that says a variable's type, which its abstract instance may be.
llvm::DWARFDie type_of(llvm::DWARFDie variable) {
  if (!variable.find(DW_AT_type)) variable = referenced(variable, DW_AT_abstract_origin);
  return variable ? referenced(variable, DW_AT_type) : llvm::DWARFDie();
}

class Reader {
 public:
  explicit Reader(llvm::DWARFContext& context) : ranges_(context) {}

  /// Adds to each layout the variables of its function, when the unit has it.
  std::optional<Error> read(llvm::DWARFUnit& unit, std::span<const FramePlace> places,
                            std::vector<FrameLayout>& layouts) {
    const unsigned count = unit.getNumDIEs();
    for (unsigned i = 0; i < count; ++i) {
      const llvm::DWARFDie entry = unit.getDIEAtIndex(i);
      if (entry.getTag() != DW_TAG_subprogram || !has_usual_base(entry)) continue;
      const auto ranges = ranges_.of(entry);
      if (!ranges) return ranges.error();
      for (std::size_t p = 0; p < places.size(); ++p) {
        if (!layouts[p].variables.empty() || !holds(ranges.value(), places[p].function)) continue;
        if (auto fault = add_variables(unit, i, places[p], layouts[p].variables)) return fault;
      }
    }
    return std::nullopt;
  }

 private:
  /// The entries that the function holds stand right after it, each after the one that holds it.
  std::optional<Error> add_variables(llvm::DWARFUnit& unit, unsigned function,
                                     const FramePlace& place, std::vector<FrameVariable>& out) {
    std::map<unsigned, bool> in_scope{{function, true}};  // by entry: it has the place
    for (unsigned i = function + 1; i < unit.getNumDIEs(); ++i) {
      if (++steps_ > kMaxSteps) return too_many();
      const llvm::DWARFDie entry = unit.getDIEAtIndex(i);
      const llvm::DWARFDie parent = entry.getParent();
      if (!parent || unit.getDIEIndex(parent) < function) break;
      const auto scope = in_scope.find(unit.getDIEIndex(parent));
      if (scope == in_scope.end()) continue;
      if (is_scope(entry)) {
        const auto ranges = ranges_.of(entry);
        if (!ranges) return ranges.error();
        in_scope[i] = !place.at || holds(ranges.value(), *place.at);
      } else if (is_variable(entry) && out.size() < kMaxVariables) {
        add_variable(entry, scope->second, out);
      }
    }
    return std::nullopt;
  }

  void add_variable(const llvm::DWARFDie& entry, bool is_in_scope,
                    std::vector<FrameVariable>& out) {
    const auto offset = place_in_frame(entry);
    if (!offset) return;
    FrameVariable variable;
    variable.name = entry_name(entry);
    variable.offset = *offset;
    variable.in_scope = is_in_scope;
    if (!variable.name.empty() && types_.describe(type_of(entry), variable))
      out.push_back(std::move(variable));
  }

  static Error too_many() {
    return {ErrorCode::LimitExceeded, "section '.debug_info': too many entries"};
  }

  EntryRanges ranges_;
  FrameTypes types_;
  std::uint64_t steps_ = 0;
};

}  // namespace

Result<std::vector<FrameLayout>> read_frame_layouts(std::span<const std::uint8_t> object,
                                                    std::span<const FramePlace> places) {
  const auto elf = read_elf(object, DebugRelocations::All);
  if (!elf) return elf.error();
  auto context = open_debug_info(elf.value());
  if (!context) return context.error();
  std::vector<FrameLayout> layouts(places.size());
  const StackSizes sizes = read_stack_sizes(elf.value());
  for (std::size_t p = 0; p < places.size(); ++p) {
    const CodePlace& function = places[p].function;
    const auto size = sizes.find({function.section, function.slot * kSlotBytes});
    if (size != sizes.end()) layouts[p].bytes = size->second;
  }
  Reader reader(*context.value());
  for (llvm::DWARFUnit* unit : sound_units(*context.value())) {
    if (auto fault = reader.read(*unit, places, layouts)) return *fault;
  }
  return layouts;
}

}  // namespace assay
