// SPDX-License-Identifier: Apache-2.0
// What a helper does when only its prototype is known.
#include <fmt/core.h>

#include <algorithm>

#include "ir/contract/argument_kinds.hpp"
#include "ir/interpreter/access.hpp"
#include "ir/interpreter/helper_call.hpp"
#include "ir/interpreter/layout.hpp"

namespace assay {
namespace {

// More than this no buffer of a test holds; such a reservation fails.
constexpr std::uint64_t kMaxAllocation = std::uint64_t{1} << 26;

/// How many bytes of an out buffer of `size` bytes the result promises to have been written.
std::uint64_t promised(Initialises how, std::uint64_t size, std::int64_t r0) {
  switch (how) {
    case Initialises::All:
      return size;
    case Initialises::AllOnSuccess:
      return r0 >= 0 ? size : 0;
    case Initialises::ResultBytes:
      return r0 >= 0 ? std::min(static_cast<std::uint64_t>(r0), size) : 0;
    case Initialises::Unknown:
      return 0;
  }
  internal_fault(__FILE__, __LINE__, "promise outside its enum");
}

/// The packet after a helper that may move it: same bytes, or another size when results are random.
void move_packets(Machine& machine) {
  for (std::size_t i = 0; i < machine.contract.regions.size(); ++i) {
    if (!machine.contract.regions[i].moved_by_helpers) continue;
    MovedRegion moved = region_contents(machine, i);
    if (machine.options->defaults == HelperDefaults::Random) {
      const std::uint64_t kept = moved.inner_marks.empty() ? 0 : moved.inner_marks.back();
      const std::uint64_t longest =
          std::min<std::uint64_t>(machine.contract.regions[i].max_size, 256);
      moved.bytes.resize(kept + machine.random.below(longest + 1));
    }
    move_region(machine, i, std::move(moved));
  }
}

std::uint64_t new_object(Machine& machine, const HelperCall& call) {
  const std::uint64_t address = make_opaque_object(machine, "object of " + call.helper.name);
  if (call.helper.acquires) machine.references.insert(address);
  return address;
}

/// An object in bytes of the stack that were checked to have room; what the platform keeps there,
/// nobody is told.
void make_object(Machine& machine, const Extent& extent) {
  scribble_for_helper(machine, extent);
  machine.memory.make_object(extent);
  machine.references.insert(extent.address);
}

/// A value of the call's map that no key names: for lookups whose keys are not modelled (storage).
std::uint64_t new_map_value(Machine& machine, const HelperCall& call) {
  ASSAY_CHECK(call.map != nullptr, "a helper returns a map value and takes no map");
  machine.memory.claim(call.map->definition->value_size,
                       "a value of map " + call.map->definition->name);
  const std::uint64_t size = call.map->definition->value_size;
  MemoryBlock& value = machine.memory.make_anywhere(size, MemoryKind::MapValue,
                                                    "value of map " + call.map->definition->name);
  value.bytes.resize(size);
  value.writable = !call.map->definition->read_only;
  value.index = call.map->index;
  return value.base;
}

std::uint64_t new_inner_map(Machine& machine, const HelperCall& call) {
  ASSAY_CHECK(call.map != nullptr, "a helper returns a map and takes none");
  return machine.maps.make_inner(*call.map, machine.random.bytes(call.map->definition->key_size));
}

/// What a helper that returns a pointer gives: null where it may and chance or the event says so.
std::uint64_t choose_pointer(Machine& machine, const HelperCall& call) {
  const ReturnKind kind = call.helper.returns;
  const bool may_be_null = kind != ReturnKind::MapValue;
  const bool null_queued = call.queued && call.queued->r0 && *call.queued->r0 == 0;
  const bool succeeds = call.queued && call.queued->r0 && !null_queued;
  if (may_be_null && (null_queued || (!succeeds && chooses_failure(machine)))) return 0;
  if (kind == ReturnKind::MemoryOrNull) {
    const std::uint64_t size = call.values[call.helper.size_argument];
    const std::uint64_t room = call.map != nullptr ? call.map->definition->max_entries : 0;
    if (size > kMaxAllocation || (room != 0 && size > room)) return 0;
    const std::uint64_t address = acquire_memory(machine, "memory of " + call.helper.name, size);
    if (!call.helper.acquires) machine.references.erase(address);
    return address;
  }
  if (kind == ReturnKind::ArgumentOrNull) return call.values[call.helper.returned_argument];
  if (kind == ReturnKind::SocketOrNull) return new_object(machine, call);
  return kind == ReturnKind::InnerMapOrNull ? new_inner_map(machine, call)
                                            : new_map_value(machine, call);
}

}  // namespace

bool chooses_failure(Machine& machine) {
  return machine.options->defaults == HelperDefaults::Random && machine.random.one_in(3);
}

std::uint64_t choose_scalar(Machine& machine, const HelperCall& call) {
  if (call.queued && call.queued->r0) return *call.queued->r0;
  const std::int64_t low = call.helper.return_min;
  std::int64_t high = call.helper.return_max;
  if (call.helper.return_at_most_argument >= 0) {
    const std::uint64_t most =
        call.values[static_cast<std::size_t>(call.helper.return_at_most_argument)];
    if (high > 0 && most < static_cast<std::uint64_t>(high)) high = static_cast<std::int64_t>(most);
  }
  if (machine.options->defaults == HelperDefaults::Succeed) {
    return static_cast<std::uint64_t>(std::clamp<std::int64_t>(0, low, high));
  }
  const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  switch (machine.random.below(6)) {
    case 0:
      return static_cast<std::uint64_t>(low);
    case 1:
      return static_cast<std::uint64_t>(high);
    case 2:
      return static_cast<std::uint64_t>(std::clamp<std::int64_t>(0, low, high));
    case 3:  // small numbers are what programs compare with
      return static_cast<std::uint64_t>(std::clamp<std::int64_t>(
          static_cast<std::int64_t>(machine.random.below(300)), low, high));
    default:
      break;
  }
  const std::uint64_t step =
      span == ~std::uint64_t{0} ? machine.random.next() : machine.random.below(span + 1);
  return static_cast<std::uint64_t>(low) + step;
}

void fill_outputs(Machine& machine, HelperCall& call, std::uint64_t r0) {
  for (std::size_t i = 0; i < call.values.size(); ++i) {
    if (!is_written(call.helper.args[i].kind) || call.memory[i].size == 0) continue;
    const Extent extent = call.memory[i];
    const std::uint64_t written =
        promised(call.helper.initialises, extent.size, static_cast<std::int64_t>(r0));
    // The rest may hold anything, and counts as written only where it was before.
    scribble_for_helper(machine, extent);
    Bytes output = machine.random.bytes(written);
    if (call.queued && call.queued->output) {
      output = *call.queued->output;
      output.resize(written);
    }
    write_for_helper(machine, extent.address, output);
  }
}

std::uint64_t acquire_memory(Machine& machine, std::string_view name, std::uint64_t size) {
  machine.memory.claim(size, name);
  MemoryBlock& block = machine.memory.make_anywhere(size, MemoryKind::Allocated, name);
  block.bytes = machine.random.bytes(size);
  block.writable = true;
  machine.references.insert(block.base);
  return block.base;
}

MaybeFault release_reference(Machine& machine, std::uint64_t address) {
  if (machine.references.erase(address) == 0) {
    return fault_here(machine, FaultKind::ReferenceNotHeld, "no reference to it is held");
  }
  const MemoryBlock* block = machine.memory.find(address);
  const bool on_stack = block != nullptr && block->kind == MemoryKind::Stack;
  if (on_stack) {
    machine.memory.end_object(address);
  } else {
    machine.memory.kill(address);
  }
  return std::nullopt;
}

Returned generic_effects(Machine& machine, HelperCall& call) {
  const Helper& helper = call.helper;
  if (helper.releases >= 0) {
    const std::uint64_t released = call.values[static_cast<std::size_t>(helper.releases)];
    if (MaybeFault fault = released == 0 ? MaybeFault{} : release_reference(machine, released))
      return *fault;
  }
  if (helper.moves_packet) move_packets(machine);
  std::optional<std::uint64_t> r0;
  switch (helper.returns) {
    case ReturnKind::Scalar:
    case ReturnKind::NoReturn:
      r0 = choose_scalar(machine, call);
      break;
    case ReturnKind::Argument:
      r0 = call.values[helper.returned_argument];
      break;
    case ReturnKind::MapValue:
    case ReturnKind::MapValueOrNull:
    case ReturnKind::MemoryOrNull:
    case ReturnKind::SocketOrNull:
    case ReturnKind::InnerMapOrNull:
    case ReturnKind::ArgumentOrNull:
      r0 = choose_pointer(machine, call);
      break;
    case ReturnKind::Void:
      break;
  }
  fill_outputs(machine, call, r0.value_or(0));
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (helper.args[i].kind == ArgKind::NewObject) make_object(machine, call.memory[i]);
  }
  return r0;
}

}  // namespace assay
