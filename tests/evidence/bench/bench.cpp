// SPDX-License-Identifier: Apache-2.0
// assay_bench: how the time of a proof grows with the size of a program.
#include <benchmark/benchmark.h>

#include "ir/base/errors.hpp"
#include "shapes.hpp"

namespace assay::bench {
namespace {

void measure(benchmark::State& state, Program (*shape)(unsigned)) {
  const Program program = shape(static_cast<unsigned>(state.range(0)));
  std::uint64_t states = 0;
  for (auto _ : state) {
    const Verification verification = judge(program);
    states = verification.states;
    if (!verification.accepted()) {
      const ErrorCode code = code_of(verification.refusals().front().cause);
      state.SkipWithError(std::string(error_id(code)).c_str());
      return;
    }
  }
  state.counters["states"] = static_cast<double>(states);
  state.counters["instructions"] = static_cast<double>(program.instructions.size());
}

// Growth is read off by eye: the library's own estimate of it cannot take a refused program.
BENCHMARK_CAPTURE(measure, branches, branches)
    ->Arg(250)
    ->Arg(500)
    ->Arg(1000)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure, correlated_branches, correlated_branches)
    ->Arg(250)
    ->Arg(500)
    ->Arg(1000)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure, flags, flags)->Arg(6)->Arg(12)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure, nested_loops, nested_loops)
    ->DenseRange(1, 6)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay::bench

BENCHMARK_MAIN();
