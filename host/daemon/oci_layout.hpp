// SPDX-License-Identifier: Apache-2.0
// A folder that is an OCI image layout (OCI Image Format Specification 1.1, image-layout): what a
// registry's client such as skopeo leaves. Index and manifests are bounded before they are read,
// all together too; blobs are named by their digests, each once.
//
// Others' artifacts may lie there, too. What is wrong with one manifest is said, and keeps no other
// from being looked at.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/daemon/brought.hpp"
#include "loader/base/outcome.hpp"

namespace assay::host {

class OciLayout {
 public:
  explicit OciLayout(std::string path) : path_(std::move(path)) {}

  /// What the layout's index reaches. Index and manifests that are as they were are not read again.
  /// LayoutMalformed of the index, and those of files.
  [[nodiscard]] loader::Outcome<Brought> look();

 private:
  /// What a manifest names, or why that is not known.
  struct Manifest {
    std::size_t size = 0;  // bytes that were read
    bool is_the_blob = false;
    std::vector<std::pair<BroughtFile::Kind, std::string>> layers;
    std::optional<loader::Refusal> wrong;
  };
  using Manifests = std::map<std::string, Manifest>;  // by the names of their blobs
  /// What the index lists of manifests, by the names of their blobs, the newest last.
  struct Index {
    std::optional<loader::FileStamp> stamp;  // none where it may have changed unseen
    std::vector<std::string> listed;
    std::vector<loader::Refusal> passed;
  };

  [[nodiscard]] loader::Done read_index(const loader::Folder& folder);
  [[nodiscard]] static Index index_of(const loader::Bytes& bytes);
  [[nodiscard]] static Manifest read_manifest(const loader::Folder& blobs, const std::string& name,
                                              std::size_t most);
  /// Reads the manifest, of at most `most` bytes, unless it is among those known.
  const Manifest& manifest_of(const loader::Folder& blobs, const std::string& name,
                              std::size_t most);

  std::string path_;
  Index index_;
  Manifests manifests_;  // that the index lists
};

}  // namespace assay::host
