// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/join.hpp"

#include <algorithm>
#include <map>

#include "ir/base/check.hpp"
#include "verifier/engine/inclusion_gaps.hpp"
#include "verifier/engine/loosening.hpp"
#include "verifier/engine/merged_bounds.hpp"
#include "verifier/engine/paired_terms.hpp"
#include "verifier/engine/scalar_widen.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay {
namespace {

constexpr int kRepairs = 4;

/// Of a sum, what bounds between its symbols add; a symbol's own facts have that already.
Scalar facts_of(const Knowledge& k, const Term& term) {
  return term.monomials().size() > 1 ? k.evaluate_bounded(term) : k.evaluate(term);
}

/// The word that `term`, of which as_exclusion() says something, is not where its symbol is not
/// `symbol_word`.
std::uint64_t excluded_of(const Term& term, std::uint64_t symbol_word) {
  return term.monomials().front().coefficient * symbol_word + term.constant_part();
}

class Merger {
 public:
  Merger(const State& a, const State& b, const MergePlan& plan, SymbolSupply& supply)
      : a_(a), b_(b), plan_(plan), supply_(supply), pairs_(supply) {}

  State run() {
    ASSAY_CHECK(same_skeleton(a_, b_), "merge of states of different places");
    out_.next_id = std::max(a_.next_id, b_.next_id);
    out_.knowledge.advise(a_.knowledge.advisor());
    find_anchors();
    pairs_.pair_simple_first(met_terms());
    for (std::size_t i = 0; i < a_.regions.size(); ++i) {
      out_.regions.push_back(pair_marks(a_.regions[i], b_.regions[i]));
    }
    pair_loaded();
    for (std::size_t i = 0; i < a_.registers.size(); ++i) {
      out_.registers[i] = pair_values(a_.registers[i], b_.registers[i]);
    }
    for (std::size_t i = 0; i < a_.frames.size(); ++i)
      out_.frames.push_back(pair_frames(a_.frames[i], b_.frames[i]));
    pair_sizes();
    pair_resources();
    pair_facts();
    keep_links();
    keep_exclusions();
    keep_bounds(pairs_, {a_.knowledge, b_.knowledge}, plan_, out_.knowledge);
    tidy(out_, supply_);
    for (int round = 0; round < kRepairs && !repaired(); ++round) {
    }
    return std::move(out_);
  }

 private:
  /// Takes back what inclusion.hpp cannot show of one side; true when nothing was left to take
  /// back.
  bool repaired() {
    const TakenBack of_a = take_back(out_, a_);
    const TakenBack of_b = take_back(out_, b_);
    return of_a != TakenBack::Something && of_b != TakenBack::Something;
  }

  RegionMarks pair_marks(const RegionMarks& a, const RegionMarks& b) {
    RegionMarks out;
    for (std::size_t i = 0; i < a.marks.size(); ++i) {
      out.marks.push_back(pairs_.pair(a.marks[i], b.marks[i]));
    }
    out.presence = a.presence == b.presence ? a.presence : Presence::Either;
    return out;
  }

  /// A number of the loader's that one side does not list keeps no more than its range.
  void pair_loaded() {
    for (const LoadedNumber& a : a_.loaded) {
      if (const Term* b = b_.find_loaded(a.key)) out_.list_loaded(a.key, pairs_.pair(a.term, *b));
    }
  }

  /// Pointers keep the numbers of their memory; of memory that one side does not have, no size is
  /// known.
  void pair_sizes() {
    for (const MemorySize& a : a_.sizes) {
      if (const Term* b = b_.size_of(a.memory))
        out_.sizes.push_back({a.memory, pairs_.pair(a.bytes, *b)});
    }
  }

