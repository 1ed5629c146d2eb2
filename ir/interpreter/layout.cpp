// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/layout.hpp"

#include <algorithm>

namespace assay {
namespace {

/// Gives `marks` the offsets of all marks of a region, as the event gives them.
void offsets_of_marks(const Region& region, const RegionInput& input,
                      std::vector<std::uint64_t>& marks) {
  marks.assign(1, 0);
  if (input.inner_marks.empty()) {
    marks.resize(region.marks - 1, 0);
  } else {
    marks.insert(marks.end(), input.inner_marks.begin(), input.inner_marks.end());
  }
  ASSAY_CHECK(marks.size() == region.marks - 1, "an event gives a wrong number of marks");
  marks.push_back(input.bytes.size());
  for (std::size_t i = 1; i < marks.size(); ++i) {
    const bool before = marks[i] >= marks[i - 1] && marks[i] - marks[i - 1] <= region.max_size;
    const bool beyond = i + 1 == marks.size() && marks[i] < marks[i - 1] &&
                        marks[i - 1] - marks[i] <= region.most_reversed();
    ASSAY_CHECK(before || beyond, "an event's marks break the region axiom");
  }
}

void place_region(Machine& machine, std::size_t index, const RegionInput& input) {
  const Region& region = machine.contract.regions[index];
  std::vector<std::uint64_t>& marks = machine.region_marks[index];
  offsets_of_marks(region, input, marks);
  if (input.base == std::uint64_t{0}) {
    ASSAY_CHECK(region.may_be_null && input.bytes.empty(), "an event makes no such region null");
    machine.regions[index] = {0, 0};
    marks.assign(region.marks, 0);
    return;
  }
  const std::uint64_t size = input.bytes.size();
  const std::uint64_t base = input.base ? *input.base : machine.memory.place(size, region.slack);
  MemoryBlock& block = machine.memory.make({base, size}, MemoryKind::Region, region.name);
  block.bytes = input.bytes;
  block.writable = region.writable;
  block.index = static_cast<std::uint32_t>(index);
  machine.regions[index] = {base, size};
  for (std::uint64_t& mark : marks) mark += base;
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

/// What an Opaque field of at most 8 bytes holds: what the event says, or a new object.
std::uint64_t opaque_value(Machine& machine, const ContextField& field) {
  const auto given = machine.event->fields.find(field.name);
  if (given != machine.event->fields.end()) {
    ASSAY_CHECK(given->second.size() <= field.size, "an event's field is too long");
    return load_little(given->second);
  }
  return field.size == 8 ? make_opaque_object(machine, field.name) : 0;
}

void lay_out_context(Machine& machine) {
  // Objects that its fields point to are made first: they lie before it.
  for (const ContextField* field : machine.opaque_fields) {
    machine.opaque_values.push_back(opaque_value(machine, *field));
  }
  const std::uint64_t size = machine.contract.context_size;
  machine.context = machine.memory.place((size + 7) & ~std::uint64_t{7});
  MemoryBlock& context =
      machine.memory.make({machine.context, size}, MemoryKind::Context, "context");
  context.writable = true;  // field by field, in fact
  context.bytes.assign(size, 0);
  fill_fields(machine, context.bytes);
  for (std::size_t i = 0; i < machine.opaque_fields.size(); ++i) {
    const ContextField& field = *machine.opaque_fields[i];
    store_little(std::span(context.bytes).subspan(field.offset, field.size),
                 machine.opaque_values[i]);
  }
}

}  // namespace

std::uint64_t make_opaque_object(Machine& machine, const std::string& name) {
  constexpr std::uint64_t kSize = 8;
  return machine.memory.make({machine.memory.place(kSize), kSize}, MemoryKind::Opaque, name).base;
}

void lay_out_inputs(Machine& machine) {
  static const RegionInput kNone;
  const std::size_t count = machine.contract.regions.size();
  machine.regions.resize(count);
  machine.region_marks.resize(count);
  machine.opaque_values.clear();
  // Regions with an address of their own come first: the others are placed around them.
  for (const bool fixed : {true, false}) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto given = machine.event->regions.find(machine.contract.regions[i].name);
      const RegionInput& input = given == machine.event->regions.end() ? kNone : given->second;
      if (input.base.has_value() == fixed) place_region(machine, i, input);
    }
  }
  lay_out_context(machine);
}

void move_region(Machine& machine, std::size_t region, MovedRegion moved) {
  if (machine.regions[region].base != 0) machine.memory.kill(machine.regions[region].base);
  place_region(machine, region,
               {std::move(moved.bytes), std::move(moved.inner_marks), std::nullopt});
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
