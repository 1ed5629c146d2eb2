// SPDX-License-Identifier: Apache-2.0
// Instruction by instruction. What each computes is ir/semantics'; where it goes and what it
// touches is here.
#include "ir/interpreter/execute.hpp"

#include <fmt/core.h>

#include "ir/contract/execution.hpp"
#include "ir/interpreter/access.hpp"
#include "ir/interpreter/call.hpp"
#include "ir/isa/flow.hpp"
#include "ir/isa/moves.hpp"
#include "ir/semantics/alu.hpp"
#include "ir/semantics/atomic.hpp"
#include "ir/semantics/jump.hpp"

namespace assay {
namespace {

using Word64 = MachineWord<64>;

Word64 word(std::uint64_t value) { return Word64::of(value); }

Fault invalid(const Machine& machine, std::string detail) {
  return fault_here(machine, FaultKind::InvalidInstruction, std::move(detail));
}

Attempt<std::uint64_t> read_operand(const Machine& machine, const Operand& operand) {
  return std::visit(
      Overloaded{[&](Reg reg) { return read_register(machine, reg); },
                 [](Imm imm) -> Attempt<std::uint64_t> { return immediate<Word64>(imm).value(); }},
      operand);
}

/// base + offset, wrapping.
Attempt<std::uint64_t> read_address(const Machine& machine, Reg base, std::int16_t offset) {
  Attempt<std::uint64_t> value = read_register(machine, base);
  if (value.failed()) return value;
  return value.value() + static_cast<std::uint64_t>(std::int64_t{offset});
}

Fault leaves(const Machine& machine, std::int64_t target) {
  const Function& function = machine.program.functions[machine.frames.back().function];
  return invalid(machine, fmt::format("control leaves {} for slot {}", function.name, target));
}

/// Goes to `target`, which must be an instruction of the current function.
inline MaybeFault go_to(Machine& machine, std::int64_t target) {
  const Function& function = machine.program.functions[machine.frames.back().function];
  if (target < function.begin || target >= function.end) return leaves(machine, target);
  machine.slot = static_cast<std::uint32_t>(target);
  return std::nullopt;
}

inline MaybeFault go_on(Machine& machine, const Instruction& instruction) {
  return go_to(machine, std::int64_t{machine.slot} + slots(instruction));
}

/// Executes one instruction; each returns what went wrong, or nothing. Control is moved by the
/// alternatives that jump; `moved` tells step() not to go on to the next instruction.
struct Executor {
  Machine& machine;
  bool moved = false;

  MaybeFault operator()(const Alu& alu_instruction) {
    const Attempt<std::uint64_t> src = read_operand(machine, alu_instruction.src);
    if (src.failed()) return src.fault();
    std::uint64_t dst = 0;
    if (!is_move(alu_instruction.op)) {
      const Attempt<std::uint64_t> old = read_register(machine, alu_instruction.dst);
      if (old.failed()) return old.fault();
      dst = old.value();
    }
    const bool loses = machine.execution.signed_division_loses_context &&
                       divides_signed64(alu_instruction) && src.value() == ~std::uint64_t{0};
    if (loses)
      return invalid(machine, "a signed division by -1, over which the helpers' context is lost");
    return write_register(
        machine, alu_instruction.dst,
        alu(alu_instruction.op, alu_instruction.width, word(dst), word(src.value())).value());
  }

  MaybeFault operator()(const Neg& negation) {
    const Attempt<std::uint64_t> old = read_register(machine, negation.dst);
    if (old.failed()) return old.fault();
    return write_register(machine, negation.dst, neg(negation.width, word(old.value())).value());
  }

  MaybeFault operator()(const ByteSwap& swap) {
    const Attempt<std::uint64_t> old = read_register(machine, swap.dst);
    if (old.failed()) return old.fault();
    if (machine.execution.le_keeps_upper_bits && loses_upper_bits(swap)) return std::nullopt;
    return write_register(machine, swap.dst,
                          byte_swap(swap.order, swap.size, word(old.value())).value());
  }

