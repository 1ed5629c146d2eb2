// SPDX-License-Identifier: Apache-2.0
// assay_dispatch_bench: what an event costs on its way to a program, beside an indirect call, and
// how many instructions a second two executors execute on a sample: the reference, and the one that
// hosts use.
#include <benchmark/benchmark.h>

#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "ir/interpreter/runner.hpp"
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

/// Has the program meet the events by turns, each on its way through the switchboard.
void dispatch_all(benchmark::State& state, const PreparedRun& run,
                  const std::vector<Event>& events) {
  constexpr std::uint64_t kBound = 1000;
  loader::Switchboard switchboard;
  loader::HookTables tables;
  tables["hook"] = {
      0,
      {{"program", 1, kBound, loader::interpreted(run.candidate.program, run.contract),
        std::make_shared<loader::Tally>()}}};
  switchboard.put(std::move(tables));
  std::size_t next = 0;
  for (auto _ : state) {
    const auto answer = switchboard.dispatch("hook", events[next++ % events.size()]);
    if (!answer || answer->programs != 1) state.SkipWithError("the program did not run");
    benchmark::DoNotOptimize(answer);
  }
}

void dispatch(benchmark::State& state) {
  const PreparedRun run = empty_program();
  dispatch_all(state, run, {run.event});
}
BENCHMARK(dispatch);

/// The sample that counts by interfaces, of which so many send: its map holds an entry for each.
void dispatch_counter(benchmark::State& state) {
  const PreparedRun run = prepared(std::string(kSamples) + "counter/counter.O2.v3.o",
                                   EventText{"event", R"({"regions": {"packet": {"zeros": 64}}})"});
  std::vector<Event> events(static_cast<std::size_t>(state.range(0)), run.event);
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].fields["ingress_ifindex"] = {static_cast<std::uint8_t>(i), 0, 0, 0};
  }
  dispatch_all(state, run, events);
}
BENCHMARK(dispatch_counter)->Arg(1)->Arg(64);

/// A sensor that searches a command line of 384 characters for four words, and finds none.
PreparedRun guard() {
  const std::string line(384, 'm');
  return prepared(std::string(kSamples) + "process-guard/guard.O2.v3.o",
                  EventText{"event", R"({"context": {"operation": 0}, "regions": {"command_line": )"
                                     R"({"utf16": ")" +
                                         line + "\"}}}"});
}

using Execute = std::function<RunResult(const Event&, const RunOptions&)>;

void measure(benchmark::State& state, const Event& event, const Execute& execute) {
  RunOptions options;
  options.trace_limit = 0;
  std::uint64_t instructions = 0;
  for (auto _ : state) {
    const RunResult ran = execute(event, options);
    if (ran.fault) state.SkipWithError("the run did not end well");
    instructions += ran.instructions;
  }
  state.counters["instructions"] =
      benchmark::Counter(static_cast<double>(instructions), benchmark::Counter::kIsRate);
  state.counters["a run"] =
      benchmark::Counter(static_cast<double>(instructions), benchmark::Counter::kAvgIterations);
}

void guard_in_the_reference(benchmark::State& state) {
  const PreparedRun run = guard();
  measure(state, run.event, [&](const Event& event, const RunOptions& options) {
    return assay::run(*run.candidate.program, *run.contract, event, options);
  });
}
BENCHMARK(guard_in_the_reference)->Unit(benchmark::kMicrosecond);

void guard_in_flat_form(benchmark::State& state) {
  const PreparedRun run = guard();
  Runner runner(flat_form(run.candidate.program, run.contract));
  measure(state, run.event, [&](const Event& event, const RunOptions& options) {
    return runner.run(event, options);
  });
}
BENCHMARK(guard_in_flat_form)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace assay::bench

BENCHMARK_MAIN();
