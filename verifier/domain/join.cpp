// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/join.hpp"

#include <algorithm>
#include <map>

#include "ir/base/check.hpp"
#include "verifier/domain/inclusion.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxPairProposals = 400;
constexpr std::size_t kMostSumsOfASymbol = 2;
constexpr int kRepairs = 4;
constexpr Int128 kMostSlackByIntervals = 8;

struct Pair {
  Symbol symbol{};
  Term a;
  Term b;
  bool fresh = false;  // made by this merge (not one symbol on both sides)
};

/// A value of the result that is a sum of pairs.
struct Sum {
  Term a;
  Term b;
  Term is;
};

class Merger {
 public:
  Merger(const State& a, const State& b, const MergePlan& plan, SymbolSupply& supply)
      : a_(a), b_(b), plan_(plan), supply_(supply) {}

  State run() {
    ASSAY_CHECK(same_skeleton(a_, b_), "merge of states of different places");
    out_.next_id = std::max(a_.next_id, b_.next_id);
    find_anchors();
    pair_simple_terms_first();
    for (std::size_t i = 0; i < a_.regions.size(); ++i) {
      out_.regions.push_back(pair_marks(a_.regions[i], b_.regions[i]));
    }
    for (std::size_t i = 0; i < a_.registers.size(); ++i) {
      out_.registers[i] = pair_values(a_.registers[i], b_.registers[i]);
    }
    for (std::size_t i = 0; i < a_.frames.size(); ++i)
      out_.frames.push_back(pair_frames(a_.frames[i], b_.frames[i]));
    pair_references();
    pair_facts();
    keep_links();
    keep_bounds();
    out_.tidy(supply_);
    for (int round = 0; round < kRepairs && !repaired(); ++round) {
    }
    return std::move(out_);
  }

 private:
  /// Takes back what inclusion.hpp cannot show of one side; true when nothing was left to take
  /// back.
  bool repaired() {
    const bool of_a = take_back(out_, a_);
    const bool of_b = take_back(out_, b_);
    return !of_a && !of_b;
  }

  RegionMarks pair_marks(const RegionMarks& a, const RegionMarks& b) {
    RegionMarks out;
    for (std::size_t i = 0; i < a.marks.size(); ++i) {
      out.marks.push_back(pair_terms(a.marks[i], b.marks[i]));
    }
    return out;
  }

  /// Symbols that the marks and registers of both sides hold at the same place: what is relative to
  /// them stays exactly so.
  void find_anchors() {
    const auto hold = [&](const Term& a, const Term& b) {
      if (a == b && a.monomials().size() == 1) anchors_.push_back(a.monomials().front().symbol);
    };
    for (std::size_t r = 0; r < a_.regions.size(); ++r) {
      for (std::size_t m = 0; m < a_.regions[r].marks.size(); ++m) {
        hold(a_.regions[r].marks[m], b_.regions[r].marks[m]);
      }
    }
    for (std::size_t i = 0; i < a_.registers.size(); ++i) {
      const Value& a = a_.registers[i];
      const Value& b = b_.registers[i];
      if (a.is_readable() && a.kind == b.kind) hold(a.term, b.term);
    }
  }

  /// What a state holds at one place, on both sides.
  struct Met {
    Term a;
    Term b;
    std::uint64_t weight = 0;  // how many steps of how many symbols
    std::uint64_t apart = 0;   // the distance of two that differ by a constant
  };

  static std::uint64_t magnitude(std::uint64_t c) {
    return static_cast<std::int64_t>(c) < 0 ? std::uint64_t{0} - c : c;
  }

  static Met met(const Term& a, const Term& b) {
    Met out{a, b, 0, 0};
    for (const Term* t : {&a, &b}) {
      for (const Monomial& m : t->monomials())
        out.weight += std::min<std::uint64_t>(magnitude(m.coefficient), 1u << 20) + 1;
    }
    const auto delta = Term::combine(a, ~std::uint64_t{0}, b);
    if (delta && delta->is_constant()) out.apart = magnitude(delta->constant_part());
    return out;
  }

