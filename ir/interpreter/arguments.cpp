// SPDX-License-Identifier: Apache-2.0
// Checking r1 to r5 against a helper's prototype.
#include <fmt/core.h>

#include <algorithm>

#include "ir/contract/argument_kinds.hpp"
#include "ir/interpreter/access.hpp"
#include "ir/interpreter/helper_call.hpp"

namespace assay {
namespace {

std::uint64_t at_width(std::uint64_t value, Width width) {
  return width == Width::W64 ? value : value & ((std::uint64_t{1} << bits(width)) - 1);
}

struct Checker {
  Machine& machine;
  HelperCall& call;

  [[nodiscard]] Fault bad(std::size_t index, FaultKind kind, std::string_view what) const {
    Fault fault = fault_here(
        machine, kind, fmt::format("argument {} of {}: {}", index + 1, call.helper.name, what));
    fault.address = call.values[index];
    return fault;
  }

  MaybeFault check_map(std::size_t index) {
    const Helper& helper = call.helper;
    MapInstance* map = machine.maps.by_handle(call.values[index]);
    if (map == nullptr) return bad(index, FaultKind::BadHelperArgument, "not a map");
    if (call.map == nullptr) call.map = map;
    const std::uint32_t kind = map->definition->kind;
    const bool listed =
        helper.map_kinds.empty() ||
        std::find(helper.map_kinds.begin(), helper.map_kinds.end(), kind) != helper.map_kinds.end();
    if (!listed || !map->known_kind) {
      return bad(index, FaultKind::MapKindNotAllowed,
                 fmt::format("map {} is of kind {}", map->definition->name, kind));
    }
    if (helper.writes_map && map->definition->read_only) {
      return bad(index, FaultKind::ReadOnlyWrite,
                 fmt::format("map {} is read-only", map->definition->name));
    }
    return std::nullopt;
  }

  /// How many bytes the memory argument spans, or the fault.
  Attempt<std::uint64_t> memory_size(std::size_t index) {
    const Argument& argument = call.helper.args[index];
    if (is_map_part(argument.kind)) {
      ASSAY_CHECK(call.map != nullptr, "a prototype names a key or value before its map");
      const Map& definition = *call.map->definition;
      return std::uint64_t{argument.kind == ArgKind::MapKey ? definition.key_size
                                                            : definition.value_size};
    }
    if (argument.size != 0) return std::uint64_t{argument.size};
    ASSAY_CHECK(index + 1 < call.values.size() && is_size(call.helper.args[index + 1].kind),
                "a memory argument without a size");
    const std::uint64_t size = call.values[index + 1];
    if (size == 0 && call.helper.args[index + 1].kind == ArgKind::Size) {
      return bad(index + 1, FaultKind::BadHelperArgument, "the size is zero");
    }
    return std::uint64_t{size};
  }

  /// Whether the address lies in a region that helpers may move.
  [[nodiscard]] bool lies_in_packet(std::uint64_t address) const {
    const MemoryBlock* block = machine.memory.find(address);
    return block != nullptr && block->kind == MemoryKind::Region &&
           machine.contract.regions.at(block->index).moved_by_helpers;
  }

  MaybeFault check_memory(std::size_t index) {
    const Argument& argument = call.helper.args[index];
    const std::uint64_t address = call.values[index];
    if (address == 0 && argument.nullable) {
      const bool sized = argument.size == 0 && index + 1 < call.values.size() &&
                         is_size(call.helper.args[index + 1].kind);
      if (!sized || call.values[index + 1] == 0) return std::nullopt;
      return bad(index, FaultKind::NullDereference, "null with a size that is not zero");
    }
    if (!call.helper.packet_arguments && lies_in_packet(address))
      return bad(index, FaultKind::BadHelperArgument, "the memory lies in the packet");
    const auto size = memory_size(index);
    if (size.failed()) return size.fault();
    call.memory[index] = {address, size.value()};
    MaybeFault fault;
    if (is_read(argument.kind)) {
      const Attempt<Bytes> read = read_for_helper(machine, call.memory[index]);
      if (read.failed()) {
        fault = read.fault();
      } else {
        call.inputs[index] = read.value();
      }
    }
    if (!fault && is_written(argument.kind))
      fault = check_helper_write(machine, call.memory[index]);
    if (fault) {
      fault->detail =
          fmt::format("argument {} of {}: {}", index + 1, call.helper.name, fault->detail);
    }
    return fault;
  }

  MaybeFault check_scalar(std::size_t index) const {
    const Argument& argument = call.helper.args[index];
    if (call.values[index] >= argument.min && call.values[index] <= argument.max)
      return std::nullopt;
    return bad(
        index, FaultKind::BadHelperArgument,
        fmt::format("{} lies outside {} to {}", call.values[index], argument.min, argument.max));
  }

  MaybeFault check_string(std::size_t index) const {
    const MemoryBlock* block = machine.memory.find(call.values[index]);
    if (block == nullptr || block->kind != MemoryKind::MapValue || block->writable) {
      return bad(index, FaultKind::BadHelperArgument, "not a string in read-only data");
    }
    const auto begin =
        block->bytes.begin() + static_cast<std::ptrdiff_t>(call.values[index] - block->base);
    if (std::find(begin, block->bytes.end(), 0) != block->bytes.end()) return std::nullopt;
    return bad(index, FaultKind::OutOfBounds, "the string has no end");
  }

