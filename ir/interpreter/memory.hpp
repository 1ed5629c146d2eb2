// SPDX-License-Identifier: Apache-2.0
// The interpreter's memory: blocks of bytes at 64-bit addresses, as on the machine.
//
// Pointers are plain numbers; a block is found by address. Blocks lie far apart (kBlockGap), so
// that running off one never lands in another by a small step. What this file must not know:
// contracts, registers, helpers.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/check.hpp"
#include "ir/interpreter/fault.hpp"
#include "ir/program/special_field.hpp"

namespace assay {

enum class MemoryKind : std::uint8_t {
  Stack,      // index: depth of the frame, 0 for the entry
  Context,    // accesses go through the contract's fields, never straight here
  Region,     // a region of the contract (packet, command line); index into Contract::regions
  MapValue,   // index: map instance (MapStore)
  Allocated,  // memory that an acquiring helper returned
  Scratch,    // bytes that a helper shows to a callback (keys)
  Opaque,     // a map handle or kernel object: has an address and may not be accessed
};

/// Bytes that the program or a helper touches: `address` up to `address + size`.
struct Extent {
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  friend bool operator==(const Extent&, const Extent&) = default;
};

struct MemoryBlock {
  MemoryKind kind{};
  std::string name;
  std::uint64_t base = 0;
  std::uint64_t size = 0;           // bytes; stays when the block dies
  std::vector<std::uint8_t> bytes;  // empty once the block is dead
  /// Stack only, a byte each: 1 where it was written, else 0; elsewhere empty: all are.
  std::vector<std::uint8_t> initialised;
  /// Stack only: bytes below that offset are as the run's entry has found them.
  std::uint64_t touched_from = 0;
  bool writable = false;
  bool alive = true;
  std::uint32_t index = 0;
  std::vector<SpecialField> special_fields;  // MapValue only: bytes that no access may touch
  std::vector<Extent> objects;  // Stack only: bytes that helpers made objects, likewise

  [[nodiscard]] bool is_initialised(std::uint64_t offset) const {
    return initialised.empty() || initialised[offset] != 0;
  }
};

/// Where blocks go. The edges are those that the region axiom allows (design section 3).
enum class Placement : std::uint8_t {
  Middle,    // among the addresses of a 64-bit kernel: negative as signed numbers
  LowEdge,   // from the lowest allowed address upwards
  HighEdge,  // from the highest allowed end downwards
};

inline constexpr std::uint64_t kBlockGap = std::uint64_t{1} << 33;
inline constexpr std::uint64_t kDefaultSlack = std::uint64_t{1} << 29;

/// Bytes that the maps and records of one run may take.
inline constexpr std::uint64_t kMostRunBytes = std::uint64_t{256} << 20;

/// The run would take more than kMostRunBytes. What the program does is no fault of its own.
class RunTooLarge : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Memory {
 public:
  explicit Memory(Placement placement) : placement_(placement) {}
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  /// Begins anew, for another run: the blocks that there were are let go of, one by one as others
  /// are made, or by forget_rest(). What is made in the same order and size lies where it lay and
  /// takes no memory anew.
  void restart(Placement placement);
  /// How far a run has got with making blocks.
  struct Mark {
    std::size_t made = 0;
    std::uint64_t placed = 0;
  };
  [[nodiscard]] Mark here() const { return {in_this_run_, placed_}; }
  /// Begins anew behind the mark, which the run before has set: what it had made by then is the
  /// next run's, as it is.
  void restart(const Mark& mark);
  /// Lets go of what is left of the run before; required before the program's first instruction.
  void forget_rest() {
    if (in_this_run_ < made_.size()) take_out_rest();
  }
  /// Bytes that blocks keep for the next run. Counted anew where blocks were made or let go of.
  [[nodiscard]] std::uint64_t kept_bytes();

  /// Counts what the caller is about to make: `bytes` for `what`. Throws RunTooLarge.
  void claim(std::uint64_t bytes, std::string_view what);
  /// Gives back what claim() counted, once it is gone. `bytes` as they were claimed.
  void release(std::uint64_t bytes);

