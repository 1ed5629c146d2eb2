// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/value_flow.hpp"

#include <algorithm>

#include "ir/isa/flow.hpp"
#include "ir/isa/uses.hpp"
#include "ir/program/flow_graph.hpp"

namespace assay {
namespace {

/// More steps than code that people write needs for one value.
constexpr unsigned kMostSteps = 256;

const Reg* source_of(const Alu& alu) { return std::get_if<Reg>(&alu.src); }

/// The registers that the result of an instruction is computed from; none where it is loaded,
/// called for, or written in the code.
std::vector<Reg> inputs(const Instruction& instruction) {
  if (const auto* alu = std::get_if<Alu>(&instruction)) {
    std::vector<Reg> regs;
    if (alu->op != AluOp::Mov) regs.push_back(alu->dst);
    if (const Reg* source = source_of(*alu)) regs.push_back(*source);
    return regs;
  }
  if (const auto* neg = std::get_if<Neg>(&instruction)) return {neg->dst};
  if (const auto* swap = std::get_if<ByteSwap>(&instruction)) return {swap->dst};
  return {};
}

/// What a step back from a definition leads to: a register, and the constant that was added to it.
struct StepBack {
  Reg reg;
  std::uint64_t constant = 0;
};
std::optional<StepBack> step_back(const Instruction& instruction, Width width) {
  const auto* alu = std::get_if<Alu>(&instruction);
  if (alu == nullptr || bits(alu->width) < bits(width)) return std::nullopt;
  const Reg* source = source_of(*alu);
  if (alu->op == AluOp::Mov && source != nullptr) return StepBack{*source, 0};
  if (source != nullptr) return std::nullopt;
  const auto number = static_cast<std::uint64_t>(std::int64_t{std::get<Imm>(alu->src).value});
  if (alu->op == AluOp::Add) return StepBack{alu->dst, number};
  if (alu->op == AluOp::Sub) return StepBack{alu->dst, 0 - number};
  return std::nullopt;
}

}  // namespace

std::optional<ValueFlow> ValueFlow::of(const Program& program, std::uint32_t slot) {
  if (slot >= program.instructions.size()) return std::nullopt;
  const auto graph = flow_graph(program, function_at(program, slot));
  if (!graph) return std::nullopt;
  ValueFlow flow(program);
  flow.begin_ = graph.value().begin;
  const std::size_t count = graph.value().slots.size();
  flow.successors_.resize(count);
  flow.predecessors_.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const SlotFlow& here = graph.value().slots[i];
    if (!here.reachable) continue;
    flow.reachable_.push_back(flow.begin_ + i);
    flow.successors_[i] = here.successors;
    for (const std::uint32_t next : here.successors)
      flow.predecessors_[next - flow.begin_].push_back(flow.begin_ + i);
  }
  if (!std::ranges::binary_search(flow.reachable_, slot)) return std::nullopt;
  return flow;
}

Reaching ValueFlow::definitions(Reg reg, std::uint32_t slot) const {
  Reaching found;
  std::vector<bool> seen(successors_.size(), false);
  std::vector<std::uint32_t> work{slot};
  while (!work.empty()) {
    const std::uint32_t at_slot = work.back();
    work.pop_back();
    if (at_slot == begin_) found.from_entry = true;
    for (const std::uint32_t before : predecessors_[at_slot - begin_]) {
      if (defs(at(before)).contains(reg)) {
        found.slots.insert(before);
      } else if (!seen[before - begin_]) {
        seen[before - begin_] = true;
        work.push_back(before);
      }
    }
  }
  return found;
}

std::optional<Sum> ValueFlow::sum(Reg reg, std::uint32_t slot, Width width) const {
  std::uint64_t constant = 0;
  for (unsigned steps = 0; steps < kMostSteps; ++steps) {
    const Reaching found = definitions(reg, slot);
    if (found.slots.size() + (found.from_entry ? 1 : 0) != 1) return std::nullopt;
    if (found.from_entry) return Sum{std::nullopt, reg, constant};
    slot = *found.slots.begin();
    const auto back = step_back(at(slot), width);
    if (!back) return Sum{slot, {}, constant};
    reg = back->reg;
    constant += back->constant;
  }
  return std::nullopt;
}

