// SPDX-License-Identifier: Apache-2.0
// The state of one run, shared by the files of this folder and by nobody else.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ir/interpreter/interpreter.hpp"
#include "ir/interpreter/map_store.hpp"
#include "ir/interpreter/memory.hpp"
#include "ir/interpreter/random.hpp"

namespace assay {

/// A function being executed.
struct CallFrame {
  std::size_t function = 0;              // index into Program::functions
  std::uint32_t return_slot = 0;         // where the caller goes on
  std::array<std::uint64_t, 4> saved{};  // the caller's r6 to r9
  std::uint16_t saved_initialised = 0;   // bits 6 to 9 as before the call
  std::uint64_t lowest_used = 0;         // address of the lowest stack byte touched so far
};

/// A packet (or the like) as it is now; helpers may move it.
struct RegionState {
  std::uint64_t base = 0;
  std::uint64_t size = 0;  // bytes
};

/// How the program's run ended, when it did.
enum class RunProgress : std::uint8_t { Running, Exited, TailCalled };

/// What a frame begins with: the bytes that chance gives between `before` and `after`.
struct EntryFrame {
  Random before{0};
  Random after{0};
  Bytes bytes;
};

/// Where the inputs of a run lie, and the entry's frame behind them.
struct PlacedInputs {
  /// A region: what the event asks for, and the block; null where it makes the region null.
  struct Placed {
    std::uint64_t size = 0;
    std::optional<std::uint64_t> asked;
    MemoryBlock* block = nullptr;
  };
  /// What an opaque field points to: what the event says, or an object at that address, or null.
  struct Object {
    bool is_given = false;
    std::uint64_t address = 0;
  };
  Placement placement{};
  std::vector<Placed> regions;     // by contract region
  std::vector<Object> objects;     // by opaque field
  MemoryBlock* context = nullptr;  // null before the first run
  MemoryBlock* frame = nullptr;
  Memory::Mark behind;
};

class FlatProgram;

/// It may be used for one run after another: begin() forgets the one before, and keeps the memory
/// that it took.
struct Machine {
  /// Requires that the contract's fields lie in its context.
  Machine(const Program& the_program, const Contract& the_contract);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// As it is before the first instruction. Event and options must outlive the run.
  void begin(const Event& the_event, const RunOptions& the_options);

  const Program& program;
  const Contract& contract;
  const Execution& execution;
  std::vector<const ContextField*> fields_by_name;
  std::vector<const ContextField*> opaque_fields;  // of at most 8 bytes, in the contract's order
  const FlatProgram* flat = nullptr;               // what is executed instead, where it may be
  const Event* event = nullptr;
  const RunOptions* options = nullptr;
  Random random{0};
  Memory memory{Placement::Middle};
  PlacedInputs placed;                                   // kept from run to run
  std::vector<const RegionInput*> region_inputs;         // what the event says, by contract region
  std::vector<const Bytes*> opaque_inputs;               // likewise by opaque field, or null
  std::uint64_t context = 0;                             // address
  std::vector<RegionState> regions;                      // by contract region
  std::vector<std::vector<std::uint64_t>> region_marks;  // addresses, by contract region
  std::vector<std::uint64_t> opaque_values;              // what opaque_fields hold
  MapStore maps;

  std::array<std::uint64_t, kRegisterCount> registers{};
  std::uint16_t initialised = 0;  // bit i: register i
  std::uint32_t slot = 0;
  std::uint64_t executed = 0;
  std::vector<CallFrame> frames;
  std::vector<std::uint64_t> stack_bases;  // lowest address of each live frame
  std::vector<MemoryBlock*> frame_pool;    // by depth, from 1 on: reused from call to call
  EntryFrame entry_frame;                  // kept from run to run: of one seed they are the same
  std::set<std::uint64_t> references;      // addresses of acquired objects not yet released
  std::map<std::string, std::size_t> queue_positions;  // results taken, by helper name
  std::uint64_t now = 0;                               // nanoseconds
  RunProgress progress = RunProgress::Running;
  std::uint64_t trace_bytes = 0;  // outputs and texts in result.trace
  RunResult result;
};

/// The fault, at the machine's present slot.
[[nodiscard]] Fault fault_here(const Machine& machine, FaultKind kind, std::string detail);
/// The same fault with the machine's present slot filled in.
[[nodiscard]] Fault at_slot(const Machine& machine, Fault fault);

/// What is wrong with reading, or writing, a register that cannot be.
[[nodiscard]] Fault unreadable(const Machine& machine, Reg reg);
[[nodiscard]] Fault unwritable(const Machine& machine, Reg reg);

// These two are most of what a run does; here, they become part of the instructions' own code.
[[nodiscard]] inline Attempt<std::uint64_t> read_register(const Machine& machine, Reg reg) {
  if (reg.index >= kRegisterCount || (machine.initialised >> reg.index & 1) == 0)
    return unreadable(machine, reg);
  return machine.registers[reg.index];
}
[[nodiscard]] inline MaybeFault write_register(Machine& machine, Reg reg, std::uint64_t value) {
  if (reg.index >= kRegisterCount || reg == kFramePointer) return unwritable(machine, reg);
  machine.registers[reg.index] = value;
  machine.initialised = static_cast<std::uint16_t>(machine.initialised | 1u << reg.index);
  return std::nullopt;
}
/// One run, from begin() to the end; machine.result is what came of it. Throws RunTooLarge; then
/// the machine is of no use any more.
void run_on(Machine& machine, const Event& event, const RunOptions& options);

/// Makes r1 to r5 unreadable, as every call does.
void scratch_arguments(Machine& machine);

/// Calls functions[function] with a fresh frame; r1 to r5 stay. Faults: CallDepth,
/// ReferenceLeaked.
[[nodiscard]] MaybeFault enter_function(Machine& machine, std::size_t function,
                                        std::uint32_t return_slot);
/// Leaves the innermost frame and restores the caller's r6 to r10. Faults: ReferenceLeaked.
[[nodiscard]] MaybeFault leave_function(Machine& machine);
/// Index of the function that begins at `slot`, or nothing.
[[nodiscard]] std::optional<std::size_t> function_beginning_at(const Program& program,
                                                               std::uint64_t slot);

/// Calls a subprogram as a helper does and runs it to its exit; r0 is its result. `arguments` go
/// into r1 and on. The caller's registers come back, except r0 to r5.
[[nodiscard]] MaybeFault call_back(Machine& machine, std::uint64_t function,
                                   const std::vector<std::uint64_t>& arguments);

/// Code addresses that lddw gives for subprograms: recognisable, and no memory.
inline constexpr std::uint64_t kCodeBase = 0xffffffffa0000000u;
[[nodiscard]] constexpr std::uint64_t code_address(std::uint64_t slot) {
  return kCodeBase + 8 * slot;
}

}  // namespace assay
