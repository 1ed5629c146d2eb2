// SPDX-License-Identifier: Apache-2.0
// Numbers that a test counts and holds against a file of the tree: how much is known, say, where no
// test could state what is best. A change that moves them on purpose takes over the new file.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace assay::testing {

/// What was counted -> how much of it.
using Counts = std::map<std::string, std::uint64_t>;

/// `file` lies in the tests' folder and holds `name: count` lines, sorted.
inline void expect_pinned(const Counts& counts, const std::string& file) {
  std::vector<std::string> now;
  for (const auto& [name, count] : counts) now.push_back(name + ": " + std::to_string(count));
  std::vector<std::string> then;
  std::ifstream pinned(std::string(ASSAY_SOURCE_DIR "/tests/") + file);
  for (std::string line; std::getline(pinned, line);) then.push_back(line);
  if (now == then) return;
  const std::string written =
      ASSAY_BINARY_DIR "/" +
      std::string(file.begin() + static_cast<long>(file.rfind('/')) + 1, file.end());
  std::ofstream out(written);
  for (const std::string& line : now) out << line << '\n';
  const auto [here, there] = std::ranges::mismatch(now, then);
  ADD_FAILURE() << "the counts of now are in " << written
                << "; first difference: " << (here == now.end() ? "nothing" : *here) << ", was "
                << (there == then.end() ? "nothing" : *there);
}

}  // namespace assay::testing
