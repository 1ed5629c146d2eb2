// SPDX-License-Identifier: Apache-2.0
// A folder of the disk. Everything is reached through the folder's descriptor (openat and the
// like), so that a path that is changed later leads nowhere else, and no link is followed.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "loader/files/files.hpp"
#include "loader/files/process_mark.hpp"

namespace assay::loader {

/// What of a file changes when its bytes do.
struct FileStamp {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;     // bytes
  std::int64_t modified = 0;  // nanoseconds since 1970, as somebody may set it
  std::int64_t changed = 0;   // likewise, as nobody may

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Who may read and write what a folder makes.
enum class FileRights : std::uint8_t {
  Own,       // this process's user
  Ordinary,  // whom the process's mask lets
};

class Folder final : public Files {
 public:
  /// Opens a folder, whose path must not end in a link. FolderUnreadable otherwise.
  [[nodiscard]] static Outcome<std::unique_ptr<Folder>> open(const std::string& path,
                                                             FileRights rights = FileRights::Own);
  /// Opens a folder in this one, which is made where there is none. FolderUnreadable, also where it
  /// is a link.
  [[nodiscard]] Outcome<std::unique_ptr<Folder>> folder_in(const std::string& name);
  ~Folder() override;

  /// Keeps the folder for this object alone, until it goes in this process, whichever process asks;
  /// what fork() copies neither prolongs that nor ends it. FolderTaken; FolderOpen where others
  /// than this process's user may read or write there; FolderUnreadable where nobody can tell.
  Done claim();
  /// Waits for the folder until whoever else has called this has let go of it, and keeps it until
  /// this object goes. FolderTaken where that takes longer; anybody who may open the folder can
  /// keep it so.
  Done take_turn(std::chrono::milliseconds longest);

  [[nodiscard]] Outcome<Bytes> read(const std::string& name, std::size_t most) const override;
  [[nodiscard]] Outcome<std::vector<std::string>> list() const override;
  /// The first `most` names that the folder gives and that are `wanted`, sorted, also those that
  /// are not the loader's.
  [[nodiscard]] Outcome<std::vector<std::string>> list_up_to(
      std::size_t most, const std::function<bool(const std::string&)>& wanted) const;
  /// Of a regular file. FileMissing, FileNotRegular, FileUnreadable.
  [[nodiscard]] Outcome<FileStamp> stamp(const std::string& name) const;
  Done write(const std::string& name, std::span<const std::uint8_t> bytes) override;
  /// Makes the file, which must not be there, and writes the bytes.
  Done create(const std::string& name, std::span<const std::uint8_t> bytes);
  Done append(const std::string& name, std::span<const std::uint8_t> bytes) override;
  Done truncate(const std::string& name, std::size_t size) override;
  Done sync(const std::string& name) override;
  Done sync_folder() override;
  Done rename(const std::string& from, const std::string& to) override;
  Done remove(const std::string& name) override;

 private:
  Folder(int descriptor, FileRights rights) : descriptor_(descriptor), rights_(rights) {}
  Done put(const std::string& name, std::span<const std::uint8_t> bytes, int how);

  int descriptor_;
  FileRights rights_;
  std::optional<ProcessMark> claimed_;  // by which process
};

}  // namespace assay::loader
