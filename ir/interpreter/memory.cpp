// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/memory.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace assay {
namespace {

// Kernel addresses of the direct mapping on x86-64 begin about here.
constexpr std::uint64_t kMiddleBase = 0xffff888000000000u;
// What is called a null dereference rather than a wild pointer: null plus a plausible offset. It is
// far below the slack, so that falling off a block at the low edge is not taken for it.
constexpr std::uint64_t kNullReach = std::uint64_t{1} << 24;
constexpr std::uint64_t kNullReachBelow = std::uint64_t{1} << 16;

/// A block costs more than its bytes.
constexpr std::uint64_t kOverhead = 256;

std::uint64_t round_up_to_8(std::uint64_t value) { return (value + 7) & ~std::uint64_t{7}; }

}  // namespace

void Memory::claim(std::uint64_t bytes, std::string_view what) {
  if (bytes > kMostRunBytes - kOverhead || claimed_ > kMostRunBytes - kOverhead - bytes) {
    throw RunTooLarge(
        fmt::format("a run may take {} bytes of memory, and this one needs more: {} "
                    "takes {}",
                    kMostRunBytes, what, bytes));
  }
  claimed_ += kOverhead + bytes;
}

void Memory::release(std::uint64_t bytes) { claimed_ -= kOverhead + bytes; }

bool Memory::is_free(const Extent& extent) const {
  const auto after = blocks_.lower_bound(extent.address);
  const bool clear_above = after == blocks_.end() ||
                           after->first - extent.address >= std::max<std::uint64_t>(extent.size, 1);
  if (!clear_above || after == blocks_.begin()) return clear_above;
  const MemoryBlock& below = std::prev(after)->second;
  return extent.address - below.base >= std::max<std::uint64_t>(below.size, 1);
}

std::uint64_t Memory::place(std::uint64_t size, std::uint64_t slack) {
  // Blocks at addresses that the caller chose may be in the way; each try goes past one of them.
  for (std::size_t tries = 0; tries <= blocks_.size(); ++tries) {
    const std::uint64_t step = placed_;
    placed_ += round_up_to_8(size) + kBlockGap;
    std::uint64_t base = 0;
    switch (placement_) {
      case Placement::Middle:
        base = kMiddleBase + step;
        break;
      case Placement::LowEdge:
        base = slack + step;
        break;
      case Placement::HighEdge:
        base = std::uint64_t{0} - slack - step - size;
        break;
    }
    if (is_free({base, size})) return base;
  }
  internal_fault(__FILE__, __LINE__, "no room for a memory block");
}

std::uint64_t Memory::add(MemoryBlock block) {
  const std::uint64_t base = block.base;
  ASSAY_CHECK(is_free({base, block.size}), "memory blocks overlap");
  blocks_.emplace(base, std::move(block));
  return base;
}

void Memory::kill(std::uint64_t base) {
  MemoryBlock& block = at(base);
  block.alive = false;
  // What was claimed when it was acquired; a frame's bytes never were.
  if (block.kind == MemoryKind::Allocated) claimed_ -= block.bytes.size();
  block.bytes = {};
  block.initialised = {};
}

const MemoryBlock* Memory::find(std::uint64_t address) const {
  auto next = blocks_.upper_bound(address);
  if (next == blocks_.begin()) return nullptr;
  const MemoryBlock& block = std::prev(next)->second;
  return address - block.base < block.size ? &block : nullptr;
}

MemoryBlock* Memory::find(std::uint64_t address) {
  auto next = blocks_.upper_bound(address);
  if (next == blocks_.begin()) return nullptr;
  MemoryBlock& block = std::prev(next)->second;
  return address - block.base < block.size ? &block : nullptr;
}

MemoryBlock& Memory::at(std::uint64_t base) {
  auto found = blocks_.find(base);
  ASSAY_CHECK(found != blocks_.end(), "no memory block begins there");
  return found->second;
}

const MemoryBlock& Memory::at(std::uint64_t base) const {
  auto found = blocks_.find(base);
  ASSAY_CHECK(found != blocks_.end(), "no memory block begins there");
  return found->second;
}

