// SPDX-License-Identifier: Apache-2.0
// Paths of sources as URI references (RFC 3986), relative to a root where they lie below it.
#pragma once

#include <string>
#include <string_view>

namespace assay {

/// A path as seen from a root folder.
struct RootedPath {
  std::string text;    // relative to the root where it lies below it, otherwise absolute
  bool below = false;  // lies below the root
};

/// `path` as it was given (relative paths are relative to the current folder) seen from the
/// absolute folder `root`. Nothing is looked up on the disk; "." and ".." are resolved as text.
[[nodiscard]] RootedPath rooted_path(std::string_view path, std::string_view root);

/// The URI reference for it: relative, or a file URI where the path does not lie below the root.
[[nodiscard]] std::string uri_of(const RootedPath& path);

}  // namespace assay
