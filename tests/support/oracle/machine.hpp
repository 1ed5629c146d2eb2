// SPDX-License-Identifier: Apache-2.0
// The naive machine: registers, call frames and blocks of memory, one slot a step, every fault a
// value. It knows RFC 9669; what an environment supplies (helpers, maps, the context) it asks its
// Host for. Nothing of ir/ or verifier/ is used here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "support/oracle/memory.hpp"
#include "support/oracle/rules.hpp"

namespace assay::oracle {

/// A register's word. An address remembers its block.
struct Word {
  std::uint64_t value = 0;
  BlockId origin = 0;
  bool written = true;
};

/// Why a run stopped. `Unmodelled` is no fault of the program's: the environment has no model of
/// what it does.
enum class Stop : std::uint8_t {
  None,
  Exited,
  LeftForAnother,  // a tail call succeeded
  Unmodelled,
  TooLong,
  BadInstruction,
  UnwrittenRegister,
  FramePointerWritten,
  NotAnAddress,
  OutOfBounds,
  DeadMemory,
  ReadOnly,
  UnwrittenStack,
  Misaligned,
  AtomicNotAllowed,
  AddressAsNumber,  // arithmetic that makes a number of an address, where that is not allowed
  AddressLeaks,     // an address is stored where others read it, or returned
  PartOfAddress,    // some bytes of an address are read or stored as a number
  TooDeep,
  BadContextAccess,
  BadArgument,
  NotReleased,
  BadResult,
  KeptBytes,  // bytes that the platform keeps for itself, in a map's value or on the stack
};
[[nodiscard]] const char* stop_name(Stop stop);

/// Where a called function has its stack.
enum class Stacks : std::uint8_t {
  Own,      // in a block of its own
  Callers,  // in its caller's: r10 stays as it is
  Below,    // in the one block of all frames, `step` bytes below its caller's r10
};

/// What the environment allows, and where it differs from RFC 9669.
struct Rules {
  bool address_to_number = false;
  bool address_leaks = false;
  bool unwritten_stack_reads = false;
  std::uint32_t most_frames = 8;
  std::uint32_t stack_bytes = 512;
  Stacks stacks = Stacks::Own;
  std::uint32_t step = 0;                      // Stacks::Below
  bool exchange32_extends_sign = false;        // RFC 9669: zeros
  bool fetch_loses_r0 = false;                 // a fetch through an address in r0 goes anywhere
  bool signed_division_loses_context = false;  // by -1: helpers called later get any context
  bool le_keeps_upper_bits = false;            // le16 and le32 change nothing
  std::uint64_t most_slots = 0;                // of a longer program, any other runs; 0: none is
};

struct Frame {
  BlockId stack = 0;
  std::uint64_t top = 0;  // the address in r10
  std::uint64_t return_slot = 0;
  std::array<Word, 4> saved;  // the caller's r6 to r9
};

class Machine;

/// The environment of a run.
class Host {
 public:
  virtual ~Host() = default;
  /// Does what helper `id` does with r1 to r5 and sets r0; the machine makes r1 to r5 unreadable.
  virtual Stop call_helper(Machine& machine, std::int32_t id) = 0;
  /// The word of a 16-byte load whose `src` is not 0 and not a function's address.
  virtual std::optional<Word> load_address(Machine& machine, const Slot& slot,
                                           std::uint32_t next_imm) = 0;
  /// An access of the context at `offset`; a load's word comes back in `word`.
  virtual Stop load_context(Machine& machine, std::uint64_t offset, unsigned size, Word& word) = 0;
  virtual Stop store_context(Machine& machine, std::uint64_t offset, unsigned size,
                             const Word& word) = 0;
  /// The `size` bytes of the packet at `offset` in network order (section 5.5); nothing past its
  /// end. False where there is no such access or r6 does not hold the context.
  virtual bool load_packet(Machine& machine, std::int64_t offset, unsigned size,
                           std::optional<std::uint64_t>& value) = 0;
  /// Others may write to the shared block now.
  virtual void before_shared_access(Block& block, std::uint64_t offset, unsigned size) = 0;
  /// Address of a new stack frame of `bytes` bytes.
  virtual std::uint64_t place_stack(std::uint32_t bytes) = 0;
};

class Machine {
 public:
  /// `code`: 8 bytes a slot. The host and the code must outlive the machine.
  Machine(std::span<const std::uint8_t> code, Host& host, const Rules& rules);

  /// Executes the instruction at slot(). None: go on.
  [[nodiscard]] Stop step();
  /// Steps until something stops it; TooLong after `limit` instructions.
  [[nodiscard]] Stop run(std::uint64_t limit);

  std::array<Word, 11> registers;
  Memory memory;
  std::vector<Frame> frames;

  [[nodiscard]] std::uint64_t slot() const { return slot_; }
  [[nodiscard]] std::uint64_t executed() const { return executed_; }  // 16-byte loads count once
  [[nodiscard]] const Rules& rules() const { return rules_; }
  /// The block of an access through `address`, and the offset in it. Faults as a load or store of
  /// the program's would, but for alignment and permission.
  [[nodiscard]] Stop locate(const Word& address, std::uint64_t displacement, std::uint64_t size,
                            std::uint64_t& offset) const;
  /// Ends the function that runs, as the exit instruction does; NotReleased where an object would
  /// go with its stack.
  [[nodiscard]] Stop leave();

 private:
  void enter(std::uint64_t return_slot);
  /// Gives the frame its stack below that of the frame that runs, if one does.
  void place_stack(Frame& frame);
  [[nodiscard]] BlockId new_stack(std::uint32_t bytes);
  /// Whether an object lies in what `frame` loses when another frame lies below it, or when it
  /// ends.
  [[nodiscard]] bool object_below(const Frame& frame, std::uint64_t top) const;
  /// Stacks::Below: nothing was written below the address.
  void clear_below(std::uint64_t top);
  [[nodiscard]] Stop arithmetic(const Slot& slot);
  [[nodiscard]] Stop memory_access(const Slot& slot);
  [[nodiscard]] Stop load(const Slot& slot, Block& block, std::uint64_t offset);
  [[nodiscard]] Stop store(const Slot& slot, Block& block, std::uint64_t offset,
                           const Word& word) const;
  [[nodiscard]] Stop atomic(const Slot& slot, Block& block, std::uint64_t offset);
  [[nodiscard]] Stop jump(const Slot& slot);
  [[nodiscard]] Stop call(const Slot& slot);
  [[nodiscard]] Stop wide_load(const Slot& slot);
  [[nodiscard]] Stop packet_load(const Slot& slot);
  [[nodiscard]] Stop write(unsigned reg, const Word& word);
  [[nodiscard]] Word operand(const Slot& slot) const;

  std::span<const std::uint8_t> code_;
  Host& host_;
  Rules rules_;
  std::uint64_t slot_ = 0;
  std::uint64_t executed_ = 0;
};

}  // namespace assay::oracle
