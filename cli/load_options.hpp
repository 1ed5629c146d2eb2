// SPDX-License-Identifier: Apache-2.0
// Options that say for which load programs are meant: the kernel's types, read-only data, and the
// entries of maps.
#pragma once

#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/read_object.hpp"

namespace CLI {
class App;
}

namespace assay {

/// As on the command line.
struct LoadArguments {
  std::string btf;                   // --btf, or empty
  std::string btf_base;              // --btf-base, or empty
  std::vector<std::string> rodata;   // --rodata, each
  std::vector<std::string> entries;  // --map-entries, each
};

void add_load_options(CLI::App& command, LoadArguments& arguments);
/// The one that says what an object leaves to its own loader.
void add_map_options(CLI::App& command, LoadArguments& arguments);

/// Reads the files that the arguments name. Errors: UsageError, those of TargetTypes::read and of
/// read_object_file.
[[nodiscard]] Result<ReadOptions> read_load_options(const LoadArguments& arguments);

}  // namespace assay
