// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/access.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace assay {
namespace {

Extent extent_of(const MemoryAccess& access) { return {access.address, bytes(access.size)}; }

bool lies_in(const ContextField& field, std::uint64_t offset, std::uint64_t size) {
  return offset >= field.offset && offset + size <= std::uint64_t{field.offset} + field.size;
}

bool is_whole(const ContextField& field, std::uint64_t offset, std::uint64_t size) {
  return offset == field.offset && size == field.size;
}

Fault context_fault(const Machine& machine, const Extent& extent, std::string_view what) {
  Fault fault = fault_here(machine, FaultKind::ContextField, "");
  fault.address = extent.address;
  fault.region = "context";
  fault.detail = fmt::format("{} byte(s) at offset {} of the context: {}", extent.size,
                             extent.address - machine.context, what);
  return fault;
}

/// The field that an access by the program may read or write as a whole, or the fault.
Attempt<const ContextField*> accessed_field(const Machine& machine, const Extent& extent,
                                            bool ContextField::* permission) {
  const std::uint64_t offset = extent.address - machine.context;
  for (const ContextField& field : machine.contract.fields) {
    if (!lies_in(field, offset, extent.size)) continue;
    const bool whole_only = field.kind == FieldKind::RegionMark ||
                            field.kind == FieldKind::RegionLength || !field.narrow;
    if (whole_only && !is_whole(field, offset, extent.size)) {
      return context_fault(machine, extent, field.name + " is accessed only as a whole");
    }
    if (!field.narrow_inside && offset != field.offset)
      return context_fault(machine, extent, field.name + " is accessed only from its first byte");
    if (!(field.*permission))
      return context_fault(machine, extent, field.name + " does not allow it");
    if (machine.contract.policy.aligned_context && offset % extent.size != 0)
      return context_fault(machine, extent, "the access is not naturally aligned");
    return &field;
  }
  return context_fault(machine, extent, "fits no field");
}

/// Whether a helper may touch these bytes of the context, each a byte of a plain field.
MaybeFault check_helper_context(const Machine& machine, const Extent& extent,
                                bool ContextField::* permission) {
  for (std::uint64_t i = 0; i < extent.size; ++i) {
    const std::uint64_t offset = extent.address - machine.context + i;
    const bool allowed = std::any_of(machine.contract.fields.begin(), machine.contract.fields.end(),
                                     [&](const ContextField& field) {
                                       return lies_in(field, offset, 1) &&
                                              field.kind == FieldKind::Scalar && field.*permission;
                                     });
    if (!allowed) return context_fault(machine, extent, "a helper may not use these bytes");
  }
  return std::nullopt;
}

/// Keeps account of how deep the chain of frames reaches, where the contract limits it.
MaybeFault note_stack_use(Machine& machine, const MemoryBlock& block, std::uint64_t address) {
  CallFrame& frame = machine.frames[block.index];
  if (address >= frame.lowest_used) return std::nullopt;
  frame.lowest_used = address;
  const std::uint64_t limit = machine.contract.limits.stack_bytes_per_chain;
  if (limit == 0) return std::nullopt;
  std::uint64_t used = 0;
  for (std::size_t i = 0; i < machine.frames.size(); ++i) {
    const std::uint64_t top =
        machine.stack_bases[i] + machine.contract.limits.stack_bytes_per_frame;
    used += top - machine.frames[i].lowest_used;
  }
  if (used <= limit) return std::nullopt;
  Fault fault = fault_here(machine, FaultKind::StackDepth,
                           fmt::format("{} bytes in use, {} allowed", used, limit));
  fault.address = address;
  fault.region = block.name;
  return fault;
}

bool must_be_aligned(const Machine& machine, MemoryKind kind) {
  const Policy& policy = machine.contract.policy;
  if (kind == MemoryKind::Stack) return policy.aligned_stack;
  return policy.strict_alignment && (kind == MemoryKind::Region || kind == MemoryKind::MapValue);
}

MaybeFault check_alignment(const Machine& machine, const MemoryBlock& block, const Extent& extent) {
  if (!must_be_aligned(machine, block.kind)) return std::nullopt;
  // Of the stack from its end, to which r10 points; of others from the first byte: where a packet
  // begins is the platform's business.
  const std::uint64_t from = block.base + (block.kind == MemoryKind::Stack ? block.size : 0);
  if ((extent.address - from) % extent.size == 0) return std::nullopt;
  Fault fault = fault_here(machine, FaultKind::Misaligned,
                           fmt::format("{} bytes at offset {} of {}", extent.size,
                                       extent.address - block.base, block.name));
  fault.address = extent.address;
  fault.region = block.name;
  return fault;
}

MaybeFault check_initialised(const Machine& machine, const MemoryBlock& block,
                             const Extent& extent) {
  const auto missing = first_uninitialised(block, extent);
  if (!missing) return std::nullopt;
  const auto offset = static_cast<std::int64_t>(*missing - block.base - block.size);
  Fault fault = fault_here(machine, FaultKind::UninitialisedStack,
                           fmt::format("the byte at r10{:+} was never written", offset));
  fault.address = *missing;
  fault.region = block.name;
  return fault;
}

/// Another party writes a shared value just before it is read.
void let_others_write(Machine& machine, MemoryBlock& block) {
  if (machine.options->others != OtherWriters::Hostile || block.kind != MemoryKind::MapValue)
    return;
  if (!block.writable || !machine.maps.program_map(block.index).shared) return;
  if (machine.random.one_in(3)) block.bytes = machine.random.bytes(block.bytes.size());
}

/// Everything that loads and stores outside the context have in common.
MaybeFault check_plain(Machine& machine, const MemoryBlock& block, const Extent& extent) {
  if (block.kind == MemoryKind::Stack) {
    if (MaybeFault fault = note_stack_use(machine, block, extent.address)) return fault;
  }
  return check_alignment(machine, block, extent);
}

}  // namespace

