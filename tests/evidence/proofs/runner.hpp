// SPDX-License-Identifier: Apache-2.0
// Runs a library of evidence on some threads within a time, and shows what came out as a table.
#pragma once

#include <string>
#include <vector>

#include "theorem.hpp"

namespace assay::proofs {

struct Limits {
  unsigned seconds = 900;       // for all
  unsigned seconds_each = 120;  // for one piece of evidence
  unsigned jobs = 2;
};
struct Finished {
  const Evidence* evidence = nullptr;
  Outcome outcome;
  double seconds = 0;
};

/// What `chosen` gives, in its order; what did not get its turn in time is Unknown.
[[nodiscard]] std::vector<Finished> run(const std::vector<const Evidence*>& chosen,
                                        const Limits& limits);

struct Table {
  std::string text;
  unsigned subjects = 0;
  unsigned proved = 0;      // by the solver at the width of the operation
  unsigned reduced = 0;     // by the solver at smaller words only
  unsigned tested = 0;      // no proof, but exhaustive or random trials
  unsigned unsound = 0;     // some evidence against
  unsigned unfinished = 0;  // no proof at any width ended
};
/// One line a subject: operation, width, how, time, result.
[[nodiscard]] Table tabulate(const std::vector<Finished>& finished);

}  // namespace assay::proofs
