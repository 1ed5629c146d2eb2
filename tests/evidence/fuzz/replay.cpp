// SPDX-License-Identifier: Apache-2.0
// assay_replay: every fuzzing target on the seeds of the tree and on random changes of them, the
// same every time; or, with --write, the seeds as files for libFuzzer. Exit status: 0 all
// properties hold, 1 one is broken, 2 bad usage.
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "evidence/fuzz/seeds.hpp"

namespace assay::fuzz {
namespace {

struct Options {
  std::vector<std::string> folders;
  std::string write;                // folder for seeds; empty: run
  std::string failed = ".";         // folder for inputs that break a property
  std::vector<std::string> inputs;  // run these files alone
  std::string only;                 // name of a target; empty: all
  std::uint64_t changes = 1000;     // of each target
  std::uint64_t seed = 1;
  double most_seconds = 5;  // of the processor, for one input
  double most_mib = 512;    // of memory, in all
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// What one target did.
struct Report {
  std::uint64_t runs = 0;
  std::uint64_t accepted = 0;
  std::uint64_t failures = 0;
  double slowest = 0;  // seconds
};

void save(const Options& options, const Target& target, const Input& input,
          const std::string& what) {
  const std::string path = fmt::format("{}/{}-{}.input", options.failed, target.name, input.size());
  std::ofstream(path, std::ios::binary)
      .write(text_of(input).data(), static_cast<std::streamsize>(input.size()));
  fmt::print("BROKEN {}: {}\n  written to {}\n", target.name, what, path);
  std::fflush(stdout);
}

void run(const Options& options, const Target& target, const Input& input, Report& report) {
  const double start = processor_seconds();
  std::string wrong;
  try {
    if (target.run(input)) ++report.accepted;
  } catch (const std::exception& fault) {
    wrong = fault.what();
  }
  const double seconds = processor_seconds() - start;
  report.slowest = std::max(report.slowest, seconds);
  ++report.runs;
  if (wrong.empty() && seconds > options.most_seconds) wrong = fmt::format("{:.1f} s", seconds);
  if (wrong.empty()) return;
  ++report.failures;
  save(options, target, input, wrong);
}

Report replay(const Options& options, const Target& target) {
  const std::vector<Input> seeds = read_seeds(target, options.folders);
  Report report;
  for (const Input& seed : seeds) run(options, target, seed, report);
  if (seeds.empty()) return report;
  Random random(options.seed);
  for (std::uint64_t i = 0; i < options.changes; ++i) {
    const Input& seed = seeds[random.below(seeds.size())];
    run(options, target, mutated(seed, target.shape, kMostBytes, random), report);
  }
  return report;
}

void write_seeds(const Options& options, const Target& target) {
  const std::string folder = fmt::format("{}/{}", options.write, target.name);
  std::filesystem::create_directories(folder);
  std::size_t number = 0;
  for (const Input& seed : read_seeds(target, options.folders)) {
    std::ofstream(fmt::format("{}/{}", folder, number++), std::ios::binary)
        .write(text_of(seed).data(), static_cast<std::streamsize>(seed.size()));
  }
}

Report run_files(const Options& options, const Target& target) {
  Report report;
  for (const std::string& path : options.inputs) {
    std::ifstream in(path, std::ios::binary);
    const Input input{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    run(options, target, input, report);
  }
  return report;
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

int run_all(const Options& options) {
  bool good = true;
  for (const Target& target : kTargets) {
    if (!options.only.empty() && target.name != options.only) continue;
    if (!options.write.empty()) {
      write_seeds(options, target);
      continue;
    }
    const double start = processor_seconds();
    const Report report =
        options.inputs.empty() ? replay(options, target) : run_files(options, target);
    good = good && report.accepted != 0 && report.failures == 0;
    fmt::print("{:10} {:6} inputs, {:5} accepted, {:3} broken, {:6.1f} s, slowest {:.2f} s\n",
               target.name, report.runs, report.accepted, report.failures,
               processor_seconds() - start, report.slowest);
    std::fflush(stdout);
  }
  if (!options.write.empty()) return 0;
  const double mib = peak_mib();
  fmt::print("{:.0f} MiB at most\n", mib);
  return good && mib <= options.most_mib ? 0 : 1;
}

int start(int argc, char** argv) {
  Options options;
  CLI::App app("Runs the fuzzing targets on seeds and on random changes of seeds.");
  app.add_option("folders", options.folders, "where seeds lie");
  app.add_option("--write", options.write, "write the seeds below this folder, and run nothing");
  app.add_option("--failed", options.failed, "folder for inputs that break a property");
  app.add_option("--input", options.inputs, "run this file alone");
  app.add_option("--target", options.only, "this target alone");
  app.add_option("--changes", options.changes, "changed inputs of each target");
  app.add_option("--seed", options.seed, "which changes");
  app.add_option("--most-seconds", options.most_seconds, "of the processor, for one input");
  app.add_option("--most-mib", options.most_mib, "of memory, in all");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run_all(options);
}

}  // namespace
}  // namespace assay::fuzz

int main(int argc, char** argv) {
  try {
    return assay::fuzz::start(argc, argv);
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 1;
  }
}