  /// Counters get their symbols before what is made of them: an offset that goes in steps of 2
  /// beside a counter that goes in steps of 1, or the sum of two.
  void pair_simple_terms_first() {
    std::vector<Met> all;
    const auto note = [&](const Value& a, const Value& b) {
      const bool alike =
          (a.is_scalar() && b.is_scalar()) ||
          (a.is_pointer() && b.is_pointer() && same_kind_of_region(a.region, b.region));
      if (alike && !(a.term == b.term)) all.push_back(met(a.term, b.term));
    };
    for (std::size_t i = 0; i < a_.registers.size(); ++i) note(a_.registers[i], b_.registers[i]);
    for (std::size_t f = 0; f < a_.frames.size(); ++f) {
      for (std::size_t i = 0; i < 4; ++i) note(a_.frames[f].saved[i], b_.frames[f].saved[i]);
      for (const StackCell& cell : a_.frames[f].stack.cells()) {
        const StackCell* other = b_.frames[f].stack.exact(cell.offset, cell.size);
        if (other != nullptr) note(cell.value, other->value);
      }
    }
    std::ranges::stable_sort(all, {}, [](const Met& m) { return std::pair(m.weight, m.apart); });
    for (const Met& m : all) {
      const Term is = pair_terms(m.a, m.b);
      if (is.monomials().size() > 1) sums_.push_back({m.a, m.b, is});
    }
  }

  /// What both terms have of the anchors.
  Term anchored_part(const Term& a, const Term& b) const {
    Term out;
    for (const Monomial& m : a.monomials()) {
      const bool anchor = std::ranges::find(anchors_, m.symbol) != anchors_.end();
      if (!anchor || b.coefficient_of(m.symbol) != m.coefficient) continue;
      out = *Term::combine(out, m.coefficient, Term::of(m.symbol));
    }
    return out;
  }

  Frame pair_frames(const Frame& a, const Frame& b) {
    Frame out;
    out.function_begin = a.function_begin;
    out.return_slot = a.return_slot;
    for (std::size_t i = 0; i < 4; ++i) out.saved[i] = pair_values(a.saved[i], b.saved[i]);
    out.stack = a.stack;
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
    out.stack.keep_initialised_of(b.stack);
    return out;
  }

  Value pair_values(const Value& a, const Value& b) {
    if (!a.is_readable()) return a;
    if (!b.is_readable()) return b;
    if (a.is_scalar() && b.is_scalar()) return Value::scalar(pair_terms(a.term, b.term));
    if (a.is_pointer() && b.is_pointer()) {
      if (!same_kind_of_region(a.region, b.region))
        return Value::unreadable(Unreadable::Merged, a.since);
      Value v = Value::pointer(a.region, pair_terms(a.term, b.term));
      v.region.instance = pair_instance(a.region.instance, b.region.instance);
      v.since = a.since;
      v.null_id = pair_null(a.null_id, b.null_id);
      return v;
    }
    return pair_with_null(a.is_pointer() ? a : b, a.is_pointer() ? b : a, a.is_pointer());
  }

  /// A pointer on one side, the number 0 on the other: a pointer that may be null.
  Value pair_with_null(const Value& pointer, const Value& number, bool pointer_is_a) {
    if (number.term.as_constant() != 0u || !pointer.term.is_constant()) {
      return Value::unreadable(Unreadable::Merged, pointer.since);
    }
    Value v = pointer;
    // Where the value is null it belongs to no element, so any will do.
    const std::uint32_t instance = pointer.region.instance;
    v.region.instance =
        pointer_is_a ? pair_instance(instance, kNull) : pair_instance(kNull, instance);
    v.null_id =
        pointer_is_a ? pair_null(pointer.null_id, kNull) : pair_null(kNull, pointer.null_id);
    return v;
  }

  using PairedIds = std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>;

  /// The identity of the result that stands for a on one side and b on the other; 0 for two zeros.
  std::uint32_t pair_ids(PairedIds& ids, std::uint32_t a, std::uint32_t b) {
    if (a == 0 && b == 0) return 0;
    const auto [it, added] = ids.try_emplace({a, b}, out_.next_id);
    if (added) ++out_.next_id;
    return it->second;
  }
  std::uint32_t pair_null(std::uint32_t a, std::uint32_t b) { return pair_ids(nulls_, a, b); }
  std::uint32_t pair_instance(std::uint32_t a, std::uint32_t b) {
    return pair_ids(instances_, a, b);
  }

