// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/layout.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace assay {
namespace {

/// Gives `marks` the offsets of all marks of a region, as the event gives them.
void offsets_of_marks(const Region& region, const RegionInput& input,
                      std::vector<std::uint64_t>& marks) {
  const std::vector<std::uint64_t>& inner = input.inner_marks;
  ASSAY_CHECK(region.marks >= 2 && (inner.empty() || inner.size() + 2 == region.marks),
              "an event gives a wrong number of marks");
  marks.assign(region.marks, 0);
  std::ranges::copy(inner, marks.begin() + 1);
  marks.back() = input.bytes.size();
  for (std::size_t i = 1; i < marks.size(); ++i) {
    const bool before = marks[i] >= marks[i - 1] && marks[i] - marks[i - 1] <= region.max_size;
    const bool beyond = i + 1 == marks.size() && marks[i] < marks[i - 1] &&
                        marks[i - 1] - marks[i] <= region.most_reversed();
    ASSAY_CHECK(before || beyond, "an event's marks break the region axiom");
  }
}

/// Makes the block of a region, where the event's is not null.
MemoryBlock* make_region(Machine& machine, std::size_t index, const RegionInput& input) {
  const Region& region = machine.contract.regions[index];
  const std::uint64_t size = input.bytes.size();
  if (input.base == std::uint64_t{0}) {
    ASSAY_CHECK(region.may_be_null && size == 0, "an event makes no such region null");
    return nullptr;
  }
  MemoryBlock& block =
      input.base
          ? machine.memory.make({*input.base, size}, MemoryKind::Region, region.name)
          : machine.memory.make_anywhere(size, MemoryKind::Region, region.name, region.slack);
  block.writable = region.writable;
  block.index = static_cast<std::uint32_t>(index);
  return &block;
}

void fill_region(Machine& machine, std::size_t index, MemoryBlock* block,
                 const RegionInput& input) {
  const Region& region = machine.contract.regions[index];
  std::vector<std::uint64_t>& marks = machine.region_marks[index];
  offsets_of_marks(region, input, marks);
  if (block == nullptr) {
    machine.regions[index] = {0, 0};
    marks.assign(region.marks, 0);
    return;
  }
  block->alive = true;  // the run before may have moved it
  block->bytes = input.bytes;
  machine.regions[index] = {block->base, input.bytes.size()};
  for (std::uint64_t& mark : marks) mark += block->base;
}

void fill_fields(const Machine& machine, std::span<std::uint8_t> context) {
  // Both are in the order of their names.
  auto field = machine.fields_by_name.cbegin();
  for (const auto& [name, given] : machine.event->fields) {
    while (field != machine.fields_by_name.cend() && (*field)->name < name) ++field;
    if (field == machine.fields_by_name.cend() || (*field)->name != name) continue;
    ASSAY_CHECK(given.size() <= (*field)->size, "an event's field is too long");
    std::ranges::copy(given, context.subspan((*field)->offset).begin());
  }
}

bool lies_so(const PlacedInputs::Placed& region, const RegionInput& input) {
  return input.bytes.size() == region.size && input.base == region.asked;
}

/// Finds what the event says of regions and of opaque fields. Whether all of it is placed as that
/// of the run before was.
bool find_inputs(Machine& machine) {
  static const RegionInput kNone;
  const Event& event = *machine.event;
  const PlacedInputs& before = machine.placed;
  bool as_before = before.context != nullptr && before.placement == machine.options->placement;
  for (std::size_t i = 0; i < machine.region_inputs.size(); ++i) {
    const auto given = event.regions.find(machine.contract.regions[i].name);
    const RegionInput& input = given == event.regions.end() ? kNone : given->second;
    machine.region_inputs[i] = &input;
    as_before = as_before && lies_so(before.regions[i], input);
  }
  for (std::size_t i = 0; i < machine.opaque_inputs.size(); ++i) {
    const auto given = event.fields.find(machine.opaque_fields[i]->name);
    const Bytes* const input = given == event.fields.end() ? nullptr : &given->second;
    machine.opaque_inputs[i] = input;
    as_before = as_before && (input != nullptr) == before.objects[i].is_given;
  }
  return as_before;
}

void place_inputs(Machine& machine) {
  PlacedInputs& placed = machine.placed;
  placed.placement = machine.options->placement;
  machine.memory.restart(placed.placement);
  placed.regions.resize(machine.region_inputs.size());
  // Regions with an address of their own come first: the others are placed around them.
  for (const bool fixed : {true, false}) {
    for (std::size_t i = 0; i < placed.regions.size(); ++i) {
      const RegionInput& input = *machine.region_inputs[i];
      if (input.base.has_value() != fixed) continue;
      placed.regions[i] = {input.bytes.size(), input.base, make_region(machine, i, input)};
    }
  }
  // Objects that fields of the context point to lie before it.
  placed.objects.clear();
  for (std::size_t i = 0; i < machine.opaque_fields.size(); ++i) {
    const ContextField& field = *machine.opaque_fields[i];
    const bool is_given = machine.opaque_inputs[i] != nullptr;
    const bool is_made = !is_given && field.size == 8;
    placed.objects.push_back({is_given, is_made ? make_opaque_object(machine, field.name) : 0});
  }
  placed.context =
      &machine.memory.make_anywhere(machine.contract.context_size, MemoryKind::Context, "context");
  placed.context->writable = true;  // field by field, in fact
  placed.frame = &make_frame(machine, 0);
  placed.behind = machine.memory.here();
}

void fill_context(Machine& machine) {
  MemoryBlock& context = *machine.placed.context;
  machine.context = context.base;
  context.bytes.assign(context.size, 0);
  fill_fields(machine, context.bytes);
  for (std::size_t i = 0; i < machine.opaque_fields.size(); ++i) {
    const ContextField& field = *machine.opaque_fields[i];
    const Bytes* given = machine.opaque_inputs[i];
    const std::uint64_t value =
        given == nullptr ? machine.placed.objects[i].address : load_little(*given);
    machine.opaque_values[i] = value;
    store_little(std::span(context.bytes).subspan(field.offset, field.size), value);
  }
}

}  // namespace

