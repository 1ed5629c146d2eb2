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

/// What a block takes of the addresses, with the gap behind it.
std::uint64_t length_of(std::uint64_t size) { return round_up_to_8(size) + kBlockGap; }

void forget_bytes(MemoryBlock& block) {
  block.bytes.clear();
  block.initialised.clear();
  block.touched_from = 0;
}

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

void Memory::restart(Placement placement) {
  placement_ = placement;
  claimed_ = 0;
  placed_ = 0;
  in_this_run_ = 0;
}

void Memory::restart(const Mark& mark) {
  claimed_ = 0;
  placed_ = mark.placed;
  in_this_run_ = mark.made;
}

void Memory::take_out_rest() {
  has_changed_ = true;
  for (std::size_t i = in_this_run_; i < made_.size(); ++i) {
    spare_.push_back(blocks_.extract(made_[i]->base));
  }
  made_.resize(in_this_run_);
}

std::uint64_t Memory::kept_bytes() {
  if (!has_changed_) return kept_;
  has_changed_ = false;
  const auto bytes_in = [](const MemoryBlock& block) {
    return kOverhead + block.bytes.capacity() + block.initialised.capacity();
  };
  kept_ = 0;
  for (const MemoryBlock* block : made_) kept_ += bytes_in(*block);
  for (const Blocks::node_type& node : spare_) kept_ += bytes_in(node.mapped());
  return kept_;
}

/// The block that the run before made next, or null; all before it lie where they lay then.
MemoryBlock* Memory::next_before() const {
  return in_this_run_ < made_.size() ? made_[in_this_run_] : nullptr;
}

MemoryBlock& Memory::insert(std::uint64_t base) {
  if (spare_.empty()) return blocks_.emplace_hint(blocks_.end(), base, MemoryBlock{})->second;
  Blocks::node_type node = std::move(spare_.back());
  spare_.pop_back();
  node.key() = base;
  return blocks_.insert(blocks_.end(), std::move(node))->second;
}

bool Memory::is_free(const Extent& extent) const {
  const auto after = blocks_.lower_bound(extent.address);
  const bool clear_above = after == blocks_.end() ||
                           after->first - extent.address >= std::max<std::uint64_t>(extent.size, 1);
  if (!clear_above || after == blocks_.begin()) return clear_above;
  const MemoryBlock& below = std::prev(after)->second;
  return extent.address - below.base >= std::max<std::uint64_t>(below.size, 1);
}

/// Where a block of that size goes, so far from the first.
std::uint64_t Memory::at_step(std::uint64_t step, std::uint64_t size, std::uint64_t slack) const {
  switch (placement_) {
    case Placement::Middle:
      return kMiddleBase + step;
    case Placement::LowEdge:
      return slack + step;
    case Placement::HighEdge:
      return std::uint64_t{0} - slack - step - size;
  }
  internal_fault(__FILE__, __LINE__, "placement outside its enum");
}

std::uint64_t Memory::place(std::uint64_t size, std::uint64_t slack) {
  const std::uint64_t length = length_of(size);
  const std::uint64_t first = at_step(placed_, size, slack);
  const MemoryBlock* before = next_before();
  if (before != nullptr && before->base == first &&
      round_up_to_8(before->size) == round_up_to_8(size)) {
    placed_ += length;
    return first;
  }
  forget_rest();
  // Blocks at addresses that the caller chose may be in the way; each try goes past one of them.
  for (std::size_t tries = 0; tries <= made_.size(); ++tries) {
    const std::uint64_t base = at_step(placed_, size, slack);
    placed_ += length;
    if (is_free({base, size})) return base;
  }
  internal_fault(__FILE__, __LINE__, "no room for a memory block");
}

MemoryBlock& Memory::make(const Extent& where, MemoryKind kind, std::string_view name) {
  const MemoryBlock* before = next_before();
  if (before == nullptr || before->base != where.address || before->size != where.size) {
    forget_rest();
    ASSAY_CHECK(is_free(where), "memory blocks overlap");
    MemoryBlock& made = insert(where.address);
    made.base = where.address;
    made.size = where.size;
    forget_bytes(made);
    made_.push_back(&made);
  }
  return renew_next(kind, name);
}

