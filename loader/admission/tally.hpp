// SPDX-License-Identifier: Apache-2.0
// What is counted of a version while it runs, by many threads. It holds no bytes of events.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "loader/admission/check.hpp"

namespace assay::loader {

class Tally {
 public:
  /// Whether it should be measured how long the next run takes: of the first 256, and then of one
  /// in eight, chosen so that no rhythm of events goes with it. Asking the clock costs more than an
  /// empty program does.
  [[nodiscard]] bool wants_time() const;
  /// Notes a run: how it ended, whether it answered otherwise than the hook does by itself, and how
  /// long it took, where that was measured. The first that did what the proof rules out stops the
  /// version. What was not run is counted apart, and says nothing of the version.
  void note(const RunReport& run, std::uint64_t default_answer,
            std::optional<std::chrono::nanoseconds> time);

  /// Whether a run did what the proof rules out: then the version meets no further event.
  [[nodiscard]] bool stopped() const { return end_.load() != RunEnd::Answered; }
  [[nodiscard]] RunEnd end() const { return end_.load(); }
  /// Likewise, by whoever alone still holds it: what the last to let go of it has noted is seen.
  [[nodiscard]] RunEnd last_end();
  [[nodiscard]] std::uint64_t events() const { return events_.load(); }
  [[nodiscard]] std::uint64_t not_run() const { return not_run_.load(); }
  [[nodiscard]] std::uint64_t matches() const { return matches_.load(); }
  [[nodiscard]] std::uint64_t faults() const { return faults_.load(); }
  /// The most that one run executed.
  [[nodiscard]] std::uint64_t instructions() const { return instructions_.load(); }
  /// An upper end for the time of `percent` of the runs that were measured, to a factor of two; 0
  /// without runs.
  [[nodiscard]] std::uint64_t quantile_ns(unsigned percent) const;

 private:
  std::atomic<RunEnd> end_ = RunEnd::Answered;
  std::atomic<std::uint64_t> events_ = 0;
  std::atomic<std::uint64_t> not_run_ = 0;
  std::atomic<std::uint64_t> matches_ = 0;
  std::atomic<std::uint64_t> faults_ = 0;
  std::atomic<std::uint64_t> instructions_ = 0;
  std::array<std::atomic<std::uint64_t>, 65> times_{};  // by bits of the nanoseconds
};

}  // namespace assay::loader
