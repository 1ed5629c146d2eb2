// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/indexed_accesses.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ir/contract/execution.hpp"
#include "ir/isa/flow.hpp"
#include "ir/isa/memory_operand.hpp"
#include "verifier/engine/deducer.hpp"
#include "verifier/engine/frame_addresses.hpp"
#include "verifier/explain/stack_access.hpp"
#include "verifier/proof/walk.hpp"
#include "verifier/transfer/execute.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxSteps = 200'000;
/// The search numbers symbols from 0, and never has as many.
constexpr std::uint32_t kFirstFreeSymbol = 1u << 30;

/// Of an instruction that has a memory operand.
AccessKind kind_of(const Instruction& instruction) {
  if (std::holds_alternative<Load>(instruction)) return AccessKind::Read;
  if (std::holds_alternative<Store>(instruction)) return AccessKind::Write;
  return AccessKind::Atomic;
}

/// The slots of accesses whose address may be one of the own frame, at an offset that the code does
/// not say.
std::set<std::uint32_t> slots_of_interest(const Program& program) {
  std::set<std::uint32_t> slots;
  for (const Function& function : program.functions) {
    const std::vector<TrackedRegisters> before = track_frame_addresses(program, function);
    for (std::uint32_t slot = function.begin; slot < function.end; ++slot) {
      const auto access = memory_operand(program.instructions[slot]);
      if (!access) continue;
      const Tracked& base = before[slot - function.begin][access->base.index];
      if (base.origin == Origin::PerhapsFrame) slots.insert(slot);
    }
  }
  return slots;
}

/// By slot, whether a path from there comes to one of `slots` before it comes to a cut point.
std::vector<bool> ahead_of(const std::set<std::uint32_t>& slots, const Program& program,
                           const CutPoints& cuts) {
  std::vector<bool> ahead(program.instructions.size(), false);
  // Code that nothing reaches may end without an exit.
  const auto leads_on = [&](std::uint32_t to) {
    return to < ahead.size() && !cuts.is_cut(to) && ahead[to];
  };
  const auto leads_there = [&](std::uint32_t slot) {
    if (slots.contains(slot)) return true;
    const Instruction& instruction = program.instructions[slot];
    const auto* call = std::get_if<Call>(&instruction);
    // A call comes back to a cut point.
    if (call != nullptr && call->kind == CallKind::Local)
      return leads_on(static_cast<std::uint32_t>(call->target));
    const Flow next = flow(instruction);
    return (next.falls_through && leads_on(slot + assay::slots(instruction))) ||
           (next.target && leads_on(static_cast<std::uint32_t>(*next.target)));
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (auto slot = static_cast<std::uint32_t>(ahead.size()); slot-- > 0;) {
      if (ahead[slot] || !leads_there(slot)) continue;
      ahead[slot] = true;
      changed = true;
    }
  }
  return ahead;
}

class Recorder {
 public:
  Recorder(const Environment& env, std::set<std::uint32_t> slots, const CutPoints& cuts)
      : env_(env), ahead_(ahead_of(slots, env.program, cuts)), slots_(std::move(slots)) {}

  /// Along all paths from the state to the next cut points; false when that took too long.
  bool walk_from(const Invariant& from, const CutPoints& cuts) {
    std::vector<Successor> paths;
    paths.push_back({from.state, from.place.slot});
    bool first = true;
    while (!paths.empty()) {
      Successor path = std::move(paths.back());
      paths.pop_back();
      if (!ahead_[path.slot] || (!first && cuts.is_cut(path.slot))) continue;
      first = false;
      if (++steps_ > kMaxSteps) return false;
      if (slots_.contains(path.slot)) {
        path.state.knowledge.advise(env_.advisor);
        record(path.state, path.slot);
      }
      Step step = execute(env_, std::move(path.state), path.slot);
      for (Successor& next : step.next) paths.push_back(std::move(next));
    }
    return true;
  }

  [[nodiscard]] std::vector<IndexedAccess> take() {
    std::vector<IndexedAccess> all;
    for (auto& [slot, seen] : seen_) {
      if (!seen.differ) all.push_back({slot, std::move(seen.access)});
    }
    return all;
  }

 private:
  struct Seen {
    StackAccess access;
    bool differ = false;  // the runs do not agree where they count from
  };

  void record(const State& state, std::uint32_t slot) {
    const Instruction& instruction = env_.program.instructions[slot];
    const MemoryOperand operand = *memory_operand(instruction);
    const AccessKind kind = kind_of(instruction);
    const Value pointer = state.read(operand.base);
    if (pointer.into<StackMemory>() == nullptr || pointer.maybe_null()) return;
    const Site site{env_.program, env_.contract, state, slot};
    const Access access{pointer, operand.offset, Term::constant(bytes(operand.size)), kind, true};
    if (check_access(site, access)) return;
    const StackRange range = stack_range(site, access);
    if (range.exact) return;
    const StackAccess now =
        stack_access(site, {access, std::string(name_of_access(kind))}, range.low, range.high);
    if (!now.bytes.function) return;
    const auto [it, is_new] = seen_.try_emplace(slot, Seen{now, false});
    StackAccess& kept = it->second.access;
    if (is_new) return;
    it->second.differ =
        it->second.differ || kept.base != now.base || kept.bytes.function != now.bytes.function;
    kept.bytes.low = std::min(kept.bytes.low, now.bytes.low);
    kept.bytes.high = std::max(kept.bytes.high, now.bytes.high);
  }

  const Environment& env_;
  std::vector<bool> ahead_;
  std::set<std::uint32_t> slots_;
  std::map<std::uint32_t, Seen> seen_;
  std::uint64_t steps_ = 0;
};

}  // namespace

std::vector<IndexedAccess> indexed_accesses(const Program& program, const Contract& contract,
                                            const Acceptance& acceptance) {
  std::set<std::uint32_t> slots = slots_of_interest(program);
  if (slots.empty()) return {};
  const auto cuts = CutPoints::of(program);
  if (!cuts) return {};
  const std::vector<ExecutionCase> cases = execution_cases(program, contract);
  SymbolSupply symbols(kFirstFreeSymbol);
  Deducer deducer;  // the steps of the proof are bound to the moments of its walks
  const Environment env{program, cases.front().contract, symbols, nullptr, nullptr, &deducer};
  Recorder recorder(env, std::move(slots), cuts.value());
  for (const Invariant& from : acceptance.proofs().front().claims().invariants.states) {
    if (!recorder.walk_from(from, cuts.value())) break;
  }
  return recorder.take();
}

}  // namespace assay
