// SPDX-License-Identifier: Apache-2.0
// assay_dispatch_bench: what an event costs on its way to a program, beside an indirect call, and
// how many instructions a second the reference interpreter executes on a sample.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <utility>

#include "loader/admission/interpreted.hpp"
#include "loader/admission/switchboard.hpp"
#include "session/run.hpp"
#include "support/builtin.hpp"

namespace assay::bench {
namespace {

constexpr const char* kSamples = ASSAY_BINARY_DIR "/samples/";

PreparedRun prepared(const std::string& object, const std::optional<EventText>& event) {
  JudgeOptions options;
  options.catalogue = test_catalogue();
  auto read = read_input(object, options.catalogue, Language::ByContent, ReadOptions{});
  if (!read.ok()) throw std::logic_error(read.error().message);
  auto program = program_to_run(object, std::move(read).value(), "");
  if (!program.ok()) throw std::logic_error(program.error().message);
  auto run = prepare_run(std::move(program).value(), options, event);
  if (!run.ok()) throw std::logic_error(run.error().message);
  return std::move(run).value();
}

/// The empty program of tests/data: r0 = 0, exit.
PreparedRun empty_program() {
  return prepared(ASSAY_SOURCE_DIR "/tests/evidence/bench/empty.asm", std::nullopt);
}

int nothing(void*) { return 0; }

void indirect_call(benchmark::State& state) {
  int (*call)(void*) = nothing;
  benchmark::DoNotOptimize(call);
  for (auto _ : state) benchmark::DoNotOptimize(call(&state));
}
BENCHMARK(indirect_call);

void dispatch(benchmark::State& state) {
  PreparedRun run = empty_program();
  loader::Switchboard switchboard;
  loader::HookTables tables;
  tables["hook"] = {0,
                    {{"empty", 1, 2, loader::interpreted(run.candidate.program, run.contract),
                      std::make_shared<loader::Tally>()}}};
  switchboard.put(std::move(tables));
  for (auto _ : state) {
    const auto answer = switchboard.dispatch("hook", run.event);
    if (!answer || answer->programs != 1) state.SkipWithError("the program did not run");
    benchmark::DoNotOptimize(answer);
  }
}
BENCHMARK(dispatch);

/// A sensor that searches a command line of 384 characters for four words, and finds none.
void interpret_guard(benchmark::State& state) {
  const std::string line(384, 'm');
  const PreparedRun run =
      prepared(std::string(kSamples) + "process-guard/guard.O2.v3.o",
               EventText{"event", R"({"context": {"operation": 0}, "regions": {"command_line": )"
                                  R"({"utf16": ")" +
                                      line + "\"}}}"});
  RunOptions options;
  options.trace_limit = 0;
  std::uint64_t instructions = 0;
  for (auto _ : state) {
    const Result<RunResult> ran = run_prepared(run, options);
    if (!ran.ok() || ran.value().fault) state.SkipWithError("the run did not end well");
    instructions += ran.ok() ? ran.value().instructions : 0;
  }
  state.counters["instructions"] =
      benchmark::Counter(static_cast<double>(instructions), benchmark::Counter::kIsRate);
  state.counters["a run"] =
      benchmark::Counter(static_cast<double>(instructions), benchmark::Counter::kAvgIterations);
}
BENCHMARK(interpret_guard)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace assay::bench

BENCHMARK_MAIN();
