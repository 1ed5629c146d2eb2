// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/partition.hpp"

#include <bit>

#include "ir/base/check.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay {
namespace {

constexpr unsigned kConstantsLost = 4;
constexpr unsigned kConstantLost = 2;
constexpr unsigned kRangeLost = 1;
constexpr unsigned kNullnessLost = 8;
constexpr unsigned kWrittenLost = 8;  // where what nobody wrote can be read as well

/// What frame `f` of the state may still use: at the slot for the running one, and for a caller at
/// the call that it waits for.
const Relevance& of_frame(const State& state, std::size_t f, std::uint32_t slot,
                          const std::vector<Relevance>& relevance) {
  const bool running = f + 1 == state.frames.size();
  return relevance.at(running ? slot : state.frames[f + 1].return_slot - 1);
}

/// What the functions of all frames that use the stack of frame `f` may still read of it.
Relevance of_stack(const State& state, std::size_t f, std::uint32_t slot,
                   const std::vector<Relevance>& relevance) {
  Relevance used;
  for (std::size_t user = f; user < state.frames.size(); ++user) {
    if (state.frames[user].stack_frame != f) continue;
    const Relevance& more = of_frame(state, user, slot, relevance);
    used.live_bytes |= more.live_bytes;
    used.deciding_bytes |= more.deciding_bytes;
  }
  return used;
}

/// Whether what a register or cell holds decides something.
enum class Role : std::uint8_t { Deciding, Idle };

Role role_of(const RegSet& deciding, Reg reg) {
  return deciding.contains(reg) ? Role::Deciding : Role::Idle;
}

Role role_of(const FrameBytes& deciding, const StackCell& cell) {
  return touches(deciding, cell.offset, cell.size) ? Role::Deciding : Role::Idle;
}

class Comparison {
 public:
  Comparison(const State& a, const State& b, std::uint32_t slot,
             const std::vector<Relevance>& relevance, const Distance::Weights& weights)
      : a_(a),
        b_(b),
        slot_(slot),
        relevance_(relevance),
        written_lost_(weights.unwritten == UnwrittenBytes::Numbers ? kWrittenLost
                                                                   : kReadabilityLost),
        nullness_lost_(weights.nullness == NullnessApart::Always ? kReadabilityLost
                                                                 : kNullnessLost) {}

  unsigned run(unsigned enough) {
    const Relevance& here = relevance_.at(slot_);
    for (std::size_t r = 0; r < a_.regions.size(); ++r)
      total_ += a_.regions[r].presence == b_.regions[r].presence ? 0 : kConstantLost;
    for (std::uint8_t i = 0; i < a_.registers.size(); ++i) {
      if (here.live.contains(Reg{i}))
        add(a_.registers[i], b_.registers[i], role_of(here.deciding, Reg{i}));
    }
    for (std::size_t f = 0; f < a_.frames.size() && total_ < enough; ++f) frame(f);
    if (total_ < enough) relations(here);
    return total_;
  }

  [[nodiscard]] bool nullness_differs() const { return nullness_differs_; }

 private:
  /// Two registers that still decide something may stand in relations that exclude each other: they
  /// are what remembers a branch where the code compares the same two again.
  void relations(const Relevance& here) {
    const RegSet both = here.live & here.deciding;
    for (const Reg i : both) {
      for (const Reg j : both) {
        if (!(i < j) || j == kFramePointer) continue;
        const auto mine = spread(a_, i, j);
        const auto other = spread(b_, i, j);
        if (!mine || !other || *mine == *other) continue;
        const bool disjoint = mine->high < other->low || other->high < mine->low;
        if (disjoint || mine->exact() || other->exact()) total_ += kConstantsLost;
      }
    }
  }

