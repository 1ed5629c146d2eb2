// SPDX-License-Identifier: Apache-2.0
// How much states know after the same random lessons: facts, bounds and links of symbols, what is
// entailed, what a merge keeps and what inclusion shows. Soundness tests cannot see what is lost;
// these count it and compare with what it was.
#include <bit>

#include "support/any_state.hpp"
#include "support/pinned.hpp"
#include "support/searching.hpp"
#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/inclusion_gaps.hpp"
#include "verifier/engine/join.hpp"
#include "verifier/engine/loosening.hpp"
#include "verifier/engine/project.hpp"

namespace assay::testing {
namespace {

constexpr std::array<std::uint64_t, 4> kThresholds{0, 39, 40, 0xffff};

/// The same in every run, whatever the seed that the command line gives.
Dice dice_of(std::uint32_t seed) {
  return Dice(seed - 1000U * static_cast<std::uint32_t>(GTEST_FLAG_GET(random_seed)));
}

std::uint64_t bits_of(std::uint64_t span) {
  return static_cast<std::uint64_t>(std::bit_width(span));
}
std::uint64_t open_bits(const Scalar& v) {
  if (v.is_bottom()) return 0;
  return bits_of(v.umax() - v.umin()) +
         bits_of(static_cast<std::uint64_t>(v.smax()) - static_cast<std::uint64_t>(v.smin())) +
         bits_of(v.u32_max() - v.u32_min()) + bits_of(~(v.known_zeros() | v.known_ones())) +
         (v.as_constant() ? 0 : 17 - bits_of(v.modulus()));
}
std::uint64_t size_of(Int128 v) {
  const Int128 size = v < 0 ? -v : v;
  return bits_of(static_cast<std::uint64_t>(size >> 64)) +
         bits_of(static_cast<std::uint64_t>(size));
}

void count_knowledge(Counts& counts, const std::string& where, const Knowledge& k) {
  counts[where + ", feasible"] += k.feasible() ? 1 : 0;
  if (!k.feasible()) return;
  counts[where + ", bounds"] += k.bounds().size();
  counts[where + ", replacements"] += k.replacements().size();
  for (const LinearExpr& b : k.bounds()) {
    counts[where + ", bits of bounds"] += size_of(b.constant_part());
    counts[where + ", symbols of bounds"] += b.terms().size();
  }
  for (const SymbolFacts& s : k.symbols()) {
    counts[where + ", symbols"] += 1;
    counts[where + ", open bits"] += open_bits(s.facts);
    counts[where + ", links"] += s.link == LinkKind::None ? 0 : 1;
    counts[where + ", read as signed"] += s.lift == Lift::Signed ? 1 : 0;
  }
}

/// Small numbers half of the time: most of what programs compare is small.
std::vector<SymbolFacts> symbols_of(Dice& dice, SymbolSupply& supply, int count) {
  std::vector<SymbolFacts> all = any_symbols(dice, supply, count);
  for (SymbolFacts& s : all) {
    if (dice.below(2) != 0) continue;
    const std::uint64_t low = dice.below(50);
    s.facts = Scalar::unsigned_range(low, low + 1 + dice.below(1000));
    if (dice.below(3) == 0) s.facts = alu(AluOp::Lsh, Width::W64, s.facts, Scalar::constant(2));
    s.lift = natural_lift(s.facts);
  }
  return all;
}

void count_terms(Counts& counts, const Knowledge& k, Dice& dice,
                 const std::vector<Symbol>& symbols) {
  for (int i = 0; i < 3; ++i) {
    const Term term = k.resolve(dice.term(symbols));
    counts["term, open bits"] += open_bits(k.evaluate(term));
    counts["term, open bits with bounds"] += open_bits(k.evaluate_bounded(term));
    counts["term, within"] +=
        k.lies_within(term, Scalar::unsigned_range(0, dice.below(2000))) ? 1 : 0;
    for (const Lift lift : {Lift::Unsigned, Lift::Signed}) {
      const auto reading = k.integer(term, lift);
      if (!reading) continue;
      counts["term, readings"] += 1;
      const auto upper = k.upper_bound(*reading, -(Int128{1} << 80));
      if (upper) counts["term, bits of upper bounds"] += size_of(*upper);
      const auto lower = k.lower_bound(*reading, Int128{1} << 80);
      if (lower) counts["term, bits of lower bounds"] += size_of(*lower);
      counts["term, entailed"] += k.entails(reading->plus(-Int128{dice.below(2000)})) ? 1 : 0;
    }
  }
}

TEST(Precision, OfWhatComparisonsTeach) {
  Dice dice = dice_of(41);
  Counts counts;
  for (int run = 0; run < 3000; ++run) {
    SymbolSupply supply;
    Knowledge k = searching();
    std::vector<Symbol> symbols;
    for (const SymbolFacts& s : symbols_of(dice, supply, 3)) {
      k.declare(s);
      symbols.push_back(s.symbol);
    }
    for (int step = 0; step < 4 && k.feasible(); ++step) {
      JumpIf jump{};
      jump.op = kJumps[dice.below(kJumps.size())];
      jump.width = dice.below(4) == 0 ? Width::W32 : Width::W64;
      const Branch branch = dice.below(2) == 0 ? Branch::Taken : Branch::NotTaken;
      const Term left = k.resolve(dice.term(symbols));
      const Term right =
          k.resolve(dice.below(3) == 0 ? Term::constant(dice.below(500)) : dice.term(symbols));
      Knowledge learnt = k;
      learnt.assume(supply, jump, left, right, branch);
      counts["comparison, feasible"] += learnt.feasible() ? 1 : 0;
      if (learnt.feasible()) k = learnt;
      if (dice.below(3) != 0) continue;
      const Term extended = dice.below(2) == 0 ? k.zero_extend32(supply, k.resolve(left))
                                               : k.sign_extend32(supply, k.resolve(left));
      if (const auto s = extended.as_symbol()) symbols.push_back(*s);
    }
    count_knowledge(counts, "comparisons", k);
    count_terms(counts, k, dice, symbols);
    const Term sum = k.resolve(dice.term(symbols));
    if (!sum.is_constant()) {
      const Term folded = k.fold(supply, sum.plus(std::uint64_t{0} - sum.constant_part()));
      counts["folded, constant"] += folded.is_constant() ? 1 : 0;
      count_knowledge(counts, "folded", k);
    }
    Loosening(k).drop_replacements();
    std::vector<Symbol> keep;
    for (const SymbolFacts& s : k.symbols()) {
      if (dice.below(2) == 0) keep.push_back(s.symbol);
    }
    project(k, keep);
    count_knowledge(counts, "projected", k);
  }
  expect_pinned(counts, "unit/verifier/domain/comparisons.txt");
}

void count_merge(Counts& counts, const std::string& how, const State& merged, const State& side) {
  const InclusionGaps gaps = inclusion_gaps(merged, side);
  counts[how + ", values match"] += gaps.values_match ? 1 : 0;
  counts[how + ", gaps"] += gaps.facts.size() + gaps.links.size() + gaps.bounds.size();
  counts[how + ", includes the side"] += includes(merged, side) ? 1 : 0;
  counts[how + ", is included"] += includes(side, merged) ? 1 : 0;
}

TEST(Precision, OfMerges) {
  Dice dice = dice_of(42);
  Counts counts;
  constexpr std::array<std::pair<Merge, const char*>, 3> kMerges{
      {{Merge::Join, "join"},
       {Merge::Widen, "widening"},
       {Merge::WidenTop, "widening to the top"}}};
  for (int run = 0; run < 1500; ++run) {
    SymbolSupply supply;
    const auto shared = symbols_of(dice, supply, 2);
    const State a = any_state(dice, supply, shared);
    const State b = any_state(dice, supply, shared);
    counts["sides, included"] += includes(a, b) ? 1 : 0;
    for (const auto& [merge, how] : kMerges) {
      const State merged = merge_states(a, b, {merge, kThresholds}, supply);
      count_knowledge(counts, how, merged.knowledge);
      merged.each_value([&](const Value& v) {
        if (!v.is_readable()) return;
        ++counts[std::string(how) + ", values"];
        counts[std::string(how) + ", symbols of values"] += v.term().monomials().size();
      });
      count_merge(counts, how, merged, a);
      count_merge(counts, how, merged, b);
    }
  }
  expect_pinned(counts, "unit/verifier/domain/merges.txt");
}

}  // namespace
}  // namespace assay::testing
