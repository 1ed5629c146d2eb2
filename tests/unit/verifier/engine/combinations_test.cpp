// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/combinations.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace assay {
namespace {

/// The same search without weighing: each rest is made and read.
class SlowSearch {
 public:
  explicit SlowSearch(const Knowledge& knowledge) : k_(knowledge) {}

  CombinationSearch::Found run(const LinearExpr& expr, Int128 goal, std::size_t depth) const {
    CombinationSearch::Found best;
    best.limit = k_.interval_upper(expr);
    if (depth == Combination::kMost || expr.is_constant() || (best.limit && *best.limit <= goal))
      return best;
    for (std::uint32_t i = 0; i < k_.bounds().size(); ++i) {
      const LinearExpr& bound = k_.bounds()[i];
      std::optional<Elimination> last;
      for (const LinearTerm& t : expr.terms()) {
        const std::int64_t b = bound.coefficient_of(t.symbol);
        if (b == 0 || (b > 0) != (t.coefficient > 0)) continue;
        const std::int64_t common = std::gcd(b, t.coefficient);
        const Elimination step{i, std::abs(b) / common, std::abs(t.coefficient) / common};
        if (step == last) continue;
        last = step;
        const auto rest = LinearExpr::combine(step.scale, expr, -step.factor, bound);
        if (!rest) continue;
        const auto further = run(*rest, scaled(goal, step.scale), depth + 1);
        if (!further.limit) continue;
        const Int128 limit = Knowledge::divided(*further.limit, step.scale);
        if (best.limit && limit >= *best.limit) continue;
        best = further;
        best.limit = limit;
        std::shift_right(best.eliminations.begin(), best.eliminations.end(), 1);
        best.eliminations.front() = step;
        ++best.count;
        if (limit <= goal) return best;
      }
    }
    return best;
  }

 private:
  static Int128 scaled(Int128 goal, std::int64_t scale) {
    constexpr Int128 kLimit = Int128{1} << 120;
    if (scale == 1) return goal;
    return goal >= kLimit / scale || goal <= -kLimit / scale ? -kLimit : goal * scale;
  }

  const Knowledge& k_;
};

/// Random knowledge of a few symbols, and expressions over them; some numbers are very large.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  /// Knowledge that holds at one point at least.
  Knowledge knowledge() {
    Knowledge k;
    SymbolSupply supply;
    for (int i = 0; i < 8; ++i) {
      const std::int64_t size = std::int64_t{1} << below(50);
      const std::int64_t low = below(2) == 0 ? 0 : -size;
      point_.push_back(low + below(100) * (size / 50));
      symbols_.push_back(*k.introduce(supply, Scalar::signed_range(low, 3 * size)).as_symbol());
    }
    for (int i = 0; i < 16; ++i) {
      const LinearExpr sum = expression();
      k.learn(sum.plus(-value_of(sum) - below(3)));
    }
    return k;
  }

  LinearExpr expression() {
    LinearExpr sum = LinearExpr::constant(below(9) == 0 ? -kFar : Int128{below(100)});
    const unsigned terms = 1 + below(below(4) == 0 ? 8 : 3);
    for (unsigned i = 0; i < terms; ++i) {
      const std::int64_t size = below(4) > 0 ? 1 : 1 + (std::int64_t{1} << below(20));
      const auto next = LinearExpr::combine(1, sum, below(2) == 0 ? size : -size,
                                            LinearExpr::reading(Term::of(symbols_[below(8)])));
      if (next) sum = *next;
    }
    return sum;
  }

  Int128 goal() {
    constexpr std::array<Int128, 4> kGoals{0, -kFar, 1000, -1};
    return kGoals.at(below(4));
  }

 private:
  static constexpr Int128 kFar = Int128{1} << 90;

  Int128 value_of(const LinearExpr& sum) const {
    Int128 value = sum.constant_part();
    for (const LinearTerm& t : sum.terms())
      value += t.coefficient * Int128{point_[static_cast<std::uint32_t>(t.symbol)]};
    return value;
  }

  unsigned below(unsigned end) {
    return std::uniform_int_distribution<unsigned>(0, end - 1)(engine_);
  }

  std::mt19937 engine_;
  std::vector<Symbol> symbols_;
  std::vector<std::int64_t> point_;
};

TEST(Combinations, WeighedPairsGiveWhatMadePairsGive) {
  CombinationSearch search;
  std::size_t two = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    Random random(seed);
    const Knowledge k = random.knowledge();
    if (!k.feasible()) continue;
    for (int i = 0; i < 20; ++i) {
      const LinearExpr expr = random.expression();
      const Int128 goal = random.goal();
      const auto fast = search.run(k, expr, goal);
      const auto slow = SlowSearch(k).run(expr, goal, 0);
      ASSERT_EQ(fast.limit.has_value(), slow.limit.has_value()) << "seed " << seed;
      ASSERT_TRUE(fast.limit == slow.limit) << "seed " << seed;
      ASSERT_EQ(fast.count, slow.count) << "seed " << seed;
      for (std::size_t e = 0; e < fast.count; ++e)
        ASSERT_EQ(fast.eliminations.at(e), slow.eliminations.at(e)) << "seed " << seed;
      two += fast.count == 2 ? 1 : 0;
    }
  }
  EXPECT_GT(two, 100U);
}

TEST(Combinations, ARestOfTooManySymbolsIsNone) {
  SymbolSupply supply;
  Knowledge k;
  std::vector<Term> t;
  for (int i = 0; i < 10; ++i) t.push_back(k.introduce(supply, Scalar::unsigned_range(0, 100)));
  const auto sum_of = [&](std::size_t from, std::size_t to) {
    LinearExpr sum;
    for (std::size_t i = from; i < to; ++i)
      sum = *LinearExpr::combine(1, sum, 1, LinearExpr::reading(t[i]));
    return sum;
  };
  // t0 <= t7 + t8 + t9, which would leave nine symbols of t0 + ... + t6.
  k.learn(*LinearExpr::difference(sum_of(0, 1), sum_of(7, 10)));
  CombinationSearch search;
  EXPECT_EQ(search.run(k, sum_of(0, 7), 0).count, 0U);
  EXPECT_EQ(SlowSearch(k).run(sum_of(0, 7), 0, 0).count, 0U);
}

}  // namespace
}  // namespace assay
