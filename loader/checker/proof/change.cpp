// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/change.hpp"

namespace assay::checker {
namespace {

constexpr uint32_t kGone = ~uint32_t{0};

/// What must hold of a state that is well formed.
struct Rule {
  bool holds;
};

class ChangeReader {
 public:
  ChangeReader(Reader& in, const Rules& rules, const Renumbering& room, State& out)
      : in_(in), rules_(rules), room_(room), out_(out), known_(out.knowledge) {}

  uint8_t run() {
    const uint8_t parts = in_.u8();
    const auto has = [parts](uint8_t part) { return (parts & part) != 0; };
    known_.replaced_count = 0;
    out_.computed_count = 0;
    // What was released is no more than unreadable in a state of the proof.
    Values all(out_);
    while (Value* const v = all.next()) {
      if (!v->is_readable()) *v = Value{};
    }
    if (has(wire::kChangeDropped)) read_dropped();
    if (has(wire::kChangeStack)) read_stacks();
    arriving_rows_ = known_.row_count;
    if (has(wire::kChangeValues)) read_values();
    if (has(wire::kChangeRest)) read_rest();
    if (!in_.ok()) return parts;
    number_rows();
    forget_gone();
    if (has(wire::kChangeKnown)) read_known();
    if (has(wire::kChangeOrder)) read_order();
    if (!in_.ok()) return parts;
    rename();
    renumber_ids();
    for (uint32_t r = 0; r < rules_.contract->region_count; ++r) {
      if (out_.presence[r] == Presence::Absent) demand_nothing_in(r);
    }
    return parts;
  }

 private:
  void demand(Rule rule) {
    if (!rule.holds) in_.fail(Code::StateIllFormed);
  }
  uint32_t below(uint64_t count) {
    const uint64_t n = in_.number();
    demand({n < count});
    return in_.ok() ? static_cast<uint32_t>(n) : 0;
  }
  /// The next of a list that ascends: `from` and a distance.
  uint32_t next_of(uint32_t from, uint32_t count) {
    return from >= count ? below(0) : from + below(count - from);
  }

  enum class Then : uint32_t { Goes, Stays };
  /// Calls f for positions in a list that are named, which ascend; f takes out what goes.
  template <class F>
  void each_named(const uint32_t& size, Then element, F&& f) {
    const uint32_t count = small(in_, size);
    uint32_t at = 0;
    for (uint32_t i = 0; i < count && in_.ok(); ++i) {
      at = next_of(at, size);
      if (in_.ok()) f(at);
      at += static_cast<uint32_t>(element);
    }
  }

  // --- Registers and stacks ----------------------------------------------------------------------

  void drop(Value* values, uint32_t count) {
    uint64_t mask = in_.number();
    for (uint32_t i = 0; i < count; ++i) {
      if (!values[i].is_readable()) continue;
      if ((mask & 1) != 0) values[i] = Value{};
      mask >>= 1;
    }
    demand({mask == 0});
  }
  void read_dropped() {
    drop(out_.registers, kFramePointer);
    for (uint32_t f = 1; f < out_.frame_count; ++f) drop(out_.frames[f].saved, kSavedRegisters);
  }
  void read_stacks() {
    for (uint32_t f = 0; f < out_.frame_count && in_.ok(); ++f) {
      const uint32_t runs = small(in_, 2 * kFrameBytes + 1);
      uint32_t from = 0;
      for (uint32_t i = 0; i < runs / 2 && in_.ok(); ++i) {
        const uint64_t gap = in_.number();
        const uint64_t size = in_.number();
        demand({gap <= kFrameBytes && size > 0 && size <= kFrameBytes &&
                from + gap + size <= kFrameBytes});
        if (!in_.ok()) return;
        from += static_cast<uint32_t>(gap);
        out_.lose(f, static_cast<int32_t>(from) - kFrameBytes, static_cast<uint32_t>(size));
        from += static_cast<uint32_t>(size);
      }
      if (runs % 2 != 0) read_forgotten(f);
    }
  }
  /// Whole cells, whose bytes are numbers from now on, and buffers.
  void read_forgotten(uint32_t frame) {
    const uint32_t cells = small(in_, out_.cell_count);
    uint32_t from = 0;
    uint32_t kept = 0;
    const auto keep_up_to = [&](uint32_t end) {
      while (from < end) out_.cells[kept++] = out_.cells[from++];
    };
    for (uint32_t i = 0; i < cells && in_.ok(); ++i) {
      const uint32_t gone = next_of(from, out_.cell_count);
      demand({out_.cell_count > gone && out_.cells[gone].frame == frame});
      if (!in_.ok()) return;
      keep_up_to(gone);
      ++from;
    }
    keep_up_to(cells == 0 ? 0 : out_.cell_count);
    if (cells != 0) out_.cell_count = kept;
    each_named(out_.filled_count, Then::Goes, [&](uint32_t at) {
      demand({out_.filled[at].frame == frame});
      if (in_.ok()) remove_at(out_.filled, out_.filled_count, at);
    });
  }