bool ValueFlow::collect(Reg reg, std::uint32_t slot, std::set<std::uint32_t>& seen) const {
  for (const std::uint32_t definition : definitions(reg, slot).slots) {
    if (!seen.insert(definition).second) continue;
    if (seen.size() > kMostSteps) return false;
    for (const Reg input : inputs(at(definition))) {
      if (!collect(input, definition, seen)) return false;
    }
  }
  return true;
}

std::optional<std::set<std::uint32_t>> ValueFlow::sources(Reg reg, std::uint32_t slot) const {
  std::set<std::uint32_t> seen;
  if (!collect(reg, slot, seen)) return std::nullopt;
  return seen;
}

std::vector<std::uint32_t> ValueFlow::path_to(std::uint32_t slot) const {
  std::vector<std::uint32_t> parent(successors_.size(), begin_);
  std::vector<bool> seen(successors_.size(), false);
  std::vector<std::uint32_t> work{begin_};
  seen[0] = true;
  while (!work.empty()) {
    const std::uint32_t here = work.back();
    work.pop_back();
    for (const std::uint32_t next : successors_[here - begin_]) {
      if (seen[next - begin_]) continue;
      seen[next - begin_] = true;
      parent[next - begin_] = here;
      work.push_back(next);
    }
  }
  std::vector<std::uint32_t> path{slot};
  while (path.back() != begin_) path.push_back(parent[path.back() - begin_]);
  std::ranges::reverse(path);
  return path;
}

std::vector<std::uint32_t> ValueFlow::always_passed(std::uint32_t slot) const {
  // Of one path, the slots that no way around leads past: `farthest` is the last slot of the path
  // that what came before can jump to.
  const std::vector<std::uint32_t> path = path_to(slot);
  std::vector<std::size_t> position(successors_.size(), path.size());
  for (std::size_t i = 0; i < path.size(); ++i) position[path[i] - begin_] = i;
  std::vector<bool> seen(successors_.size(), false);
  std::vector<std::uint32_t> passed;
  std::size_t farthest = 0;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (farthest <= i) passed.push_back(path[i]);
    std::vector<std::uint32_t> work{path[i]};
    while (!work.empty()) {
      const std::uint32_t here = work.back();
      work.pop_back();
      for (const std::uint32_t next : successors_[here - begin_]) {
        if (position[next - begin_] < path.size()) {
          farthest = std::max(farthest, position[next - begin_]);
        } else if (!seen[next - begin_]) {
          seen[next - begin_] = true;
          work.push_back(next);
        }
      }
    }
  }
  return passed;
}

bool ValueFlow::reaches(std::uint32_t from, std::uint32_t to, std::uint32_t avoided) const {
  if (from == avoided) return false;
  std::vector<bool> seen(successors_.size(), false);
  std::vector<std::uint32_t> work{from};
  seen[from - begin_] = true;
  while (!work.empty()) {
    const std::uint32_t slot = work.back();
    work.pop_back();
    if (slot == to) return true;
    for (const std::uint32_t next : successors_[slot - begin_]) {
      if (next == avoided || seen[next - begin_]) continue;
      seen[next - begin_] = true;
      work.push_back(next);
    }
  }
  return false;
}

bool ValueFlow::always_before(std::uint32_t before, std::uint32_t after) const {
  return before != after && !reaches(begin_, after, before);
}

std::optional<Branch> ValueFlow::way_to(std::uint32_t slot, std::uint32_t jump) const {
  const auto* test = std::get_if<JumpIf>(&at(jump));
  if (test == nullptr) return std::nullopt;
  const bool taken = reaches(static_cast<std::uint32_t>(test->target), slot, jump);
  const bool not_taken = reaches(jump + 1, slot, jump);
  if (taken == not_taken) return std::nullopt;
  return taken ? Branch::Taken : Branch::NotTaken;
}

}  // namespace assay
