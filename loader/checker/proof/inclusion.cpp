// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/inclusion.hpp"

namespace assay::checker {
namespace {

constexpr uint32_t kNoRole = ~uint32_t{0};
constexpr uint32_t kNull = kNoRole - 1;  // a role of pointers that are null
constexpr uint32_t kNever = 0;           // of such as are not

class Matcher {
 public:
  Matcher(const State& target, const State& source, Match& match)
      : t_(target), s_(source), m_(match) {}

  Code run() {
    if (!t_.knowledge.feasible || !same_shape()) return Code::ValuesNotIncluded;
    start();
    if (!match_values() || !match_resources() || !solve()) return Code::ValuesNotIncluded;
    const Knowledge& k = t_.knowledge;
    for (uint32_t i = 0; i < k.row_count; ++i) {
      s_.knowledge.desk->spend(1);
      if (!m_.known[i] || !s_.knowledge.lies_within(m_.images[i], k.rows[i].facts))
        return Code::FactsNotIncluded;
    }
    for (uint32_t i = 0; i < k.row_count; ++i) {
      if (k.rows[i].link != Link::None && !link_holds(i)) return Code::LinksNotIncluded;
    }
    for (uint32_t i = 0; i < k.bound_count; ++i) {
      s_.knowledge.desk->spend(1);
      if (!bound_holds(k.bounds[i])) return Code::BoundsNotIncluded;
    }
    for (uint32_t i = 0; i < k.excluded_count; ++i) {
      const Excluded& e = k.excluded[i];
      s_.knowledge.desk->spend(1);
      if (!s_.knowledge.differs(m_.images[row_of(e.symbol)], e.word))
        return Code::ExclusionsNotIncluded;
    }
    return Code::Ok;
  }

 private:
  void start() {
    m_.equation_count = 0;
    s_.knowledge.desk->spend(m_.ids);
    for (uint32_t i = 0; i < t_.knowledge.row_count; ++i) m_.known[i] = false;
    for (uint32_t i = 0; i < m_.ids; ++i) m_.nulls[i] = m_.elements[i] = m_.resources[i] = kNoRole;
  }

  /// The call chain and the number of held resources are the same.
  bool same_shape() const {
    if (t_.frame_count != s_.frame_count || t_.resource_count != s_.resource_count) return false;
    for (uint32_t f = 0; f < t_.frame_count; ++f) {
      const Frame& a = t_.frames[f];
      const Frame& b = s_.frames[f];
      if (a.return_slot != b.return_slot || a.function != b.function ||
          a.stack_frame != b.stack_frame)
        return false;
    }
    return true;
  }

  bool role(uint32_t* roles, uint32_t id, uint32_t is) {
    if (id >= m_.ids) return false;
    if (roles[id] == kNoRole) roles[id] = is;
    return roles[id] == is;
  }
  /// One for one both ways: a release ends what one number names.
  bool resource_role(uint32_t target, uint32_t source) {
    if (target == 0 || source == 0) return target == source;
    if (target >= m_.ids) return false;
    if (m_.resources[target] != kNoRole) return m_.resources[target] == source;
    if (is_taken(source)) return false;
    m_.resources[target] = source;
    return true;
  }
  bool is_taken(uint32_t source) const {
    s_.knowledge.desk->spend(m_.ids);
    for (uint32_t i = 0; i < m_.ids; ++i) {
      if (m_.resources[i] == source) return true;
    }
    return false;
  }

  /// Notes that the terms must be equal; false where they cannot be.
  bool equal(const Term& target, const Term& source) {
    if (target.is_constant()) return same_word(target, source);
    if (m_.equation_count == m_.equation_capacity) return false;
    m_.equations[m_.equation_count++] = {&target, &source};
    return true;
  }

  /// Two terms of the source are one word: as terms, or because bounds leave only 0 to their
  /// difference, a sum of several symbols. (One symbol alone would have been replaced.)
  bool same_word(const Term& a, const Term& b) const {
    if (a == b) return true;
    Term apart;
    if (!combine(a, kMinusOne, b, apart) || apart.is_constant()) return false;
    return !apart.has_one_alone() && s_.knowledge.lies_within(apart, Scalar::constant(0));
  }

