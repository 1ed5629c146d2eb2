// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/tidy.hpp"

#include <algorithm>
#include <vector>

#include "verifier/engine/loosening.hpp"
#include "verifier/engine/project.hpp"

namespace assay {
namespace {

/// New numbers from 1 on, in the order of the first calls; 0 stays.
template <class Id>
class Renumbering {
 public:
  Id of(Id id) {
    if (id == Id{}) return id;
    const std::size_t place = place_of(id);
    if (place == ids_.size()) ids_.push_back(id);
    return Id{static_cast<std::uint32_t>(place + 1)};
  }
  /// Some call was for it.
  [[nodiscard]] bool knows(Id id) const { return id == Id{} || place_of(id) < ids_.size(); }
  [[nodiscard]] std::uint32_t next() const { return static_cast<std::uint32_t>(ids_.size() + 1); }

 private:
  [[nodiscard]] std::size_t place_of(Id id) const {
    return static_cast<std::size_t>(std::ranges::find(ids_, id) - ids_.begin());
  }

  std::vector<Id> ids_;  // by new number, from 1 on; few
};

/// Each kind of number by itself, so that a pointer to another element, or one that may be null,
/// leaves the numbers of resources alone.
void renumber(State& state) {
  Renumbering<NullId> nulls;
  Renumbering<ResourceId> held;
  Renumbering<ElementId> elements;
  state.each_value([&](Value& v) {
    Pointer* pointer = v.as_pointer();
    if (pointer == nullptr) return;
    pointer->null = nulls.of(pointer->null);
    set_resource(pointer->region, held.of(resource_of(pointer->region)));
    set_element(pointer->region, elements.of(element_of(pointer->region)));
  });
  // Nothing points into the others.
  std::erase_if(state.sizes, [&](const MemorySize& size) { return !held.knows(size.memory); });
  for (MemorySize& size : state.sizes) size.memory = held.of(size.memory);
  std::ranges::sort(state.sizes, {}, &MemorySize::memory);
  for (Resource& r : state.resources) {
    r.id = held.of(r.id);
    r.null = nulls.of(r.null);
  }
  std::ranges::sort(state.resources, {}, &Resource::id);
  state.next_id = std::max({nulls.next(), held.next(), elements.next()});
}

/// The monomials of `term` whose symbols are not in `solved`, which ascends.
Term unsolved_part(const Term& term, const std::vector<Symbol>& solved) {
  Term out;
  for (const Monomial& m : term.monomials()) {
    if (std::ranges::binary_search(solved, m.symbol)) continue;
    out = *Term::combine(out, m.coefficient, Term::of(m.symbol));
  }
  return out;
}

/// How many monomials of a term have symbols that are not solved, and the last of them.
struct Unsolved {
  std::size_t count = 0;
  Monomial last;
};
Unsolved unsolved_of(const Term& term, const std::vector<Symbol>& solved) {
  Unsolved out;
  for (const Monomial& m : term.monomials()) {
    if (!std::ranges::binary_search(solved, m.symbol)) out = {out.count + 1, m};
  }
  return out;
}

/// One symbol with coefficient 1 or -1 can be read off a value; a sum of several cannot.
bool readable_alone(const Unsolved& part) {
  return part.count == 1 &&
         (part.last.coefficient == 1 || part.last.coefficient == ~std::uint64_t{0});
}

void fold_sums(State& state, SymbolSupply& supply) {
  std::vector<Term*> open;
  state.each_term([&](Term& t) {
    if (!t.is_constant()) open.push_back(&t);
  });
  std::vector<Symbol> solved;
  const auto solve = [&](Symbol s) { solved.insert(std::ranges::lower_bound(solved, s), s); };
  while (!open.empty()) {
    const std::size_t before = open.size();
    std::erase_if(open, [&](Term* t) {
      const Unsolved part = unsolved_of(*t, solved);
      if (readable_alone(part)) solve(part.last.symbol);
      return part.count == 0 || readable_alone(part);
    });
    if (open.size() != before) continue;
    const Term part = unsolved_part(*open.front(), solved);
    const Term folded = state.knowledge.fold(supply, part);
    if (const auto symbol = folded.as_symbol()) solve(*symbol);
    for (Term* t : open) {
      if (!(unsolved_part(*t, solved) == part)) continue;
      const auto without = Term::combine(*t, ~std::uint64_t{0}, part);
      *t = *Term::combine(*without, 1, folded);
    }
  }
}

}  // namespace

void tidy(State& state, SymbolSupply& supply) {
  state.settle();
  state.computed.clear();
  renumber(state);
  fold_sums(state, supply);
  state.settle();
  std::vector<Symbol> used;
  state.each_term([&](const Term& term) {
    for (const Monomial& m : term.monomials()) used.push_back(m.symbol);
  });
  std::ranges::sort(used);
  used.erase(std::unique(used.begin(), used.end()), used.end());
  Loosening(state.knowledge).drop_replacements();
  project(state.knowledge, used);
}

}  // namespace assay
