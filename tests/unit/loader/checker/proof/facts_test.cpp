// SPDX-License-Identifier: Apache-2.0
// The rules of facts: exhaustive on words of 4 bits, and against the verifier's on 64.
#include "loader/checker/proof/facts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "loader/checker/proof/facts_refine.hpp"
#include "loader/checker/proof/wide.hpp"
#include "verifier/domain/scalar.hpp"

namespace assay::checker {
namespace {

constexpr unsigned kBits = 4;
using Small = Facts<kBits>;
using W = Word<kBits>;

/// Facts of every range, some of known bits and strides.
std::vector<Small> small_facts() {
  std::vector<Small> out;
  const auto add = [&](const Small& f) {
    if (std::ranges::none_of(out, [&](const Small& known) { return same(known, f); }))
      out.push_back(f);
  };
  for (std::uint64_t lo = 0; lo < 16; ++lo) {
    for (std::uint64_t hi = lo; hi < 16; ++hi) {
      Small f;
      if (unsigned_facts<kBits>(lo, hi, f)) add(f);
      if (signed_facts<kBits>(W::read(lo ^ 8), W::read(hi ^ 8), f)) add(f);
    }
  }
  for (std::uint64_t must = 0; must < 16; ++must) {
    for (std::uint64_t may = 0; may < 16; ++may) {
      Small f;
      f.full.known = {must, may};
      if ((must & ~may) == 0 && reduce(f)) add(f);
    }
  }
  for (std::uint32_t m = 1; m <= Small::cap; ++m) {
    for (std::uint32_t r = 0; r < m; ++r) {
      Small f;
      f.stride = {m, r};
      if (reduce(f)) add(f);
    }
  }
  return out;
}

/// What RFC 9669 says of words of n bits.
std::uint64_t concrete(Alu op, std::uint64_t a, std::uint64_t b, unsigned n) {
  const std::uint64_t mask = (std::uint64_t{1} << n) - 1;
  const auto read = [&](std::uint64_t x) {
    return static_cast<std::int64_t>(x << (64 - n)) >> (64 - n);
  };
  a &= mask;
  b &= mask;
  const auto s = [&](std::int64_t x) { return static_cast<std::uint64_t>(x) & mask; };
  switch (op) {
    case Alu::Add:
      return (a + b) & mask;
    case Alu::Sub:
      return (a - b) & mask;
    case Alu::Mul:
      return (a * b) & mask;
    case Alu::Div:
      return b == 0 ? 0 : a / b;
    case Alu::Mod:
      return b == 0 ? a : a % b;
    case Alu::Sdiv:
      return b == 0 ? 0 : s(read(a) / read(b));
    case Alu::Smod:
      return b == 0 ? a : s(read(a) % read(b));
    case Alu::Or:
      return a | b;
    case Alu::And:
      return a & b;
    case Alu::Xor:
      return a ^ b;
    case Alu::Lsh:
      return (a << (b % n)) & mask;
    case Alu::Rsh:
      return a >> (b % n);
    case Alu::Arsh:
      return s(read(a) >> (b % n));
    case Alu::Mov:
    case Alu::Movsx8:
    case Alu::Movsx16:
    case Alu::Movsx32:
      return b;
  }
  return 0;
}

constexpr Alu kOperations[] = {Alu::Add, Alu::Sub,  Alu::Mul,  Alu::Div, Alu::Sdiv,
                               Alu::Mod, Alu::Smod, Alu::Or,   Alu::And, Alu::Xor,
                               Alu::Lsh, Alu::Rsh,  Alu::Arsh, Alu::Mov};

/// Facts with all their members.
template <unsigned N>
struct Listed {
  explicit Listed(const Facts<N>& f) : facts(f) {
    for (std::uint64_t x = 0; x <= Word<N>::all; ++x) {
      if (contains(f, x)) members.push_back(x);
    }
  }
  Facts<N> facts;
  std::vector<std::uint64_t> members;
};

std::vector<Listed<kBits>> listed(const std::vector<Small>& all) {
  std::vector<Listed<kBits>> out;
  for (const Small& f : all) out.emplace_back(f);
  return out;
}

/// Every result of members is a member of the result.
template <unsigned N>
::testing::AssertionResult holds_results(Alu op, Part part, const Listed<N>& a,
                                         const Listed<N>& b) {
  const unsigned n = part == Part::Whole ? N : N / 2;
  Facts<N> out = a.facts;
  Facts<N> right = b.facts;
  const bool possible = facts_alu(op, part, out, right);
  for (const std::uint64_t x : a.members) {
    for (const std::uint64_t y : b.members) {
      if (possible && contains(out, concrete(op, x, y, n))) continue;
      return ::testing::AssertionFailure()
             << static_cast<int>(op) << " of " << x << " and " << y << " at " << n;
    }
  }
  return ::testing::AssertionSuccess();
}

TEST(CheckerFacts, every_result_of_four_bits_is_in_the_abstract_result) {
  const std::vector<Listed<kBits>> all = listed(small_facts());
  for (const Alu op : kOperations) {
    for (const Part part : {Part::Whole, Part::Low}) {
      for (const Listed<kBits>& a : all) {
        for (const Listed<kBits>& b : all) {
          ASSERT_TRUE(holds_results(op, part, a, b));
        }
      }
    }
  }
}

bool holds(checker::Test test, std::uint64_t a, std::uint64_t b, unsigned n) {
  const std::uint64_t mask = (std::uint64_t{1} << n) - 1;
  const auto read = [&](std::uint64_t x) {
    return static_cast<std::int64_t>(x << (64 - n)) >> (64 - n);
  };
  a &= mask;
  b &= mask;
  switch (test) {
    case checker::Test::Eq:
      return a == b;
    case checker::Test::Ne:
      return a != b;
    case checker::Test::Gt:
      return a > b;
    case checker::Test::Ge:
      return a >= b;
    case checker::Test::Lt:
      return a < b;
    case checker::Test::Le:
      return a <= b;
    case checker::Test::Sgt:
      return read(a) > read(b);
    case checker::Test::Sge:
      return read(a) >= read(b);
    case checker::Test::Slt:
      return read(a) < read(b);
    case checker::Test::Sle:
      return read(a) <= read(b);
    case checker::Test::Set:
      return (a & b) != 0;
  }
  return false;
}

constexpr checker::Test kTests[] = {checker::Test::Eq,  checker::Test::Ne,  checker::Test::Gt,
                                    checker::Test::Ge,  checker::Test::Lt,  checker::Test::Le,
                                    checker::Test::Sgt, checker::Test::Sge, checker::Test::Slt,
                                    checker::Test::Sle, checker::Test::Set};

/// Every pair of members that takes the branch stays.
template <unsigned N>
::testing::AssertionResult keeps_pairs(Comparing how, Branch branch, const Listed<N>& a,
                                       const Listed<N>& b) {
  const unsigned n = how.part == Part::Whole ? N : N / 2;
  Facts<N> left = a.facts;
  Facts<N> right = b.facts;
  const bool possible = refine(how, branch, left, right);
  for (const std::uint64_t x : a.members) {
    for (const std::uint64_t y : b.members) {
      if (holds(how.test, x, y, n) != (branch == Branch::Taken)) continue;
      if (possible && contains(left, x) && contains(right, y)) continue;
      return ::testing::AssertionFailure()
             << static_cast<int>(how.test) << " of " << x << " and " << y << " at " << n;
    }
  }
  return ::testing::AssertionSuccess();
}

TEST(CheckerFacts, a_branch_keeps_every_pair_of_four_bits_that_takes_it) {
  const std::vector<Listed<kBits>> all = listed(small_facts());
  for (const checker::Test test : kTests) {
    for (const Part part : {Part::Whole, Part::Low}) {
      for (const Branch branch : {Branch::Taken, Branch::NotTaken}) {
        for (const Listed<kBits>& a : all) {
          for (const Listed<kBits>& b : all) {
            ASSERT_TRUE(keeps_pairs({test, part}, branch, a, b));
          }
        }
      }
    }
  }
}

/// Facts of 8 bits of all components at once, with a member at least.
Facts<8> sampled(std::mt19937_64& random) {
  for (;;) {
    const auto word = [&] { return random() & 0xff; };
    const auto maybe = [&] { return random() % 2 == 0; };
    Facts<8> f;
    const std::uint64_t x = word();
    if (maybe()) f.full.known = {x & word(), x | word()};
    if (maybe()) f.full.u = {x - word() % (x + 1), x + word() % (256 - x)};
    const std::uint64_t flipped = x ^ 0x80;
    if (maybe()) f.full.s = {flipped - word() % (flipped + 1), flipped + word() % (256 - flipped)};
    const std::uint64_t low = x & 0xf;
    if (maybe()) f.low_u = {low - word() % (low + 1), low + word() % (16 - low)};
    const auto modulus = static_cast<std::uint32_t>(1 + word() % Facts<8>::cap);
    if (maybe()) f.stride = {modulus, static_cast<std::uint32_t>(x % modulus)};
    if (reduce(f)) return f;
    ADD_FAILURE() << "facts with the member " << x << " have none";
  }
}

TEST(CheckerFacts, samples_of_eight_bits_keep_their_members) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 100; ++round) {
    const Listed<8> a(sampled(random));
    const Listed<8> b(sampled(random));
    for (const Part part : {Part::Whole, Part::Low}) {
      for (const Alu op : kOperations) ASSERT_TRUE(holds_results(op, part, a, b));
      for (const checker::Test test : kTests) {
        ASSERT_TRUE(keeps_pairs({test, part}, Branch::Taken, a, b));
        ASSERT_TRUE(keeps_pairs({test, part}, Branch::NotTaken, a, b));
      }
    }
  }
}

