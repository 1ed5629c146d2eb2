// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/loop_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

#include "ir/contract/called_helper.hpp"
#include "ir/contract/words.hpp"
#include "ir/isa/uses.hpp"
#include "ir/program/flow_graph.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

constexpr Int128 kLowest = std::numeric_limits<std::int64_t>::min();
constexpr Int128 kHighest = std::numeric_limits<std::int64_t>::max();

/// By how much a value differs after some instructions. Not `tied`: no tie to what it was is known.
struct Change {
  bool tied = true;
  bool wraps = false;  // the sum is cut to 32 bits
  Int128 low = 0;
  Int128 high = 0;

  [[nodiscard]] static Change untied() { return {false, false, 0, 0}; }
  /// This one and then `next`.
  [[nodiscard]] Change then(const Change& next) const {
    if (!tied || !next.tied) return untied();
    const Change sum{true, wraps || next.wraps, low + next.low, high + next.high};
    return sum.low < kLowest || sum.high > kHighest ? untied() : sum;
  }
  /// This one or `other`.
  [[nodiscard]] Change either(const Change& other) const {
    if (!tied || !other.tied) return untied();
    return {true, wraps || other.wraps, std::min(low, other.low), std::max(high, other.high)};
  }
};

/// A register, or a cell of the innermost frame.
struct Location {
  std::uint8_t reg = 0;
  std::int32_t offset = 0;  // 0: the register
  std::uint32_t size = 0;

  [[nodiscard]] const Value* in(const State& state) const {
    if (offset == 0) return &state.registers.at(reg);
    const StackCell* cell = state.frames.at(state.top().stack_frame).stack.exact(offset, size);
    return cell == nullptr ? nullptr : &cell->value;
  }
  /// The bytes of the frame, for a cell.
  [[nodiscard]] std::optional<FrameRange> bytes(const State& state) const {
    if (offset == 0) return std::nullopt;
    return FrameRange{state.top().function_begin, offset, offset + std::int64_t{size}};
  }
};

/// The first state of the loop at its head; of those that have none there, the first.
std::uint32_t head_state(const Invariants& invariants, const LoopStates& loop) {
  const auto at_head = [&](std::uint32_t n) {
    return invariants.states[n].place.slot == loop.head;
  };
  const auto it = std::ranges::find_if(loop.states, at_head);
  return it == loop.states.end() ? loop.states.front() : *it;
}

/// Both are numbers, or both are pointers into one kind of region.
bool same_kind(const Value& a, const Value& b) {
  const Pointer* p = a.as_pointer();
  const Pointer* q = b.as_pointer();
  if (p == nullptr || q == nullptr) return a.is_scalar() && b.is_scalar();
  return same_kind_of_region(p->region, q->region);
}

class Rounds {
 public:
  Rounds(const Invariants& invariants, const std::vector<ProofEdge>& edges, const LoopStates& loop)
      : invariants_(invariants),
        head_(head_state(invariants, loop)),
        part_of_(invariants.states.size(), 0) {
    const auto inside = [&](std::uint32_t node) {
      return std::ranges::binary_search(loop.states, node);
    };
    ProofEdges apart;  // from the head
    for (const ProofEdge& e : edges) {
      if (!inside(e.from) || !inside(e.to)) continue;
      edges_.push_back(&e);
      if (e.from != head_ && e.to != head_) apart.push_back(&e);
    }
    const auto parts = parts_of(loop.states, apart);
    for (std::uint32_t part = 0; part < parts.size(); ++part) {
      for (const std::uint32_t node : parts[part].states) part_of_[node] = part;
    }
    const auto order = [&](const ProofEdge* e) {
      return e->from == head_ ? std::int64_t{-1} : std::int64_t{part_of_[e->from]};
    };
    std::ranges::sort(edges_, std::greater{}, order);
  }

  /// What one round does to the value that stands at `where` when it begins: the sum of the steps
  /// of its edges, over all ways around. The edges are taken from the round's end backwards.
  Change of(const Location& where) const {
    std::map<std::uint32_t, Change> rest;  // by part: from there to the head
    std::optional<Change> round;
    const auto add = [](std::optional<Change> all, const Change& way) {
      return all ? all->either(way) : way;
    };
    for (const ProofEdge* e : edges_) {
      const Change step = step_on(*e, where);
      if (e->from != head_ && e->to != head_ && part_of_[e->from] == part_of_[e->to]) {
        // An inner loop does this any number of times.
        if (!step.tied || step.low != 0 || step.high != 0) return Change::untied();
        continue;
      }
      std::optional<Change> way;
      if (e->to == head_) {
        way = step;
      } else if (const auto it = rest.find(part_of_[e->to]); it != rest.end()) {
        way = step.then(it->second);
      }
      if (!way) continue;
      if (e->from == head_) {
        round = add(round, *way);
        continue;
      }
      const auto it = rest.find(part_of_[e->from]);
      rest[part_of_[e->from]] = it == rest.end() ? *way : it->second.either(*way);
    }
    return round.value_or(Change::untied());
  }

