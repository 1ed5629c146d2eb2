// SPDX-License-Identifier: Apache-2.0
// The promises on growth, checked on every test run: exit status 1 when one is broken.
//
// Each time is the processor's, and the best of a few, so that a busy machine does not decide;
// growth is compared between sizes, so that a slow machine does not either.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <string_view>

#include "shapes.hpp"

namespace assay::bench {
namespace {

constexpr int kRuns = 3;
constexpr double kNoise = 1.8;  // how much worse than n log n a measurement may look

struct Measured {
  bool accepted = false;
  double seconds = 0;
};

Measured best_of(const Program& program) {
  Measured best{true, 1e9};
  for (int i = 0; i < kRuns; ++i) {
    const std::clock_t start = std::clock();
    const Verification verification = judge(program);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best.accepted = best.accepted && verification.accepted();
    best.seconds = std::min(best.seconds, seconds);
    if (seconds > 5) break;  // hopeless; do not make the test run wait
  }
  return best;
}

bool says(bool good, std::string_view what) {
  fmt::print("{} {}\n", good ? "ok    " : "BROKEN", what);
  return good;
}

bool within(std::string_view name, const Program& program, double limit) {
  const Measured m = best_of(program);
  return says(m.accepted && m.seconds <= limit,
              fmt::format("{}: {}, {:.3f} s, at most {} s", name,
                          m.accepted ? "accepted" : "refused", m.seconds, limit));
}

bool grows_as_n_log_n(std::string_view name, Program (*shape)(unsigned)) {
  constexpr unsigned kSmall = 250;
  constexpr unsigned kLarge = 2000;
  const Measured small = best_of(shape(kSmall));
  const Measured large = best_of(shape(kLarge));
  const double allowed = kNoise * kLarge * std::log2(kLarge) / (kSmall * std::log2(kSmall));
  const double ratio = large.seconds / std::max(small.seconds, 1e-4);
  return says(
      small.accepted && large.accepted && ratio <= allowed && large.seconds < 1,
      fmt::format(
          "{}: {:.4f} s for {}, {:.4f} s for {}: {:.1f} times, at most {:.1f} times and 1 s", name,
          small.seconds, kSmall, large.seconds, kLarge, ratio, allowed));
}

/// Judged one way or the other, from 1,000 to 8,000 slots, in a time that grows no faster than
/// n^1.3.
bool is_judged_in_time(std::string_view name, Program (*shape)(unsigned)) {
  constexpr unsigned kSmall = 1000;
  constexpr unsigned kLarge = 8000;
  constexpr double kMostSeconds = 5;
  constexpr double kExponent = 1.3;
  const Measured small = best_of(shape(kSmall));
  const Measured large = best_of(shape(kLarge));
  const double exponent =
      std::log(large.seconds / std::max(small.seconds, 1e-4)) / std::log(kLarge / kSmall);
  return says(
      exponent <= kExponent && large.seconds <= kMostSeconds,
      fmt::format("{}: {:.4f} s for {}, {:.4f} s for {}: exponent {:.2f}, at most {} and {} s",
                  name, small.seconds, kSmall, large.seconds, kLarge, exponent, kExponent,
                  kMostSeconds));
}

int check() {
  bool good = grows_as_n_log_n("branches", branches);
  good = grows_as_n_log_n("correlated branches", correlated_branches) && good;
  good = within("24 flags", flags(24), 1) && good;
  good = within("six nested loops", nested_loops(6), 1) && good;
  good = is_judged_in_time("steps back", steps_back) && good;
  good = is_judged_in_time("a web of tests", web_of_tests) && good;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace assay::bench

int main() { return assay::bench::check(); }
