// SPDX-License-Identifier: Apache-2.0
// assay_forge: forges real packages, hands them to the checker, and runs what it admits in the
// naive machine. Exit status: 0 nothing that was admitted did wrong, 1 something did, or a fault of
// Assay's own; 2 bad usage.
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <fstream>

#include "evidence/checker/outcome.hpp"
#include "ir/base/check.hpp"

namespace assay::forge {
namespace {

using Specimens = std::vector<std::unique_ptr<Specimen>>;

struct Options {
  double seconds = 20;
  std::uint64_t seed = 1;
  std::uint64_t forgeries = ~std::uint64_t{0};
  unsigned jobs = 1;
  std::size_t stride = 1;
  std::vector<std::string> folders;
  std::string breaches = ".";
};

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void save(const Options& options, std::uint64_t index, const Specimen& specimen,
          const Forgery& forgery, const std::string& what) {
  const std::string path = fmt::format("{}/forgery-{}-{}", options.breaches, options.seed, index);
  const auto write = [](const std::string& to, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(to, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  };
  write(path + ".package", forgery.bytes);
  write(path + ".contract", forgery.record);
  fmt::print("BREACH {} ({}, {}): {}\n  written to {}.package\n", index, specimen.name,
             forgery.what, what, path);
  std::fflush(stdout);
}

void one_forgery(const Options& options, const Specimens& specimens, std::uint64_t index,
                 Tally& tally) {
  Random random(options.seed * 0x9e3779b97f4a7c15u + index);
  const Specimen& specimen = *specimens[random.below(specimens.size())];
  const auto kind = static_cast<Kind>(random.below(static_cast<std::uint64_t>(Kind::Count)));
  try {
    const auto forgery = forged(specimen, kind, random);
    if (!forgery) return;
    const auto wrong = try_forgery(specimen, *forgery, random.next(), tally);
    if (!wrong) return;
    ++tally.breaches;
    save(options, index, specimen, *forgery, *wrong);
  } catch (const std::exception& fault) {
    ++tally.own_faults;
    fmt::print("FAULT {} ({}): {}\n", index, specimen.name, fault.what());
    std::fflush(stdout);
  }
}

void work(const Options& options, const Specimens& specimens, unsigned worker, Tally& tally) {
  const double until = now() + options.seconds;
  for (std::uint64_t i = worker; i < options.forgeries && now() < until; i += options.jobs)
    one_forgery(options, specimens, i, tally);
  tally.finished = 1;
}

Tally run_workers(const Options& options, const Specimens& specimens) {
  void* const shared = mmap(nullptr, options.jobs * sizeof(Tally), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSAY_CHECK(shared != MAP_FAILED, "no shared memory");
  auto* const tallies = static_cast<Tally*>(shared);
  std::fflush(stdout);
  for (unsigned w = 0; w < options.jobs; ++w) {
    tallies[w] = {};
    const pid_t child = fork();
    ASSAY_CHECK(child >= 0, "no new process");
    if (child != 0) continue;
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // a worker does not outlive the process that counts
    work(options, specimens, w, tallies[w]);
    std::fflush(stdout);
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  Tally sum{};
  for (unsigned w = 0; w < options.jobs; ++w) add(sum, tallies[w]);
  sum.own_faults += options.jobs - sum.finished;  // workers that died
  return sum;
}

int run(const Options& options) {
  const double begun = now();
  const Specimens all = specimens(options.folders, options.stride);
  fmt::print("seed {}, {} jobs, {} packages to forge, made in {:.0f} s\n", options.seed,
             options.jobs, all.size(), now() - begun);
  if (all.empty()) return 2;
  const double start = now();
  const Tally sum = run_workers(options, all);
  fmt::print("{}", render(sum, now() - start));
  return sum.breaches == 0 && sum.own_faults == 0 ? 0 : 1;
}

int start(int argc, char** argv) {
  Options options;
  CLI::App app("Tries to find a forged package that the checker admits and that does wrong.");
  app.add_option("folders", options.folders, "where programs lie")->required();
  app.add_option("--seconds", options.seconds, "time to forge");
  app.add_option("--seed", options.seed, "which forgeries and inputs");
  app.add_option("--forgeries", options.forgeries, "stop after this many attempts");
  app.add_option("--jobs", options.jobs, "processes")->check(CLI::Range(1, 64));
  app.add_option("--stride", options.stride, "of the programs take each n-th")
      ->check(CLI::Range(1, 10000));
  app.add_option("--breaches", options.breaches, "folder for what is found");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run(options);
}

}  // namespace
}  // namespace assay::forge

int main(int argc, char** argv) {
  try {
    return assay::forge::start(argc, argv);
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 1;
  }
}
