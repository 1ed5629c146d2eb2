// SPDX-License-Identifier: Apache-2.0
// Compares what libbpf would load with what Assay judged: all objects of a folder, or mutants of
// them. Exit status 1 when one object is read differently, or none was read by both.
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compare.hpp"
#include "mutants.hpp"
#include "other_kernel.hpp"

namespace assay::loader {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kMostSeconds =
    20;  // of one object in libbpf, which is not made for hostile ones

/// What a child process found out about one object.
struct Verdict {
  std::uint64_t programs = 0;
  std::uint64_t differences = 0;
};

struct Tally {
  std::uint64_t objects = 0;
  std::uint64_t compared = 0;  // objects of which a program was read by both
  std::uint64_t programs = 0;
  std::uint64_t lost = 0;  // libbpf crashed or hung
  std::uint64_t differences = 0;
};

/// Compares in a child process. Nothing when libbpf does not survive its object.
std::optional<Verdict> compare_apart(const Compared& objects, const std::string& name) {
  auto* shared = static_cast<Verdict*>(
      mmap(nullptr, sizeof(Verdict), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  if (shared == MAP_FAILED) return std::nullopt;
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    alarm(kMostSeconds);
    const Comparison found = compare(objects);
    shared->programs = found.programs;
    shared->differences = found.differences.size();
    for (const std::string& difference : found.differences)
      fmt::print("{}: {}\n", name, difference);
    std::fflush(stdout);
    _exit(0);
  }
  int status = 0;
  const bool ended = child > 0 && waitpid(child, &status, 0) == child && status == 0;
  const Verdict verdict = *shared;
  munmap(shared, sizeof(Verdict));
  return ended ? std::optional(verdict) : std::nullopt;
}

void count(const std::optional<Verdict>& verdict, Tally& tally) {
  ++tally.objects;
  if (!verdict) {
    ++tally.lost;
    return;
  }
  tally.programs += verdict->programs;
  tally.differences += verdict->differences;
  if (verdict->programs != 0) ++tally.compared;
}

Bytes bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> objects_in(const std::vector<std::string>& places) {
  std::vector<fs::path> found;
  for (const std::string& place : places) {
    if (!fs::is_directory(place)) {
      found.emplace_back(place);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(place)) {
      if (entry.is_regular_file() && entry.path().extension() == ".o")
        found.push_back(entry.path());
    }
  }
  std::ranges::sort(found);
  return found;
}

struct Arguments {
  std::vector<std::string> places;
  std::uint64_t mutants = 0;
  std::uint64_t seed = 1;
  std::string kept;
  std::string against;
  std::string left_out;
};

void keep(const Arguments& arguments, const Bytes& object, const std::string& name) {
  if (arguments.kept.empty()) return;
  std::ofstream out(fs::path(arguments.kept) / (name + ".o"), std::ios::binary);
  out.write(reinterpret_cast<const char*>(object.data()),
            static_cast<std::streamsize>(object.size()));
}

/// Every other mutant meets types of another kernel, as far as it has types at all. Two of four
/// have no DWARF, for the faults of which Assay refuses many.
Tally compare_mutants(const Arguments& arguments, const std::vector<fs::path>& objects) {
  Tally tally;
  for (std::uint64_t i = 0; i < arguments.mutants; ++i) {
    Random random(arguments.seed * 1'000'003 + i);
    Bytes original = bytes_of(objects[random() % objects.size()]);
    if (i % 4 >= 2) original = without_sections(std::move(original), ".debug_");
    const Bytes target = i % 2 == 0 ? Bytes{} : other_kernel(original);
    const Bytes object = mutate(original, random);
    const std::string name = fmt::format("mutant-{}-{}", arguments.seed, i);
    const auto verdict = compare_apart({object, object, target}, name);
    count(verdict, tally);
    if (verdict && verdict->differences != 0) keep(arguments, object, name);
  }
  return tally;
}

Bytes for_libbpf(const Arguments& arguments, const Bytes& object) {
  if (!arguments.against.empty()) return bytes_of(arguments.against);
  return arguments.left_out.empty() ? object : without_sections(object, arguments.left_out);
}

Tally compare_objects(const Arguments& arguments, const std::vector<fs::path>& objects) {
  Tally tally;
  for (const fs::path& path : objects) {
    const Bytes ours = bytes_of(path);
    const Bytes theirs = for_libbpf(arguments, ours);
    count(compare_apart({ours, theirs, {}}, path), tally);
    const Bytes target = other_kernel(ours);
    if (!target.empty()) count(compare_apart({ours, theirs, target}, path), tally);
  }
  return tally;
}

int run(const Arguments& arguments) {
  const auto objects = objects_in(arguments.places);
  if (objects.empty()) {
    fmt::print("no object\n");
    return 1;
  }
  const Tally tally = arguments.mutants != 0 ? compare_mutants(arguments, objects)
                                             : compare_objects(arguments, objects);
  fmt::print(
      "{} objects, {} read by both, {} programs compared, {} that libbpf did not survive, {} read "
      "differently\n",
      tally.objects, tally.compared, tally.programs, tally.lost, tally.differences);
  return tally.differences == 0 && tally.compared != 0 ? 0 : 1;
}

}  // namespace
}  // namespace assay::loader

int main(int argc, char** argv) {
  CLI::App app("Compares what libbpf would load with what Assay judged");
  assay::loader::Arguments arguments;
  app.add_option("PLACE", arguments.places, "Objects, or folders of them")->required();
  app.add_option("--mutants", arguments.mutants, "Compare so many mutants of the objects instead");
  app.add_option("--seed", arguments.seed, "Which mutants");
  app.add_option("--keep", arguments.kept, "A folder for the mutants that are read differently");
  app.add_option("--against", arguments.against,
                 "Give libbpf this object instead: a difference must be found");
  app.add_option("--leave-out", arguments.left_out,
                 "Give libbpf the object without sections whose names begin so: also a difference");
  CLI11_PARSE(app, argc, argv);
  return assay::loader::run(arguments);
}