  void find_anchors() {
    for (const LoadedNumber& a : a_.loaded) {
      if (const Term* b = b_.find_loaded(a.key)) pairs_.anchor(a.term, *b);
    }
    for (std::size_t r = 0; r < a_.regions.size(); ++r) {
      for (std::size_t m = 0; m < a_.regions[r].marks.size(); ++m)
        pairs_.anchor(a_.regions[r].marks[m], b_.regions[r].marks[m]);
    }
    for (std::size_t i = 0; i < a_.registers.size(); ++i)
      anchor_values(a_.registers[i], b_.registers[i]);
  }

  void anchor_values(const Value& a, const Value& b) {
    if (a.is_readable() && b.is_readable()) pairs_.anchor(a.term(), b.term());
  }

  /// What both sides hold at the same places.
  std::vector<std::pair<Term, Term>> met_terms() const {
    std::vector<std::pair<Term, Term>> all;
    const auto note = [&](const Value& a, const Value& b) {
      const bool pointers = a.is_pointer() && b.is_pointer() &&
                            same_kind_of_region(a.as_pointer()->region, b.as_pointer()->region);
      if (pointers || (a.is_scalar() && b.is_scalar())) all.emplace_back(a.term(), b.term());
    };
    for (std::size_t i = 0; i < a_.registers.size(); ++i) note(a_.registers[i], b_.registers[i]);
    for (std::size_t f = 0; f < a_.frames.size(); ++f) {
      for (std::size_t i = 0; i < 4; ++i) note(a_.frames[f].saved[i], b_.frames[f].saved[i]);
      for (const StackCell& cell : a_.frames[f].stack.cells()) {
        const StackCell* other = b_.frames[f].stack.exact(cell.offset, cell.size);
        if (other != nullptr) note(cell.value, other->value);
      }
      for (const FilledBytes& bytes : a_.frames[f].stack.filled()) {
        const FilledBytes* other = b_.frames[f].stack.filled_exact(bytes.offset, bytes.size);
        if (other != nullptr) note(bytes.count, other->count);
      }
    }
    return all;
  }

  Frame pair_frames(const Frame& a, const Frame& b) {
    Frame out;
    out.function_begin = a.function_begin;
    out.return_slot = a.return_slot;
    out.stack_frame = a.stack_frame;
    for (std::size_t i = 0; i < 4; ++i) out.saved[i] = pair_values(a.saved[i], b.saved[i]);
    out.stack = a.stack;
    out.stack.mutable_filled().clear();
    for (const FilledBytes& bytes : a.stack.filled()) {
      const FilledBytes* other = b.stack.filled_exact(bytes.offset, bytes.size);
      if (other == nullptr) continue;
      out.stack.mutable_filled().push_back(
          {bytes.offset, bytes.size, pair_values(bytes.count, other->count)});
    }
    for (StackCell& cell : std::vector<StackCell>(a.stack.cells())) {
      const StackCell* other = b.stack.exact(cell.offset, cell.size);
      const Value value = other != nullptr ? pair_values(cell.value, other->value) : Value{};
      if (value.is_readable()) {
        out.stack.store(cell.offset, cell.size, value);
      } else {
        out.stack.weaken(cell.offset, cell.size);
      }
    }
    for (const StackCell& cell : b.stack.cells()) {
      const StackCell* kept = out.stack.exact(cell.offset, cell.size);
      if (cell.value.is_pointer() && kept == nullptr) out.stack.forget(cell.offset, cell.size);
    }
    keep_initialised_of(out.stack, b.stack);
    return out;
  }

  Value pair_values(const Value& a, const Value& b) {
    if (!a.is_readable()) return a;
    if (!b.is_readable()) return b;
    if (a.is_scalar() && b.is_scalar()) return pair_numbers(a, b);
    const Pointer* p = a.as_pointer();
    const Pointer* q = b.as_pointer();
    if (p != nullptr && q != nullptr) return pair_pointers(*p, *q);
    if (const auto v = pair_with_offset(a, b)) return *v;
    return p != nullptr ? pair_with_null(*p, b, Side::A) : pair_with_null(*q, a, Side::B);
  }

