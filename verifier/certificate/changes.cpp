// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/changes.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"
#include "verifier/certificate/facts.hpp"

namespace assay {

std::uint32_t IdNumbers::of(Kind kind, std::uint32_t id) const {
  if (id == 0) return 0;
  if (id >= first_new) return next + (id - first_new);
  const auto at = known[kind].find(id);
  ASSAY_CHECK(at != known[kind].end(), "an id that no value of the state has");
  return at->second;
}

namespace {

/// A list of elements that ascend, each at a distance from behind the one before.
class Distances {
 public:
  /// The number to write for the element with that index.
  std::uint32_t to(std::uint32_t index) {
    const std::uint32_t distance = index - behind_;
    behind_ = index + 1;
    return distance;
  }

 private:
  std::uint32_t behind_ = 0;
};

class ChangeMaker {
 public:
  explicit ChangeMaker(const ChangeSource& source)
      : in_(source), t_(source.target), a_(source.arrives) {}

  Change run() {
    number_symbols();
    out_.most_ids = std::max(out_.most_ids, in_.ids.next + a_.next_id - in_.ids.first_new);
    next_id_ = out_.most_ids;
    add(wire::kChangeDropped, dropped());
    add(wire::kChangeStack, stacks());
    add(wire::kChangeValues, values());
    add(wire::kChangeRest, rest());
    add(wire::kChangeKnown, known());
    add(wire::kChangeOrder, order());
    out_.most_ids = std::max(out_.most_ids, next_id_);
    number_ids();
    return std::move(out_);
  }

 private:
  using Bytes = std::vector<std::uint8_t>;

  void add(std::uint8_t part, const Bytes& bytes) {
    if (bytes.empty()) return;
    out_.parts |= part;
    out_.bytes.insert(out_.bytes.end(), bytes.begin(), bytes.end());
  }

  // --- Symbols: rows of what arrives that stay, and new ones behind them
  // --------------------------

  void number_symbols() {
    for (const SymbolFacts& row : a_.knowledge.symbols()) arriving_.add(row.symbol, rows_++);
    stays_.resize(rows_);
    for (const SymbolFacts& row : t_.knowledge.symbols()) {
      const Term* const image = in_.map.find(row.symbol);
      const auto symbol = image == nullptr ? std::nullopt : image->as_symbol();
      const auto at = symbol ? arriving_.find(*symbol) : std::nullopt;
      if (at && stays_[*at] == nullptr) {
        stays_[*at] = &row;
        numbers_.add(row.symbol, *at);
      } else {
        numbers_.add(row.symbol, rows_ + static_cast<std::uint32_t>(new_.size()));
        new_.push_back(&row);
      }
    }
  }
  bool same(const Term& target, const Term& arrives) const {
    return target.constant_part() == arrives.constant_part() &&
           numbers_.of(target) == arriving_.of(arrives);
  }

  // --- What may not be read any more
  // ---------------------------------------------------------------

  static bool mask_of(std::span<const Value> target, std::span<const Value> arrives,
                      RecordWriter& out) {
    std::uint64_t mask = 0;
    unsigned bit = 0;
    for (std::size_t i = 0; i < arrives.size(); ++i) {
      if (!arrives[i].is_readable()) continue;
      mask |= std::uint64_t{!target[i].is_readable()} << bit++;
    }
    out.number(mask);
    return mask != 0;
  }
  Bytes dropped() const {
    RecordWriter out;
    bool any = mask_of(t_.registers, a_.registers, out);
    for (std::size_t f = 1; f < a_.frames.size(); ++f)
      any = mask_of(t_.frames[f].saved, a_.frames[f].saved, out) || any;
    return any ? out.take() : Bytes{};
  }

  /// Runs of bytes that are to be uninitialised; bytes that are so already may be among them.
  static std::vector<std::pair<std::uint32_t, std::uint32_t>> lost_runs(const Stack& target,
                                                                        const Stack& arrives) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;  // begin, end
    const FrameBytes lost = arrives.initialised_bytes() & ~target.initialised_bytes();
    for (std::uint32_t b = 0; b < lost.size(); ++b) {
      if (!lost.test(b)) continue;
      bool joins = !out.empty();
      for (std::uint32_t between = joins ? out.back().second : b; joins && between < b; ++between)
        joins = !arrives.initialised_bytes().test(between);
      if (joins) {
        out.back().second = b + 1;
      } else {
        out.emplace_back(b, b + 1);
      }
    }
    return out;
  }
  static std::uint32_t from_lowest(std::int32_t offset) {
    return static_cast<std::uint32_t>(offset + Stack::kFrameBytes);
  }