 private:
  Change step_on(const ProofEdge& edge, const Location& where) const {
    const Value* before = where.in(invariants_.states[edge.from].state);
    const Value* after = where.in(invariants_.states[edge.to].state);
    return before == nullptr || after == nullptr ? Change::untied() : across(edge, *before, *after);
  }

  static Change across(const ProofEdge& edge, const Value& before, const Value& after) {
    const auto image = same_kind(before, after) ? edge.map.apply(after.term()) : std::nullopt;
    if (!image) return Change::untied();
    Term end = edge.knowledge.resolve(*image);
    bool wraps = false;
    const auto symbol = end.as_symbol();
    const SymbolFacts* facts = symbol ? edge.knowledge.find(*symbol) : nullptr;
    const Term start = edge.knowledge.resolve(before.term());
    if (facts != nullptr && facts->link == LinkKind::ZeroExtend32 && end != start) {
      end = facts->of;
      wraps = true;
    }
    const auto difference = Term::combine(end, ~std::uint64_t{0}, start);
    if (!difference) return Change::untied();
    const Scalar by = edge.knowledge.evaluate_bounded(*difference);
    constexpr std::int64_t kFar = std::int64_t{1} << 32;
    if (by.smin() < -kFar || by.smax() > kFar) return Change::untied();
    return {true, wraps, by.smin(), by.smax()};
  }

  const Invariants& invariants_;
  std::uint32_t head_;
  std::vector<std::uint32_t> part_of_;  // by state, without the head: parts in topological order
  std::vector<const ProofEdge*>
      edges_;  // of the loop: the later parts first, those from the head last
};

/// The last instruction of the loop that writes the location; nothing where a call does.
std::optional<std::uint32_t> writer(const Program& program, const std::vector<std::uint32_t>& slots,
                                    const Location& where) {
  std::optional<std::uint32_t> last;
  for (const std::uint32_t slot : slots) {
    const Instruction& i = program.instructions[slot];
    const auto* store = std::get_if<Store>(&i);
    const bool writes = where.offset == 0 ? defs(i).contains(Reg{where.reg})
                                          : store != nullptr && store->base == kFramePointer &&
                                                store->offset == where.offset;
    if (writes) last = slot;
  }
  return last;
}

bool writes_anything(const Program& program, const std::vector<std::uint32_t>& slots) {
  return std::ranges::any_of(slots, [&](std::uint32_t slot) {
    const Instruction& i = program.instructions[slot];
    return !defs(i).empty() || std::holds_alternative<Store>(i) ||
           std::holds_alternative<Atomic>(i);
  });
}

/// The instruction of the loop that gave the register what it holds at `before`; copies are
/// followed. Nothing where it comes from outside, or is computed.
std::optional<std::uint32_t> giver(const Program& program, const std::vector<std::uint32_t>& slots,
                                   std::uint32_t before, Reg reg) {
  for (auto it = std::ranges::lower_bound(slots, before); it != slots.begin();) {
    const std::uint32_t slot = *--it;
    const Instruction& i = program.instructions[slot];
    if (!defs(i).contains(reg)) continue;
    if (std::holds_alternative<Call>(i) || std::holds_alternative<Load>(i)) return slot;
    const auto* copy = std::get_if<Alu>(&i);
    const auto* from = copy == nullptr ? nullptr : std::get_if<Reg>(&copy->src);
    if (from == nullptr || copy->op != AluOp::Mov) return std::nullopt;
    reg = *from;
  }
  return std::nullopt;
}

