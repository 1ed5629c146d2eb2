// SPDX-License-Identifier: Apache-2.0
// The gates of a release, which a host keeps as long as the version is in trial.
#pragma once

#include <cstdint>
#include <optional>

#include "loader/document/document.hpp"

namespace assay::loader {

/// What a version must show over its first `events` events; each is a limit that trips.
struct Gates {
  std::uint64_t events = 0;  // over so many; 0: no gates
  std::uint64_t most_faults = 0;
  std::uint64_t most_refused = 0;
  std::uint64_t most_p99_ns = 0;     // of a run's time, nanoseconds; 0: any
  std::uint64_t matches_factor = 0;  // thousandths; matches within this factor of before; 0: any

  friend bool operator==(const Gates&, const Gates&) = default;
};

[[nodiscard]] Value gates_value(const Gates& gates);
/// Nothing where the value is no such table.
[[nodiscard]] std::optional<Gates> gates_of(const Value& value);

}  // namespace assay::loader