  Bytes stacks() {
    RecordWriter out;
    bool any = false;
    for (std::size_t f = 0; f < a_.frames.size(); ++f) any = stack(f, out) || any;
    return any ? out.take() : Bytes{};
  }
  bool stack(std::size_t f, RecordWriter& out) {
    const Stack& target = t_.frames[f].stack;
    const Stack& arrives = a_.frames[f].stack;
    const auto runs = lost_runs(target, arrives);
    const auto is_lost = [&](const StackCell& cell) {
      return std::ranges::any_of(runs, [&](const auto& run) {
        return from_lowest(cell.offset) < run.second &&
               run.first < from_lowest(cell.offset) + cell.size;
      });
    };
    std::vector<std::uint32_t> cells;
    for (const StackCell& cell : arrives.cells()) {
      if (is_lost(cell)) continue;
      const StackCell* const kept = target.exact(cell.offset, cell.size);
      if (kept != nullptr) {
        cells_.push_back({&kept->value, &cell.value});
      } else {
        cells.push_back(static_cast<std::uint32_t>(cells_.size()));
      }
    }
    std::vector<std::uint32_t> filled;
    for (const FilledBytes& bytes : arrives.filled()) {
      const FilledBytes* const kept = target.filled_exact(bytes.offset, bytes.size);
      if (kept != nullptr) {
        filled_.push_back({&kept->count, &bytes.count});
      } else {
        filled.push_back(static_cast<std::uint32_t>(filled_.size()));
      }
    }
    const bool more = !cells.empty() || !filled.empty();
    out.number(2 * runs.size() + (more ? 1 : 0));
    std::uint32_t behind = 0;
    for (const auto& [begin, end] : runs) {
      out.number(begin - behind);
      out.number(end - begin);
      behind = end;
    }
    if (more) {
      forgotten(cells, out);
      forgotten(filled, out);
    }
    return more || !runs.empty();
  }
  /// Each goes: the one behind it then has its index.
  static void forgotten(const std::vector<std::uint32_t>& indices, RecordWriter& out) {
    out.number(indices.size());
    std::uint32_t at = 0;
    for (const std::uint32_t index : indices) {
      out.number(index - at);
      at = index;
    }
  }

  // --- Values
  // ----------------------------------------------------------------------------------------

  struct Pair {
    const Value* target;
    const Value* arrives;
  };
  std::vector<Pair> places() const {
    std::vector<Pair> out;
    for (std::size_t i = 0; i < a_.registers.size(); ++i)
      out.push_back({&t_.registers[i], &a_.registers[i]});
    for (std::size_t f = 1; f < a_.frames.size(); ++f) {
      for (std::size_t i = 0; i < a_.frames[f].saved.size(); ++i)
        out.push_back({&t_.frames[f].saved[i], &a_.frames[f].saved[i]});
    }
    out.insert(out.end(), cells_.begin(), cells_.end());
    out.insert(out.end(), filled_.begin(), filled_.end());
    return out;
  }

  Bytes values() {
    RecordWriter changed;
    std::uint32_t count = 0;
    Distances distances;
    const std::vector<Pair> all = places();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (!all[i].target->is_readable()) continue;
      const Bytes bytes = value(*all[i].target, *all[i].arrives);
      if (bytes.empty()) continue;
      ++count;
      changed.number(distances.to(i));
      changed.bytes(bytes);
    }
    if (count == 0 && new_.empty()) return {};
    RecordWriter out;
    out.number(new_.size());
    for (const SymbolFacts* row : new_) out.bytes(facts_record(row->facts));
    out.number(count);
    out.bytes(changed.take());
    return out.take();
  }
  bool takes_next_new(const Term& term) {
    const auto symbol = term.as_symbol();
    if (!symbol || numbers_.of(*symbol) != rows_ + taken_) return false;
    ++taken_;
    return true;
  }

  /// Nothing where it is what arrives.
  Bytes value(const Value& target, const Value& arrives) {
    RecordWriter out;
    const Pointer* const pointer = target.as_pointer();
    if (pointer == nullptr) {
      if (arrives.is_scalar() && same(target.term(), arrives.term())) return {};
      if (takes_next_new(target.term())) return {wire::kValueNew};
      out.byte(wire::kValueNumber);
      out.term(target.term(), numbers_);
      return out.take();
    }
    const Pointer* const was = arrives.as_pointer();
    if (was != nullptr && same_place(*pointer, *was)) {
      if (same(pointer->offset, was->offset)) return {};
      if (takes_next_new(pointer->offset)) return {wire::kValueMovedByNew};
      out.byte(wire::kValueMoved);
    } else {
      place(*pointer, out);
    }
    out.term(pointer->offset, numbers_);
    return out.take();
  }