  // --- Values ------------------------------------------------------------------------------------

  /// Adds a symbol that stands behind all others.
  void add_symbol() {
    if (known_.row_count == known_.capacity) return in_.fail(Code::TooManySymbols);
    Row& row = known_.rows[known_.row_count++];
    row = Row{};
    row.symbol = known_.row_count == 1 ? 0 : known_.rows[known_.row_count - 2].symbol + 1;
    demand({row.symbol < kMinusOne >> 33});
    row.facts = read_facts(in_);
    row.reading = natural_reading(row.facts);
  }
  /// By rows.
  void to_symbols(Symbol* symbols, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) {
      demand({symbols[i] < known_.row_count});
      if (!in_.ok()) return;
      symbols[i] = known_.rows[symbols[i]].symbol;
    }
  }
  Term term() {
    Term t = read_term(in_);
    to_symbols(t.symbol, t.count);
    return in_.ok() ? t : Term{};
  }
  Term next_new() {
    const uint32_t row = arriving_rows_ + taken_++;
    demand({row < known_.row_count});
    return in_.ok() ? Term::of(known_.rows[row].symbol) : Term{};
  }
  uint32_t id() {
    const uint32_t n = below(rules_.most_ids);
    out_.next_id = most_of(out_.next_id, n + 1);
    return n;
  }

  /// Registers, saved registers, cells, buffers, in this order.
  Value* value_at(uint32_t place) {
    if (place < kFramePointer) return &out_.registers[place];
    place -= kFramePointer;
    const uint32_t saved = (out_.frame_count - 1) * kSavedRegisters;
    if (place < saved)
      return &out_.frames[1 + place / kSavedRegisters].saved[place % kSavedRegisters];
    place -= saved;
    if (place < out_.cell_count) return &out_.cells[place].value;
    return &out_.filled[place - out_.cell_count].count;
  }
  void read_values() {
    const uint32_t symbols = small(in_, known_.capacity);
    known_.desk->spend(symbols);
    if (known_.desk->fault != Code::Ok) return in_.fail(known_.desk->fault);
    for (uint32_t i = 0; i < symbols && in_.ok(); ++i) add_symbol();
    const uint32_t buffers_at =
        kFramePointer + (out_.frame_count - 1) * kSavedRegisters + out_.cell_count;
    const uint32_t places = buffers_at + out_.filled_count;
    each_named(places, Then::Stays, [&](uint32_t at) {
      Value& value = *value_at(at);
      const Value made = read_value(value);
      if (value.is_readable() && in_.ok()) value = made;
      if (at >= buffers_at) demand({value.is_number()});
    });
    for (uint32_t i = 0; i < out_.cell_count; ++i)
      demand({!out_.cells[i].value.is_pointer() || out_.cells[i].size == 8});
  }
  /// In the place of one that arrives.
  Value read_value(const Value& arrives) {
    const uint8_t kind = in_.enumerator(wire::kValueKinds);
    demand({arrives.is_readable()});
    Value v = arrives;
    if (kind == wire::kValueMoved || kind == wire::kValueMovedByNew) {
      v.term = kind == wire::kValueMoved ? term() : next_new();
      return v;
    }
    if (kind == wire::kValueNew) return Value::number(next_new());
    if (kind == wire::kValueNumber) return Value::number(term());
    v = Value{};
    v.holds = Holds::Pointer;
    v.place.into = static_cast<Into>(kind - 1);
    read_place(v.place);
    v.null = id();
    v.term = term();
    return v;
  }
  void read_place(Place& place) {
    switch (place.into) {
      case Into::Stack:
        place.index = below(out_.frame_count);
        return;
      case Into::Context:
        return;
      case Into::Region:
        place.index = below(rules_.contract->region_count);
        return;
      case Into::Element:
        place.index = below(rules_.program->map_count);
        place.identity = id();
        return;
      case Into::Data:
      case Into::Map:
        place.index = below(rules_.program->map_count);
        return;
      case Into::Memory:
        place.identity = id();
        place.bytes = in_.number();
        return;
      case Into::Code:
        place.index = below(rules_.program->slots.count);
        return;
      case Into::Object:
        place.identity = id();
        return;
    }
  }