/// The low bits with their sign, as a word of n bits.
std::uint64_t signed_low(std::uint64_t x, unsigned bits, unsigned n) {
  const std::uint64_t sign = std::uint64_t{1} << (bits - 1);
  return (((x & (2 * sign - 1)) ^ sign) - sign) & ((std::uint64_t{1} << n) - 1);
}

TEST(CheckerFacts, extensions_and_swaps_of_samples_of_eight_bits_keep_their_members) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 4000; ++round) {
    const Listed<8> a(sampled(random));
    for (const unsigned bits : {8U, 16U, 32U}) {
      const unsigned width = bits / 8;  // of 8 bits as of 64
      Facts<8> zero = a.facts;
      Facts<8> sign = a.facts;
      Facts<8> swap = a.facts;
      ASSERT_TRUE(zero_extend(zero, bits) && sign_extend(sign, bits) && swap_bytes(swap, bits));
      for (const std::uint64_t x : a.members) {
        std::uint64_t reversed = 0;
        for (unsigned i = 0; i < width; ++i) reversed |= (x >> i & 1) << (width - 1 - i);
        ASSERT_TRUE(contains(zero, x & ((1U << width) - 1))) << x << " of " << width;
        ASSERT_TRUE(contains(sign, signed_low(x, width, 8))) << x << " of " << width;
        ASSERT_TRUE(contains(swap, reversed)) << x << " of " << width;
      }
    }
  }
}