  /// Chooses a base for `size` bytes that overlaps no block: with the low edge, base >= slack; with
  /// the high edge, base + size <= 2^64 - slack.
  [[nodiscard]] std::uint64_t place(std::uint64_t size, std::uint64_t slack = kDefaultSlack);
  /// A block at `where`: read-only, alive, and without bytes as yet, but that a stack where one lay
  /// has those that it had. Requires: no overlap with another block.
  MemoryBlock& make(const Extent& where, MemoryKind kind, std::string_view name);
  /// make() of `size` bytes where place() puts them: but for regions and stacks, which lie at the
  /// very edges, from a multiple of 8 on, as on the platforms.
  MemoryBlock& make_anywhere(std::uint64_t size, MemoryKind kind, std::string_view name,
                             std::uint64_t slack = kDefaultSlack);
  /// Ends the block at `base`: from now on every access to it is StaleMemory.
  void kill(std::uint64_t base);
  /// Makes the bytes, which lie in the live stack and in no object of it, an object.
  void make_object(const Extent& extent);
  /// Ends the object that begins at `address`: its bytes are the stack's again, and hold nothing.
  void end_object(std::uint64_t address);

  /// The block, dead or alive, that holds `address`, or null.
  [[nodiscard]] const MemoryBlock* find(std::uint64_t address) const;
  [[nodiscard]] MemoryBlock* find(std::uint64_t address);
  /// The block whose first byte is at `base`, or null; it may have no bytes.
  [[nodiscard]] const MemoryBlock* beginning_at(std::uint64_t base) const;
  /// The same; requires that there is one.
  [[nodiscard]] MemoryBlock& at(std::uint64_t base);
  [[nodiscard]] const MemoryBlock& at(std::uint64_t base) const;

  /// The live block that holds the whole extent. Faults: NullDereference, OutOfBounds, StaleMemory,
  /// OpaqueAccess, SpecialField; the slot of the fault is left for the caller to fill in.
  [[nodiscard]] Attempt<MemoryBlock*> locate(const Extent& extent);
  /// locate() for writing; besides ReadOnlyWrite.
  [[nodiscard]] Attempt<MemoryBlock*> locate_writable(const Extent& extent);

 private:
  using Blocks = std::map<std::uint64_t, MemoryBlock>;  // by base

  [[nodiscard]] Fault outside(const Extent& extent) const;
  [[nodiscard]] bool is_free(const Extent& extent) const;
  [[nodiscard]] MemoryBlock* next_before() const;
  [[nodiscard]] std::uint64_t at_step(std::uint64_t step, std::uint64_t size,
                                      std::uint64_t slack) const;
  [[nodiscard]] MemoryBlock& insert(std::uint64_t base);
  void take_out_rest();
  MemoryBlock& renew_next(MemoryKind kind, std::string_view name);

  Placement placement_;
  std::uint64_t claimed_ = 0;
  std::uint64_t placed_ = 0;  // how far the chosen addresses have got from their start
  Blocks blocks_;
  // In the order in which they were made: so many in this run, behind them those of the run before.
  std::vector<MemoryBlock*> made_;
  std::size_t in_this_run_ = 0;
  std::vector<Blocks::node_type> spare_;
  std::uint64_t kept_ = 0;    // kept_bytes() as it was counted last
  bool has_changed_ = false;  // blocks were made or let go of since
};

/// The bytes of `extent` inside `block`, to be read or written; requires that it lies there.
[[nodiscard]] std::span<std::uint8_t> bytes_of(MemoryBlock& block, const Extent& extent);
/// The first byte of `extent` that is not initialised, or nothing.
[[nodiscard]] std::optional<std::uint64_t> first_uninitialised(const MemoryBlock& block,
                                                               const Extent& extent);
/// The object of the stack that has bytes of `extent`, which lies in the block, or null.
[[nodiscard]] const Extent* object_in(const MemoryBlock& block, const Extent& extent);
/// Marks the bytes of `extent` as initialised.
void mark_initialised(MemoryBlock& block, const Extent& extent);

/// Little-endian number of 1 to 8 bytes.
[[nodiscard]] inline std::uint64_t load_little(std::span<const std::uint8_t> bytes) {
  ASSAY_CHECK(bytes.size() <= 8, "a number has at most 8 bytes");
  std::uint64_t value = 0;
  if (!bytes.empty()) std::memcpy(&value, bytes.data(), bytes.size());
  return value;
}
inline void store_little(std::span<std::uint8_t> bytes, std::uint64_t value) {
  ASSAY_CHECK(bytes.size() <= 8, "a number has at most 8 bytes");
  if (!bytes.empty()) std::memcpy(bytes.data(), &value, bytes.size());
}
static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie");

}  // namespace assay