MemoryBlock& Memory::make_anywhere(std::uint64_t size, MemoryKind kind, std::string_view name,
                                   std::uint64_t slack) {
  const bool is_exact = kind == MemoryKind::Region || kind == MemoryKind::Stack;
  const std::uint64_t room = is_exact ? size : round_up_to_8(size);
  const MemoryBlock* before = next_before();
  const bool lies_there =
      before != nullptr && before->size == size && before->base == at_step(placed_, room, slack);
  if (!lies_there) return make({place(room, slack), size}, kind, name);
  placed_ += length_of(room);
  return renew_next(kind, name);
}

/// Begins the next block anew: its bytes lie where they are to lie.
MemoryBlock& Memory::renew_next(MemoryKind kind, std::string_view name) {
  MemoryBlock& block = *made_[in_this_run_++];
  has_changed_ = true;
  if (block.kind != MemoryKind::Stack || kind != MemoryKind::Stack) {
    forget_bytes(block);
  }
  block.kind = kind;
  if (block.name != name) block.name = name;
  block.writable = false;
  block.alive = true;
  block.index = 0;
  block.special_fields.clear();
  block.objects.clear();
  return block;
}

void Memory::kill(std::uint64_t base) {
  MemoryBlock& block = at(base);
  block.alive = false;
  // What was claimed when it was acquired; a frame's bytes never were.
  if (block.kind == MemoryKind::Allocated) claimed_ -= block.bytes.size();
  block.initialised.clear();
  block.touched_from = 0;
  if (block.kind == MemoryKind::Stack) {
    block.bytes.clear();  // the next frame there takes their place
  } else {
    block.bytes = std::vector<std::uint8_t>();  // '= {}' would keep the memory
  }
}

void Memory::make_object(const Extent& extent) {
  MemoryBlock* block = find(extent.address);
  ASSAY_CHECK(block != nullptr && block->alive && block->kind == MemoryKind::Stack &&
                  object_in(*block, extent) == nullptr,
              "an object is made where there is no room for it");
  block->objects.push_back(extent);
}

void Memory::end_object(std::uint64_t address) {
  MemoryBlock* block = find(address);
  ASSAY_CHECK(block != nullptr, "an object ends where there is no memory");
  const auto object = std::ranges::find(block->objects, address, &Extent::address);
  ASSAY_CHECK(object != block->objects.end(), "no object begins there");
  std::fill_n(block->initialised.begin() + static_cast<std::ptrdiff_t>(address - block->base),
              object->size, 0);
  block->objects.erase(object);
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

const MemoryBlock* Memory::beginning_at(std::uint64_t base) const {
  const auto found = blocks_.find(base);
  return found == blocks_.end() ? nullptr : &found->second;
}

const MemoryBlock& Memory::at(std::uint64_t base) const {
  const MemoryBlock* found = beginning_at(base);
  ASSAY_CHECK(found != nullptr, "no memory block begins there");
  return *found;
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
  if (const Extent* object = object_in(*block, extent)) {
    return Fault{FaultKind::OpaqueAccess, 0, extent.address, block->name,
                 fmt::format("{} byte(s) at offset {} of {} touch the object at offset {}",
                             extent.size, offset, block->name, object->address - block->base)};
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
  block.touched_from = std::min(block.touched_from, offset);
  return std::span(block.bytes).subspan(offset, extent.size);
}

std::optional<std::uint64_t> first_uninitialised(const MemoryBlock& block, const Extent& extent) {
  for (std::uint64_t i = 0; i < extent.size; ++i) {
    if (!block.is_initialised(extent.address - block.base + i)) return extent.address + i;
  }
  return std::nullopt;
}

const Extent* object_in(const MemoryBlock& block, const Extent& extent) {
  for (const Extent& object : block.objects) {
    const bool apart = extent.address >= object.address + object.size ||
                       object.address >= extent.address + extent.size;
    if (!apart) return &object;
  }
  return nullptr;
}

void mark_initialised(MemoryBlock& block, const Extent& extent) {
  if (block.initialised.empty()) return;
  block.touched_from = std::min(block.touched_from, extent.address - block.base);
  for (std::uint64_t i = 0; i < extent.size; ++i) {
    block.initialised[extent.address - block.base + i] = 1;
  }
}

}  // namespace assay
