// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/inclusion.hpp"

#include <algorithm>
#include <map>

namespace assay {
namespace {

/// Two terms of the states under comparison that must be equal.
struct Equation {
  const Term* target;
  const Term* source;
};

/// Exact quotient of a term by a signed factor, coefficient by coefficient.
std::optional<Term> divide(const Term& term, std::int64_t factor) {
  if (factor == 0) return std::nullopt;
  // The least signed number has its negative among words only.
  if (factor == -1) return term.times(~std::uint64_t{0});
  const auto k = static_cast<std::int64_t>(term.constant_part());
  if (k % factor != 0) return std::nullopt;
  Term out = Term::constant(static_cast<std::uint64_t>(k / factor));
  for (const Monomial& m : term.monomials()) {
    const auto c = static_cast<std::int64_t>(m.coefficient);
    if (c % factor != 0) return std::nullopt;
    out = *Term::combine(out, static_cast<std::uint64_t>(c / factor), Term::of(m.symbol));
  }
  return out;
}

/// Which resource of the source each resource of the target stands for, one for one both ways: a
/// release ends what one number names, so a number that named two objects, or two numbers for one
/// object, would leave a dead pointer readable. 0, which names none, is itself.
class ResourceRoles {
 public:
  [[nodiscard]] bool is(ResourceId target, ResourceId source) {
    if (target == ResourceId::None || source == ResourceId::None) return target == source;
    for (const auto& [t, s] : roles_) {
      if (t == target || s == source) return t == target && s == source;
    }
    roles_.emplace_back(target, source);
    return true;
  }
  [[nodiscard]] bool is_taken(ResourceId source) const {
    return std::ranges::any_of(roles_, [&](const auto& role) { return role.second == source; });
  }
  /// The resource that `target` stands for; nothing when no value told.
  [[nodiscard]] std::optional<ResourceId> of(ResourceId target) const {
    for (const auto& [t, s] : roles_) {
      if (t == target) return s;
    }
    return std::nullopt;
  }

 private:
  std::vector<std::pair<ResourceId, ResourceId>> roles_;
};

/// The same but for the numbers that each state has for its resources and elements.
bool same_but_for_identity(Pointee a, const Pointee& b) {
  set_resource(a, resource_of(b));
  return same_kind_of_region(b, a);
}

class Matcher {
 public:
  Matcher(const State& target, const State& source) : target_(target), source_(source) {}

  std::optional<SymbolMap> run() {
    const bool match = target_.knowledge.feasible() && same_shape(target_, source_) &&
                       match_values() && match_sizes() && match_resources() && solve();
    return match ? std::optional(std::move(map_)) : std::nullopt;
  }

 private:
  bool match(const Value& t, const Value& s) {
    if (!t.is_readable()) return true;
    if (t.is_scalar()) {
      return s.is_scalar() && equal(t.term(), s.term());
    }
    return match_pointer(*t.as_pointer(), s);
  }

  bool match_pointer(const Pointer& t, const Value& value) {
    // Where the region is absent, a pointer into it is its offset.
    if (value.is_scalar() && is_absent_in_source(t.region) &&
        (t.null == NullId::Never || null_role(t.null, kNotNull)))
      return equal(t.offset, value.term());
    // The number 0 is in the meaning of a pointer that may be null.
    if (value.is_scalar())
      return t.null != NullId::Never && value.as_constant() == 0u && t.offset.is_constant() &&
             null_role(t.null, kNull);
    const Pointer* s = value.as_pointer();
    if (s == nullptr || !same_but_for_identity(s->region, t.region)) return false;
    if (!resource_roles_.is(resource_of(t.region), resource_of(s->region))) return false;
    if (t.null == NullId::Never && s->null != NullId::Never) return false;
    if (t.null != NullId::Never && !null_role(t.null, s->null)) return false;
    return element_role(element_of(t.region), element_of(s->region)) && equal(t.offset, s->offset);
  }