  /// The number of an id of the target while the change is read: that of the arriving id that it
  /// stands for, or a new one.
  std::uint32_t given(IdNumbers::Kind kind, std::uint32_t id) {
    if (id == 0) return 0;
    const auto [at, added] = given_[kind].try_emplace(id, next_id_);
    if (added) ++next_id_;
    return at->second;
  }
  /// Whether the target's id may stand for the arriving one; then it does.
  bool pairs(IdNumbers::Kind kind, std::uint32_t target, std::uint32_t arrives) {
    const std::uint32_t number = in_.ids.of(kind, arrives);
    if (target == 0 || number == 0) return target == 0 && number == 0;
    const auto at = given_[kind].find(target);
    if (at != given_[kind].end()) return at->second == number;
    for (const auto& [id, taken] : given_[kind]) {
      if (taken == number) return false;
    }
    given_[kind].emplace(target, number);
    return true;
  }
  bool same_place(const Pointer& target, const Pointer& arrives) {
    Pointee as_arrives = target.region;
    set_resource(as_arrives, resource_of(arrives.region));
    set_element(as_arrives, element_of(arrives.region));
    if (!(as_arrives == arrives.region)) return false;
    const auto n = [](auto id) { return static_cast<std::uint32_t>(id); };
    return pairs(IdNumbers::kResource, n(resource_of(target.region)),
                 n(resource_of(arrives.region))) &&
           pairs(IdNumbers::kElement, n(element_of(target.region)),
                 n(element_of(arrives.region))) &&
           pairs(IdNumbers::kNull, n(target.null), n(arrives.null));
  }

  void place(const Pointer& pointer, RecordWriter& out) {
    const auto id = [&](IdNumbers::Kind kind, auto which) {
      out.number(given(kind, static_cast<std::uint32_t>(which)));
    };
    const auto begin = [&out](std::uint8_t kind, std::uint64_t index) {
      out.byte(kind);
      out.number(index);
    };
    std::visit(Overloaded{
                   [&](const StackMemory& m) { begin(wire::kValueStack, m.frame); },
                   [&](const ContextMemory&) { out.byte(wire::kValueContext); },
                   [&](const RegionMemory& m) { begin(wire::kValueRegion, m.region); },
                   [&](const MapElement& m) {
                     begin(wire::kValueElement, in_.maps[m.map]);
                     id(IdNumbers::kElement, m.element);
                   },
                   [&](const DataSection& m) { begin(wire::kValueData, in_.maps[m.map]); },
                   [&](const HelperMemory& m) {
                     begin(wire::kValueMemory,
                           given(IdNumbers::kResource, static_cast<std::uint32_t>(m.resource)));
                     out.number(m.bytes);
                   },
                   [&](const MapHandle& m) { begin(wire::kValueMap, in_.maps[m.map]); },
                   [&](const Code& m) { begin(wire::kValueCode, m.slot); },
                   [&](const KernelObject& m) {
                     begin(wire::kValueObject,
                           given(IdNumbers::kResource, static_cast<std::uint32_t>(m.resource)));
                   },
               },
               pointer.region);
    id(IdNumbers::kNull, pointer.null);
  }

  // --- What is known of symbols ------------------------------------------------------------------