Fault Memory::outside(const Extent& extent) const {
  const std::uint64_t address = extent.address;
  if (address < kNullReach || address >= std::uint64_t{0} - kNullReachBelow) {
    return {
        FaultKind::NullDereference, 0, address, "",
        fmt::format("{} byte(s) at null {:+}", extent.size, static_cast<std::int64_t>(address))};
  }
  // Name the nearest block: it is nearly always the one that was meant.
  const MemoryBlock* nearest = nullptr;
  std::uint64_t distance = kDefaultSlack;
  auto consider = [&](const MemoryBlock& block, std::uint64_t away) {
    if (away <= distance) {
      nearest = &block;
      distance = away;
    }
  };
  auto next = blocks_.upper_bound(address);
  if (next != blocks_.end()) consider(next->second, next->first - address);
  if (next != blocks_.begin()) {
    const MemoryBlock& below = std::prev(next)->second;
    consider(below, address - below.base - below.size);
  }
  if (nearest == nullptr) {
    return {FaultKind::OutOfBounds, 0, address, "",
            fmt::format("{} byte(s) at {:#x}, far from all memory", extent.size, address)};
  }
  const auto offset = static_cast<std::int64_t>(address - nearest->base);
  return {FaultKind::OutOfBounds, 0, address, nearest->name,
          fmt::format("{} byte(s) at offset {} of {}, which has {} bytes", extent.size, offset,
                      nearest->name, nearest->size)};
}

Attempt<MemoryBlock*> Memory::locate(const Extent& extent) {
  MemoryBlock* block = find(extent.address);
  if (block == nullptr) return outside(extent);
  const std::uint64_t offset = extent.address - block->base;
  if (!block->alive) {
    return Fault{FaultKind::StaleMemory, 0, extent.address, block->name,
                 fmt::format("{} is gone", block->name)};
  }
  if (block->kind == MemoryKind::Opaque) {
    return Fault{FaultKind::OpaqueAccess, 0, extent.address, block->name,
                 fmt::format("{} may not be read or written", block->name)};
  }
  if (extent.size > block->size - offset) {
    return Fault{FaultKind::OutOfBounds, 0, extent.address, block->name,
                 fmt::format("{} byte(s) at offset {} of {}, which has {} bytes", extent.size,
                             offset, block->name, block->size)};
  }
  if (const SpecialField* field = field_in(block->special_fields, offset, extent.size)) {
    return Fault{FaultKind::SpecialField, 0, extent.address, block->name,
                 fmt::format("{} byte(s) at offset {} of {} touch the {} at offset {}", extent.size,
                             offset, block->name, special_field_name(field->kind), field->offset)};
  }
  return block;
}

Attempt<MemoryBlock*> Memory::locate_writable(const Extent& extent) {
  Attempt<MemoryBlock*> found = locate(extent);
  if (found.failed() || found.value()->writable) return found;
  return Fault{FaultKind::ReadOnlyWrite, 0, extent.address, found.value()->name,
               fmt::format("{} is read-only", found.value()->name)};
}

std::span<std::uint8_t> bytes_of(MemoryBlock& block, const Extent& extent) {
  const std::uint64_t offset = extent.address - block.base;
  ASSAY_CHECK(offset <= block.bytes.size() && extent.size <= block.bytes.size() - offset,
              "an extent lies outside its block");
  return std::span(block.bytes).subspan(offset, extent.size);
}

std::optional<std::uint64_t> first_uninitialised(const MemoryBlock& block, const Extent& extent) {
  for (std::uint64_t i = 0; i < extent.size; ++i) {
    if (!block.is_initialised(extent.address - block.base + i)) return extent.address + i;
  }
  return std::nullopt;
}

void mark_initialised(MemoryBlock& block, const Extent& extent) {
  if (block.initialised.empty()) return;
  for (std::uint64_t i = 0; i < extent.size; ++i) {
    block.initialised[extent.address - block.base + i] = true;
  }
}

std::uint64_t load_little(std::span<const std::uint8_t> bytes) {
  ASSAY_CHECK(bytes.size() <= 8, "a number has at most 8 bytes");
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

void store_little(std::span<std::uint8_t> bytes, std::uint64_t value) {
  ASSAY_CHECK(bytes.size() <= 8, "a number has at most 8 bytes");
  for (std::uint8_t& byte : bytes) {
    byte = static_cast<std::uint8_t>(value);
    value >>= 8;
  }
}

}  // namespace assay