  // --- What is known of symbols ------------------------------------------------------------------

  void read_known() {
    each_named(known_.row_count, Then::Stays, [&](uint32_t at) { read_row(known_.rows[at]); });
    each_named(known_.bound_count, Then::Goes,
               [&](uint32_t at) { remove_at(known_.bounds, known_.bound_count, at); });
    const uint32_t added = small(in_, kMostBounds);
    for (uint32_t i = 0; i < added && in_.ok(); ++i) {
      demand({known_.bound_count < kMostBounds});
      Linear bound = read_linear(in_);
      to_symbols(bound.symbol, bound.count);
      if (in_.ok()) known_.bounds[known_.bound_count++] = bound;
    }
    read_excluded();
  }
  void read_excluded() {
    each_named(known_.excluded_count, Then::Goes,
               [&](uint32_t at) { remove_at(known_.excluded, known_.excluded_count, at); });
    const uint32_t added = small(in_, kMostExcluded);
    for (uint32_t i = 0; i < added && in_.ok(); ++i) {
      const Symbol row = below(known_.row_count);
      const auto word = static_cast<uint64_t>(in_.signed_number());
      if (!in_.ok()) return;
      const Excluded e{known_.rows[row].symbol, 0, word};
      demand({known_.excluded_count < kMostExcluded && !known_.excludes(e) &&
              known_.excluded_of(e.symbol) < kMostExcludedOfSymbol});
      if (in_.ok()) known_.excluded[known_.excluded_count++] = e;
    }
  }
  void read_row(Row& row) {
    const uint8_t what = in_.enumerator(wire::kRowForms);
    if ((what & wire::kRowFacts) != 0) row.facts = read_facts(in_);
    if ((what & wire::kRowReading) != 0)
      row.reading = row.reading == Reading::Signed ? Reading::Unsigned : Reading::Signed;
    if ((what & wire::kRowLink) == 0) return;
    row.link = static_cast<Link>(in_.enumerator(wire::kLinks));
    if (row.link != Link::None) row.of = term();
  }

  void read_rest() {
    const uint32_t regions = rules_.contract->region_count;
    const uint32_t count = small(in_, regions);
    for (uint32_t i = 0; i < count && in_.ok(); ++i) {
      const uint32_t region = below(regions);
      const uint8_t is = in_.enumerator(wire::kPresences);
      if (in_.ok()) out_.presence[region] = static_cast<Presence>(is);
    }
    each_named(out_.sizes.marks, Then::Stays, [&](uint32_t at) {
      const Term mark = term();
      if (in_.ok()) out_.marks[at] = mark;
    });
    each_named(out_.resource_count, Then::Stays, [&](uint32_t at) {
      const uint32_t null = id();
      if (in_.ok()) out_.resources[at].null = null;
    });
  }

  // --- The rows that values speak of, and their numbers ------------------------------------------

  void use(const Term& t) {
    for (uint32_t i = 0; i < t.count; ++i) {
      const Row* const row = known_.find(t.symbol[i]);
      demand({row != nullptr});
      if (row != nullptr) room_.rows[row - known_.rows] = 0;
    }
  }
  /// Of those that no value speaks of nothing is known any more; the others are numbered in order.
  void number_rows() {
    for (uint32_t i = 0; i < known_.row_count; ++i) room_.rows[i] = kGone;
    Values all(out_);
    while (const Value* const v = all.next()) {
      if (v->is_readable()) use(v->term);
    }
    for (uint32_t i = 0; i < out_.sizes.marks; ++i) use(out_.marks[i]);
    kept_ = 0;
    for (uint32_t i = 0; i < known_.row_count; ++i) {
      if (room_.rows[i] != kGone) room_.rows[i] = kept_++;
    }
  }
  /// Bounds, excluded words and links of rows that are gone.
  void forget_gone() {
    const auto speaks_of_gone = [&](const Symbol* symbols, uint32_t count) {
      for (uint32_t i = 0; i < count; ++i) {
        if (new_number(symbols[i]) == kGone) return true;
      }
      return false;
    };
    known_.bound_count = keep_if(known_.bounds, known_.bound_count, [&](const Linear& bound) {
      return !speaks_of_gone(bound.symbol, bound.count);
    });
    known_.excluded_count = keep_if(known_.excluded, known_.excluded_count, [&](const Excluded& e) {
      return !speaks_of_gone(&e.symbol, 1);
    });
    for (uint32_t i = 0; i < known_.row_count; ++i) {
      Row& row = known_.rows[i];
      if (row.link != Link::None && speaks_of_gone(row.of.symbol, row.of.count))
        row.link = Link::None;
    }
  }
  void read_order() {
    for (uint32_t i = 0; i < known_.row_count && in_.ok(); ++i) {
      if (room_.rows[i] != kGone) room_.rows[i] = below(kept_);
    }
  }
  Symbol new_number(Symbol symbol) const {
    const Row* const row = known_.find(symbol);
    return row == nullptr ? kGone : room_.rows[row - known_.rows];
  }
  /// Coefficients follow their symbols, which ascend again.
  template <class C>
  void rename(Symbol* symbols, C* coefficients, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) {
      const Symbol symbol = new_number(symbols[i]);
      const C coefficient = coefficients[i];
      demand({symbol != kGone});
      uint32_t at = i;
      for (; at > 0 && symbols[at - 1] > symbol; --at) {
        symbols[at] = symbols[at - 1];
        coefficients[at] = coefficients[at - 1];
      }
      symbols[at] = symbol;
      coefficients[at] = coefficient;
    }
  }
  void rename(Term& t) { rename(t.symbol, t.coefficient, t.count); }

