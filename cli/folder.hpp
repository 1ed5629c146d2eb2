// SPDX-License-Identifier: Apache-2.0
// Folders on the command line, as the files in them that can be judged.
#pragma once

#include <string>
#include <vector>

namespace assay {

/// What a folder was taken for.
struct Expansion {
  std::vector<std::string> files;    // in the order of the command line, those of a folder by name
  std::vector<std::string> skipped;  // objects (*.o) of folders that are not for the BPF machine
};

/// `paths` with each folder replaced by the C sources (*.c) and the objects for the BPF machine
/// (*.o) in it and in the folders below it, but those whose names begin with a dot, and those that
/// links lead to. A folder without any stays as it is.
[[nodiscard]] Expansion expand_folders(const std::vector<std::string>& paths);

}  // namespace assay