  /// Least and greatest difference of two registers, as the bounds between just these two have it.
  struct Spread {
    Int128 low;
    Int128 high;
    [[nodiscard]] bool exact() const { return low == high; }
    bool operator==(const Spread&) const = default;
  };
  static std::optional<Spread> spread(const State& s, Reg i, Reg j) {
    const Value& x = s.registers[i.index];
    const Value& y = s.registers[j.index];
    if (!x.is_scalar() || !y.is_scalar()) return std::nullopt;
    const auto a = x.term().as_symbol();
    const auto b = y.term().as_symbol();
    if (!a || !b) return std::nullopt;
    if (*a == *b) return Spread{0, 0};
    constexpr Int128 kFar = Int128{1} << 100;
    Spread out{-kFar, kFar};
    for (const LinearExpr& bound : s.knowledge.bounds()) {
      if (bound.terms().size() != 2) continue;
      const std::int64_t c = bound.coefficient_of(*a);
      if ((c != 1 && c != -1) || bound.coefficient_of(*b) != -c) continue;
      if (c == 1) {
        out.high = std::min(out.high, -bound.constant_part());
      } else {
        out.low = std::max(out.low, bound.constant_part());
      }
    }
    return out;
  }

  void frame(std::size_t f) {
    if (f > 0) {
      const Relevance& caller = relevance_.at(a_.frames[f].return_slot);
      for (std::uint8_t i = 0; i < 4; ++i) {
        const Reg reg{static_cast<std::uint8_t>(6 + i)};
        if (caller.live.contains(reg))
          add(a_.frames[f].saved[i], b_.frames[f].saved[i], role_of(caller.deciding, reg));
      }
    }
    const Relevance used = of_stack(a_, f, slot_, relevance_);
    const Stack& mine = a_.frames[f].stack;
    const Stack& other = b_.frames[f].stack;
    for (const StackCell& cell : mine.cells()) {
      const Role role = role_of(used.deciding_bytes, cell);
      const StackCell* twin = other.exact(cell.offset, cell.size);
      if (twin != nullptr) {
        add(cell.value, twin->value, role);
      } else {
        lone(cell, role);
      }
    }
    for (const StackCell& cell : other.cells()) {
      if (mine.exact(cell.offset, cell.size) == nullptr)
        lone(cell, role_of(used.deciding_bytes, cell));
    }
    if (!mine.initialised_within(other) || !other.initialised_within(mine)) total_ += written_lost_;
  }

  /// A cell that only one of the states has.
  void lone(const StackCell& cell, Role role) {
    if (cell.value.is_pointer()) {
      total_ += kReadabilityLost;
    } else if (role == Role::Deciding) {
      total_ += cell.value.term().is_constant() ? kConstantLost : kRangeLost;
    }
  }

  void add(const Value& a, const Value& b, Role role) {
    if (a.is_readable() != b.is_readable()) {
      total_ += kReadabilityLost;
    } else if (a.is_pointer() != b.is_pointer()) {
      const Value& number = a.is_pointer() ? b : a;
      const Value& pointer = a.is_pointer() ? a : b;
      const State& of_number = a.is_pointer() ? b_ : a_;
      const auto* memory = pointer.into<RegionMemory>();
      const bool absent =
          memory != nullptr && of_number.regions.at(memory->region).presence == Presence::Absent;
      const bool null = number.term().as_constant() == 0u && pointer.term().is_constant();
      if (null || absent) {
        lose_nullness();
      } else {
        total_ += kReadabilityLost;
      }
    } else if (a.is_pointer()) {
      if (!same_kind_of_region(a.as_pointer()->region, b.as_pointer()->region)) {
        total_ += kReadabilityLost;
        return;
      }
      if (a.maybe_null() != b.maybe_null()) lose_nullness();
      terms(a.term(), b.term());
    } else if (a.is_readable() && role == Role::Deciding) {
      terms(a.term(), b.term());
    }
  }

  void lose_nullness() {
    total_ += nullness_lost_;
    nullness_differs_ = true;
  }

  void terms(const Term& a, const Term& b) {
    if (a == b) return;
    if (a.is_constant() && b.is_constant()) {
      total_ += kConstantsLost;
    } else if (a.is_constant() || b.is_constant()) {
      total_ += kConstantLost;
    } else if (!same_facts(a, b)) {
      total_ += kRangeLost;
    }
  }

  bool same_facts(const Term& a, const Term& b) const {
    const auto x = a.as_symbol();
    const auto y = b.as_symbol();
    if (x && y) return a_.knowledge.find(*x)->facts == b_.knowledge.find(*y)->facts;
    return a_.knowledge.evaluate(a) == b_.knowledge.evaluate(b);
  }

