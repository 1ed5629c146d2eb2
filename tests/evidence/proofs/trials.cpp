// SPDX-License-Identifier: Apache-2.0
// Trials of the whole scalar, congruence and reduction included, against plain integer arithmetic
// (tests/evidence/exhaustive/scalar_naive.hpp): every pair of a family at 4 bits, random mixtures
// at 8 with all their members, random and corner words at 64.
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "names.hpp"
#include "scalar_values.hpp"
#include "theorem.hpp"
#include "verifier/engine/scalar_widen.hpp"

namespace assay::proofs {
namespace {

using Members = std::vector<std::uint64_t>;

class Clock {
 public:
  explicit Clock(unsigned milliseconds)
      : end_(std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds)) {}
  [[nodiscard]] bool over() const { return std::chrono::steady_clock::now() > end_; }

 private:
  std::chrono::steady_clock::time_point end_;
};

/// What went wrong for one pair of values with these members; nothing where all is well.
template <class S>
using PairTest = std::function<std::optional<std::string>(const S&, const S&, const Members&,
                                                          const Members&, std::uint64_t&)>;

Outcome passed(std::uint64_t cases) { return {ProofResult::Proved, {}, cases}; }
Outcome refuted(std::string why) { return {ProofResult::Refuted, std::move(why), 0}; }

/// Every pair of simple values of four bits.
Outcome every_pair(const PairTest<Scalar4>& test, unsigned milliseconds) {
  const Clock clock(milliseconds);
  const std::vector<Scalar4> values = all_simple_values(Kinds::IntervalsAndTnums);
  std::vector<Members> sets;
  for (const Scalar4& v : values) sets.push_back(members(v));
  std::uint64_t cases = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (clock.over()) return {ProofResult::Unknown, "timeout", cases};
    for (std::size_t j = 0; j < values.size(); ++j) {
      if (auto why = test(values[i], values[j], sets[i], sets[j], cases))
        return refuted(*why + "\n      " + show(values[i]) + "\n      " + show(values[j]));
    }
  }
  return passed(cases);
}
/// Mixtures of all components, reduced and not, with all members at eight bits.
Outcome mixtures(const PairTest<Scalar8>& test, unsigned milliseconds) {
  constexpr unsigned kPairs = 10000;
  const Clock clock(milliseconds);
  ValueSource<Scalar8> source(101);
  std::uint64_t cases = 0;
  for (unsigned i = 0; i < kPairs; ++i) {
    if (clock.over()) return {ProofResult::Unknown, "timeout", cases};
    const Scalar8 a = i % 4 == 0 ? source.raw_around(source.word()) : source.any();
    const Scalar8 b = i % 4 == 0 ? source.raw_around(source.word()) : source.any();
    if (auto why = test(a, b, members(a), members(b), cases))
      return refuted(*why + "\n      " + show(a) + "\n      " + show(b));
  }
  return passed(cases);
}
/// Corner words at full width, with random values around them.
Outcome corners(const PairTest<Scalar>& test, unsigned milliseconds) {
  constexpr unsigned kPairs = 200000;
  const Clock clock(milliseconds);
  ValueSource<Scalar> source(102);
  std::uint64_t cases = 0;
  for (unsigned i = 0; i < kPairs; ++i) {
    if (clock.over()) return {ProofResult::Unknown, "timeout", cases};
    const std::uint64_t x = source.word();
    const std::uint64_t y = i % 5 == 0 ? x : source.word();
    const Scalar a = i % 8 == 0 ? Scalar::constant(x) : reduce(source.raw_around(x));
    const Scalar b = i % 3 == 0 ? Scalar::constant(y) : reduce(source.raw_around(y));
    if (auto why = test(a, b, {x}, {y}, cases))
      return refuted(*why + "\n      " + show(a) + "\n      " + show(b));
  }
  return passed(cases);
}

template <class S>
PairTest<S> alu_test(AluOp op, Width width) {
  return [=](const S& a, const S& b, const Members& of_a, const Members& of_b,
             std::uint64_t& cases) -> std::optional<std::string> {
    const S result = alu(op, width, a, b);
    for (const std::uint64_t x : of_a) {
      for (const std::uint64_t y : of_b) {
        ++cases;
        const std::uint64_t z = naive::alu(op, op_bits<S>(width), kWordBits<S>, x, y);
        if (!result.contains(static_cast<typename S::Word>(z)))
          return std::to_string(x) + " op " + std::to_string(y) + " = " + std::to_string(z);
      }
    }
    return std::nullopt;
  };
}
template <class S>
PairTest<S> jump_test(JumpOp op, Width width, Branch branch) {
  using Word = typename S::Word;
  return [=](const S& a, const S& b, const Members& of_a, const Members& of_b,
             std::uint64_t& cases) -> std::optional<std::string> {
    const auto pair = refine(op, width, a, b, branch);
    for (const std::uint64_t x : of_a) {
      for (const std::uint64_t y : of_b) {
        if (naive::compare(op, op_bits<S>(width), x, y) != (branch == Branch::Taken)) continue;
        ++cases;
        if (!pair || !pair->left.contains(Word(x)) || !pair->right.contains(Word(y)))
          return "lost " + std::to_string(x) + ", " + std::to_string(y);
      }
    }
    return std::nullopt;
  };
}
template <class S>
PairTest<S> unary_test(const std::function<S(const S&)>& abstract,
                       const std::function<std::uint64_t(std::uint64_t)>& concrete) {
  return [=](const S& a, const S&, const Members& of_a, const Members&,
             std::uint64_t& cases) -> std::optional<std::string> {
    const S result = abstract(a);
    for (const std::uint64_t x : of_a) {
      ++cases;
      if (!result.contains(static_cast<typename S::Word>(concrete(x))))
        return "of " + std::to_string(x);
    }
    return std::nullopt;
  };
}

