// SPDX-License-Identifier: Apache-2.0
#include "claims.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ir/base/check.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/inclusion_gaps.hpp"
#include "verifier/proof/proof.hpp"

namespace assay::testing {
namespace {

constexpr std::uint64_t kMostSteps = 1000000;

/// windows/process in one way of execution, as the verifier takes contracts.
const Contract& process_one_way() {
  static const Contract made = [] {
    Contract contract = *find_contract("windows/process");
    contract.executions.resize(1);
    return contract;
  }();
  return made;
}

struct Source {
  std::string_view text;
  std::uint32_t second_function = 0;  // slot at which it begins; 0: there is one function
};

/// Slots are noted where tests use them; a map's address takes two.
Source source_of(Subject subject) {
  switch (subject) {
    case Subject::Count:  // head 2: r1 in 0..39, r3 = 2
      return {"r1 = 0; r3 = 2; loop: r1 += 1; if r1 < 40 goto loop; r0 = r3; exit"};
    case Subject::PacketWalk:  // head 3: r2 walks to r3, the packet's end
      return {
          "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r0 = 0; loop: if r2 >= r3 goto out;"
          "r4 = *(u8 *)(r2 + 0); r2 += 1; goto loop; out: exit"};
    case Subject::NullWalk:  // head 3: the same through a command line, which may be absent
      return {
          "r2 = *(u64 *)(r1 + 0); r3 = *(u64 *)(r1 + 8); r0 = 0; loop: if r2 >= r3 goto out;"
          "r4 = *(u8 *)(r2 + 0); r2 += 1; goto loop; out: exit"};
    case Subject::Lookup:  // merge 10: r0 may be null
      return {
          "r8 = *(u32 *)(r1 + 12); *(u32 *)(r10 - 4) = 0; r2 = r10; r2 += -4; r1 = map[0]; call 1;"
          "r7 = 0; if r8 != 3 goto m; r7 = 1; m: if r0 == 0 goto out; r0 = *(u64 *)(r0 + 0);"
          "out: r0 = 2; exit"};
    case Subject::TwoLookups:  // merge 10: r6 may be null; a second lookup follows
      return {
          "r8 = *(u32 *)(r1 + 12); *(u32 *)(r10 - 4) = 0; r2 = r10; r2 += -4; r1 = map[0]; call 1;"
          "r6 = r0; if r8 != 3 goto m; r8 = 1; m: r2 = r10; r2 += -4; r1 = map[0]; call 1;"
          "if r0 == 0 goto out; if r6 == 0 goto out; r0 = *(u64 *)(r6 + 0); out: r0 = 2; exit"};
    case Subject::Reserve:  // merge 10: r6 is a record of 16 bytes, held; merge 14: nothing is held
      return {
          "r8 = *(u32 *)(r1 + 12); r1 = map[1]; r2 = 16; r3 = 0; call 131; if r0 == 0 goto out;"
          "r6 = r0; if r8 != 3 goto m; *(u64 *)(r6 + 8) = 1; m: *(u64 *)(r6 + 0) = 1; r1 = r6; r2 "
          "= 0;"
          "call 132; out: r0 = 2; exit"};
    case Subject::TwoReserves:  // merge 17: r6, r7 are records of 16 and 32 bytes, both held
      return {
          "r8 = *(u32 *)(r1 + 12); r1 = map[1]; r2 = 16; r3 = 0; call 131; if r0 == 0 goto out;"
          "r6 = r0; r1 = map[1]; r2 = 32; r3 = 0; call 131; if r0 == 0 goto one; r7 = r0;"
          "if r8 != 3 goto m; *(u64 *)(r7 + 24) = 1; m: *(u64 *)(r6 + 8) = 1; r1 = r6; r2 = 0;"
          "call 132; *(u64 *)(r7 + 0) = 1; r1 = r7; r2 = 0; call 132; goto out; one: r1 = r6;"
          "r2 = 0; call 133; out: r0 = 2; exit"};
    case Subject::Call:  // return 3: r6 = 2; head 6 in the callee: r0 in 0..5
      return {
          "r6 = 2; r1 = 4; call f; r0 = r6; exit;"
          "f: r0 = 0; loop: r0 += 1; if r0 < 6 goto loop; exit",
          5};
    case Subject::Spill:  // merge 4: the cell at -8 holds 5
      return {
          "r8 = *(u32 *)(r1 + 12); *(u64 *)(r10 - 8) = 5; if r8 != 3 goto m; r8 = 0;"
          "m: r1 = *(u64 *)(r10 - 8); r2 = r10; r2 += r1; *(u8 *)(r2 - 16) = 1; r0 = 2; exit"};
    case Subject::Order:  // head 4: r2 < r3, both any 32-bit numbers
      return {
          "r2 = *(u32 *)(r1 + 12); r3 = *(u32 *)(r1 + 16); r0 = 2; if r2 >= r3 goto out;"
          "loop: r2 += 1; if r2 != r3 goto loop; out: exit"};
    case Subject::FullOrder:  // merge 16: r2 < r3, both any 64-bit numbers
      return {
          "r8 = *(u32 *)(r1 + 12); *(u32 *)(r10 - 4) = 0; r2 = r10; r2 += -4; r1 = map[0]; call 1;"
          "if r0 == 0 goto out; r1 = r0; r0 = 0; r2 = *(u64 *)(r1 + 0); r3 = *(u64 *)(r1 + 8); if "
          "r2 >= r3 goto out;"
          "r0 = 1; if r8 != 3 goto m; r0 = 0; m: if r2 < r3 goto out; r0 = 100; out: r0 &= 1; "
          "exit"};
    case Subject::Chain:  // r4 <= r5 < the packet's size
      return {
          "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = *(u32 *)(r1 + 12);"
          "r5 = *(u32 *)(r1 + 16); r0 = 2; r6 = r3; r6 -= r2; if r5 >= r6 goto out;"
          "if r4 > r5 goto out; r2 += r4; r0 = *(u8 *)(r2 + 0); r0 = 2; out: exit"};
    case Subject::LongChain:  // r1 <= r2 <= r3 <= r4 <= r5 <= 15, found out from the last on
      return {
          "*(u32 *)(r10 - 4) = 0; r2 = r10; r2 += -4; r1 = map[0]; call 1; if r0 == 0 goto out;"
          "r1 = *(u32 *)(r0 + 0); r2 = *(u32 *)(r0 + 4); r3 = *(u32 *)(r0 + 8);"
          "r4 = *(u32 *)(r0 + 12); r5 = *(u32 *)(r0 + 0); if r1 > r2 goto out; if r2 > r3 goto out;"
          "if r3 > r4 goto out; if r4 > r5 goto out; if r5 > 15 goto out; r0 += r1;"
          "r0 = *(u8 *)(r0 + 0); out: r0 = 2; exit"};
    case Subject::Difference:  // r4 <= r5 < the packet's size, and w5 -= w4
      return {
          "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = *(u32 *)(r1 + 12);"
          "r5 = *(u32 *)(r1 + 16); r0 = 2; r6 = r3; r6 -= r2; if r5 >= r6 goto out;"
          "if r4 > r5 goto out; w5 -= w4; r2 += r5; r0 = *(u8 *)(r2 + 0); r0 = 2; out: exit"};
    case Subject::Tie:  // merge 8: r5 is 0 where the packet has two bytes, and else -22
      return {
          "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 2; r5 = 0; r0 = 2;"
          "if r4 <= r3 goto m; r5 = -22; m: if r5 != 0 goto out; r2 = *(u16 *)(r2 + 0); out: exit"};
  }
  internal_fault(__FILE__, __LINE__, "subject out of range");
}

std::string text(const Term& t) {
  std::string s = std::to_string(t.constant_part());
  for (const Monomial& m : t.monomials()) {
    s += "+" + std::to_string(m.coefficient) + "*s" +
         std::to_string(static_cast<std::uint32_t>(m.symbol));
  }
  return s;
}

std::string text(const Pointee& region) {
  const std::string parts =
      std::visit(Overloaded{
                     [](const StackMemory& stack) { return std::to_string(stack.frame); },
                     [](const ContextMemory&) { return std::string(); },
                     [](const RegionMemory& memory) { return std::to_string(memory.region); },
                     [](const MapElement& element) { return std::to_string(element.map); },
                     [](const DataSection& data) { return std::to_string(data.map); },
                     [](const HelperMemory& memory) { return std::to_string(memory.bytes); },
                     [](const MapHandle& handle) { return std::to_string(handle.map); },
                     [](const Code& code) { return std::to_string(code.slot); },
                     [](const KernelObject&) { return std::string(); },
                 },
                 region);
  return fmt::format("{}:{}/{}/{},", region.index(), parts,
                     static_cast<std::uint32_t>(resource_of(region)),
                     static_cast<std::uint32_t>(element_of(region)));
}

std::string text(const Value& v) {
  if (!v.is_readable()) return "-";
  std::string s = v.is_pointer() ? "p" : "n";
  if (const Pointer* p = v.as_pointer())
    s += text(p->region) + std::to_string(static_cast<std::uint32_t>(p->null)) + ",";
  return s + text(v.term());
}

std::string text(const Scalar& f) {
  std::string s;
  for (const std::uint64_t part :
       {f.umin(), f.umax(), static_cast<std::uint64_t>(f.smin()),
        static_cast<std::uint64_t>(f.smax()), f.known_zeros(), f.known_ones(),
        std::uint64_t{f.u32_min()}, std::uint64_t{f.u32_max()}, std::uint64_t{f.modulus()},
        std::uint64_t{f.remainder()}}) {
    s += std::to_string(part) + ",";
  }
  return s;
}

std::string text(const Knowledge& k) {
  std::string s = k.feasible() ? "know" : "impossible";
  for (const SymbolFacts& f : k.symbols()) {
    s += " s" + std::to_string(static_cast<std::uint32_t>(f.symbol)) + ":" + text(f.facts) +
         std::to_string(static_cast<int>(f.lift)) + std::to_string(static_cast<int>(f.link)) +
         text(f.of);
  }
  for (const LinearExpr& b : k.bounds()) {
    s += " bound " + std::to_string(static_cast<std::int64_t>(b.constant_part()));
    for (const LinearTerm& t : b.terms()) {
      s += "+" + std::to_string(t.coefficient) + "*s" +
           std::to_string(static_cast<std::uint32_t>(t.symbol));
    }
  }
  for (const ExcludedWord& e : k.exclusions().all()) {
    s += " s" + std::to_string(static_cast<std::uint32_t>(e.symbol)) + " is not " +
         std::to_string(e.word);
  }
  for (const Replacement& r : k.replacements())
    s += " replaced " + text(Term::of(r.symbol)) + text(r.by);
  return s;
}

std::string text(const State& state) {
  std::string s;
  for (const Value& v : state.registers) s += text(v) + " ";
  for (const Frame& f : state.frames) {
    s += "frame " + std::to_string(f.function_begin) + "," + std::to_string(f.return_slot) + " ";
    for (const Value& v : f.saved) s += text(v) + " ";
    for (const StackCell& c : f.stack.cells())
      s += std::to_string(c.offset) + "/" + std::to_string(c.size) + "=" + text(c.value) + " ";
    s += f.stack.initialised_bytes().to_string();
  }
  for (const RegionMarks& r : state.regions) {
    s += " marks " + std::to_string(static_cast<int>(r.presence));
    for (const Term& t : r.marks) s += " " + text(t);
  }
  for (const Resource& r : state.resources)
    s += fmt::format(" held {},{}", static_cast<std::uint32_t>(r.id),
                     static_cast<std::uint32_t>(r.null));
  for (const MemorySize& size : state.sizes)
    s +=
        fmt::format(" size of {} is {}", static_cast<std::uint32_t>(size.memory), text(size.bytes));
  if (!state.computed.empty()) s += " computed";
  return s + " next " + std::to_string(state.next_id) + " " + text(state.knowledge);
}

/// The steps beyond the base rule that a walk from each state takes.
void record_steps(Claims& claims) {
  for (Invariant& from : claims.invariants.states) {
    from.steps.clear();
    claims.deducer.record_into(&from.steps);
    WalkResult walked = walk_from(claims.environment(), *claims.cuts, from, kMostSteps);
    for (std::size_t a = 0; a < std::min(walked.arrivals.size(), from.targets.size()); ++a) {
      claims.deducer.at(moment_of_arrival(walked, a));
      walked.arrivals[a].state.settle();
      (void)inclusion_gaps(claims.invariants.states.at(from.targets[a]).state,
                           walked.arrivals[a].state);
    }
  }
  claims.deducer.record_into(nullptr);
}

/// Measures where the invariants are safe; none else.
void find_measures(Claims& claims) {
  const auto checked =
      check_invariants(claims.environment(), *claims.cuts, claims.invariants, kMostSteps);
  const auto* safe = std::get_if<SafeInvariants>(&checked);
  claims.measures =
      safe == nullptr ? std::vector<Measure>{}
                      : search_measures(safe->invariants(), safe->graph(), claims.deducer).measures;
}

/// Keeps as few states as will do, so that there is something to falsify in each.
void search(Claims& claims) {
  const auto relevance = relevance_of(claims.program, *claims.contract);
  for (const std::size_t kept : {1U, 8U, 4096U}) {
    SearchPlan plan;
    plan.states_per_merge = plan.states_per_head = plan.peeled = kept;
    claims.invariants =
        search_invariants(claims.environment(), *claims.cuts, relevance, plan, claims.deducer)
            .invariants;
    record_steps(claims);
    find_measures(claims);
    if (accepted(claims)) return;
  }
}

}  // namespace

void Claims::at(std::uint32_t slot, const std::function<void(State&)>& f) {
  for (Invariant& i : invariants.states) {
    if (i.place.slot == slot) f(i.state);
  }
}

std::uint32_t Claims::index_at(std::uint32_t slot) const {
  for (std::uint32_t i = 0; i < invariants.states.size(); ++i) {
    if (invariants.states[i].place.slot == slot) return i;
  }
  internal_fault(__FILE__, __LINE__, "no state is claimed at the slot");
}

std::unique_ptr<Claims> claims_of(Subject subject) {
  auto claims = std::make_unique<Claims>();
  const Source source = source_of(subject);
  auto instructions = assemble(source.text);
  if (!instructions.ok()) internal_fault(__FILE__, __LINE__, instructions.error().message.c_str());
  Program& p = claims->program;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  const auto end = static_cast<std::uint32_t>(p.instructions.size());
  const std::uint32_t split = source.second_function == 0 ? end : source.second_function;
  p.functions.push_back({"entry", 0, split});
  if (split != end) p.functions.push_back({"second", split, end});
  constexpr std::uint32_t kArray = 2;
  constexpr std::uint32_t kRingBuffer = 27;
  Map array;
  array.kind = kArray;
  array.key_size = 4;
  array.value_size = 16;
  array.max_entries = 1;
  Map ring;
  ring.kind = kRingBuffer;
  ring.max_entries = 4096;
  p.maps = {array, ring};
  const bool may_be_null = subject == Subject::NullWalk;
  claims->contract = may_be_null ? &process_one_way() : find_contract("linux/xdp");
  auto cuts = CutPoints::of(p);
  if (!cuts.ok() || claims->contract == nullptr)
    internal_fault(__FILE__, __LINE__, "unusable subject");
  claims->cuts = std::move(cuts).value();
  search(*claims);
  return claims;
}

void fit_to_states(Claims& claims) {
  auto& states = claims.invariants.states;
  for (Invariant& from : states) {
    const WalkResult walked =
        walk(claims.environment(), *claims.cuts, {from.state, from.place.slot}, kMostSteps);
    from.targets.assign(walked.arrivals.size(), 0);
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      State arrived = walked.arrivals[a].state;
      arrived.settle();
      for (std::uint32_t to = 0; to < states.size(); ++to) {
        if (states[to].place == place_of(arrived, walked.arrivals[a].slot) &&
            includes(states[to].state, arrived))
          from.targets[a] = to;
      }
    }
  }
  record_steps(claims);
  find_measures(claims);
}

bool accepted(Claims& claims) {
  try {
    auto checked =
        check_invariants(claims.environment(), *claims.cuts, claims.invariants, kMostSteps);
    auto* safe = std::get_if<SafeInvariants>(&checked);
    if (safe == nullptr) return false;
    constexpr std::uint64_t kAnyBudget = ~std::uint64_t{0};
    return std::holds_alternative<Proof>(prove(std::move(*safe), claims.measures, kAnyBudget));
  } catch (const InternalFault&) {
    return false;  // assay then reports an error, never an acceptance
  }
}

std::string text_of(const Claims& claims) {
  std::string s;
  for (const Invariant& i : claims.invariants.states) {
    s += "at";
    for (const std::uint32_t r : i.place.chain) s += " " + std::to_string(r);
    s += " " + std::to_string(i.place.slot) + " " + text(i.state) + " to";
    for (const std::uint32_t t : i.targets) s += " " + std::to_string(t);
    s += "\n";
  }
  for (const Measure& m : claims.measures) {
    s += "measure " + std::to_string(static_cast<int>(m.pace));
    for (const auto& [node, term] : m.terms) s += " " + std::to_string(node) + ":" + text(term);
    s += "\n";
  }
  return s;
}

}  // namespace assay::testing