  bool match(const Value& t, const Value& s) {
    switch (t.holds) {
      case Holds::Unreadable:
        return true;
      case Holds::Released:
        return s.holds == Holds::Released;
      case Holds::Number:
        return s.is_number() && equal(t.term, s.term);
      case Holds::Pointer:
        return match_pointer(t, s);
    }
    return false;
  }
  bool match_pointer(const Value& t, const Value& s) {
    if (s.is_number()) {
      // Where the region is absent, a pointer into it is its offset.
      if (t.points_into(Into::Region) && s_.presence[t.place.index] == Presence::Absent &&
          (t.null == 0 || role(m_.nulls, t.null, kNever)))
        return equal(t.term, s.term);
      // The number 0 is in the meaning of a pointer that may be null.
      return t.null != 0 && s.is_zero() && t.term.is_constant() && role(m_.nulls, t.null, kNull);
    }
    if (!s.is_pointer()) return false;
    const Place& a = t.place;
    const Place& b = s.place;
    if (a.into != b.into || a.index != b.index || a.bytes != b.bytes) return false;
    if (has_resource(a.into) && !resource_role(a.identity, b.identity)) return false;
    if (a.into == Into::Element) {
      if (a.identity == 0 ? b.identity != 0 : !role(m_.elements, a.identity, b.identity))
        return false;
    }
    if (t.null == 0 ? s.null != 0 : !role(m_.nulls, t.null, s.null)) return false;
    return equal(t.term, s.term);
  }

  bool match_values() {
    for (uint32_t i = 0; i < kFramePointer; ++i) {
      if (!match(t_.registers[i], s_.registers[i])) return false;
    }
    for (uint32_t f = 0; f < t_.frame_count; ++f) {
      for (uint32_t i = 0; i < kSavedRegisters; ++i) {
        if (!match(t_.frames[f].saved[i], s_.frames[f].saved[i])) return false;
      }
      for (uint32_t w = 0; w < kFrameWords; ++w) {
        if ((t_.frames[f].initialised[w] & ~s_.frames[f].initialised[w]) != 0) return false;
      }
      if (!match_cells(f) || !match_filled(f)) return false;
    }
    return hides_no_pointer() && match_regions();
  }
  bool match_cells(uint32_t frame) {
    for (uint32_t i = 0; i < t_.cell_count; ++i) {
      const Cell& c = t_.cells[i];
      if (c.frame != frame) continue;
      const Cell* other = s_.exact(c.frame, c.offset, c.size);
      if (other == nullptr || !match(c.value, other->value)) return false;
    }
    return true;
  }
  bool match_filled(uint32_t frame) {
    for (uint32_t i = 0; i < t_.filled_count; ++i) {
      const Filled& f = t_.filled[i];
      if (f.frame != frame) continue;
      uint32_t j = 0;
      while (j < s_.filled_count &&
             (s_.filled[j].frame != f.frame || s_.filled[j].offset != f.offset ||
              s_.filled[j].size != f.size))
        ++j;
      if (j == s_.filled_count || !match(f.count, s_.filled[j].count)) return false;
    }
    return true;
  }
  /// Bytes outside the target's cells are numbers there, so the source may not keep a pointer in
  /// them.
  bool hides_no_pointer() const {
    for (uint32_t i = 0; i < s_.cell_count; ++i) {
      const Cell& c = s_.cells[i];
      if (!c.value.is_pointer() || t_.exact(c.frame, c.offset, c.size) != nullptr) continue;
      for (uint32_t b = 0; b < c.size; ++b) {
        if (says_number(c.frame, c.offset + static_cast<int32_t>(b))) return false;
      }
    }
    return true;
  }
  bool says_number(uint32_t frame, int32_t at) const {
    if (t_.initialised(frame, at, 1)) return true;
    for (uint32_t i = 0; i < t_.filled_count; ++i) {
      const Filled& f = t_.filled[i];
      if (f.frame == frame && overlap(f.offset, f.size, at, 1)) return true;
    }
    return false;
  }
  bool match_regions() {
    for (uint32_t r = 0; r < t_.sizes.regions; ++r) {
      if (t_.presence[r] != Presence::Either && t_.presence[r] != s_.presence[r]) return false;
    }
    for (uint32_t i = 0; i < t_.sizes.marks; ++i) {
      if (!equal(t_.marks[i], s_.marks[i])) return false;
    }
    return true;
  }

  /// Held for certain, or unless pointers are null of which one role is the other's.
  bool held_alike(const Resource& t, const Resource& s) {
    return t.null == 0 ? s.null == 0 : role(m_.nulls, t.null, s.null);
  }
  /// With the one that values tell, or the first that fits.
  bool match_resource(const Resource& t) {
    const uint32_t is = m_.resources[t.id];
    for (uint32_t j = 0; j < s_.resource_count; ++j) {
      const Resource& s = s_.resources[j];
      const bool may_be = is == kNoRole ? !is_taken(s.id) : s.id == is;
      if (may_be && held_alike(t, s)) return resource_role(t.id, s.id);
    }
    return false;
  }
  /// Each held resource of the target is one of the source; there are as many. First those of which
  /// values tell which one; each of the others takes the first of the source that fits.
  bool match_resources() {
    for (uint32_t i = 0; i < t_.resource_count; ++i) {
      const Resource& t = t_.resources[i];
      if (t.id >= m_.ids) return false;
      if (m_.resources[t.id] != kNoRole && !match_resource(t)) return false;
    }
    for (uint32_t i = 0; i < t_.resource_count; ++i) {
      const Resource& t = t_.resources[i];
      if (m_.resources[t.id] == kNoRole && !match_resource(t)) return false;
    }
    return true;
  }