  bool is_absent_in_source(const Pointee& region) const {
    const auto* memory = std::get_if<RegionMemory>(&region);
    return memory != nullptr && source_.regions.at(memory->region).presence == Presence::Absent;
  }

  /// Notes that the terms must be equal; false where they cannot be.
  bool equal(const Term& t, const Term& s) {
    if (t.is_constant()) return same_word(t, s);
    equations_.push_back({&t, &s});
    return true;
  }

  /// Two terms of the source are one word: as terms, or because a sum of several symbols is known
  /// to be one number, as two bounds may say. (What is known of one symbol alone is in its place
  /// already.)
  bool same_word(const Term& a, const Term& b) const {
    if (a == b) return true;
    const auto difference = Term::combine(a, ~std::uint64_t{0}, b);
    return difference && !difference->is_constant() && !is_one_symbol(*difference) &&
           source_.knowledge.lies_within(*difference, Scalar::constant(0));
  }

  static bool is_one_symbol(const Term& sum) {
    if (sum.monomials().size() != 1) return false;
    const std::uint64_t c = sum.monomials().front().coefficient;
    return c == 1 || c == ~std::uint64_t{0};
  }

  /// All pointers to one element of the target must be to one of the source; the only element is
  /// itself.
  bool element_role(ElementId element, ElementId role) {
    if (element == ElementId::Only) return role == ElementId::Only;
    return element_roles_.try_emplace(element, role).first->second == role;
  }

  /// All pointers of one NullId of the target must play one role in the source: one NullId, or all
  /// not null (Never), or all null.
  bool null_role(NullId id, NullId role) {
    return null_roles_.try_emplace(id, role).first->second == role;
  }

  bool match_stack(const Stack& t, const Stack& s) {
    if (!t.initialised_within(s)) return false;
    for (const StackCell& cell : t.cells()) {
      const StackCell* other = s.exact(cell.offset, cell.size);
      if (other == nullptr || !match(cell.value, other->value)) return false;
    }
    for (const FilledBytes& bytes : t.filled()) {
      const FilledBytes* other = s.filled_exact(bytes.offset, bytes.size);
      if (other == nullptr || !bytes.count.is_scalar() || !match(bytes.count, other->count))
        return false;
    }
    // Bytes outside the target's cells are numbers there, so the source may not keep a pointer in
    // them.
    for (const StackCell& cell : s.cells()) {
      if (!cell.value.is_pointer() || t.exact(cell.offset, cell.size) != nullptr) continue;
      for (std::uint32_t i = 0; i < cell.size; ++i) {
        if (says_number(t, cell.offset + static_cast<std::int32_t>(i))) return false;
      }
    }
    return true;
  }

  /// The byte is written, or may be as the stack knows of a buffer, so that it can be read.
  static bool says_number(const Stack& stack, std::int32_t at) {
    return stack.initialised(at, 1) ||
           std::ranges::any_of(stack.filled(), [at](const FilledBytes& bytes) {
             return bytes.offset <= at && at - bytes.offset < static_cast<std::int32_t>(bytes.size);
           });
  }

  bool match_values() {
    constexpr std::size_t kFewValues = 32;  // most states hold no more: one allocation for all
    equations_.reserve(kFewValues);
    for (std::size_t i = 0; i < target_.registers.size(); ++i) {
      if (!match(target_.registers[i], source_.registers[i])) return false;
    }
    for (std::size_t f = 0; f < target_.frames.size(); ++f) {
      for (std::size_t i = 0; i < 4; ++i) {
        if (!match(target_.frames[f].saved[i], source_.frames[f].saved[i])) return false;
      }
      if (!match_stack(target_.frames[f].stack, source_.frames[f].stack)) return false;
    }
    for (std::size_t r = 0; r < target_.regions.size(); ++r) {
      const auto& t = target_.regions[r].marks;
      const auto& s = source_.regions[r].marks;
      const Presence presence = target_.regions[r].presence;
      if (presence != Presence::Either && presence != source_.regions[r].presence) return false;
      for (std::size_t m = 0; m < t.size(); ++m) {
        if (!equal(t[m], s[m])) return false;
      }
    }
    return match_loaded();
  }

