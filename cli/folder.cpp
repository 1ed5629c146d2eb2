// SPDX-License-Identifier: Apache-2.0
#include "cli/folder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace assay {
namespace {

namespace fs = std::filesystem;

/// Whether the file begins as an ELF object for the BPF machine: e_machine, little-endian, is 247.
bool is_bpf_object(const fs::path& path) {
  constexpr std::size_t kMachine = 18;
  std::array<char, kMachine + 2> head{};
  std::ifstream in(path, std::ios::binary);
  if (!in.read(head.data(), head.size())) return false;
  return head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F' &&
         static_cast<unsigned char>(head[kMachine]) == 247 && head[kMachine + 1] == 0;
}

void expand(const std::string& folder, Expansion& expansion) {
  std::vector<std::string> found;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         failed);
  for (const fs::recursive_directory_iterator end; !failed && entry != end;
       entry.increment(failed)) {
    const fs::path& path = entry->path();
    if (path.filename().native().starts_with('.')) {
      entry.disable_recursion_pending();
      continue;
    }
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    if (path.extension() == ".c" || (path.extension() == ".o" && is_bpf_object(path))) {
      found.push_back(path.string());
    } else if (path.extension() == ".o") {
      expansion.skipped.push_back(path.string());
    }
  }
  if (found.empty()) found.push_back(folder);
  std::sort(found.begin(), found.end());
  expansion.files.insert(expansion.files.end(), found.begin(), found.end());
}

}  // namespace

Expansion expand_folders(const std::vector<std::string>& paths) {
  Expansion expansion;
  for (const std::string& path : paths) {
    std::error_code failed;
    if (path != "-" && fs::is_directory(path, failed)) {
      expand(path, expansion);
    } else {
      expansion.files.push_back(path);
    }
  }
  return expansion;
}

}  // namespace assay