  uint32_t row_of(Symbol symbol) const {
    return static_cast<uint32_t>(t_.knowledge.find(symbol) - t_.knowledge.rows);
  }
  uint32_t unknown_in(const Term& term) const {
    uint32_t n = 0;
    for (uint32_t i = 0; i < term.count; ++i) n += m_.known[row_of(term.symbol[i])] ? 0 : 1;
    return n;
  }
  bool holds(const Equation& e) const {
    Term mapped;
    return image_of(t_, m_, *e.target, mapped) && same_word(mapped, *e.source);
  }
  /// Of an equation with one symbol whose image is not known.
  bool assign(const Equation& e) {
    Term rest = e.source->plus(0 - e.target->constant);
    uint32_t open = 0;
    int64_t factor = 0;
    for (uint32_t i = 0; i < e.target->count; ++i) {
      const uint32_t row = row_of(e.target->symbol[i]);
      if (!m_.known[row]) {
        open = row;
        factor = static_cast<int64_t>(e.target->coefficient[i]);
      } else if (!combine(rest, 0 - e.target->coefficient[i], m_.images[row], rest)) {
        return false;
      }
    }
    if (!divide(rest, factor, m_.images[open])) return false;
    m_.known[open] = true;
    return true;
  }
  /// One symbol at a time, each where it is the only one left.
  bool solve() {
    while (m_.equation_count > 0) {
      uint32_t kept = 0;
      for (uint32_t i = 0; i < m_.equation_count; ++i) {
        const Equation e = m_.equations[i];
        s_.knowledge.desk->spend(1);
        const uint32_t unknown = unknown_in(*e.target);
        if (unknown == 0 && !holds(e)) return false;
        if (unknown == 0 || (unknown == 1 && assign(e))) continue;
        m_.equations[kept++] = e;
      }
      if (kept == m_.equation_count) return false;
      m_.equation_count = kept;
    }
    return true;
  }

  bool link_holds(uint32_t row) const {
    const Row& t = t_.knowledge.rows[row];
    Term of;
    Term extended;
    return image_of(t_, m_, t.of, of) && s_.knowledge.known_extension(t.link, of, extended) &&
           extended == m_.images[row];
  }
  bool bound_holds(const Linear& bound) const {
    Linear sum;
    sum.set(bound.constant);
    for (uint32_t i = 0; i < bound.count; ++i) {
      const uint32_t row = row_of(bound.symbol[i]);
      Linear reading;
      if (!s_.knowledge.integer(m_.images[row], t_.knowledge.rows[row].reading, reading) ||
          !combine(1, sum, bound.coefficient[i], reading, sum))
        return false;
    }
    return s_.knowledge.entails(sum);
  }

  const State& t_;
  const State& s_;
  Match& m_;
};

}  // namespace

void Match::make(Arena& arena, const State& target, uint32_t id_count) {
  equation_capacity = kFramePointer + target.frame_count * kSavedRegisters + target.cell_count +
                      target.filled_count + target.sizes.marks;
  ids = id_count;
  equations = arena.take_zeros<Equation>(equation_capacity);
  images = arena.take_zeros<Term>(target.knowledge.row_count);
  known = arena.take_zeros<bool>(target.knowledge.row_count);
  nulls = arena.take_zeros<uint32_t>(ids);
  elements = arena.take_zeros<uint32_t>(ids);
  resources = arena.take_zeros<uint32_t>(ids);
}

Code includes(const State& target, const State& source, Match& match) {
  return Matcher(target, source, match).run();
}

bool image_of(const State& target, const Match& match, const Term& term, Term& out) {
  const Knowledge& k = target.knowledge;
  Term sum = Term::number(term.constant);
  for (uint32_t i = 0; i < term.count; ++i) {
    const Row* row = k.find(term.symbol[i]);
    if (row == nullptr || !match.known[row - k.rows] ||
        !combine(sum, term.coefficient[i], match.images[row - k.rows], sum))
      return false;
  }
  out = sum;
  return true;
}

}  // namespace assay::checker
