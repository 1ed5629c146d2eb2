// SPDX-License-Identifier: Apache-2.0
// What `assay load` hands to `assay-load` besides the package: always all of it, in one order.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace assay::loader {

inline constexpr const char* kHelperName = "assay-load";

/// Empty where something is not named.
struct HelperArguments {
  std::string folder;     // of pins
  std::string license;    // of the programs
  std::string interface;  // of the network
  std::string cgroup;     // the folder of a control group
};

[[nodiscard]] inline std::vector<std::string> write_arguments(const HelperArguments& arguments) {
  return {arguments.folder, arguments.license, arguments.interface, arguments.cgroup};
}

/// Nothing where they are not as write_arguments() writes them.
[[nodiscard]] inline std::optional<HelperArguments> read_arguments(
    const std::vector<std::string>& words) {
  constexpr std::size_t kCount = 4;
  if (words.size() != kCount || words[0].empty()) return std::nullopt;
  return HelperArguments{words[0], words[1], words[2], words[3]};
}

}  // namespace assay::loader
