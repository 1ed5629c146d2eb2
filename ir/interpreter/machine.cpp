// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/machine.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "ir/contract/execution.hpp"
#include "ir/interpreter/execute.hpp"
#include "ir/interpreter/flat.hpp"
#include "ir/interpreter/layout.hpp"

namespace assay {
namespace {

constexpr std::uint16_t kArguments = 0b111110;      // r1 to r5
constexpr std::uint16_t kPreserved = 0b1111000000;  // r6 to r9
constexpr std::uint16_t kFrameBit = 0b10000000000;  // r10
constexpr std::size_t kFirstPreserved = 6;

/// Gives the entry's frame random bytes, none of them initialised. They are remembered: drawing
/// them would be most of what a short run costs, and copying what nobody has touched much of it.
void renew_entry_frame(Machine& machine) {
  MemoryBlock& block = *machine.placed.frame;
  block.alive = true;
  block.objects.clear();
  EntryFrame& known = machine.entry_frame;
  if (known.before != machine.random || known.bytes.size() != block.size) {
    known.before = machine.random;
    known.bytes = machine.random.bytes(block.size);
    known.after = machine.random;
    block.touched_from = 0;
  }
  machine.random = known.after;
  if (block.bytes.size() != block.size) {
    block.bytes.resize(block.size);
    block.initialised.resize(block.size);
  }
  if (block.touched_from == block.size) return;
  const auto from = static_cast<std::ptrdiff_t>(block.touched_from);
  std::copy(known.bytes.begin() + from, known.bytes.end(), block.bytes.begin() + from);
  std::fill(block.initialised.begin() + from, block.initialised.end(), 0);
  block.touched_from = block.size;
}

/// What begins at `address`, a block or an object on the stack, is not released.
Fault leaked(const Machine& machine, std::uint64_t address, std::string detail) {
  Fault fault = fault_here(machine, FaultKind::ReferenceLeaked, std::move(detail));
  fault.address = address;
  const MemoryBlock* block = machine.memory.find(address);
  fault.region = block != nullptr ? block->name : machine.memory.at(address).name;  // of no bytes
  return fault;
}

/// These bytes of a stack are about to go; no object may lie there.
MaybeFault check_objects_stay(const Machine& machine, const Extent& going) {
  const MemoryBlock& stack = machine.memory.at(going.address);
  const Extent* object = object_in(stack, going);
  if (object == nullptr) return std::nullopt;
  return leaked(machine, object->address,
                fmt::format("the object at offset {} of {} is still held",
                            object->address - stack.base, stack.name));
}

/// Bytes of the caller's stack, from its lowest address on, that a called function takes over.
std::uint64_t taken_over(const Machine& machine) {
  const bool below = machine.execution.frames == Frames::Below;
  const std::uint64_t size = machine.contract.limits.stack_bytes_per_frame;
  return below && size > machine.execution.frame_step ? size - machine.execution.frame_step : 0;
}

/// A fresh frame at the next depth: random bytes, none of them initialised.
std::uint64_t open_stack(Machine& machine) {
  const std::size_t depth = machine.stack_bases.size();
  if (depth > machine.frame_pool.size()) {
    machine.frame_pool.push_back(&make_frame(machine, depth));
  }
  MemoryBlock& block = *machine.frame_pool[depth - 1];
  block.alive = true;
  block.touched_from = 0;
  block.bytes = machine.random.bytes(block.size);
  block.initialised.assign(block.size, 0);
  return block.base;
}

/// Where a called function has its stack: the lowest address.
std::uint64_t enter_stack(Machine& machine) {
  const std::uint64_t caller = machine.stack_bases.back();
  switch (machine.execution.frames) {
    case Frames::Own:
      break;
    case Frames::Callers:
      return caller;
    case Frames::Below: {
      // What the caller keeps there is the callee's now.
      MemoryBlock& block = machine.memory.at(caller);
      const std::uint64_t taken = taken_over(machine);
      block.touched_from = 0;
      for (std::uint64_t i = 0; i < taken; ++i) {
        block.bytes.at(i) = static_cast<std::uint8_t>(machine.random.next());
        block.initialised.at(i) = 0;
      }
      break;
    }
  }
  return open_stack(machine);
}

/// What must hold when the program ends by its own exit.
MaybeFault check_result(const Machine& machine) {
  const Attempt<std::uint64_t> r0 = read_register(machine, Reg{0});
  if (r0.failed()) return r0.fault();
  const ReturnRange& range = machine.contract.result;
  if (!range.checked) return std::nullopt;
  const std::int64_t value =
      range.low32 ? static_cast<std::int32_t>(r0.value()) : static_cast<std::int64_t>(r0.value());
  if (value >= range.min && value <= range.max) return std::nullopt;
  return fault_here(
      machine, FaultKind::ReturnOutOfRange,
      fmt::format("{} is returned, {} to {} are allowed", value, range.min, range.max));
}

MaybeFault check_references(const Machine& machine) {
  if (machine.references.empty()) return std::nullopt;
  const std::uint64_t first = *machine.references.begin();
  return leaked(machine, first,
                fmt::format("{} reference(s) are still held", machine.references.size()));
}

MaybeFault execute_all(Machine& machine) {
  // Who looks on, or writes in between, does so before each instruction.
  const bool undisturbed =
      !machine.options->before_instruction && machine.options->others == OtherWriters::Quiet;
  return machine.flat != nullptr && undisturbed ? execute_flat(machine) : execute(machine, 0);
}

/// What a run stores in maps: it is kept as a whole or, where an exception ends the run, not at
/// all.
class StoredByRun {
 public:
  explicit StoredByRun(MapStore& maps) : maps_(maps) {}
  StoredByRun(const StoredByRun&) = delete;
  StoredByRun& operator=(const StoredByRun&) = delete;
  ~StoredByRun() {
    if (!kept_) maps_.undo();
  }
  void keep() {
    maps_.keep();
    kept_ = true;
  }