TEST(CheckerFacts, moves_with_a_sign_of_samples_of_eight_bits_keep_their_members) {
  std::mt19937_64 random(10);
  constexpr std::pair<Alu, unsigned> kMoves[] = {
      {Alu::Movsx8, 1}, {Alu::Movsx16, 2}, {Alu::Movsx32, 4}};
  for (int round = 0; round < 4000; ++round) {
    const Listed<8> a(sampled(random));
    for (const auto& [op, width] : kMoves) {
      for (const Part part : {Part::Whole, Part::Low}) {
        Facts<8> out = Facts<8>::top();
        Facts<8> from = a.facts;
        ASSERT_TRUE(facts_alu(op, part, out, from));
        for (const std::uint64_t x : a.members)
          ASSERT_TRUE(contains(out, signed_low(x, width, part == Part::Whole ? 8 : 4))) << x;
      }
    }
  }
}

TEST(CheckerFacts, meet_join_and_extensions_of_four_bits_keep_their_members) {
  const std::vector<Small> all = small_facts();
  for (const Small& a : all) {
    Small zero = a;
    Small sign = a;
    const bool zero_possible = zero_extend(zero, 32);
    const bool sign_possible = sign_extend(sign, 32);
    for (std::uint64_t x = 0; x < 16; ++x) {
      if (!contains(a, x)) continue;
      ASSERT_TRUE(zero_possible && contains(zero, x & 3));
      ASSERT_TRUE(sign_possible && contains(sign, W::of(Word<2>::read(x & 3))));
    }
    for (const Small& b : all) {
      Small met;
      Small joined;
      const bool meets = meet(a, b, met);
      ASSERT_TRUE(join(a, b, joined));
      for (std::uint64_t x = 0; x < 16; ++x) {
        const bool in_both = contains(a, x) && contains(b, x);
        ASSERT_TRUE(!in_both || (meets && contains(met, x)));
        ASSERT_TRUE(contains(joined, x) || !(contains(a, x) || contains(b, x)));
        ASSERT_TRUE(contains(b, x) || !(within(a, b) && contains(a, x)));
      }
    }
  }
}

TEST(CheckerFacts, words_taken_away_of_four_bits_take_no_other_word) {
  for (const Small& a : small_facts()) {
    for (std::uint64_t first = 0; first < 16; ++first) {
      for (std::uint64_t second = 0; second < 16; ++second) {
        const std::uint64_t words[] = {first, second};
        Small left = a;
        const bool possible = take_away(left, words, 2);
        for (std::uint64_t x = 0; x < 16; ++x) {
          if (x == first || x == second) continue;
          ASSERT_EQ(possible && contains(left, x), contains(a, x)) << first << " and " << second;
        }
        ASSERT_FALSE(possible && left.is_constant() && left.value() == second);
      }
    }
  }
}