  MaybeFault check_stack_pointer(std::size_t index) const {
    const MemoryBlock* block = machine.memory.find(call.values[index]);
    const bool fits = call.values[index] == 0 ||
                      (block != nullptr && block->alive && block->kind == MemoryKind::Stack);
    return fits ? MaybeFault{}
                : bad(index, FaultKind::BadHelperArgument, "not a stack pointer or null");
  }

  /// Bytes of the stack that the helper makes an object.
  MaybeFault check_room(std::size_t index) {
    if (MaybeFault fault = check_memory(index)) return fault;
    const std::uint64_t address = call.values[index];
    const MemoryBlock* block = machine.memory.find(address);
    const bool fits = block != nullptr && block->kind == MemoryKind::Stack &&
                      (address - block->base - block->size) % 8 == 0;
    return fits ? MaybeFault{}
                : bad(index, FaultKind::BadHelperArgument,
                      "no room on the stack that lies at a multiple of 8 bytes");
  }

  /// Whether a live object of the kind that the argument takes begins there.
  [[nodiscard]] bool is_of_its_kind(std::size_t index) const {
    const Argument& argument = call.helper.args[index];
    const std::uint64_t address = call.values[index];
    if (argument.kind == ArgKind::StackObject) {
      const MemoryBlock* stack = machine.memory.find(address);
      return stack != nullptr && stack->alive &&
             std::ranges::count(stack->objects, Extent{address, argument.size}) != 0;
    }
    const MemoryBlock* block = machine.memory.beginning_at(address);
    const MemoryKind kind =
        argument.kind == ArgKind::SocketReference ? MemoryKind::Opaque : MemoryKind::Allocated;
    return block != nullptr && block->alive && block->kind == kind &&
           machine.maps.by_handle(address) == nullptr;
  }

  /// An object that an acquiring helper gave, of the argument's kind. What is to be released must
  /// still be held.
  MaybeFault check_reference(std::size_t index) const {
    const std::uint64_t value = call.values[index];
    if (machine.references.contains(value) && is_of_its_kind(index)) return std::nullopt;
    if (value == 0) return bad(index, FaultKind::NullDereference, "null");
    if (call.helper.releases == static_cast<std::int32_t>(index)) {
      return bad(index, FaultKind::ReferenceNotHeld, "no reference to it is held");
    }
    // Sockets of the context, and those that a helper gave and nobody holds.
    const bool from_context = std::find(machine.opaque_values.begin(), machine.opaque_values.end(),
                                        value) != machine.opaque_values.end();
    const bool is_socket = call.helper.args[index].kind == ArgKind::SocketReference;
    if (is_socket && (from_context || is_of_its_kind(index))) return std::nullopt;
    const MemoryBlock* block = machine.memory.find(value);
    const bool stale = block != nullptr && !block->alive;
    return bad(index, stale ? FaultKind::StaleMemory : FaultKind::BadHelperArgument,
               "not such an object");
  }

  MaybeFault check_callback(std::size_t index) const {
    const std::uint64_t offset = call.values[index] - kCodeBase;
    const bool fits = offset % 8 == 0 && function_beginning_at(machine.program, offset / 8);
    return fits ? MaybeFault{} : bad(index, FaultKind::BadHelperArgument, "not a function");
  }

  MaybeFault check(std::size_t index) {
    const Argument& argument = call.helper.args[index];
    const bool null = call.values[index] == 0 && argument.nullable;
    switch (argument.kind) {
      case ArgKind::None:
      case ArgKind::Any:
        return std::nullopt;
      case ArgKind::Scalar:
      case ArgKind::Size:
      case ArgKind::SizeOrZero:
        return check_scalar(index);
      case ArgKind::Context:
        if (null || call.values[index] == machine.context) return std::nullopt;
        return bad(index, FaultKind::BadHelperArgument, "not the context");
      case ArgKind::MapHandle:
        return null ? MaybeFault{} : check_map(index);
      case ArgKind::MapKey:
      case ArgKind::MapValueIn:
      case ArgKind::MapValueOut:
      case ArgKind::ReadMemory:
      case ArgKind::WriteMemory:
      case ArgKind::ReadWriteMemory:
        return check_memory(index);
      case ArgKind::NewObject:
        return check_room(index);
      case ArgKind::AllocatedMemory:
      case ArgKind::SocketReference:
      case ArgKind::StackObject:
        return null ? MaybeFault{} : check_reference(index);
      case ArgKind::Callback:
        return null ? MaybeFault{} : check_callback(index);
      case ArgKind::StackPointer:
        return check_stack_pointer(index);
      case ArgKind::ConstString:
        return null ? MaybeFault{} : check_string(index);
      case ArgKind::OpaqueHandle:
        if (null || call.values[index] != 0) return std::nullopt;
        return bad(index, FaultKind::NullDereference, "null");
    }
    internal_fault(__FILE__, __LINE__, "argument kind outside its enum");
  }
};

}  // namespace

Attempt<HelperCall> check_arguments(Machine& machine, const Helper& helper) {
  HelperCall call{helper, {}, {}, {}, nullptr, std::nullopt};
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (helper.args[i].kind == ArgKind::None) continue;
    const auto value = read_register(machine, Reg{static_cast<std::uint8_t>(i + 1)});
    if (value.failed()) return value.fault();
    call.values[i] = at_width(value.value(), helper.args[i].width);
  }
  Checker checker{machine, call};
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (MaybeFault fault = checker.check(i)) return *fault;
  }
  return call;
}

}  // namespace assay