 private:
  MapStore& maps_;
  bool kept_ = false;
};

bool may_nest(const Machine& machine) {
  return machine.frames.size() < machine.contract.limits.call_depth;
}

Fault too_deep(const Machine& machine) {
  return fault_here(machine, FaultKind::CallDepth,
                    fmt::format("{} frames are allowed", machine.contract.limits.call_depth));
}

/// Enters the entry function, whose frame lies with the inputs.
MaybeFault enter_entry(Machine& machine) {
  if (!may_nest(machine)) return too_deep(machine);
  renew_entry_frame(machine);
  const MemoryBlock& block = *machine.placed.frame;
  CallFrame& frame = machine.frames.emplace_back();
  frame.lowest_used = block.base + block.size;
  machine.stack_bases.push_back(block.base);
  machine.registers[kFramePointer.index] = frame.lowest_used;
  machine.registers[1] = machine.context;
  machine.initialised = kFrameBit | 0b10;
  return std::nullopt;
}

MaybeFault run_to_end(Machine& machine) {
  if (MaybeFault fault = enter_entry(machine)) return fault;
  machine.memory.forget_rest();
  if (MaybeFault fault = execute_all(machine)) return fault;
  if (MaybeFault fault = check_references(machine)) return fault;
  if (machine.progress == RunProgress::TailCalled) return std::nullopt;
  return check_result(machine);
}

}  // namespace

Machine::Machine(const Program& the_program, const Contract& the_contract)
    : program(the_program),
      contract(the_contract),
      execution(first_execution(the_contract)),
      maps(the_program, the_contract, memory) {
  ASSAY_CHECK(!program.functions.empty() && program.functions[0].begin == 0,
              "a program begins with its entry function");
  for (const ContextField& field : contract.fields) {
    ASSAY_CHECK(std::uint64_t{field.offset} + field.size <= contract.context_size,
                "a context field lies outside its context");
    fields_by_name.push_back(&field);
    if (field.kind == FieldKind::Opaque && field.size <= 8) opaque_fields.push_back(&field);
  }
  std::ranges::sort(fields_by_name, {}, &ContextField::name);
  regions.resize(contract.regions.size());
  region_inputs.resize(contract.regions.size());
  region_marks.resize(contract.regions.size());
  opaque_inputs.resize(opaque_fields.size());
  opaque_values.resize(opaque_fields.size());
}

void Machine::begin(const Event& the_event, const RunOptions& the_options) {
  event = &the_event;
  options = &the_options;
  random = Random(the_options.seed);
  registers.fill(0);
  initialised = 0;
  slot = 0;
  executed = 0;
  frames.clear();
  stack_bases.clear();
  frame_pool.clear();
  // To clear an empty tree takes longer than to look.
  if (!references.empty()) references.clear();
  if (!queue_positions.empty()) queue_positions.clear();
  now = the_event.time;
  progress = RunProgress::Running;
  trace_bytes = 0;
  result.fault.reset();
  result.trace.clear();
  result.trace_cut = false;
  // The contract's regions come first: what is placed first lies at the very edge.
  lay_out_inputs(*this);
  maps.populate(the_event, the_options.held);
}

Fault fault_here(const Machine& machine, FaultKind kind, std::string detail) {
  return {kind, machine.slot, 0, "", std::move(detail)};
}

Fault at_slot(const Machine& machine, Fault fault) {
  fault.slot = machine.slot;
  return fault;
}

Fault unreadable(const Machine& machine, Reg reg) {
  if (reg.index >= kRegisterCount) {
    return fault_here(machine, FaultKind::InvalidInstruction,
                      fmt::format("there is no r{}", reg.index));
  }
  return fault_here(machine, FaultKind::UninitialisedRegister,
                    fmt::format("r{} has no value here", reg.index));
}

Fault unwritable(const Machine& machine, Reg reg) {
  if (reg.index >= kRegisterCount) {
    return fault_here(machine, FaultKind::InvalidInstruction,
                      fmt::format("there is no r{}", reg.index));
  }
  return fault_here(machine, FaultKind::FramePointerWrite, "r10 may not be written");
}

void scratch_arguments(Machine& machine) {
  machine.initialised &= static_cast<std::uint16_t>(~kArguments);
}

MaybeFault enter_function(Machine& machine, std::size_t function, std::uint32_t return_slot) {
  if (!may_nest(machine)) return too_deep(machine);
  ASSAY_CHECK(function < machine.program.functions.size(), "a function index outside the program");
  if (const std::uint64_t taken = taken_over(machine); taken != 0) {
    if (MaybeFault fault = check_objects_stay(machine, {machine.stack_bases.back(), taken}))
      return fault;
  }
  CallFrame frame;
  frame.function = function;
  frame.return_slot = return_slot;
  for (std::size_t i = 0; i < frame.saved.size(); ++i) {
    frame.saved[i] = machine.registers[kFirstPreserved + i];
  }
  frame.saved_initialised = machine.initialised & kPreserved;
  const std::uint64_t base = enter_stack(machine);
  const std::uint64_t top = base + machine.contract.limits.stack_bytes_per_frame;
  frame.lowest_used = top;
  machine.frames.push_back(frame);
  machine.stack_bases.push_back(base);
  machine.registers[kFramePointer.index] = top;
  machine.initialised = static_cast<std::uint16_t>((machine.initialised & kArguments) | kFrameBit);
  machine.slot = machine.program.functions[function].begin;
  return std::nullopt;
}

MaybeFault leave_function(Machine& machine) {
  const CallFrame frame = machine.frames.back();
  const std::uint64_t left = machine.stack_bases.back();
  machine.frames.pop_back();
  machine.stack_bases.pop_back();
  if (machine.stack_bases.empty() || machine.stack_bases.back() != left) {
    const std::uint64_t size = machine.contract.limits.stack_bytes_per_frame;
    if (MaybeFault fault = check_objects_stay(machine, {left, size})) return fault;
    machine.memory.kill(left);
  }
  for (std::size_t i = 0; i < frame.saved.size(); ++i) {
    machine.registers[kFirstPreserved + i] = frame.saved[i];
  }
  const auto r0 = static_cast<std::uint16_t>(machine.initialised & 1u);
  machine.initialised = static_cast<std::uint16_t>(r0 | frame.saved_initialised | kFrameBit);
  if (!machine.stack_bases.empty()) {
    machine.registers[kFramePointer.index] =
        machine.stack_bases.back() + machine.contract.limits.stack_bytes_per_frame;
  }
  machine.slot = frame.return_slot;
  return std::nullopt;
}

std::optional<std::size_t> function_beginning_at(const Program& program, std::uint64_t slot) {
  for (std::size_t i = 0; i < program.functions.size(); ++i) {
    if (program.functions[i].begin == slot) return i;
  }
  return std::nullopt;
}

MaybeFault call_back(Machine& machine, std::uint64_t function,
                     const std::vector<std::uint64_t>& arguments) {
  const auto callee = function_beginning_at(machine.program, (function - kCodeBase) / 8);
  ASSAY_CHECK(callee.has_value(), "a callback that no argument check let through");
  const std::uint32_t call_slot = machine.slot;
  const std::size_t depth = machine.frames.size();
  if (MaybeFault fault = enter_function(machine, *callee, call_slot)) return fault;
  scratch_arguments(machine);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Reg reg{static_cast<std::uint8_t>(i + 1)};
    if (MaybeFault fault = write_register(machine, reg, arguments[i])) return fault;
  }
  return execute(machine, depth);
}

RunResult run(const Program& program, const Contract& contract, const Event& event,
              const RunOptions& options) {
  Machine machine(program, contract);
  run_on(machine, event, options);
  return std::move(machine.result);
}

void run_on(Machine& machine, const Event& event, const RunOptions& options) {
  StoredByRun stored(machine.maps);
  machine.begin(event, options);
  machine.result.fault = run_to_end(machine);
  machine.result.r0 = machine.registers[0];
  machine.result.instructions = machine.executed;
  machine.result.tail_called = machine.progress == RunProgress::TailCalled;
  stored.keep();
}

}  // namespace assay
