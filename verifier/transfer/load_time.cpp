// SPDX-License-Identifier: Apache-2.0
#include "verifier/transfer/load_time.hpp"

#include <algorithm>
#include <limits>

#include "ir/base/check.hpp"
#include "verifier/obligation/loaded.hpp"

namespace assay {
namespace {

/// A program that reads more numbers of its data than this is told no connection between the rest.
constexpr std::size_t kMostListed = 256;
constexpr std::uint64_t kMostSigned32 = std::numeric_limits<std::int32_t>::max();

/// The listed term of the key; where there is none, a new one with these facts, which is listed.
Term listed(const Transfer& t, std::uint64_t key, const Scalar& facts) {
  if (const Term* known = t.state.find_loaded(key)) return *known;
  const Term term = t.state.knowledge.introduce(t.env.symbols, facts);
  if (t.state.loaded.size() < kMostListed) t.state.list_loaded(key, term);
  return term;
}

/// The instruction at the transfer's slot has a number that a loader could set.
bool has_number(const Transfer& t) {
  const Instruction& at = t.env.program.instructions.at(t.slot);
  const auto* alu = std::get_if<Alu>(&at);
  const auto* wide = std::get_if<LoadImm64>(&at);
  return (alu != nullptr && std::holds_alternative<Imm>(alu->src)) ||
         (wide != nullptr && wide->kind == WideKind::Immediate);
}

const LoadTimeUse* use_at(const Transfer& t) {
  const auto& uses = t.env.program.load_time.uses;
  const auto it = std::ranges::lower_bound(uses, t.slot, {}, &LoadTimeUse::slot);
  return it != uses.end() && it->slot == t.slot ? &*it : nullptr;
}

}  // namespace

std::optional<Term> loaded_immediate(const Transfer& t) {
  const LoadTimeUse* use = use_at(t);
  if (use == nullptr || !has_number(t)) return std::nullopt;
  const LoadTimeNumber& number = t.env.program.load_time.numbers.at(use->number);
  const bool wide = number.max > kMostSigned32 &&
                    std::holds_alternative<LoadImm64>(t.env.program.instructions.at(t.slot));
  const std::uint64_t key = key_of_number(use->number, wide);
  const bool as_it_is = wide || number.max <= kMostSigned32;
  // What does not fit in 31 bits comes out of 32 bits with any sign.
  return listed(t, key,
                as_it_is ? Scalar::unsigned_range(number.min, number.max)
                         : Scalar::signed_range(std::numeric_limits<std::int32_t>::min(),
                                                std::numeric_limits<std::int32_t>::max()));
}

Term with_object_layout(const Transfer& t, const Term& offset) {
  Term out = offset;
  if (t.env.program.load_time.numbers.empty()) return out;
  for (const LoadedNumber& loaded : t.state.loaded) {
    const auto symbol = loaded.term.as_symbol();
    const auto index = number_of_key(loaded.key);
    if (!index || !symbol || out.coefficient_of(*symbol) == 0) continue;
    const LoadTimeNumber& number = t.env.program.load_time.numbers.at(*index);
    if (number.layout.empty()) continue;
    const auto replaced = out.substitute(*symbol, Term::constant(number.in_object));
    ASSAY_CHECK(replaced.has_value(), "a constant needs no room in a term");
    out = *replaced;
    if (t.env.basis != nullptr) t.env.basis->layouts.insert(number.layout);
  }
  return out;
}

void note_layout(const Transfer& t) {
  if (t.env.basis == nullptr) return;
  const LoadTime& load_time = t.env.program.load_time;
  const auto it = std::ranges::lower_bound(load_time.layout_uses, t.slot, {}, &LayoutUse::slot);
  if (it == load_time.layout_uses.end() || it->slot != t.slot) return;
  t.env.basis->layouts.insert(load_time.layouts.at(it->layout));
}

Term loaded_data(const Transfer& t, std::uint32_t map, std::uint64_t offset, Width size) {
  const Scalar facts = zero_extend(Scalar::top(), size);
  const bool changes = !t.env.contract.policy.read_only_data_frozen;
  if (changes || offset >= kMostDataOffset)
    return t.state.knowledge.introduce(t.env.symbols, facts);
  return listed(t, key_of_data({map, offset, bytes(size)}), facts);
}

}  // namespace assay