  void pair_references() {
    // Pointers keep their reference numbers (same skeleton), so these stay as they are.
    for (std::size_t i = 0; i < a_.references.size(); ++i) {
      Reference r = a_.references[i];
      r.null_id = pair_null(r.null_id, b_.references[i].null_id);
      out_.references.push_back(r);
      out_.next_id = std::max(out_.next_id, r.id + 1);
    }
  }

  void use(const Term& term) {
    for (const Monomial& m : term.monomials()) {
      const bool known =
          std::ranges::any_of(pairs_, [&](const Pair& p) { return p.symbol == m.symbol; });
      if (!known) pairs_.push_back({m.symbol, Term::of(m.symbol), Term::of(m.symbol), false});
    }
  }

  Term pair_terms(const Term& a, const Term& b) {
    if (a == b) {
      use(a);
      return a;
    }
    const Term common = anchored_part(a, b);
    if (!common.is_constant()) {
      const Term rest = pair_terms(*Term::combine(a, ~std::uint64_t{0}, common),
                                   *Term::combine(b, ~std::uint64_t{0}, common));
      use(common);
      if (const auto whole = Term::combine(rest, 1, common)) return *whole;
    }
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (!pairs_[i].fresh) continue;
      if (const auto known = by_pair(a, b, Pair(pairs_[i]))) return *known;
    }
    if (const auto sum = by_simpler_rest(a, b)) return *sum;
    const Symbol symbol = supply_.fresh();
    pairs_.push_back({symbol, a, b, true});
    return Term::of(symbol);
  }

  /// (a, b) as a multiple of one pair and a rest that has fewer symbols on both sides: an address
  /// that is twice one index and twice another.
  std::optional<Term> by_simpler_rest(const Term& a, const Term& b) {
    const std::size_t size = a.monomials().size() + b.monomials().size();
    for (const Pair& p : std::vector<Pair>(pairs_)) {
      if (!p.fresh || (p.a.is_constant() && p.b.is_constant())) continue;
      const bool by_a = !p.a.is_constant();
      const Monomial lead = (by_a ? p.a : p.b).monomials().front();
      const auto mine = static_cast<std::int64_t>((by_a ? a : b).coefficient_of(lead.symbol));
      const auto theirs = static_cast<std::int64_t>(lead.coefficient);
      if (mine == 0 || theirs == -1 || mine % theirs != 0) continue;
      const auto c = static_cast<std::uint64_t>(mine / theirs);
      const auto rest_a = Term::combine(a, std::uint64_t{0} - c, p.a);
      const auto rest_b = Term::combine(b, std::uint64_t{0} - c, p.b);
      if (!rest_a || !rest_b || rest_a->monomials().size() + rest_b->monomials().size() >= size)
        continue;
      if (const auto sum = Term::combine(pair_terms(*rest_a, *rest_b), c, Term::of(p.symbol)))
        return sum;
    }
    return std::nullopt;
  }

  /// (a, b) as c * pair + rest, with one rest for both sides.
  std::optional<Term> by_pair(const Term& a, const Term& b, const Pair& pair) {
    const auto try_factor = [&](std::uint64_t c) -> std::optional<Term> {
      if (c == 0) return std::nullopt;
      const auto rest_a = Term::combine(a, std::uint64_t{0} - c, pair.a);
      const auto rest_b = Term::combine(b, std::uint64_t{0} - c, pair.b);
      if (!rest_a || !rest_b || !(*rest_a == *rest_b)) return std::nullopt;
      const auto sum = Term::combine(*rest_a, c, Term::of(pair.symbol));
      if (!sum) return std::nullopt;
      use(*rest_a);
      return sum;
    };
    const auto delta = Term::combine(a, ~std::uint64_t{0}, b);
    const auto step = Term::combine(pair.a, ~std::uint64_t{0}, pair.b);
    if (!delta || !step) return std::nullopt;
    if (step->is_constant() && delta->is_constant()) {
      const auto d = static_cast<std::int64_t>(delta->constant_part());
      const auto s = static_cast<std::int64_t>(step->constant_part());
      if (s == 0 || s == -1 || d % s != 0)
        return s == -1 ? try_factor(std::uint64_t{0} - static_cast<std::uint64_t>(d))
                       : std::nullopt;
      return try_factor(static_cast<std::uint64_t>(d / s));
    }
    if (!step->monomials().empty()) {
      const Monomial lead = step->monomials()[0];
      const auto mine = static_cast<std::int64_t>(delta->coefficient_of(lead.symbol));
      const auto theirs = static_cast<std::int64_t>(lead.coefficient);
      if (theirs == 0 || theirs == -1 || mine % theirs != 0) {
        return theirs == -1 ? try_factor(std::uint64_t{0} - static_cast<std::uint64_t>(mine))
                            : std::nullopt;
      }
      return try_factor(static_cast<std::uint64_t>(mine / theirs));
    }
    return std::nullopt;
  }

  void pair_facts() {
    for (const Pair& p : pairs_) {
      const Scalar fa = a_.knowledge.evaluate(p.a);
      const Scalar fb = b_.knowledge.evaluate(p.b);
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

  void provenance(SymbolFacts& row, const Pair& p) const {
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
    for (const Pair& p : pairs_) {
      if (p.fresh) continue;
      const SymbolFacts* a = a_.knowledge.find(p.symbol);
      const SymbolFacts* b = b_.knowledge.find(p.symbol);
      if (a->link == LinkKind::None || a->link != b->link || !(a->of == b->of)) continue;
      const bool known = std::ranges::all_of(a->of.monomials(), [&](const Monomial& m) {
        return out_.knowledge.find(m.symbol) != nullptr;
      });
      if (known) linked.push_back(*a);
    }
    for (const SymbolFacts& l : linked) out_.knowledge.link(l.symbol, l.link, l.of);
  }

  void read_pairs() {
    for (const Pair& p : pairs_) {
      const Lift lift = out_.knowledge.find(p.symbol)->lift;
      readings_[p.symbol] = {a_.knowledge.integer(p.a, lift), b_.knowledge.integer(p.b, lift)};
    }
  }

  /// The bound's direction read on one side; nothing where it may wrap there.
  std::optional<LinearExpr> on_side(const LinearExpr& direction, bool side_a) const {
    LinearExpr sum = LinearExpr::constant(direction.constant_part());
    for (const LinearTerm& t : direction.terms()) {
      const auto& both = readings_.at(t.symbol);
      const auto& reading = side_a ? both.first : both.second;
      if (!reading) return std::nullopt;
      const auto next = LinearExpr::combine(1, sum, t.coefficient, *reading);
      if (!next) return std::nullopt;
      sum = *next;
    }
    return sum;
  }

  enum class Effort : std::uint8_t { Intervals, Bounds };

  static std::optional<Int128> upper(const Knowledge& k, const LinearExpr& expr, Effort effort) {
    constexpr Int128 kNoGoal = -(Int128{1} << 100);
    return effort == Effort::Intervals ? k.interval_upper(expr) : k.upper_bound(expr, kNoGoal);
  }

  /// The bound of the result: that of both sides when they join; when they widen, an unstable one
  /// goes to "less" or "at most" first, and then away.
  std::optional<Int128> kept_bound(Int128 old, Int128 next) const {
    if (plan_.merge == Merge::Join || next <= old) return std::max(old, next);
    if (plan_.merge == Merge::WidenTop || next > 0) return std::nullopt;
    return next <= -1 ? Int128{-1} : Int128{0};
  }

  void propose(const LinearExpr& direction, Effort effort) {
    const auto a = on_side(direction, true);
    const auto b = on_side(direction, false);
    if (!a || !b) return;
    const auto upper_a = upper(a_.knowledge, *a, effort);
    if (!upper_a) return;
    const auto upper_b = upper(b_.knowledge, *b, effort);
    if (!upper_b) return;
    // By intervals alone x <= y + c holds for some c for any two numbers; it says something for a
    // small one.
    if (effort == Effort::Intervals && std::max(*upper_a, *upper_b) > kMostSlackByIntervals) return;
    const auto kept = kept_bound(*upper_a, *upper_b);
    if (kept) out_.knowledge.learn(direction.plus(-*kept));
  }

  /// What the result may hold where one side holds a symbol, but for a constant: the symbol of a
  /// pair, and sums that stand for whole values.
  std::vector<LinearExpr> images(Symbol symbol, bool side_a) const {
    const auto is_it = [&](const Term& term) {
      return term.monomials().size() == 1 && term.coefficient_of(symbol) == 1;
    };
    std::vector<LinearExpr> out;
    const Pair* found = nullptr;
    for (const Pair& p : pairs_) {
      if (is_it(side_a ? p.a : p.b) && (found == nullptr || (p.fresh && !found->fresh))) found = &p;
    }
    if (found != nullptr) out.push_back(LinearExpr::reading(Term::of(found->symbol)));
    for (const Sum& sum : sums_) {
      if (!is_it(side_a ? sum.a : sum.b) || out.size() > kMostSumsOfASymbol) continue;
      const LinearExpr read = LinearExpr::reading(sum.is.plus(-sum.is.constant_part()));
      if (std::ranges::find(out, read) == out.end()) out.push_back(read);
    }
    return out;
  }

  /// A bound of one side in the result's symbols, in each way that its symbols can be said there.
  std::vector<LinearExpr> in_result(const LinearExpr& bound, bool side_a) const {
    std::vector<LinearExpr> sums{LinearExpr{}};
    for (const LinearTerm& t : bound.terms()) {
      std::vector<LinearExpr> longer;
      for (const LinearExpr& image : images(t.symbol, side_a)) {
        for (const LinearExpr& sum : sums) {
          if (auto next = LinearExpr::combine(1, sum, t.coefficient, image))
            longer.push_back(std::move(*next));
        }
      }
      sums = std::move(longer);
    }
    return sums;
  }

  void keep_bounds() {
    read_pairs();
    for (const bool side_a : {true, false}) {
      const Knowledge& k = side_a ? a_.knowledge : b_.knowledge;
      for (const LinearExpr& bound : k.bounds()) {
        for (const LinearExpr& direction : in_result(bound, side_a))
          propose(direction, Effort::Bounds);
      }
    }
    std::size_t proposals = 0;
    for (const Pair& p : std::vector<Pair>(pairs_)) {
      if (!p.fresh) continue;
      for (const Pair& q : std::vector<Pair>(pairs_)) {
        if (q.symbol == p.symbol || (q.fresh && q.symbol < p.symbol)) continue;
        if (++proposals > kMaxPairProposals) return;
        const auto direction = LinearExpr::difference(LinearExpr::reading(Term::of(p.symbol)),
                                                      LinearExpr::reading(Term::of(q.symbol)));
        propose(*direction, Effort::Intervals);
        propose(*LinearExpr::combine(-1, *direction, 0, LinearExpr{}), Effort::Intervals);
      }
    }
  }

  static constexpr std::uint32_t kNull = ~std::uint32_t{0};
  const State& a_;
  const State& b_;
  const MergePlan& plan_;
  SymbolSupply& supply_;
  State out_;
  std::vector<Pair> pairs_;
  std::vector<Sum> sums_;
  std::vector<Symbol> anchors_;
  std::map<Symbol, std::pair<std::optional<LinearExpr>, std::optional<LinearExpr>>> readings_;
  PairedIds nulls_;
  PairedIds instances_;
};

}  // namespace

bool take_back(State& target, const State& source) {
  const InclusionGaps gaps = inclusion_gaps(target, source);
  Knowledge& k = target.knowledge;
  for (const Symbol s : gaps.facts) {
    const Term* image = gaps.map.find(s);
    const Scalar seen = image == nullptr ? Scalar::top() : source.knowledge.evaluate(*image);
    const Scalar wider = join(k.find(s)->facts, seen);
    k.loosen(s, leq(seen, wider) ? wider : Scalar::top());
  }
  for (const Symbol s : gaps.links) k.unlink(s);
  for (const LinearExpr& b : gaps.bounds) k.drop_bound(b);
  return !gaps.facts.empty() || !gaps.links.empty() || !gaps.bounds.empty();
}

State merge_states(const State& old, const State& next, const MergePlan& plan,
                   SymbolSupply& supply) {
  return Merger(old, next, plan, supply).run();
}

}  // namespace assay