/// A note on the call or the load in the loop whose result the test compares; none where it
/// compares something else.
std::vector<Note> what_the_test_reads(const Program& program, const Contract& contract,
                                      const std::vector<std::uint32_t>& slots, std::uint32_t test) {
  std::vector<Note> notes;
  for (const Reg reg : uses(program.instructions[test])) {
    const auto slot = giver(program, slots, test, reg);
    if (!slot) continue;
    const bool called = std::holds_alternative<Call>(program.instructions[*slot]);
    const Helper* helper = called_helper(contract, program.instructions[*slot]);
    if (called && helper == nullptr) continue;
    notes.push_back(
        {at_slot(slot),
         fmt::format(
             "whether the loop ends depends on {} here, which may be anything in every round",
             helper == nullptr ? "the value read"
                               : "what '" + name_in_c(helper->name) + "' returns")});
  }
  return notes;
}

std::string amount(Int128 low, Int128 high) {
  const std::string most = grouped_signed(static_cast<std::int64_t>(high));
  return low == high
             ? most
             : fmt::format("{} to {}", grouped_signed(static_cast<std::int64_t>(low)), most);
}

/// What a round does to it, without its name.
std::string predicate(const Location& where, const Change& change, const State& head) {
  const Value& value = *where.in(head);
  const std::string at_head =
      fmt::format("at the start of a round {} is {}", value.is_pointer() ? "its offset" : "it",
                  describe_range(head.knowledge.evaluate_bounded(value.term())));
  if (!change.tied) return "gets a new value in each round; " + at_head;
  if (change.low < 0 && change.high > 0) {
    return fmt::format("changes by {} per round, so it may move back and forth; {}",
                       amount(change.low, change.high), at_head);
  }
  const bool up = change.high > 0;
  const std::string by = up ? amount(change.low, change.high) : amount(-change.high, -change.low);
  std::string text = fmt::format("{} by {} per round", up ? "grows" : "falls", by);
  if (change.low == 0 || change.high == 0)
    return text + ", so in some rounds it may stay the same; " + at_head;
  if (change.wraps) text += " and may wrap around at 32 bits";
  return text + "; nothing bounds it: " + at_head;
}

/// The same as a note. In a frame that a caller shares, nobody knows the cell's name.
Note note_of(const Program& program, std::uint32_t writer, const Location& where,
             const Change& change, const State& head) {
  const std::string text = predicate(where, change, head);
  auto bytes = where.bytes(head);
  if (!bytes && is_assembly(program, writer))
    return {at_slot(writer), fmt::format("r{} {}", where.reg, text)};
  if (!bytes) return {at_slot(writer), "the value computed here " + text};
  if (head.top().stack_frame + 1 != head.frames.size()) bytes->function.reset();
  return {at_slot(writer), text, bytes};
}

std::vector<Location> locations(const State& state) {
  std::vector<Location> all;
  const Stack& stack = state.frames.at(state.top().stack_frame).stack;
  all.reserve(state.registers.size() + stack.cells().size());
  for (std::size_t reg = 0; reg < state.registers.size(); ++reg)
    all.push_back({static_cast<std::uint8_t>(reg), 0, 0});
  for (const StackCell& cell : stack.cells()) all.push_back({0, cell.offset, cell.size});
  return all;
}

}  // namespace

std::vector<Note> changes_in_loop(const Program& program, const Contract& contract,
                                  const SafeInvariants& safe, const LoopStates& loop) {
  constexpr std::size_t kMostNotes = 4;
  const Invariants& invariants = safe.invariants();
  const Invariant& head = invariants.states[head_state(invariants, loop)];
  const auto graph = flow_graph(program, function_at(program, head.place.slot));
  std::vector<std::uint32_t> slots;
  if (graph) slots = loop_members(graph.value(), head.place.slot);
  const Rounds rounds(invariants, safe.graph().edges, loop);
  std::vector<Note> tied;
  std::vector<Note> untied;
  for (const Location& where : locations(head.state)) {
    const Value* value = where.in(head.state);
    if (value == nullptr || !value->is_readable() || value->term().is_constant()) continue;
    const Change change = rounds.of(where);
    if (change.tied && change.low == 0 && change.high == 0) continue;
    const auto slot = writer(program, slots, where);
    if (!slot) continue;  // an inner call or merge made it, about which nothing can be shown
    (change.tied ? tied : untied).push_back(note_of(program, *slot, where, change, head.state));
  }
  std::ranges::move(untied, std::back_inserter(tied));
  if (tied.size() > kMostNotes) tied.resize(kMostNotes);
  if (!tied.empty()) return tied;
  if (!writes_anything(program, slots))
    return {{Whole{}, "no variable changes from one round to the next"}};
  return what_the_test_reads(program, contract, slots, loop.test);
}

}  // namespace assay
