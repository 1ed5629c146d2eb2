// SPDX-License-Identifier: Apache-2.0
// assay_soundness: makes programs, lets the verifier judge them, runs those that it accepts in the
// naive machine and compares every step with what was claimed. Exit status: 0 no breach, 1 a breach
// or a fault of Assay's own, 2 bad usage.
//
// Each worker is a process, so that a program on which the search takes too long can be given up.
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "evidence/soundness/corpus.hpp"
#include "evidence/soundness/shrink.hpp"
#include "evidence/soundness/tally.hpp"
#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/text/print.hpp"

namespace assay::soundness {
namespace {

struct Options {
  double seconds = 20;
  double most_seconds = 1.5;  // of one program, of the processor; those that need more are given up
  std::uint64_t seed = 1;
  std::uint64_t programs = ~std::uint64_t{0};  // indices of one run
  unsigned jobs = 1;
  std::uint32_t runs = 24;
  std::uint32_t questions = 4;
  std::vector<std::string> corpus;
  std::string breaches = ".";  // where breaches are written
  std::optional<std::uint64_t> only;
};

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Processor time of a process, in seconds: how long it has worked, however busy the machine is.
double worked(clockid_t clock = CLOCK_PROCESS_CPUTIME_ID) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}
double worked_by(pid_t process) {
  clockid_t clock{};
  return clock_getcpuclockid(process, &clock) == 0 ? worked(clock) : 0;
}

/// The program of an index of the run: generated, generated and mutated, or a sample mutated.
Sample program_of(const Options& options, const std::vector<Sample>& corpus, std::uint64_t index) {
  Random random(options.seed * 0x9e3779b97f4a7c15u + index);
  if (!corpus.empty() && random.one_in(4)) {
    Sample sample = corpus[random.below(corpus.size())];
    if (!mutate(sample.program, random)) sample.name += " (as it is)";
    return sample;
  }
  Generated made = generate(random.next());
  if (random.one_in(4)) static_cast<void>(mutate(made.program, random));
  return {fmt::format("generated {}", index), std::move(made.program), made.contract};
}

JudgeOptions judge_options(const Options& options, std::uint64_t index) {
  JudgeOptions judge;
  judge.seed = options.seed + 1000003 * index;
  judge.runs = options.runs;
  // A solver's start costs as much as judging a program does, so only some are asked about.
  if (Random(judge.seed).one_in(4)) judge.questions = options.questions;
  return judge;
}

void report_breach(const Options& options, std::uint64_t index, const Sample& sample,
                   const Breach& breach) {
  const JudgeOptions judging = judge_options(options, index);
  const Program small = shrink(sample.program, *sample.contract, judging, 60);
  const Judged again = judge(small, *sample.contract, judging);
  const std::string path =
      fmt::format("{}/breach-{}-{}.asm", options.breaches, options.seed, index);
  std::ofstream(path) << as_test_file(
      small, *sample.contract,
      fmt::format("Found by assay_soundness --seed {} --only {} ({}): {}", options.seed, index,
                  sample.name, again.breach ? again.breach->what : breach.what));
  fmt::print("BREACH {} ({}): {}\n  written to {}\n", index, sample.name, breach.what, path);
  std::fflush(stdout);
}

/// Always a fault of the search, or of the final pass, and never the program's.
bool is_unconfirmed(const Judged& judged) {
  return std::ranges::any_of(judged.findings, [](const Finding& finding) {
    return finding.code == ErrorCode::ProofNotClosed;
  });
}

void one_program(const Options& options, const std::vector<Sample>& corpus, std::uint64_t index,
                 Tally& tally) {
  tally.started = worked();
  const Sample sample = program_of(options, corpus, index);
  try {
    const Judged judged = judge(sample.program, *sample.contract, judge_options(options, index));
    count(tally, sample.program, judged);
    tally.started = 0;
    if (is_unconfirmed(judged)) {
      ++tally.own_faults;
      fmt::print("FAULT {} ({}): the final pass does not confirm what the search found\n", index,
                 sample.name);
      std::fflush(stdout);
    }
    if (judged.breach) report_breach(options, index, sample, *judged.breach);
  } catch (const InternalFault& fault) {
    ++tally.own_faults;
    fmt::print("FAULT {} ({}): {}\n", index, sample.name, fault.what());
    std::fflush(stdout);
  }
  tally.started = 0;
}

void work(const Options& options, const std::vector<Sample>& corpus, double until, Tally& tally) {
  while (now() < until && tally.next < options.programs) {
    const std::uint64_t index = tally.next;
    tally.next = index + options.jobs;
    one_program(options, corpus, index, tally);
  }
  tally.finished_all = 1;
}

/// Workers, each restarted behind a program that it does not come back from.
class Crew {
 public:
  Crew(const Options& options, const std::vector<Sample>& corpus)
      : options_(options), corpus_(corpus), start_(now()), until_(start_ + options.seconds) {
    const std::size_t size = options.jobs * sizeof(Tally);
    void* shared = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ASSAY_CHECK(shared != MAP_FAILED, "no shared memory");
    tallies_ = static_cast<Tally*>(shared);
    for (unsigned w = 0; w < options.jobs; ++w) {
      tallies_[w] = {};
      tallies_[w].next = w;
      workers_.push_back(spawn(w));
    }
  }