  /// What the target says of the loader's numbers the source says, too.
  bool match_loaded() {
    return std::ranges::all_of(target_.loaded, [&](const LoadedNumber& t) {
      const Term* s = source_.find_loaded(t.key);
      return s != nullptr && equal(t.term, *s);
    });
  }

  /// Memory that a value of the target names has in the source the size that the target says.
  bool match_sizes() {
    return std::ranges::all_of(target_.sizes, [&](const MemorySize& t) {
      const auto role = resource_roles_.of(t.memory);
      const Term* s = role ? source_.size_of(*role) : nullptr;
      return !role || (s != nullptr && equal(t.bytes, *s));
    });
  }

  /// Each held resource of the target is one of the source, and none is left over (there are as
  /// many). Where values tell which, that one; a resource that no value of the target speaks of
  /// takes the first of the source that fits.
  bool match_resources() {
    std::vector<const Resource*> untold;
    for (const Resource& t : target_.resources) {
      const auto role = resource_roles_.of(t.id);
      if (!role) {
        untold.push_back(&t);
        continue;
      }
      const auto s = std::ranges::find(source_.resources, *role, &Resource::id);
      if (s == source_.resources.end() || !held_alike(t, *s)) return false;
    }
    return std::ranges::all_of(untold, [&](const Resource* t) {
      return std::ranges::any_of(source_.resources, [&](const Resource& s) {
        return !resource_roles_.is_taken(s.id) && held_alike(*t, s) &&
               resource_roles_.is(t->id, s.id);
      });
    });
  }

  /// What is held for certain in the target is so in the source; what is held unless a pointer is
  /// null hangs on the role of its NullId.
  bool held_alike(const Resource& t, const Resource& s) {
    return t.null == NullId::Never ? s.null == NullId::Never : null_role(t.null, s.null);
  }

  /// Solves the equations one symbol at a time, each where it is the only one left.
  bool solve() {
    map_.reserve(target_.knowledge.symbols().size());
    bool consistent = true;
    bool progress = true;
    while (progress && consistent && !equations_.empty()) {
      const std::size_t before = equations_.size();
      std::erase_if(equations_, [&](const Equation& e) {
        const int unknown = unassigned(*e.target);
        if (unknown == 0) consistent = consistent && holds(e);
        return unknown == 0 || (unknown == 1 && assign(e));
      });
      progress = equations_.size() < before;
    }
    return consistent && equations_.empty();
  }

  int unassigned(const Term& term) const {
    int n = 0;
    for (const Monomial& m : term.monomials()) n += map_.find(m.symbol) == nullptr ? 1 : 0;
    return n;
  }

  bool holds(const Equation& e) const {
    const auto mapped = map_.apply(*e.target);
    return mapped && same_word(*mapped, *e.source);
  }

  bool assign(const Equation& e) {
    if (const auto symbol = e.target->as_symbol()) {
      map_.assign(*symbol, *e.source);
      return true;
    }
    Term rest = e.source->plus(std::uint64_t{0} - e.target->constant_part());
    Monomial unknown{};
    for (const Monomial& m : e.target->monomials()) {
      const Term* known = map_.find(m.symbol);
      if (known == nullptr) {
        unknown = m;
        continue;
      }
      const auto next = Term::combine(rest, std::uint64_t{0} - m.coefficient, *known);
      if (!next) return false;
      rest = *next;
    }
    const auto value = divide(rest, static_cast<std::int64_t>(unknown.coefficient));
    if (!value) return false;
    map_.assign(unknown.symbol, *value);
    return true;
  }