std::uint64_t make_opaque_object(Machine& machine, const std::string& name) {
  constexpr std::uint64_t kSize = 8;
  return machine.memory.make_anywhere(kSize, MemoryKind::Opaque, name).base;
}

MemoryBlock& make_frame(Machine& machine, std::size_t depth) {
  const std::uint64_t size = machine.contract.limits.stack_bytes_per_frame;
  const std::string name = depth == 0 ? "stack" : fmt::format("stack of frame {}", depth);
  MemoryBlock& made = machine.memory.make_anywhere(size, MemoryKind::Stack, name);
  made.writable = true;
  made.index = static_cast<std::uint32_t>(depth);
  return made;
}

void lay_out_inputs(Machine& machine) {
  if (find_inputs(machine)) {
    machine.memory.restart(machine.placed.behind);
  } else {
    place_inputs(machine);
  }
  for (std::size_t i = 0; i < machine.placed.regions.size(); ++i) {
    fill_region(machine, i, machine.placed.regions[i].block, *machine.region_inputs[i]);
  }
  fill_context(machine);
}

void move_region(Machine& machine, std::size_t region, MovedRegion moved) {
  if (machine.regions[region].base != 0) machine.memory.kill(machine.regions[region].base);
  const RegionInput input{std::move(moved.bytes), std::move(moved.inner_marks), std::nullopt};
  fill_region(machine, region, make_region(machine, region, input), input);
}

MovedRegion region_contents(const Machine& machine, std::size_t region) {
  MovedRegion contents;
  const std::uint64_t base = machine.regions[region].base;
  if (base != 0) contents.bytes = machine.memory.at(base).bytes;
  const std::vector<std::uint64_t>& marks = machine.region_marks[region];
  for (std::size_t i = 1; i + 1 < marks.size(); ++i)
    contents.inner_marks.push_back(marks[i] - base);
  return contents;
}

std::optional<std::size_t> packet_region(const Contract& contract) {
  for (std::size_t i = 0; i < contract.regions.size(); ++i) {
    if (contract.regions[i].moved_by_helpers) return i;
  }
  return std::nullopt;
}

}  // namespace assay