  Bytes known() {
    RecordWriter out;
    const bool rows = changed_rows(out);
    const bool bounds = changed_bounds(out);
    const bool words = changed_words(out);
    return rows || bounds || words ? out.take() : Bytes{};
  }
  bool changed_rows(RecordWriter& out) {
    RecordWriter changed;
    std::uint32_t count = 0;
    Distances distances;
    const auto row = [&](std::uint32_t number, const Bytes& bytes) {
      if (bytes.empty()) return;
      ++count;
      changed.number(distances.to(number));
      changed.bytes(bytes);
    };
    for (std::uint32_t i = 0; i < rows_; ++i) {
      if (stays_[i] != nullptr) row(i, changed_row(*stays_[i], a_.knowledge.symbols()[i]));
    }
    for (std::uint32_t i = 0; i < new_.size(); ++i) {
      SymbolFacts made;
      made.facts = new_[i]->facts;
      made.lift = natural_lift(made.facts);
      row(rows_ + i, changed_row(*new_[i], made));
    }
    out.number(count);
    out.bytes(changed.take());
    return count > 0;
  }
  /// Whether all symbols of the arriving term stay.
  bool stays(const Term& term) const {
    return std::ranges::all_of(term.monomials(), [&](const Monomial& m) {
      return stays_[arriving_.of(m.symbol)] != nullptr;
    });
  }
  Bytes changed_row(const SymbolFacts& target, const SymbolFacts& arrives) const {
    const LinkKind link =
        arrives.link != LinkKind::None && stays(arrives.of) ? arrives.link : LinkKind::None;
    const bool links =
        target.link != link || (link != LinkKind::None && !same(target.of, arrives.of));
    std::uint8_t what = 0;
    if (!(target.facts == arrives.facts)) what |= wire::kRowFacts;
    // Facts that are replaced bring no reading with them.
    if (target.lift != arrives.lift) what |= wire::kRowReading;
    if (links) what |= wire::kRowLink;
    if (what == 0) return {};
    RecordWriter out;
    out.byte(what);
    if ((what & wire::kRowFacts) != 0) out.bytes(facts_record(target.facts));
    if (links) {
      out.byte(static_cast<std::uint8_t>(target.link));
      if (target.link != LinkKind::None) out.term(target.of, numbers_);
    }
    return out.take();
  }

  bool changed_bounds(RecordWriter& out) const {
    const auto& target = t_.knowledge.bounds();
    const auto& arriving = a_.knowledge.bounds();
    std::size_t kept = 0;  // of the target's, in order, while what arrives has them
    std::vector<std::uint32_t> gone;
    std::uint32_t index = 0;  // of those whose rows stay
    for (const LinearExpr& bound : arriving) {
      const auto monomials = arriving_.of(bound);
      if (!std::ranges::all_of(
              monomials, [&](const NumberedMonomial& m) { return stays_[m.symbol] != nullptr; }))
        continue;
      if (kept < target.size() && numbers_.of(target[kept]) == monomials &&
          target[kept].constant_part() == bound.constant_part()) {
        ++kept;
      } else {
        gone.push_back(index);
      }
      ++index;
    }
    forgotten_of(gone, out);
    out.number(target.size() - kept);
    for (std::size_t i = kept; i < target.size(); ++i) out.linear(target[i], numbers_);
    return !gone.empty() || kept != target.size();
  }
  bool changed_words(RecordWriter& out) const {
    const auto& target = t_.knowledge.exclusions().all();
    const auto& arriving = a_.knowledge.exclusions().all();
    std::size_t kept = 0;  // as of bounds
    std::vector<std::uint32_t> gone;
    std::uint32_t index = 0;
    for (const ExcludedWord& word : arriving) {
      const std::uint32_t row = arriving_.of(word.symbol);
      if (stays_[row] == nullptr) continue;
      if (kept < target.size() && numbers_.of(target[kept].symbol) == row &&
          target[kept].word == word.word) {
        ++kept;
      } else {
        gone.push_back(index);
      }
      ++index;
    }
    forgotten_of(gone, out);
    out.number(target.size() - kept);
    for (std::size_t i = kept; i < target.size(); ++i) {
      out.number(numbers_.of(target[i].symbol));
      out.signed_number(static_cast<std::int64_t>(target[i].word));
    }
    return !gone.empty() || kept != target.size();
  }
  /// Indices of the arriving list, of which those before have gone.
  static void forgotten_of(const std::vector<std::uint32_t>& indices, RecordWriter& out) {
    out.number(indices.size());
    std::uint32_t behind = 0;
    for (const std::uint32_t index : indices) {
      out.number(index - behind);
      behind = index + 1;
    }
  }

  // --- Regions, resources, order
  // ---------------------------------------------------------------------

