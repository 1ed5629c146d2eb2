// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/code_form.hpp"

namespace assay::checker {

namespace {

bool is_wide(const ProgramView& program, uint32_t slot) {
  return program.slots.bytes[size_t{slot} * 8] == 0x18;
}

/// A slot that a jump may go to: in the function, and no second slot. The bytes of a second slot
/// begin with 0, which is the opcode of nothing.
Code check_jump(const ProgramView& program, Span function, uint32_t target) {
  if (target < function.offset || target - function.offset >= function.size)
    return Code::TargetOutside;
  const bool first = program.slots.bytes[size_t{target} * 8] != 0;
  return first ? Code::Ok : Code::TargetInsideInstruction;
}

Code check_names(const ProgramView& program, Span function, const Instruction& instruction) {
  switch (instruction.op) {
    case Op::Jump:
    case Op::JumpIf:
      return check_jump(program, function, instruction.target);
    case Op::CallLocal:
    case Op::LoadFunction:
      return is_function(program, instruction.target) ? Code::Ok : Code::TargetNoFunction;
    case Op::LoadMap:
    case Op::LoadMapValue:
      return instruction.map < program.map_count ? Code::Ok : Code::MapUnknown;
    case Op::Alu:
    case Op::Negate:
    case Op::Swap:
    case Op::LoadNumber:
    case Op::WideTail:
    case Op::Load:
    case Op::Store:
    case Op::Atomic:
    case Op::PacketLoad:
    case Op::CallHelper:
    case Op::CallKernel:
    case Op::CallIndirect:
    case Op::Exit:
      return Code::Ok;
  }
  return Code::Internal;
}

Code check_function(const ProgramView& program, Span function, Work& work, uint32_t& slot) {
  const uint32_t end = function.offset + function.size;
  for (slot = function.offset; slot < end;) {
    Instruction instruction;
    if (!work.spend(1)) return Code::UnitsExceeded;
    const Code decoded = decode(program.slots, slot, instruction);
    if (decoded != Code::Ok) return decoded;
    const uint32_t slots = is_wide(program, slot) ? 2 : 1;
    if (slots > end - slot) return Code::WideCut;
    const Code named = check_names(program, function, instruction);
    if (named != Code::Ok) return named;
    if (instruction.op == Op::LoadMap || instruction.op == Op::LoadMapValue)
      program.named[instruction.map] = true;
    slot += slots;
  }
  return Code::Ok;
}

}  // namespace

bool are_functions(const ProgramView& program) {
  if (program.function_count == 0 || u32_at(program.function_begins.data) != 0) return false;
  for (uint32_t i = 0; i < program.function_count; ++i) {
    const Span function = function_span(program, i);
    const uint64_t end = uint64_t{function.offset} + function.size;
    if (function.size == 0 || end > program.slots.count) return false;
  }
  return true;
}

Code check_code(const ProgramView& program, Work& work, uint32_t& slot) {
  for (uint32_t i = 0; i < program.function_count; ++i) {
    const Code code = check_function(program, function_span(program, i), work, slot);
    if (code != Code::Ok) return code;
  }
  return Code::Ok;
}

}  // namespace assay::checker
