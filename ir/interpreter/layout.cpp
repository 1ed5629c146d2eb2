// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/layout.hpp"

#include <algorithm>

namespace assay {
namespace {

/// Offsets of all marks of a region, as the event gives them.
std::vector<std::uint64_t> marks_of(const Region& region, const RegionInput& input) {
  std::vector<std::uint64_t> marks = input.inner_marks;
  if (marks.empty()) marks.assign(region.marks - 2, 0);
  ASSAY_CHECK(marks.size() == region.marks - 2, "an event gives a wrong number of marks");
  marks.insert(marks.begin(), 0);
  marks.push_back(input.bytes.size());
  for (std::size_t i = 1; i < marks.size(); ++i) {
    const bool before = marks[i] >= marks[i - 1] && marks[i] - marks[i - 1] <= region.max_size;
    const bool beyond = i + 1 == marks.size() && marks[i] < marks[i - 1] &&
                        marks[i - 1] - marks[i] <= region.most_reversed();
    ASSAY_CHECK(before || beyond, "an event's marks break the region axiom");
  }
  return marks;
}

void place_region(Machine& machine, std::size_t index, RegionInput input) {
  const Region& region = machine.contract.regions[index];
  const std::vector<std::uint64_t> marks = marks_of(region, input);
  if (input.base == std::uint64_t{0}) {
    ASSAY_CHECK(region.may_be_null && input.bytes.empty(), "an event makes no such region null");
    machine.regions[index] = {0, 0};
    machine.region_marks[index].assign(region.marks, 0);
    return;
  }
  MemoryBlock block;
  block.kind = MemoryKind::Region;
  block.name = region.name;
  block.size = input.bytes.size();
  block.bytes = std::move(input.bytes);
  block.writable = region.writable;
  block.index = static_cast<std::uint32_t>(index);
  block.base = input.base ? *input.base : machine.memory.place(block.size, region.slack);
  const std::uint64_t size = block.size;
  const std::uint64_t base = machine.memory.add(std::move(block));
  machine.regions[index] = {base, size};
  machine.region_marks[index].clear();
  for (const std::uint64_t mark : marks) machine.region_marks[index].push_back(base + mark);
}

std::uint64_t make_opaque_object(Machine& machine, const std::string& name) {
  MemoryBlock object;
  object.kind = MemoryKind::Opaque;
  object.name = name;
  object.size = 8;
  object.base = machine.memory.place(object.size);
  return machine.memory.add(std::move(object));
}

void fill_context(Machine& machine, Bytes& bytes) {
  for (const ContextField& field : machine.contract.fields) {
    ASSAY_CHECK(field.offset + field.size <= bytes.size(),
                "a context field lies outside its context");
    const std::span<std::uint8_t> place = std::span(bytes).subspan(field.offset, field.size);
    const auto given = machine.event.fields.find(field.name);
    if (given != machine.event.fields.end()) {
      ASSAY_CHECK(given->second.size() <= field.size, "an event's field is too long");
      std::copy(given->second.begin(), given->second.end(), place.begin());
    } else if (field.kind == FieldKind::Opaque && field.size == 8) {
      store_little(place, make_opaque_object(machine, field.name));
    }
    if (field.kind == FieldKind::Opaque && field.size <= 8) {
      machine.opaque_values.push_back(load_little(place));
    }
  }
}

}  // namespace

void lay_out_inputs(Machine& machine) {
  const std::size_t count = machine.contract.regions.size();
  machine.regions.resize(count);
  machine.region_marks.resize(count);
  // Regions with an address of their own come first: the others are placed around them.
  for (const bool fixed : {true, false}) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto given = machine.event.regions.find(machine.contract.regions[i].name);
      const RegionInput input =
          given == machine.event.regions.end() ? RegionInput{} : given->second;
      if (input.base.has_value() == fixed) place_region(machine, i, input);
    }
  }
  MemoryBlock context;
  context.kind = MemoryKind::Context;
  context.name = "context";
  context.size = machine.contract.context_size;
  context.bytes.resize(context.size);
  fill_context(machine, context.bytes);
  context.writable = true;  // field by field, in fact
  context.base = machine.memory.place((context.size + 7) & ~std::uint64_t{7});
  machine.context = machine.memory.add(std::move(context));
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