  const State& a_;
  const State& b_;
  std::uint32_t slot_;
  const std::vector<Relevance>& relevance_;
  const unsigned written_lost_;
  const unsigned nullness_lost_;
  unsigned total_ = 0;
  bool nullness_differs_ = false;
};

/// Calls f(offset, size) for runs of bytes that together are the set; offsets from the frame's top.
template <class F>
void each_run(const FrameBytes& bytes, F&& f) {
  const FrameBytes word(~std::uint64_t{0});
  const auto from = [&](std::size_t at) { return ((bytes >> at) & word).to_ullong(); };
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint64_t ahead = from(at);
    if (ahead == 0) {
      at += 64;
      continue;
    }
    at += static_cast<std::size_t>(std::countr_zero(ahead));
    const int size = std::countr_one(from(at));
    f(static_cast<std::int32_t>(at) - Stack::kFrameBytes, static_cast<std::uint32_t>(size));
    at += static_cast<std::size_t>(size);
  }
}

void forget_dead_bytes(Stack& stack, const FrameBytes& live) {
  std::erase_if(stack.mutable_filled(),
                [&](const FilledBytes& bytes) { return !touches(live, bytes.offset, bytes.size); });
  FrameBytes dead = stack.initialised_bytes() & ~live;
  if (dead.none()) return;
  for (const StackCell& cell : stack.cells()) {
    if (!touches(live, cell.offset, cell.size)) continue;
    // A cell that is partly read stays whole.
    const auto place = static_cast<std::size_t>(cell.offset + Stack::kFrameBytes);
    for (std::size_t i = place; i < place + cell.size; ++i) dead.reset(i);
  }
  each_run(dead, [&](std::int32_t offset, std::uint32_t size) { stack.forget(offset, size); });
}

/// Numbers on the stack that decide nothing lose their names; their bytes stay written.
void forget_idle_numbers(Stack& stack, const FrameBytes& deciding) {
  for (std::size_t i = stack.cells().size(); i-- > 0;) {
    const StackCell& cell = stack.cells()[i];
    if (!cell.value.is_scalar() || touches(deciding, cell.offset, cell.size)) continue;
    stack.scramble(cell.offset, cell.size);
  }
}

}  // namespace

void restrict_to_live(State& state, std::uint32_t slot, const std::vector<Relevance>& relevance,
                      SymbolSupply& supply) {
  const auto forget = [&](Value& v) {
    if (v.is_readable()) v = Value::unreadable(Why::Forgotten, slot);
  };
  const RegSet live = relevance.at(slot).live;
  for (std::uint8_t i = 0; i < state.registers.size(); ++i) {
    if (!live.contains(Reg{i})) forget(state.registers[i]);
  }
  for (std::size_t f = 0; f < state.frames.size(); ++f) {
    const Relevance used = of_stack(state, f, slot, relevance);
    forget_dead_bytes(state.frames[f].stack, used.live_bytes);
    forget_idle_numbers(state.frames[f].stack, used.deciding_bytes);
    if (f == 0) continue;
    const RegSet caller = relevance.at(state.frames[f].return_slot).live;
    for (std::uint8_t i = 0; i < 4; ++i) {
      if (!caller.contains(Reg{static_cast<std::uint8_t>(6 + i)})) forget(state.frames[f].saved[i]);
    }
  }
  tidy(state, supply);
}

void restrict_to_deciding(State& state, const Relevance& decides, SymbolSupply& supply) {
  for (std::uint8_t i = 0; i < state.registers.size(); ++i) {
    Value& v = state.registers[i];
    if (v.is_readable() && !decides.deciding.contains(Reg{i}))
      v = Value::unreadable(Why::Forgotten, v.since());
  }
  forget_idle_numbers(state.frames.at(state.top().stack_frame).stack, decides.deciding_bytes);
  tidy(state, supply);
}

UnwrittenBytes unwritten_bytes(const Policy& policy) {
  return policy.uninitialised_stack_reads && policy.uninitialised_stack_reads_by_helpers
             ? UnwrittenBytes::Numbers
             : UnwrittenBytes::Unreadable;
}

unsigned Distance::between(const State& a, const State& b, unsigned enough) {
  Comparison comparison(a, b, slot_, relevance_, weights_);
  const unsigned apart = comparison.run(enough);
  nullness_differs_ = comparison.nullness_differs();
  return apart;
}

}  // namespace assay