/// The same facts as the verifier has them.
assay::Scalar verifiers(const Facts<64>& f) {
  assay::Scalar s;
  using V = MachineWord<64>;
  using H = MachineWord<32>;
  s.full.known = {V::of(f.full.known.must), V::of(f.full.known.may)};
  s.full.u = {V::of(f.full.u.lo), V::of(f.full.u.hi)};
  s.full.s = {V::of(f.full.slo()), V::of(f.full.shi())};
  s.low_u = {H::of(f.low_u.lo), H::of(f.low_u.hi)};
  s.low_s = {H::of(f.low_s.lo ^ Word<32>::top), H::of(f.low_s.hi ^ Word<32>::top)};
  s.stride = {f.stride.modulus, f.stride.remainder};
  s.settled = f.settled;
  return s;
}
AluOp verifiers(Alu op) { return static_cast<AluOp>(op); }

Facts<64> random_facts(std::mt19937_64& random) {
  const auto word = [&] { return random() >> (random() % 64); };
  Facts<64> f;
  const std::uint64_t a = random() % 2 == 0 ? word() : 0 - word();
  const std::uint64_t b = random() % 3 == 0 ? a : a + (word() >> (random() % 48));
  if (random() % 2 == 0) f.full.u = {least_of(a, b), most_of(a, b)};
  if (random() % 3 == 0) f.full.s = {least_of(a, b) ^ Word<64>::top, ~std::uint64_t{0}};
  if (random() % 4 == 0) f.full.known = {0, ~(word() << (random() % 4))};
  if (random() % 3 == 0) {
    f.stride.modulus = 1 + static_cast<std::uint32_t>(random() % 24);
    f.stride.remainder = static_cast<std::uint32_t>(random()) % f.stride.modulus;
  }
  return reduce(f) ? f : Facts<64>::top();
}

TEST(CheckerFacts, facts_of_64_bits_are_the_verifiers_bit_by_bit) {
  std::mt19937_64 random(36);
  for (int round = 0; round < 40000; ++round) {
    const Facts<64> a = random_facts(random);
    const Facts<64> b = random_facts(random);
    for (const Alu op : kOperations) {
      for (const Part part : {Part::Whole, Part::Low}) {
        Facts<64> out = a;
        Facts<64> right = b;
        const bool possible = facts_alu(op, part, out, right);
        const assay::Scalar theirs =
            alu(verifiers(op), part == Part::Whole ? Width::W64 : Width::W32, verifiers(a),
                verifiers(b));
        ASSERT_EQ(possible, !theirs.is_bottom());
        ASSERT_TRUE(!possible || verifiers(out) == theirs) << static_cast<int>(op);
      }
    }
    const checker::Test test = kTests[random() % std::size(kTests)];
    const auto branch = static_cast<Branch>(random() % 2);
    Facts<64> left = a;
    Facts<64> right = b;
    const Part part = random() % 2 == 0 ? Part::Whole : Part::Low;
    const bool possible = refine({test, part}, branch, left, right);
    const auto theirs = assay::refine(
        static_cast<JumpOp>(test), part == Part::Whole ? Width::W64 : Width::W32, verifiers(a),
        verifiers(b), branch == Branch::Taken ? assay::Branch::Taken : assay::Branch::NotTaken);
    ASSERT_EQ(possible, theirs.has_value());
    if (!possible) continue;
    ASSERT_TRUE(verifiers(left) == theirs->left && verifiers(right) == theirs->right)
        << static_cast<int>(test);
  }
}

__extension__ using Int128 = __int128;
Wide wide(Int128 x) { return {static_cast<std::uint64_t>(x), static_cast<std::int64_t>(x >> 64)}; }

TEST(CheckerWide, sums_products_and_quotients_are_those_of_128_bits) {
  std::mt19937_64 random(128);
  for (int round = 0; round < 200000; ++round) {
    const unsigned shift = static_cast<unsigned>(random() % 120);
    const Int128 a = (Int128{static_cast<std::int64_t>(random())} << 56) >> shift;
    const Int128 b = Int128{static_cast<std::int64_t>(random())} >> (random() % 60);
    const auto factor = static_cast<std::int64_t>(random()) >> (44 + random() % 20);
    ASSERT_EQ(wide(a) + wide(b), wide(a + b));
    ASSERT_EQ(wide(a) - wide(b), wide(a - b));
    ASSERT_EQ(-wide(a), wide(-a));
    ASSERT_EQ(wide(a) < wide(b), a < b);
    ASSERT_EQ(wide(a) <= wide(b), a <= b);
    ASSERT_EQ(times(wide(b), factor), wide(b * factor));
    const Int128 distance = a < 0 ? -a : a;
    const Int128 turn = Int128{1} << 64;
    ASSERT_EQ(turns_of(wide(distance)), (distance + turn - 1) / turn);
    const Int128 divisor = b == 0 ? 1 : b < 0 ? -b : b;
    const Int128 quotient = a / divisor - (a % divisor < 0 ? 1 : 0);
    ASSERT_EQ(floor_divided(wide(a), wide(divisor)), wide(quotient));
  }
}

}  // namespace
}  // namespace assay::checker
