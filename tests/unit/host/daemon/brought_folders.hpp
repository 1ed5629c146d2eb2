// SPDX-License-Identifier: Apache-2.0
// Folders by which tests bring things to a host, and the settings of one that looks at them.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "host/daemon/settings.hpp"
#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"

namespace assay::host {

/// A host without a hook, to which nothing that is brought means anything.
class BroughtFolders : public testing::Test {
 protected:
  BroughtFolders() {
    std::string pattern = (std::filesystem::temp_directory_path() / "assay-ways-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
    for (const char* const name : {"state", "contracts", "watch", "layout/blobs/sha256"}) {
      std::filesystem::create_directories(place_ / name);
    }
    ::chmod((place_ / "state").c_str(), 0700);
    settings_.state = (place_ / "state").string();
    settings_.contracts = (place_ / "contracts").string();
    settings_.watch = (place_ / "watch").string();
    settings_.trust = Trust::Unsigned;
    settings_.identity = {"host", "default", {}};
    put_index("");
  }
  ~BroughtFolders() override { std::filesystem::remove_all(place_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(place_ / "watch" / name) << text;
  }
  std::string put_blob(const std::string& text) const {
    const std::string name =
        loader::to_hex(sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
    std::ofstream(place_ / "layout/blobs/sha256" / name) << text;
    return "{\"digest\":\"sha256:" + name + "\"";
  }
  /// The file of a blob that was put.
  [[nodiscard]] std::filesystem::path blob(const std::string& put) const {
    const std::string algorithm = "sha256:";
    return place_ / "layout/blobs/sha256" / put.substr(put.find(algorithm) + algorithm.size(), 64);
  }
  /// Of one package with that text.
  std::string put_manifest(const std::string& text) const {
    const std::string layer =
        put_blob(text) + R"(,"mediaType":"application/vnd.assay.package.v1"})";
    return put_blob("{\"layers\":[" + layer + "]}") + "}";
  }
  void put_index(const std::string& manifests) const {
    std::ofstream(place_ / "layout/index.json") << "{\"manifests\":[" << manifests << "]}";
  }

  std::filesystem::path place_;
  Settings settings_;
};

}  // namespace assay::host
