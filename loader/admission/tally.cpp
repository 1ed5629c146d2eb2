// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/tally.hpp"

#include <algorithm>
#include <bit>

namespace assay::loader {
namespace {

std::size_t bits_of(std::chrono::nanoseconds time) {
  const auto count = std::max<std::chrono::nanoseconds::rep>(time.count(), 0);
  return static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(count)));
}

}  // namespace

bool Tally::wants_time() const {
  constexpr std::uint64_t kAllOf = 256;
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15;  // odd, without a pattern in its bits
  constexpr unsigned kOneInEight = 61;                   // the upper three bits
  const std::uint64_t noted = events_.load(std::memory_order_relaxed);
  return noted < kAllOf || (noted * kSpread) >> kOneInEight == 0;
}

void Tally::note(const RunReport& run, std::uint64_t default_answer,
                 std::optional<std::chrono::nanoseconds> time) {
  if (run.end == RunEnd::NotRun) {
    not_run_.fetch_add(1);
    return;
  }
  events_.fetch_add(1);
  if (time) times_[bits_of(*time)].fetch_add(1);
  std::uint64_t most = instructions_.load();
  while (most < run.instructions && !instructions_.compare_exchange_weak(most, run.instructions)) {
  }
  if (run.end != RunEnd::Answered) {
    faults_.fetch_add(1);
    RunEnd none = RunEnd::Answered;
    end_.compare_exchange_strong(none, run.end);
  } else if (run.answer != default_answer) {
    matches_.fetch_add(1);
  }
}

RunEnd Tally::last_end() {
  // Exchanged for itself: such an access comes before a note's or behind it, and is no old value.
  RunEnd end = RunEnd::Answered;
  end_.compare_exchange_strong(end, RunEnd::Answered);
  return end;
}

std::uint64_t Tally::quantile_ns(unsigned percent) const {
  std::uint64_t all = 0;
  for (const std::atomic<std::uint64_t>& of : times_) all += of.load();
  if (all == 0) return 0;
  // As many runs as may take longer.
  const std::uint64_t above = all / 100 * (100 - percent) + all % 100 * (100 - percent) / 100;
  std::uint64_t longer = 0;
  for (std::size_t bits = times_.size(); bits-- > 1;) {
    longer += times_[bits].load();
    if (longer > above) return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  }
  return 0;
}

}  // namespace assay::loader
