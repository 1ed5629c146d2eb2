// SPDX-License-Identifier: Apache-2.0
// The promise on hostile programs: whatever a program of 64 KiB is, it is judged within 5 s of the
// processor and 512 MiB, and refused by a named error or accepted. Exit status 1 when broken.
//
// Each program is judged by a process of its own, so that its memory is its own and a search
// without an end can be ended. One program of each family, or with --all every one; with names,
// only the families whose names contain one of them.
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <span>
#include <string_view>
#include <vector>

#include "hostile.hpp"
#include "ir/base/errors.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::bench {
namespace {

constexpr double kMostSeconds = 5;
constexpr double kMostMib = 512;
constexpr rlim_t kSecondsUntilKilled = 20;

/// What the child tells.
struct Judged {
  bool finished = false;
  bool named = false;  // accepted, or refused with codes of the catalogue
  double seconds = 0;  // of the processor
  std::array<char, 8> verdict{};
};

void judge_here(const HostileFamily& family, std::uint64_t seed, Judged& judged) {
  const rlimit limit{kSecondsUntilKilled, kSecondsUntilKilled};
  setrlimit(RLIMIT_CPU, &limit);
  const Program program = family.make(seed);
  const std::clock_t start = std::clock();
  const Verification verification = verify(program, *find_contract("linux/xdp"), {});
  judged.seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const bool accepted = verification.accepted();
  judged.named = accepted != !verification.refusals().empty();
  for (const Refusal& refusal : verification.refusals())
    judged.named = judged.named && error_class(code_of(refusal.cause)) != ErrorClass::Internal;
  const std::string_view verdict =
      accepted ? "accept" : error_id(code_of(verification.refusals().front().cause));
  verdict.copy(judged.verdict.data(), judged.verdict.size() - 1);
  judged.finished = true;
}

bool holds(const HostileFamily& family, std::uint64_t seed, Judged& judged) {
  judged = {};
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    judge_here(family, seed, judged);
    _exit(0);
  }
  rusage usage{};
  wait4(child, nullptr, 0, &usage);
  const double mib = static_cast<double>(usage.ru_maxrss) / 1024;
  const bool good =
      judged.finished && judged.named && judged.seconds <= kMostSeconds && mib <= kMostMib;
  fmt::print("{} {} {}: {}, {:.2f} s, {:.0f} MiB\n", good ? "ok    " : "BROKEN", family.name, seed,
             judged.finished ? judged.verdict.data() : "not judged", judged.seconds, mib);
  return good;
}

bool is_wanted(std::string_view name, std::span<const char* const> parts) {
  return parts.empty() || std::ranges::any_of(parts, [&](const char* part) {
           return name.find(part) != std::string_view::npos;
         });
}

enum class Seeds : std::uint8_t { First, All };

int check(std::span<const char* const> parts, Seeds which) {
  void* shared =
      mmap(nullptr, sizeof(Judged), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 1;
  Judged& judged = *static_cast<Judged*>(shared);
  bool good = true;
  for (const HostileFamily& family : hostile_families()) {
    if (!is_wanted(family.name, parts)) continue;
    const std::uint64_t seeds = which == Seeds::All ? family.seeds : 1;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) good = holds(family, seed, judged) && good;
  }
  fmt::print("at most {} s and {} MiB each\n", kMostSeconds, kMostMib);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  std::vector<const char*> parts(argv + 1, argv + argc);
  const bool all = std::erase_if(parts, [](std::string_view part) { return part == "--all"; }) > 0;
  return assay::bench::check(parts, all ? assay::bench::Seeds::All : assay::bench::Seeds::First);
}
