// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/state.hpp"

#include <algorithm>
#include <map>

#include "ir/base/check.hpp"

namespace assay {

Value State::read(Reg reg) const {
  if (reg == kFramePointer) {
    return Value::pointer(StackMemory{top().stack_frame}, Term::constant(0));
  }
  return registers.at(reg.index);
}

const Term* State::find_loaded(std::uint64_t key) const {
  const auto it = std::ranges::lower_bound(loaded, key, {}, &LoadedNumber::key);
  return it != loaded.end() && it->key == key ? &it->term : nullptr;
}

void State::list_loaded(std::uint64_t key, const Term& term) {
  ASSAY_CHECK(find_loaded(key) == nullptr, "a number of the loader's is listed twice");
  loaded.insert(std::ranges::lower_bound(loaded, key, {}, &LoadedNumber::key), {key, term});
}

const Term* State::size_of(ResourceId memory) const {
  const auto it = std::ranges::lower_bound(sizes, memory, {}, &MemorySize::memory);
  return it != sizes.end() && it->memory == memory ? &it->bytes : nullptr;
}

void State::settle() {
  if (knowledge.replacements().empty()) return;
  const auto resolve = [&](Term& t) {
    if (!t.is_constant()) t = knowledge.resolve(t);
  };
  each_value([&](Value& v) {
    if (v.is_readable()) resolve(v.term());
  });
  for (RegionMarks& r : regions) std::ranges::for_each(r.marks, resolve);
  for (LoadedNumber& n : loaded) resolve(n.term);
  for (MemorySize& size : sizes) resolve(size.bytes);
}

void State::resolve_null(NullId id) {
  ASSAY_CHECK(id != NullId::Never, "a pointer that is never null");
  each_value([&](Value& v) {
    if (v.null() == id) v = Value::scalar(Term::constant(0));
  });
  std::erase_if(resources, [&](const Resource& r) { return r.null == id; });
}

void State::resolve_not_null(NullId id) {
  ASSAY_CHECK(id != NullId::Never, "a pointer that is never null");
  each_value([&](Value& v) {
    if (v.null() == id) v.as_pointer()->null = NullId::Never;
  });
  for (Resource& r : resources) {
    if (r.null == id) r.null = NullId::Never;
  }
}

void State::resolve_absent(std::uint32_t region, SymbolSupply& supply) {
  for (std::size_t m = 0; m < regions.at(region).marks.size(); ++m) {
    const Term mark = knowledge.resolve(regions[region].marks[m]);
    knowledge.refine(mark, Scalar::constant(0));
    if (!knowledge.feasible()) return;
  }
  settle();
  RegionMarks& absent = regions[region];
  absent.presence = Presence::Absent;
  std::ranges::fill(absent.marks, Term::constant(0));
  each_value([&](Value& v) {
    const auto* into = v.into<RegionMemory>();
    if (into == nullptr || into->region != region) return;
    Term word = v.term();
    // Null of its own, or at its offset from null: one of two numbers.
    if (v.maybe_null() && word.as_constant() != 0u)
      word = knowledge.introduce(supply, join(Scalar::constant(0), knowledge.evaluate(word)));
    v = Value::scalar(word);
  });
}

namespace {

/// New numbers from 1 on, in the order of the first calls; 0 stays.
template <class Id>
class Renumbering {
 public:
  Id of(Id id) {
    return ids_.try_emplace(id, Id{static_cast<std::uint32_t>(ids_.size())}).first->second;
  }
  /// Some call was for it.
  [[nodiscard]] bool knows(Id id) const { return ids_.contains(id); }
  [[nodiscard]] std::uint32_t next() const { return static_cast<std::uint32_t>(ids_.size()); }