  Value pair_numbers(const Value& a, const Value& b) {
    const Term word = pairs_.pair(a.term(), b.term());
    const auto died_at = a.died_at();
    return died_at && b.died_at() ? Value::dead_pointer(word, *died_at) : Value::scalar(word);
  }

  Value pair_pointers(const Pointer& a, const Pointer& b) {
    if (!same_kind_of_region(a.region, b.region)) return Value::unreadable(Why::Merged, a.since);
    Pointer out{a.region, pairs_.pair(a.offset, b.offset), pair_null(a.null, b.null), a.since};
    set_element(out.region, pair_element(element_of(a.region), element_of(b.region)));
    return Value(out);
  }

  /// A pointer on one side, a number on the other, where the pointer's region is absent: there the
  /// number is the offset of a pointer into it.
  std::optional<Value> pair_with_offset(const Value& a, const Value& b) {
    const Value& pointer = a.is_pointer() ? a : b;
    const State& other = a.is_pointer() ? b_ : a_;
    const auto* memory = pointer.into<RegionMemory>();
    if (memory == nullptr || other.regions.at(memory->region).presence != Presence::Absent)
      return std::nullopt;
    Pointer out = *pointer.as_pointer();
    out.offset = pairs_.pair(a.term(), b.term());
    out.null = a.is_pointer() ? pair_null(a.null(), kNotNull) : pair_null(kNotNull, b.null());
    return Value(out);
  }

  /// A pointer on one side, the number 0 on the other: a pointer that may be null.
  Value pair_with_null(const Pointer& pointer, const Value& number, Side side) {
    if (number.as_constant() != 0u || !pointer.offset.is_constant())
      return Value::unreadable(Why::Merged, pointer.since);
    Pointer out = pointer;
    const bool is_a = side == Side::A;
    // Where the value is null it belongs to no element, so any will do.
    const ElementId element = element_of(pointer.region);
    set_element(out.region,
                is_a ? pair_element(element, kNoElement) : pair_element(kNoElement, element));
    out.null = is_a ? pair_null(pointer.null, kNull) : pair_null(kNull, pointer.null);
    return Value(out);
  }

  template <class Id>
  using PairedIds = std::map<std::pair<Id, Id>, Id>;

  /// The identity of the result that stands for a on one side and b on the other; 0 for two zeros.
  template <class Id>
  Id pair_ids(PairedIds<Id>& ids, Id a, Id b) {
    if (a == Id{} && b == Id{}) return Id{};
    const auto it = ids.find({a, b});
    return it != ids.end() ? it->second : ids[{a, b}] = out_.fresh_id<Id>();
  }
  NullId pair_null(NullId a, NullId b) { return pair_ids(nulls_, a, b); }
  ElementId pair_element(ElementId a, ElementId b) { return pair_ids(elements_, a, b); }

  void pair_resources() {
    // Pointers keep the numbers of their resources (same skeleton), so these stay as they are.
    for (std::size_t i = 0; i < a_.resources.size(); ++i) {
      Resource r = a_.resources[i];
      r.null = pair_null(r.null, b_.resources[i].null);
      out_.resources.push_back(r);
      out_.next_id = std::max(out_.next_id, static_cast<std::uint32_t>(r.id) + 1);
    }
  }

  void pair_facts() {
    for (const TermPair& p : pairs_.pairs()) {
      const Scalar fa = facts_of(a_.knowledge, p.a);
      const Scalar fb = facts_of(b_.knowledge, p.b);
      SymbolFacts row;
      row.symbol = p.symbol;
      switch (plan_.merge) {
        case Merge::Join:
          row.facts = join(fa, fb);
          break;
        case Merge::Widen:
          row.facts = widen(fa, fb, plan_.thresholds);
          break;
        case Merge::WidenTop:
          row.facts = widen(fa, fb, {});
          break;
      }
      row.lift = natural_lift(row.facts);
      provenance(row, p);
      out_.knowledge.declare(row);
    }
  }

