// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/execution.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/schema.hpp"

namespace assay {
namespace {

/// A division that may be by -1. What a loader writes over a constant may be.
bool may_lose_context(const Program& program, const Alu& alu) {
  const auto* constant = std::get_if<Imm>(&alu.src);
  const bool known = constant != nullptr && program.load_time.uses.empty();
  return divides_signed64(alu) && !(known && constant->value != -1);
}

/// What of the differences an instruction shows.
void note(const Program& program, const Instruction& instruction, Execution& shown) {
  if (const auto* alu = std::get_if<Alu>(&instruction))
    shown.signed_division_loses_context |= may_lose_context(program, *alu);
  if (const auto* call = std::get_if<Call>(&instruction); call && call->kind == CallKind::Local)
    shown.frames = Frames::Below;
  if (const auto* swap = std::get_if<ByteSwap>(&instruction))
    shown.le_keeps_upper_bits |= loses_upper_bits(*swap);
  const auto* atomic = std::get_if<Atomic>(&instruction);
  if (atomic == nullptr) return;
  shown.exchange32_extends_sign |= exchanges32(*atomic);
  shown.fetch_loses_r0 |= fetches_through_r0(*atomic);
}

/// The execution as far as the program, which shows this much, can tell; without its name.
Execution seen(const Program& program, const Execution& way, const Execution& shown) {
  Execution out = way;
  out.name.clear();
  if (!is_too_long(program, way)) out.most_slots = 0;
  if (shown.frames == Frames::Own) {
    out.frames = Frames::Own;
    out.frame_step = 0;
  }
  out.exchange32_extends_sign &= shown.exchange32_extends_sign;
  out.fetch_loses_r0 &= shown.fetch_loses_r0;
  out.signed_division_loses_context &= shown.signed_division_loses_context;
  out.le_keeps_upper_bits &= shown.le_keeps_upper_bits;
  return out;
}

}  // namespace

bool exchanges32(const Atomic& atomic) {
  return atomic.op == AtomicOp::Exchange && atomic.size == Width::W32;
}

bool fetches_through_r0(const Atomic& atomic) {
  const bool computes = atomic.op != AtomicOp::Exchange && atomic.op != AtomicOp::CompareExchange;
  return computes && atomic.fetch && atomic.base == Reg{0};
}

bool divides_signed64(const Alu& alu) {
  return (alu.op == AluOp::Sdiv || alu.op == AluOp::Smod) && alu.width == Width::W64;
}

bool loses_upper_bits(const ByteSwap& swap) {
  return swap.order == ByteOrder::ToLittle && swap.size != Width::W64;
}

bool is_too_long(const Program& program, const Execution& way) {
  const std::uint64_t slots =
      std::max<std::uint64_t>(program.instructions.size(), program.copied_slots);
  return way.most_slots != 0 && slots > way.most_slots;
}

const Execution& first_execution(const Contract& contract) {
  static const Execution plain;
  return contract.executions.empty() ? plain : contract.executions.front();
}

const Execution& execution_of(const Contract& contract) {
  ASSAY_CHECK(contract.executions.size() <= 1, "a contract of several ways is judged way by way");
  return first_execution(contract);
}

std::vector<ExecutionCase> execution_cases(const Program& program, const Contract& contract) {
  if (contract.executions.empty()) return {{contract, {}}};
  Execution shown;
  for (const Instruction& instruction : program.instructions) note(program, instruction, shown);
  std::vector<ExecutionCase> cases;
  std::vector<Execution> known;
  for (const Execution& way : contract.executions) {
    const Execution what = seen(program, way, shown);
    const auto same = std::ranges::find(known, what);
    if (same != known.end()) {
      cases[static_cast<std::size_t>(same - known.begin())].names.push_back(way.name);
      continue;
    }
    known.push_back(what);
    ExecutionCase& made = cases.emplace_back(ExecutionCase{contract, {way.name}});
    made.contract.executions = {what};
    made.contract.executions.front().name = way.name;
  }
  return cases;
}

Result<Contract> narrowed_to(const Contract& contract, std::string_view execution) {
  const auto named = [&](const Execution& way) { return way.name == execution; };
  const auto way = std::ranges::find_if(contract.executions, named);
  if (way == contract.executions.end()) {
    return Error{ErrorCode::UsageError, fmt::format("--execution {}: {} is not executed that way",
                                                    execution, contract.name)};
  }
  Contract narrowed = contract;
  narrowed.executions = {*way};
  return narrowed;
}

std::vector<std::string> differences_of(const Execution& execution) {
  std::vector<std::string> out;
  switch (execution.frames) {
    case Frames::Own:
      break;
    case Frames::Callers:
      out.emplace_back(
          "a function that is called uses its caller's stack frame: what it stores there "
          "overwrites the caller's variables");
      break;
    case Frames::Below:
      out.push_back(fmt::format(
          "a function that calls another has {} bytes of stack: what it keeps deeper is lost at "
          "the call",
          execution.frame_step));
      break;
  }
  schema::each_flag<Execution>([&](const auto& row) {
    if (schema::is_shown(row, execution)) out.emplace_back(row.flag.clause);
  });
  if (execution.most_slots != 0) {
    out.push_back(fmt::format(
        "of a program of more than {} instructions, a wide load counted twice, another one runs",
        execution.most_slots));
  }
  return out;
}

}  // namespace assay
