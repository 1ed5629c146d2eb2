// SPDX-License-Identifier: Apache-2.0
// assay_replay_c: the targets of the C front end on the sources and headers of the tree and on
// random changes of them, the same every time.
//
// usage: assay_replay_c FOLDER CHANGES SEED FAILED
//
// Exit status: 0 all properties hold, 1 one is broken, 2 bad usage. An input that breaks one is
// written to the folder FAILED.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "evidence/fuzz/c_targets.hpp"
#include "evidence/fuzz/c_tokens.hpp"

namespace assay::fuzz {
namespace {

/// Seeds are compiled as they are too, so that a few of a large tree must do.
constexpr std::size_t kMostSeeds = 40;

std::vector<std::string> read_files(const std::string& folder, std::string_view extension) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  const std::size_t stride = paths.size() / kMostSeeds + 1;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < paths.size(); i += stride) {
    std::ifstream in(paths[i], std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

struct Tally {
  std::size_t runs = 0;
  std::size_t accepted = 0;
  std::size_t broken = 0;
};

void run(const CTarget& target, const std::string& input, const std::string& failed, Tally& tally) {
  ++tally.runs;
  try {
    if (target.run(bytes_of(input))) ++tally.accepted;
  } catch (const std::exception& fault) {
    ++tally.broken;
    const std::string path =
        fmt::format("{}/{}-{}{}", failed, target.name, tally.broken, target.extension);
    std::ofstream(path, std::ios::binary) << input;
    fmt::print("BROKEN {}: {}\n  written to {}\n", target.name, fault.what(), path);
    std::fflush(stdout);
  }
}

bool replay(const CTarget& target, const std::string& folder, std::size_t changes,
            std::uint64_t seed, const std::string& failed) {
  const std::vector<std::string> seeds = read_files(folder, target.extension);
  Tally tally;
  for (const std::string& text : seeds) run(target, text, failed, tally);
  Random random(seed);
  for (std::size_t i = 0; i < changes && !seeds.empty(); ++i) {
    const std::string& text = seeds[random.below(seeds.size())];
    const std::string& other = seeds[random.below(seeds.size())];
    run(target, changed_c(text, other, kMostBytes, random), failed, tally);
  }
  fmt::print("{:10} {:6} inputs, {:5} accepted, {:3} broken\n", target.name, tally.runs,
             tally.accepted, tally.broken);
  std::fflush(stdout);
  return tally.broken == 0 && tally.accepted != 0;
}

int start(const std::vector<std::string>& words) {
  if (words.size() != 4) {
    fmt::print(stderr, "usage: assay_replay_c FOLDER CHANGES SEED FAILED\n");
    return 2;
  }
  bool good = true;
  for (const CTarget& target : kCTargets) {
    good = replay(target, words[0], std::stoul(words[1]), std::stoul(words[2]), words[3]) && good;
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace assay::fuzz

int main(int argc, char** argv) {
  try {
    return assay::fuzz::start({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 2;
  }
}
