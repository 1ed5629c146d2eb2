// SPDX-License-Identifier: Apache-2.0
// Why a program is not accepted, as data. verifier/explain has the words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "ir/base/result.hpp"
#include "verifier/proof/failure.hpp"
#include "verifier/proof/final_pass.hpp"

namespace assay {

/// The code is not one whose flow can be followed.
struct BrokenFlow {
  Error error;
};

enum class Limit : std::uint8_t {
  States,          // `number` states were kept
  Measures,        // values that end the loops were looked for
  NestedMeasures,  // loops nest deeper than `number` levels
  Ranking,         // the measures that were found do not prove every loop
};
/// The analysis stopped at a limit of its own.
struct LimitReached {
  Limit limit{};
  std::uint64_t number = 0;
};

/// A loop, by its head (a slot), that repeats itself when it is unrolled.
struct EndlessLoop {
  std::uint32_t head = 0;
};

/// A loop for which no measure was found.
struct UnrankedLoop {
  std::uint32_t head = 0;                      // slot
  std::vector<std::uint32_t> states;           // around it: indices into the invariants, ascending
  std::shared_ptr<const SafeInvariants> safe;  // never null
};

/// The worst case is more than the budget, in instructions.
struct OverBudget {
  std::uint64_t worst = 0;
  std::uint64_t allowed = 0;
  /// The loops that a run may be in together, the outermost first, and how many rounds each is
  /// proved to make.
  struct Loop {
    std::uint32_t head = 0;  // slot
    std::uint64_t rounds = 0;
  };
  std::vector<Loop> loops;
};

using Cause = std::variant<Unmet, ChainTooDeep, NotClosed, BrokenFlow, LimitReached, EndlessLoop,
                           UnrankedLoop, OverBudget>;

[[nodiscard]] ErrorCode code_of(const Cause& cause);
/// The instruction that it is about; nothing for the whole program.
[[nodiscard]] std::optional<std::uint32_t> slot_of(const Cause& cause);

/// A cause, and the ways of execution in which it is found.
struct Refusal {
  Cause cause;
  std::vector<std::size_t> ways;  // indices into execution_cases(); ascend, one at least
};

}  // namespace assay
