// SPDX-License-Identifier: Apache-2.0
// A folder of the disk. Everything is reached through the folder's descriptor (openat and the
// like), so that a path that is changed later leads nowhere else, and no link is followed.
#pragma once

#include <memory>

#include "loader/files/files.hpp"

namespace assay::loader {

class Folder final : public Files {
 public:
  /// Opens a folder, whose path must not end in a link. FolderUnreadable otherwise.
  [[nodiscard]] static Outcome<std::unique_ptr<Folder>> open(const std::string& path);
  ~Folder() override;

  [[nodiscard]] Outcome<Bytes> read(const std::string& name, std::size_t most) const override;
  [[nodiscard]] Outcome<std::vector<std::string>> list() const override;
  Done write(const std::string& name, std::span<const std::uint8_t> bytes) override;
  Done append(const std::string& name, std::span<const std::uint8_t> bytes) override;
  Done truncate(const std::string& name, std::size_t size) override;
  Done sync(const std::string& name) override;
  Done sync_folder() override;
  Done rename(const std::string& from, const std::string& to) override;
  Done remove(const std::string& name) override;

 private:
  explicit Folder(int descriptor) : descriptor_(descriptor) {}
  Done put(const std::string& name, std::span<const std::uint8_t> bytes, int how);

  int descriptor_;
};

}  // namespace assay::loader
