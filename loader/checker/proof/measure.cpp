// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/measure.hpp"

namespace assay::checker {
namespace {

constexpr Wide kFar = Wide::power(90);

struct Fraction {
  int64_t numerator;
  int64_t denominator;
};
Fraction fraction_of(Pace pace) { return pace == Pace::Halves ? Fraction{1, 2} : Fraction{2, 3}; }

Reading reading_of(Pace pace) { return pace == Pace::Falls ? Reading::Signed : Reading::Unsigned; }

uint64_t saturating_product(uint64_t a, uint64_t b) {
  return a != 0 && b > ~uint64_t{0} / a ? ~uint64_t{0} : a * b;
}

/// How often the group's measure can fall.
uint64_t crossings_of(const Group& g) {
  if (!g.falls) return 0;
  if (g.pace == Pace::Falls) {
    const Wide times = floor_divided(g.high - g.low, g.step);
    return times.high != 0 ? ~uint64_t{0} : times.low;
  }
  const Fraction f = fraction_of(g.pace);
  uint64_t steps = 0;
  for (Wide at = g.high; Wide{} < at;
       at = floor_divided(times(at, f.numerator), Wide::of(f.denominator)))
    ++steps;
  return steps;
}

}  // namespace

Code add_range(const Knowledge& k, const Term& term, Group& group) {
  Linear reading;
  Wide low;
  Wide high;
  if (!k.knows(term)) return Code::StateIllFormed;
  if (!k.integer(term, reading_of(group.pace), reading) || !k.lower_bound(reading, kFar, low) ||
      !k.upper_bound(reading, -kFar, high))
    return Code::MeasureUnbounded;
  group.low = group.has_range ? least_of(group.low, low) : low;
  group.high = group.has_range ? most_of(group.high, high) : high;
  group.has_range = true;
  return Code::Ok;
}

bool fall_of(const Knowledge& k, Pace pace, const Ends& ends, Wide& fall) {
  Linear before;
  Linear after;
  Linear rise;
  Wide most;
  const Reading as = reading_of(pace);
  if (!k.knows(ends.before) || !k.knows(ends.after)) return false;
  if (!k.integer(k.resolve(ends.before), as, before) || !k.integer(ends.after, as, after) ||
      !difference(after, before, rise) || !k.upper_bound(rise, -kFar, most) || Wide{} < most)
    return false;
  fall = -most;
  if (pace == Pace::Falls) return true;
  const Fraction f = fraction_of(pace);
  Linear shrunk;
  Wide least;
  const bool steps = combine(f.denominator, after, -f.numerator, before, shrunk) &&
                     k.entails(shrunk) && k.lower_bound(before, Wide::of(1), least) &&
                     Wide::of(1) <= least;
  fall = Wide::of(steps ? 1 : 0);
  return true;
}

uint64_t most_inside(Group* groups, uint32_t first, uint32_t end) {
  uint64_t inside = 0;
  for (uint32_t n = end; n-- > first;) {
    Group& g = groups[n];
    uint64_t most = 0;
    for (const Edge* e = g.edges; e != nullptr; e = e->next)
      most = most_of(most, saturating_sum(e->instructions, groups[e->to].best));
    const uint64_t crossings = crossings_of(g);
    inside = saturating_sum(saturating_product(saturating_sum(crossings, 1), g.round),
                            saturating_product(crossings, g.dearest));
    g.best = saturating_sum(most, inside);
    if (n > first) groups[g.parent].round = most_of(groups[g.parent].round, g.best);
  }
  return inside;
}

}  // namespace assay::checker