  static constexpr NullId kNull{~std::uint32_t{0}};
  static constexpr NullId kNotNull = NullId::Never;
  const State& target_;
  const State& source_;
  std::vector<Equation> equations_;
  std::map<NullId, NullId> null_roles_;
  std::map<ElementId, ElementId> element_roles_;
  ResourceRoles resource_roles_;
  SymbolMap map_;
};

}  // namespace

void SymbolMap::assign(Symbol symbol, const Term& term) {
  const auto it = std::ranges::lower_bound(entries_, symbol, {}, &std::pair<Symbol, Term>::first);
  entries_.insert(it, {symbol, term});
}

const Term* SymbolMap::find(Symbol symbol) const {
  const auto it = std::ranges::lower_bound(entries_, symbol, {}, &std::pair<Symbol, Term>::first);
  return it != entries_.end() && it->first == symbol ? &it->second : nullptr;
}

std::optional<Term> SymbolMap::apply(const Term& term) const {
  Term out = Term::constant(term.constant_part());
  for (const Monomial& m : term.monomials()) {
    const Term* mapped = find(m.symbol);
    if (mapped == nullptr) return std::nullopt;
    const auto next = Term::combine(out, m.coefficient, *mapped);
    if (!next) return std::nullopt;
    out = *next;
  }
  return out;
}

bool same_shape(const State& a, const State& b) {
  if (a.frames.size() != b.frames.size() || a.resources.size() != b.resources.size()) return false;
  const auto as_many = [](const RegionMarks& r, const RegionMarks& s) {
    return r.marks.size() == s.marks.size();
  };
  if (!std::ranges::equal(a.regions, b.regions, as_many)) return false;
  for (std::size_t i = 0; i < a.frames.size(); ++i) {
    if (a.frames[i].return_slot != b.frames[i].return_slot ||
        a.frames[i].function_begin != b.frames[i].function_begin ||
        a.frames[i].stack_frame != b.frames[i].stack_frame) {
      return false;
    }
  }
  return true;
}

std::optional<SymbolMap> match_values(const State& target, const State& source) {
  return Matcher(target, source).run();
}

bool Correspondence::has_facts(const SymbolFacts& claimed) const {
  const Term* image = map.find(claimed.symbol);
  return image != nullptr && source.lies_within(*image, claimed.facts);
}

bool Correspondence::has_link(const SymbolFacts& claimed) const {
  if (claimed.link == LinkKind::None) return true;
  const Term* self = map.find(claimed.symbol);
  const auto of = map.apply(claimed.of);
  if (self == nullptr || !of) return false;
  const auto extended = source.known_extension(claimed.link, *of);
  return extended && *extended == *self;
}

bool Correspondence::has_bound(const LinearExpr& claimed) const {
  LinearExpr sum = LinearExpr::constant(claimed.constant_part());
  for (const LinearTerm& t : claimed.terms()) {
    const Term* image = map.find(t.symbol);
    const SymbolFacts* facts = target.find(t.symbol);
    if (image == nullptr || facts == nullptr) return false;
    const auto reading = source.integer(*image, facts->lift);
    if (!reading) return false;
    const auto next = LinearExpr::combine(1, sum, t.coefficient, *reading);
    if (!next) return false;
    sum = *next;
  }
  return source.entails(sum);
}

bool Correspondence::has_exclusion(const ExcludedWord& claimed) const {
  const Term* image = map.find(claimed.symbol);
  return image != nullptr && source.differs(*image, claimed.word);
}

std::optional<SymbolMap> includes(const State& target, const State& source) {
  auto map = match_values(target, source);
  if (!map) return std::nullopt;
  const Knowledge& claims = target.knowledge;
  const Correspondence both{claims, source.knowledge, *map};
  const bool follows =
      std::ranges::all_of(claims.symbols(), [&](const auto& s) { return both.has_facts(s); }) &&
      std::ranges::all_of(claims.symbols(), [&](const auto& s) { return both.has_link(s); }) &&
      std::ranges::all_of(claims.bounds(), [&](const auto& b) { return both.has_bound(b); }) &&
      std::ranges::all_of(claims.exclusions().all(),
                          [&](const auto& e) { return both.has_exclusion(e); });
  return follows ? std::move(map) : std::nullopt;
}

}  // namespace assay