  Bytes rest() {
    RecordWriter presences;
    RecordWriter marks;
    RecordWriter ties;
    std::array<std::uint32_t, 3> counts{};
    Distances distances;
    std::uint32_t mark = 0;
    for (std::uint32_t r = 0; r < a_.regions.size(); ++r) {
      if (t_.regions[r].presence != a_.regions[r].presence) {
        ++counts[0];
        presences.number(r);
        presences.byte(static_cast<std::uint8_t>(t_.regions[r].presence));
      }
      for (std::size_t m = 0; m < a_.regions[r].marks.size(); ++m, ++mark) {
        if (same(t_.regions[r].marks[m], a_.regions[r].marks[m])) continue;
        ++counts[1];
        marks.number(distances.to(mark));
        marks.term(t_.regions[r].marks[m], numbers_);
      }
    }
    counts[2] = changed_ties(ties);
    if (counts == std::array<std::uint32_t, 3>{}) return {};
    RecordWriter out;
    out.number(counts[0]);
    out.bytes(presences.take());
    out.number(counts[1]);
    out.bytes(marks.take());
    out.number(counts[2]);
    out.bytes(ties.take());
    return out.take();
  }
  /// Of resources that what arrives holds for certain, and the target only if a pointer is not
  /// null.
  std::uint32_t changed_ties(RecordWriter& out) {
    std::uint32_t count = 0;
    Distances distances;
    for (std::uint32_t i = 0; i < a_.resources.size(); ++i) {
      const Resource& arrives = a_.resources[i];
      const std::uint32_t number =
          in_.ids.of(IdNumbers::kResource, static_cast<std::uint32_t>(arrives.id));
      for (const Resource& target : t_.resources) {
        const auto at = given_[IdNumbers::kResource].find(static_cast<std::uint32_t>(target.id));
        if (at == given_[IdNumbers::kResource].end() || at->second != number) continue;
        if (pairs(IdNumbers::kNull, static_cast<std::uint32_t>(target.null),
                  static_cast<std::uint32_t>(arrives.null)))
          continue;
        ++count;
        out.number(distances.to(i));
        out.number(given(IdNumbers::kNull, static_cast<std::uint32_t>(target.null)));
      }
    }
    return count;
  }

  /// The target's numbers of the rows that stay and of the new ones, where these do not ascend.
  Bytes order() const {
    RecordWriter out;
    std::vector<const SymbolFacts*> rows;
    for (const SymbolFacts* row : stays_) {
      if (row != nullptr) rows.push_back(row);
    }
    rows.insert(rows.end(), new_.begin(), new_.end());
    if (std::ranges::is_sorted(rows, {}, &SymbolFacts::symbol)) return {};
    for (const SymbolFacts* row : rows)
      out.number(static_cast<std::uint64_t>(row - t_.knowledge.symbols().data()));
    return out.take();
  }

  /// As the checker numbers them: from 1 on, in the order of the values.
  void number_ids() {
    std::map<std::uint32_t, std::uint32_t> renumbered{{0, 0}};
    const auto renumber = [&](IdNumbers::Kind kind, std::uint32_t id) {
      if (id == 0) return;
      const auto next = static_cast<std::uint32_t>(renumbered.size());
      out_.ids.known[kind][id] = renumbered.try_emplace(given(kind, id), next).first->second;
    };
    t_.each_value([&](const Value& v) {
      const Pointer* const pointer = v.as_pointer();
      if (pointer == nullptr) return;
      renumber(IdNumbers::kNull, static_cast<std::uint32_t>(pointer->null));
      renumber(IdNumbers::kResource, static_cast<std::uint32_t>(resource_of(pointer->region)));
      renumber(IdNumbers::kElement, static_cast<std::uint32_t>(element_of(pointer->region)));
    });
    for (const Resource& r : t_.resources) {
      renumber(IdNumbers::kResource, static_cast<std::uint32_t>(r.id));
      renumber(IdNumbers::kNull, static_cast<std::uint32_t>(r.null));
    }
    out_.ids.first_new = t_.next_id;
    out_.ids.next = static_cast<std::uint32_t>(renumbered.size());
  }

  const ChangeSource& in_;
  const State& t_;
  const State& a_;
  SymbolNumbers arriving_;                 // of the rows of what arrives
  SymbolNumbers numbers_;                  // of the target's
  std::uint32_t rows_ = 0;                 // of what arrives
  std::vector<const SymbolFacts*> stays_;  // by row of what arrives: the target's, if it stays
  std::vector<const SymbolFacts*> new_;
  std::uint32_t taken_ = 0;  // of the new ones, in order
  std::vector<Pair> cells_;
  std::vector<Pair> filled_;
  std::array<std::map<std::uint32_t, std::uint32_t>, IdNumbers::kKinds> given_;
  std::uint32_t next_id_ = 1;
  Change out_;
};

}  // namespace

Change change_of(const ChangeSource& source) { return ChangeMaker(source).run(); }

}  // namespace assay
