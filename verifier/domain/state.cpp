// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/state.hpp"

#include <algorithm>

#include "ir/base/check.hpp"

namespace assay {
namespace {

/// A bit for the symbol, which others may share.
std::uint64_t bit_of(Symbol symbol) {
  return std::uint64_t{1} << (static_cast<std::uint32_t>(symbol) % 64);
}

}  // namespace

Value State::read(Reg reg) const {
  if (reg == kFramePointer) {
    return Value::pointer(StackMemory{top().stack_frame}, Term::constant(0));
  }
  return registers.at(reg.index);
}

Value State::read(const Operand& operand) const {
  if (const auto* reg = std::get_if<Reg>(&operand)) return read(*reg);
  const std::int64_t word = std::get<Imm>(operand).value;
  return Value::scalar(Term::constant(static_cast<std::uint64_t>(word)));
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
  std::uint64_t replaced = 0;
  for (const Replacement& r : knowledge.replacements()) replaced |= bit_of(r.symbol);
  if (replaced == 0) return;
  // Most terms have no symbol that was replaced.
  each_term([&](Term& t) {
    const auto may_be_replaced = [&](const Monomial& m) { return replaced & bit_of(m.symbol); };
    if (std::ranges::any_of(t.monomials(), may_be_replaced)) t = knowledge.resolve(t);
  });
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

}  // namespace assay