  MaybeFault operator()(const LoadImm64& load_immediate) {
    const Attempt<std::uint64_t> value = wide_value(load_immediate);
    if (value.failed()) return value.fault();
    return write_register(machine, load_immediate.dst, value.value());
  }

  MaybeFault operator()(const WideTail&) const {
    return invalid(machine, "the second half of a 16-byte instruction");
  }

  MaybeFault operator()(const Load& load_instruction) {
    const auto address = read_address(machine, load_instruction.base, load_instruction.offset);
    if (address.failed()) return address.fault();
    const auto value = load(machine, {address.value(), load_instruction.size});
    if (value.failed()) return value.fault();
    // A mark in a narrow context field gives a whole pointer; it is not extended.
    if (is_mark(address.value())) {
      if (load_instruction.sign_extend) return invalid(machine, "a pointer field is sign-extended");
      return write_register(machine, load_instruction.dst, value.value());
    }
    return write_register(machine, load_instruction.dst,
                          extend_load(load_instruction.size,
                                      load_instruction.sign_extend ? Extend::Sign : Extend::Zeros,
                                      word(value.value()))
                              .value());
  }

  MaybeFault operator()(const Store& store_instruction) {
    const auto address = read_address(machine, store_instruction.base, store_instruction.offset);
    if (address.failed()) return address.fault();
    const auto value = read_operand(machine, store_instruction.src);
    if (value.failed()) return value.fault();
    return store(machine, {address.value(), store_instruction.size}, value.value());
  }

  MaybeFault operator()(const Atomic& atomic) {
    const bool compares = atomic.op == AtomicOp::CompareExchange;
    if (machine.execution.fetch_loses_r0 && fetches_through_r0(atomic))
      return invalid(machine, "a fetch through an address in r0, which is lost on the way");
    const auto address = read_address(machine, atomic.base, atomic.offset);
    if (address.failed()) return address.fault();
    const auto src = read_register(machine, atomic.src);
    if (src.failed()) return src.fault();
    std::uint64_t expected = 0;
    if (compares) {
      const auto r0 = read_register(machine, Reg{0});
      if (r0.failed()) return r0.fault();
      expected = r0.value();
    }
    const MemoryAccess access{address.value(), atomic.size};
    if (MaybeFault fault = check_atomic(machine, access)) return fault;
    const auto old = load(machine, access);
    if (old.failed()) return old.fault();
    const Word64 updated =
        atomic_update(atomic.op, atomic.size, word(old.value()), word(src.value()), word(expected));
    if (MaybeFault fault = store(machine, access, updated.value())) return fault;
    if (!atomic.fetch && !compares) return std::nullopt;
    const Extend extend = machine.execution.exchange32_extends_sign && exchanges32(atomic)
                              ? Extend::Sign
                              : Extend::Zeros;
    return write_register(machine, compares ? Reg{0} : atomic.src,
                          extend_load(atomic.size, extend, word(old.value())).value());
  }

  MaybeFault operator()(const LoadPacket& packet) {
    const auto loaded = load_packet(machine, packet);
    if (loaded.failed()) return loaded.fault();
    return loaded.value() ? std::nullopt : (*this)(Exit{});
  }

  MaybeFault operator()(const JumpIf& jump) {
    const auto left = read_register(machine, jump.left);
    if (left.failed()) return left.fault();
    const auto right = read_operand(machine, jump.right);
    if (right.failed()) return right.fault();
    if (!jump_holds(jump.op, jump.width, word(left.value()), word(right.value())))
      return std::nullopt;
    moved = true;
    return go_to(machine, jump.target);
  }

  MaybeFault operator()(const Jump& jump) {
    moved = true;
    return go_to(machine, jump.target);
  }

  MaybeFault operator()(const Call& call) {
    switch (call.kind) {
      case CallKind::Helper:
        return call_helper(machine, static_cast<std::uint32_t>(call.target));
      case CallKind::Local: {
        const auto callee =
            call.target < 0
                ? std::nullopt
                : function_beginning_at(machine.program, static_cast<std::uint32_t>(call.target));
        if (!callee) return invalid(machine, "a call to a slot where no function begins");
        moved = true;
        return enter_function(machine, *callee, machine.slot + 1);
      }
      case CallKind::Kernel:
        return invalid(machine, "kernel functions are not modelled");
      case CallKind::Unresolved:
        return invalid(machine, "the function is not defined");
    }
    internal_fault(__FILE__, __LINE__, "call kind outside its enum");
  }