  void provenance(SymbolFacts& row, const TermPair& p) const {
    for (const auto* side : {&b_, &a_}) {
      const Term& term = side == &a_ ? p.a : p.b;
      for (const Monomial& m : term.monomials()) {
        const SymbolFacts* from = side->knowledge.find(m.symbol);
        row.made_at = from->made_at;
        row.bounded_at = from->bounded_at;
      }
    }
  }

  /// A symbol of both sides keeps its link where both sides have it.
  void keep_links() {
    std::vector<SymbolFacts> linked;
    for (const TermPair& p : pairs_.pairs()) {
      if (p.fresh) continue;
      const SymbolFacts* a = a_.knowledge.find(p.symbol);
      const SymbolFacts* b = b_.knowledge.find(p.symbol);
      if (a->link == LinkKind::None || a->link != b->link || !(a->of == b->of)) continue;
      if (out_.knowledge.knows(a->of.monomials())) linked.push_back(*a);
    }
    for (const SymbolFacts& l : linked) out_.knowledge.link(l.symbol, l.link, l.of);
  }

  /// A pair is not what one side excludes and the other side is not either. What widens gets no new
  /// ones.
  void keep_exclusions() {
    for (const TermPair& p : pairs_.pairs()) {
      keep_exclusions_of(p.symbol, {a_.knowledge, p.a}, {b_.knowledge, p.b});
      if (plan_.merge == Merge::Join)
        keep_exclusions_of(p.symbol, {b_.knowledge, p.b}, {a_.knowledge, p.a});
    }
  }

  struct Known {
    const Knowledge& knowledge;
    const Term& term;
  };
  void keep_exclusions_of(Symbol symbol, const Known& from, const Known& other) {
    for (const ExcludedWord& e : from.knowledge.exclusions().all()) {
      if (!as_exclusion(from.term, 0) || from.term.coefficient_of(e.symbol) == 0) continue;
      const std::uint64_t word = excluded_of(from.term, e.word);
      if (other.knowledge.differs(other.term, word))
        out_.knowledge.declare(ExcludedWord{symbol, word});
    }
  }

  static constexpr NullId kNull{~std::uint32_t{0}};
  static constexpr NullId kNotNull = NullId::Never;
  static constexpr ElementId kNoElement{~std::uint32_t{0}};
  const State& a_;
  const State& b_;
  const MergePlan& plan_;
  SymbolSupply& supply_;
  State out_;
  PairedTerms pairs_;
  PairedIds<NullId> nulls_;
  PairedIds<ElementId> elements_;
};

}  // namespace

void keep_initialised_of(Stack& stack, const Stack& other) {
  stack.mutable_initialised() &= other.initialised_bytes();
  std::erase_if(stack.mutable_cells(),
                [&](const StackCell& c) { return !stack.initialised(c.offset, c.size); });
}

TakenBack take_back(State& target, const State& source) {
  const InclusionGaps gaps = inclusion_gaps(target, source);
  if (!gaps.values_match) return TakenBack::ValuesDiffer;
  Loosening claims(target.knowledge);
  for (const Symbol s : gaps.facts) {
    const Term* image = gaps.map.find(s);
    const Scalar seen = image == nullptr ? Scalar::top() : facts_of(source.knowledge, *image);
    const Scalar wider = join(target.knowledge.find(s)->facts, seen);
    claims.set_facts(s, leq(seen, wider) ? wider : Scalar::top());
  }
  for (const Symbol s : gaps.links) claims.drop_link(s);
  for (const LinearExpr& b : gaps.bounds) claims.drop_bound(b);
  for (const ExcludedWord& e : gaps.exclusions) claims.drop_exclusion(e);
  const bool none =
      gaps.facts.empty() && gaps.links.empty() && gaps.bounds.empty() && gaps.exclusions.empty();
  return none ? TakenBack::Nothing : TakenBack::Something;
}

State merge_states(const State& old, const State& next, const MergePlan& plan,
                   SymbolSupply& supply) {
  return Merger(old, next, plan, supply).run();
}

}  // namespace assay