Attempt<std::uint64_t> load(Machine& machine, const MemoryAccess& access) {
  const Extent extent = extent_of(access);
  const Attempt<MemoryBlock*> found = machine.memory.locate(extent);
  if (found.failed()) return at_slot(machine, found.fault());
  MemoryBlock& block = *found.value();
  if (block.kind == MemoryKind::Context) {
    const auto field = accessed_field(machine, extent, &ContextField::readable);
    if (field.failed()) return field.fault();
    if (field.value()->kind == FieldKind::RegionMark) {
      return machine.region_marks[field.value()->region][field.value()->mark];
    }
    if (field.value()->kind == FieldKind::RegionLength) {
      const auto& marks = machine.region_marks[field.value()->region];
      return marks.back() - marks.front();
    }
    return load_little(bytes_of(block, extent));
  }
  if (MaybeFault fault = check_plain(machine, block, extent)) return *fault;
  if (!machine.contract.policy.uninitialised_stack_reads) {
    if (MaybeFault fault = check_initialised(machine, block, extent)) return *fault;
  }
  let_others_write(machine, block);
  return load_little(bytes_of(block, extent));
}

MaybeFault store(Machine& machine, const MemoryAccess& access, std::uint64_t value) {
  const Extent extent = extent_of(access);
  const Attempt<MemoryBlock*> found = machine.memory.locate_writable(extent);
  if (found.failed()) return at_slot(machine, found.fault());
  MemoryBlock& block = *found.value();
  if (block.kind == MemoryKind::Context) {
    const auto accessed = accessed_field(machine, extent, &ContextField::writable);
    if (accessed.failed()) return accessed.fault();
    const ContextField& field = *accessed.value();
    if (!field.narrow_writes && !is_whole(field, extent.address - machine.context, extent.size))
      return context_fault(machine, extent, field.name + " is stored only as a whole");
  } else if (MaybeFault fault = check_plain(machine, block, extent)) {
    return fault;
  }
  store_little(bytes_of(block, extent), value);
  mark_initialised(block, extent);
  return std::nullopt;
}

MaybeFault check_atomic(Machine& machine, const MemoryAccess& access) {
  const Extent extent = extent_of(access);
  const Attempt<MemoryBlock*> found = machine.memory.locate_writable(extent);
  if (found.failed()) return at_slot(machine, found.fault());
  if (found.value()->kind == MemoryKind::Context) {
    return context_fault(machine, extent, "no atomic operation works on the context");
  }
  return std::nullopt;
}

Attempt<Bytes> read_for_helper(Machine& machine, const Extent& extent) {
  if (extent.size == 0) return Bytes{};
  const Attempt<MemoryBlock*> found = machine.memory.locate(extent);
  if (found.failed()) return at_slot(machine, found.fault());
  MemoryBlock& block = *found.value();
  if (block.kind == MemoryKind::Context) {
    if (MaybeFault fault = check_helper_context(machine, extent, &ContextField::readable))
      return *fault;
  }
  if (block.kind == MemoryKind::Stack) {
    if (MaybeFault fault = note_stack_use(machine, block, extent.address)) return *fault;
    if (!machine.contract.policy.uninitialised_stack_reads_by_helpers) {
      if (MaybeFault fault = check_initialised(machine, block, extent)) return *fault;
    }
  }
  let_others_write(machine, block);
  const std::span<const std::uint8_t> read = bytes_of(block, extent);
  return Bytes(read.begin(), read.end());
}

MaybeFault check_helper_write(Machine& machine, const Extent& extent) {
  if (extent.size == 0) return std::nullopt;
  const Attempt<MemoryBlock*> found = machine.memory.locate_writable(extent);
  if (found.failed()) return at_slot(machine, found.fault());
  const MemoryBlock& block = *found.value();
  if (block.kind == MemoryKind::Context) {
    return check_helper_context(machine, extent, &ContextField::writable);
  }
  if (block.kind == MemoryKind::Stack) return note_stack_use(machine, block, extent.address);
  return std::nullopt;
}

void write_for_helper(Machine& machine, std::uint64_t address,
                      std::span<const std::uint8_t> written) {
  if (written.empty()) return;
  MemoryBlock* block = machine.memory.find(address);
  ASSAY_CHECK(block != nullptr, "a helper writes where nothing is");
  const Extent extent{address, written.size()};
  std::copy(written.begin(), written.end(), bytes_of(*block, extent).begin());
  mark_initialised(*block, extent);
}

void scribble_for_helper(Machine& machine, const Extent& extent) {
  if (extent.size == 0) return;
  MemoryBlock* block = machine.memory.find(extent.address);
  ASSAY_CHECK(block != nullptr, "a helper writes where nothing is");
  for (std::uint8_t& byte : bytes_of(*block, extent)) {
    byte = static_cast<std::uint8_t>(machine.random.next());
  }
}

}  // namespace assay