  Tally run() {
    bool busy = true;
    while (busy) {
      usleep(50000);
      busy = false;
      for (unsigned w = 0; w < options_.jobs; ++w) busy = tend(w) || busy;
    }
    Tally sum{};
    for (unsigned w = 0; w < options_.jobs; ++w) add(sum, tallies_[w]);
    return sum;
  }

  [[nodiscard]] double seconds() const { return now() - start_; }

 private:
  pid_t spawn(unsigned w) {
    std::fflush(stdout);
    const pid_t child = fork();
    ASSAY_CHECK(child >= 0, "no new process");
    if (child != 0) return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // a worker does not outlive the process that counts
    work(options_, corpus_, until_, tallies_[w]);
    std::fflush(stdout);
    _exit(0);
  }

  /// True while the worker has something to do.
  bool tend(unsigned w) {
    if (workers_[w] == 0) return false;
    Tally& tally = tallies_[w];
    const double started = tally.started;
    const bool stuck = started != 0 && worked_by(workers_[w]) - started > options_.most_seconds;
    if (stuck) kill(workers_[w], SIGKILL);
    int status = 0;
    if (waitpid(workers_[w], &status, stuck ? 0 : WNOHANG) == 0) return true;
    workers_[w] = 0;
    if (tally.finished_all != 0) return false;
    ++(stuck ? tally.given_up : tally.own_faults);
    fmt::print("{} program {}\n", stuck ? "gave up" : "a worker died on",
               tally.next - options_.jobs);
    tally.started = 0;
    if (now() >= until_) return false;
    workers_[w] = spawn(w);
    return true;
  }

  const Options& options_;
  const std::vector<Sample>& corpus_;
  double start_;
  double until_;
  Tally* tallies_ = nullptr;
  std::vector<pid_t> workers_;
};

int run_one(const Options& options, const std::vector<Sample>& corpus, std::uint64_t index) {
  const Sample sample = program_of(options, corpus, index);
  fmt::print("{} under {}\n{}", sample.name, sample.contract->name,
             print_program(sample.program.instructions));
  const Judged judged = judge(sample.program, *sample.contract, judge_options(options, index));
  fmt::print("{}, worst case {}\n", judged.accepted ? "accepted" : "rejected", judged.worst_case);
  for (const Finding& f : judged.findings)
    fmt::print("  slot {}: {}\n", slot_in(f.where).value_or(0), f.message);
  if (!judged.breach) return 0;
  fmt::print("BREACH {}\n", judged.breach->what);
  report_breach(options, index, sample, *judged.breach);
  return 1;
}

int run(const Options& options) {
  const std::vector<Sample> corpus = read_corpus(options.corpus, 300);
  if (options.only) return run_one(options, corpus, *options.only);
  fmt::print("seed {}, {} jobs, {} samples to mutate\n", options.seed, options.jobs, corpus.size());
  Crew crew(options, corpus);
  const Tally sum = crew.run();
  fmt::print("{}", render(sum, crew.seconds()));
  fmt::print("fewer than 1000 accepted programs: {}\n", gaps(sum, 1000));
  return sum.breaches == 0 && sum.own_faults == 0 ? 0 : 1;
}

int start(int argc, char** argv) {
  Options options;
  CLI::App app("Tries to find an accepted program that does what the verifier ruled out.");
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.add_option("--seconds", options.seconds, "time to run");
  app.add_option("--seed", options.seed, "which programs and inputs");
  app.add_option("--programs", options.programs, "stop after this many programs");
  app.add_option("--most-seconds", options.most_seconds,
                 "of the processor; programs that need more are given up");
  app.add_option("--jobs", options.jobs, "processes")->check(CLI::Range(1, 64));
  app.add_option("--runs", options.runs, "runs of each accepted program");
  app.add_option("--questions", options.questions,
                 "to the solver about a program, for branches that its runs do not take");
  app.add_option("--corpus", options.corpus, "folders with programs to mutate")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--breaches", options.breaches, "folder for what is found");
  app.add_option("--only", options.only, "one program of the seed, in full");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run(options);
}

}  // namespace
}  // namespace assay::soundness

int main(int argc, char** argv) {
  try {
    return assay::soundness::start(argc, argv);
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 1;
  }
}