/// The whole scalar's order: join, meet, inclusion, widening, reduction.
enum class Lattice { Join, Meet, Inclusion, Widening, Reduction };

/// Whether one word that is in a, in b, or in both, is where it must be.
struct OneWord {
  bool in_a = false;
  bool in_b = false;
  bool in_result = false;
  bool a_in_b = false;  // all of a, by the order
};
bool keeps(Lattice what, const OneWord& word) {
  const auto& [in_a, in_b, in_result, included] = word;
  switch (what) {
    case Lattice::Join:
    case Lattice::Widening:
      return in_result || !(in_a || in_b);
    case Lattice::Meet:
      return in_result || !(in_a && in_b);
    case Lattice::Inclusion:
      return !included || !in_a || in_b;
    case Lattice::Reduction:
      return in_result == in_a;
  }
  return false;
}
template <class S>
S combined(Lattice what, const S& a, const S& b) {
  using Word = typename S::Word;
  static constexpr Word kThresholds[] = {3, 7};
  switch (what) {
    case Lattice::Join:
      return join(a, b);
    case Lattice::Meet:
      return meet(a, b);
    case Lattice::Inclusion:
      return a;
    case Lattice::Widening:
      return widen(a, b, std::span<const Word>(kThresholds));
    case Lattice::Reduction:
      return reduce(a);
  }
  return S::top();
}
template <class S>
PairTest<S> lattice_test(Lattice what) {
  using Word = typename S::Word;
  return [=](const S& a, const S& b, const Members& of_a, const Members& of_b,
             std::uint64_t& cases) -> std::optional<std::string> {
    const S result = combined(what, a, b);
    const bool included = leq(a, b);
    for (const Members* of : {&of_a, &of_b}) {
      for (const std::uint64_t x : *of) {
        ++cases;
        const Word word = static_cast<Word>(x);
        if (!keeps(what, {a.contains(word), b.contains(word), result.contains(word), included}))
          return "for " + std::to_string(x);
      }
    }
    return std::nullopt;
  };
}

/// `make` gives the test for scalars of one size, by an example of them.
template <class Make>
void add(Library& library, const Subject& subject, const Make& make) {
  library.push_back({subject, Means::Exhaustive, 4, "",
                     [test = make(Scalar4{})](unsigned ms) { return every_pair(test, ms); }});
  library.push_back({subject, Means::Random, 8, "",
                     [test = make(Scalar8{})](unsigned ms) { return mixtures(test, ms); }});
  library.push_back({subject, Means::Random, 64, "",
                     [test = make(Scalar{})](unsigned ms) { return corners(test, ms); }});
}

const std::pair<Lattice, const char*> kLattice[] = {{Lattice::Join, "join"},
                                                    {Lattice::Meet, "meet"},
                                                    {Lattice::Inclusion, "inclusion"},
                                                    {Lattice::Widening, "widening"},
                                                    {Lattice::Reduction, "reduction"}};

void add_unary(Library& library) {
  for (const Width width : {Width::W64, Width::W32}) {
    add(library, {"alu", "neg", width == Width::W64 ? "64" : "32"}, [=](auto example) {
      using S = decltype(example);
      return unary_test<S>([=](const S& a) { return neg(width, a); },
                           [=](std::uint64_t x) {
                             return naive::alu(AluOp::Sub, op_bits<S>(width), kWordBits<S>, 0, x);
                           });
    });
  }
  for (const ByteOrder order : {ByteOrder::ToLittle, ByteOrder::ToBig, ByteOrder::Swap}) {
    for (const Width size : {Width::W16, Width::W32, Width::W64}) {
      const Subject subject{"alu", name_of(order) + std::to_string(bits(size)), "64"};
      const auto test = unary_test<Scalar>(
          [=](const Scalar& a) { return byte_swap(order, size, a); },
          [=](std::uint64_t x) { return naive::swap(order, bits(size), 64, x); });
      library.push_back(
          {subject, Means::Random, 64, "", [test](unsigned ms) { return corners(test, ms); }});
    }
  }
}

}  // namespace

void add_trials(Library& library) {
  for (const AluOp op : kAluOps) {
    for (const Width width : {Width::W64, Width::W32})
      add(library, {"alu", row_of(op), width == Width::W64 ? "64" : "32"},
          [=](auto example) { return alu_test<decltype(example)>(op, width); });
  }
  for (const JumpOp op : kJumpOps) {
    for (const Branch branch : {Branch::Taken, Branch::NotTaken}) {
      for (const Width width : {Width::W64, Width::W32})
        add(library,
            {"jump", name_of(op) + " " + name_of(branch), width == Width::W64 ? "64" : "32"},
            [=](auto example) { return jump_test<decltype(example)>(op, width, branch); });
    }
  }
  for (const auto& row : kLattice) {
    const Lattice what = row.first;
    add(library, {"scalar", row.second, "64"},
        [what](auto example) { return lattice_test<decltype(example)>(what); });
  }
  add_unary(library);
}

}  // namespace assay::proofs
