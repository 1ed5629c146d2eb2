// SPDX-License-Identifier: Apache-2.0
#include "session/cut_steps.hpp"

#include <cstddef>

namespace assay {
namespace {

struct Run {
  std::size_t begin;
  std::size_t end;
};

enum class Steps { LeftOut, Kept };

void mark(std::vector<bool>& without, Run run, Steps are) {
  for (std::size_t i = run.begin; i < run.end; ++i) without[i] = are == Steps::LeftOut;
}

}  // namespace

void cut_steps(std::vector<bool>& without, std::uint64_t most_trials,
               const std::function<bool()>& passes) {
  std::vector<Run> open;
  if (!without.empty()) open.push_back({0, without.size()});
  // Of the widest runs first, so that what is not tried any more is narrow.
  for (std::size_t at = 0; at < open.size() && at < most_trials; ++at) {
    const Run run = open[at];
    mark(without, run, Steps::LeftOut);
    if (passes()) continue;
    mark(without, run, Steps::Kept);
    if (run.end - run.begin == 1) continue;
    const std::size_t middle = run.begin + (run.end - run.begin) / 2;
    open.push_back({run.begin, middle});
    open.push_back({middle, run.end});
  }
}

}  // namespace assay