 private:
  std::map<Id, Id> ids_{{Id{}, Id{}}};
};

}  // namespace

/// Each kind of number by itself, so that a pointer to another element, or one that may be null,
/// leaves the numbers of resources alone.
void State::renumber() {
  Renumbering<NullId> nulls;
  Renumbering<ResourceId> held;
  Renumbering<ElementId> elements;
  each_value([&](Value& v) {
    Pointer* pointer = v.as_pointer();
    if (pointer == nullptr) return;
    pointer->null = nulls.of(pointer->null);
    set_resource(pointer->region, held.of(resource_of(pointer->region)));
    set_element(pointer->region, elements.of(element_of(pointer->region)));
  });
  // Nothing points into the others.
  std::erase_if(sizes, [&](const MemorySize& size) { return !held.knows(size.memory); });
  for (MemorySize& size : sizes) size.memory = held.of(size.memory);
  std::ranges::sort(sizes, {}, &MemorySize::memory);
  for (Resource& r : resources) {
    r.id = held.of(r.id);
    r.null = nulls.of(r.null);
  }
  std::ranges::sort(resources, {}, &Resource::id);
  next_id = std::max({nulls.next(), held.next(), elements.next()});
}

namespace {

/// The monomials of `term` whose symbols are not in `solved`, which ascends.
Term unsolved_part(const Term& term, const std::vector<Symbol>& solved) {
  Term out;
  for (const Monomial& m : term.monomials()) {
    if (std::ranges::binary_search(solved, m.symbol)) continue;
    out = *Term::combine(out, m.coefficient, Term::of(m.symbol));
  }
  return out;
}

/// One symbol with coefficient 1 or -1 can be read off a value; a sum of several cannot.
bool readable_alone(const Term& part) {
  if (part.monomials().size() != 1) return false;
  const std::uint64_t c = part.monomials()[0].coefficient;
  return c == 1 || c == ~std::uint64_t{0};
}

}  // namespace

void State::fold_sums(SymbolSupply& supply) {
  std::vector<Term*> open;
  const auto gather = [&](Term& t) {
    if (!t.is_constant()) open.push_back(&t);
  };
  for (RegionMarks& r : regions) std::ranges::for_each(r.marks, gather);
  for (LoadedNumber& n : loaded) gather(n.term);
  for (MemorySize& size : sizes) gather(size.bytes);
  each_value([&](Value& v) {
    if (v.is_readable()) gather(v.term());
  });
  std::vector<Symbol> solved;
  const auto solve = [&](Symbol s) { solved.insert(std::ranges::lower_bound(solved, s), s); };
  while (!open.empty()) {
    const std::size_t before = open.size();
    std::erase_if(open, [&](Term* t) {
      const Term part = unsolved_part(*t, solved);
      if (readable_alone(part)) solve(part.monomials()[0].symbol);
      return part.is_constant() || readable_alone(part);
    });
    if (open.size() != before) continue;
    const Term part = unsolved_part(*open.front(), solved);
    const Term folded = knowledge.fold(supply, part);
    if (const auto symbol = folded.as_symbol()) solve(*symbol);
    for (Term* t : open) {
      if (!(unsolved_part(*t, solved) == part)) continue;
      const auto without = Term::combine(*t, ~std::uint64_t{0}, part);
      *t = *Term::combine(*without, 1, folded);
    }
  }
}

void State::tidy(SymbolSupply& supply) {
  settle();
  computed.clear();
  renumber();
  fold_sums(supply);
  settle();
  std::vector<Symbol> used;
  const auto use = [&](const Term& term) {
    for (const Monomial& m : term.monomials()) used.push_back(m.symbol);
  };
  each_value([&](const Value& v) {
    if (v.is_readable()) use(v.term());
  });
  for (const RegionMarks& r : regions) {
    for (const Term& t : r.marks) use(t);
  }
  for (const LoadedNumber& n : loaded) use(n.term);
  for (const MemorySize& size : sizes) use(size.bytes);
  std::ranges::sort(used);
  used.erase(std::unique(used.begin(), used.end()), used.end());
  knowledge.clear_replacements();
  knowledge.project(used);
}

}  // namespace assay
