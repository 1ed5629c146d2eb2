// SPDX-License-Identifier: Apache-2.0
// What lies in a folder by which a fleet brings packages and statements. Nothing of it was read: a
// look costs the same whatever lies there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loader/files/folder.hpp"

namespace assay::host {

/// Whether the bytes must be those that the name is the digest of.
enum class NamedBy : std::uint8_t { Whoever, Digest };

struct BroughtFile {
  /// In the order in which they are taken.
  enum class Kind : std::uint8_t { Root, Statement, Package };

  Kind kind{};
  std::string name;
  std::optional<loader::FileStamp> stamp;  // none where there is no such file
};

struct Brought {
  std::shared_ptr<const loader::Folder> folder;  // in which the files lie
  NamedBy named{};
  std::vector<BroughtFile> files;       // sorted by name, none twice as the same
  std::vector<loader::Refusal> passed;  // what was passed by, and why
};

/// Whether bytes that change from now on change the stamp, too.
[[nodiscard]] bool is_settled(const std::optional<loader::FileStamp>& stamp);

}  // namespace assay::host