  MaybeFault operator()(const CallIndirect&) const {
    return invalid(machine, "indirect calls are not allowed");
  }

  MaybeFault operator()(const Exit&) {
    moved = true;
    if (machine.frames.size() > 1) return leave_function(machine);
    machine.progress = RunProgress::Exited;
    return std::nullopt;
  }

 private:
  Attempt<std::uint64_t> wide_value(const LoadImm64& wide) {
    switch (wide.kind) {
      case WideKind::Immediate:
        return std::uint64_t{wide.value};
      case WideKind::Map:
        if (wide.value >= machine.program.maps.size()) return invalid(machine, "no such map");
        return machine.maps.program_map(wide.value).handle;
      case WideKind::MapValue: {
        const std::uint64_t index = wide.value & 0xffffffffu;
        if (index >= machine.program.maps.size()) return invalid(machine, "no such map");
        if (!has_address(machine.program.maps[index]))
          return fault_here(machine, FaultKind::MapKindNotAllowed,
                            "the values of " + machine.program.maps[index].name +
                                " cannot be addressed directly");
        return machine.maps.direct_value(machine.maps.program_map(index), wide.value >> 32);
      }
      case WideKind::Function:
        return code_address(wide.value);
      case WideKind::UnresolvedSymbol:
        if (machine.program.unresolved.at(wide.value).may_be_absent) return std::uint64_t{0};
        return invalid(machine, "the symbol is not defined");
    }
    internal_fault(__FILE__, __LINE__, "kind of 16-byte load outside its enum");
  }

  /// Whether programs may address the map's value: data of the program's, or an array of one entry.
  [[nodiscard]] bool has_address(const Map& map) const {
    if (map.is_data) return true;
    const MapKind* kind = find_map_kind(machine.contract, map.kind);
    return kind != nullptr && kind->direct_value && map.max_entries == 1;
  }

  [[nodiscard]] bool is_mark(std::uint64_t address) const {
    const std::uint64_t offset = address - machine.context;
    if (offset >= machine.contract.context_size) return false;
    const ContextField* field = field_at(machine.contract, static_cast<std::uint32_t>(offset));
    return field != nullptr && field->kind == FieldKind::RegionMark;
  }
};

/// Executes one instruction. Afterwards machine.progress says whether the run has ended.
inline MaybeFault step(Machine& machine) {
  if (machine.slot >= machine.program.instructions.size())
    return invalid(machine, "control leaves the program");
  const Instruction& instruction = machine.program.instructions[machine.slot];
  Executor executor{machine};
  if (MaybeFault fault = std::visit(executor, instruction)) return fault;
  // std::visit with an lvalue visitor: `moved` is the one that the alternatives set.
  if (executor.moved || machine.progress != RunProgress::Running) return std::nullopt;
  return go_on(machine, instruction);
}

void call_observer(Machine& machine) {
  if (!machine.options->before_instruction) return;
  machine.options->before_instruction({machine.slot, machine.executed, machine.registers,
                                       machine.initialised, machine.stack_bases, machine.context,
                                       machine.region_marks, machine.memory, machine.maps});
}

Fault limit_reached(const Machine& machine) {
  return fault_here(machine, FaultKind::InstructionLimit,
                    fmt::format("{} instructions were executed", machine.executed));
}

}  // namespace

MaybeFault execute_one(Machine& machine) {
  if (machine.executed >= machine.options->max_instructions) return limit_reached(machine);
  call_observer(machine);
  ++machine.executed;
  return step(machine);
}

MaybeFault execute(Machine& machine, std::size_t depth) {
  while (machine.progress == RunProgress::Running && machine.frames.size() > depth) {
    if (MaybeFault fault = execute_one(machine)) return fault;
  }
  return std::nullopt;
}

}  // namespace assay
