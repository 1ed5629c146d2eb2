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

}  // namespace

std::optional<Term> loaded_immediate(const Transfer& t) {
  const LoadTimeUse* use = loaded_immediate_at(t.env.program, t.slot);
  if (use == nullptr) return std::nullopt;
  const LoadTimeNumber& number = t.env.program.load_time.numbers.at(use->number);
  if (!number.assumed_of.empty() && t.env.basis != nullptr)
    t.env.basis->numbers.insert(use->number);
  const std::uint64_t key = key_of_number(t.env.program, *use);
  const bool as_it_is = takes_wide(t.env.program, *use) || number.max <= kMostSigned32;
  // What does not fit in 31 bits comes out of 32 bits with any sign.
  const Term term =
      listed(t, key,
             as_it_is ? Scalar::unsigned_range(number.min, number.max)
                      : Scalar::signed_range(std::numeric_limits<std::int32_t>::min(),
                                             std::numeric_limits<std::int32_t>::max()));
  if (as_it_is)
    for (const std::uint64_t word : number.never) t.state.knowledge.exclude(term, word);
  return term;
}

Term with_object_layout(const Transfer& t, const Term& offset) {
  const ObjectOffset out = in_object_layout(t.env.program, t.state, offset);
  if (t.env.basis != nullptr) t.env.basis->numbers.insert(out.numbers.begin(), out.numbers.end());
  return out.term;
}

void note_layout(const Transfer& t) {
  if (t.env.basis == nullptr) return;
  const LoadTime& load_time = t.env.program.load_time;
  const auto it = std::ranges::lower_bound(load_time.layout_uses, t.slot, {}, &LayoutUse::slot);
  if (it == load_time.layout_uses.end() || it->slot != t.slot) return;
  t.env.basis->layouts.insert(it->layout);
}

Term loaded_data(const Transfer& t, std::uint32_t map, std::uint64_t offset, Width size) {
  const Scalar facts = zero_extend(Scalar::top(), size);
  const bool changes = !t.env.contract.policy.read_only_data_frozen;
  if (changes || offset >= kMostDataOffset)
    return t.state.knowledge.introduce(t.env.symbols, facts);
  return listed(t, key_of_data({map, offset, bytes(size)}), facts);
}

}  // namespace assay