  void rename() {
    Values all(out_);
    while (Value* const v = all.next()) rename(v->term);
    for (uint32_t i = 0; i < out_.sizes.marks; ++i) rename(out_.marks[i]);
    for (uint32_t i = 0; i < known_.bound_count; ++i) {
      Linear& bound = known_.bounds[i];
      rename(bound.symbol, bound.coefficient, bound.count);
    }
    for (uint32_t i = 0; i < known_.excluded_count; ++i) {
      Symbol& symbol = known_.excluded[i].symbol;
      symbol = new_number(symbol);
      demand({symbol != kGone});
    }
    for (uint32_t i = 0; i < known_.row_count; ++i) {
      Row& row = known_.rows[i];
      if (room_.rows[i] != kGone && row.link != Link::None) rename(row.of);
    }
    if (in_.ok()) move_rows();
  }
  /// Each to the place of its number.
  void move_rows() {
    uint32_t rows = 0;
    for (uint32_t i = 0; i < known_.row_count; ++i) {
      if (room_.rows[i] == kGone) continue;
      Row row = known_.rows[i];
      row.symbol = room_.rows[i];
      uint32_t at = rows++;
      known_.desk->spend(1);
      if (known_.desk->fault != Code::Ok) return in_.fail(known_.desk->fault);
      for (; at > 0 && known_.rows[at - 1].symbol > row.symbol; --at) {
        known_.desk->spend(1);
        known_.rows[at] = known_.rows[at - 1];
      }
      known_.rows[at] = row;
    }
    known_.row_count = rows;
    for (uint32_t i = 0; i < rows; ++i) demand({known_.rows[i].symbol == i});
  }

  /// From 1 on, in the order of the values; 0 stays.
  void renumber_ids() {
    demand({out_.next_id <= rules_.most_ids});
    if (!in_.ok()) return;
    uint32_t* const ids = room_.ids;
    for (uint32_t i = 0; i < out_.next_id; ++i) ids[i] = 0;
    uint32_t next = 1;
    const auto renumber = [ids, &next](uint32_t& n) {
      if (n == 0) return;
      if (ids[n] == 0) ids[n] = next++;
      n = ids[n];
    };
    Values all(out_);
    while (Value* const v = all.next()) {
      if (!v->is_pointer()) continue;
      renumber(v->null);
      renumber(v->place.identity);
    }
    for (uint32_t i = 0; i < out_.resource_count; ++i) {
      renumber(out_.resources[i].id);
      renumber(out_.resources[i].null);
    }
    out_.next_id = next;
  }

  /// A region that is absent has marks of 0, and nothing points into it.
  void demand_nothing_in(uint32_t region) {
    const Term* const marks = out_.marks + rules_.mark_first[region];
    for (uint32_t m = 1; m < rules_.contract->regions[region].marks; ++m) demand({marks[m].is(0)});
    Values all(out_);
    while (const Value* const v = all.next())
      demand({!v->points_into(Into::Region) || v->place.index != region});
  }

  Reader& in_;
  const Rules& rules_;
  const Renumbering& room_;
  State& out_;
  Knowledge& known_;
  uint32_t arriving_rows_ = 0;
  uint32_t taken_ = 0;  // of the new symbols, in order
  uint32_t kept_ = 0;
};

}  // namespace

uint8_t read_change(Reader& in, const Rules& rules, const Renumbering& room, State& out) {
  return ChangeReader(in, rules, room, out).run();
}

}  // namespace assay::checker
