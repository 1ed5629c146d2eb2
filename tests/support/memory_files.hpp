// SPDX-License-Identifier: Apache-2.0
// A folder in memory that writes down what was asked of it, for tests of what crashes leave
// (crash_states.hpp) and of full disks.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "loader/files/files.hpp"

namespace assay::loader {

/// Name -> bytes.
using Image = std::map<std::string, Bytes>;

enum class FileAct : std::uint8_t { Write, Append, Truncate, Sync, SyncFolder, Rename, Remove };

/// One operation, as it was asked for.
struct FileStep {
  FileAct act{};
  std::string name;
  std::string to;      // Rename
  Bytes bytes;         // Write, Append
  std::size_t size{};  // Truncate
};

class MemoryFiles final : public Files {
 public:
  MemoryFiles() = default;
  explicit MemoryFiles(Image image) : image_(std::move(image)) {}

  [[nodiscard]] Outcome<Bytes> read(const std::string& name, std::size_t most) const override;
  [[nodiscard]] Outcome<std::vector<std::string>> list() const override;
  Done write(const std::string& name, std::span<const std::uint8_t> bytes) override;
  Done append(const std::string& name, std::span<const std::uint8_t> bytes) override;
  Done truncate(const std::string& name, std::size_t size) override;
  Done sync(const std::string& name) override;
  Done sync_folder() override;
  Done rename(const std::string& from, const std::string& to) override;
  Done remove(const std::string& name) override;

  [[nodiscard]] const Image& image() const { return image_; }
  [[nodiscard]] const std::vector<FileStep>& steps() const { return steps_; }
  [[nodiscard]] std::size_t count(FileAct act) const;
  void forget_steps() { steps_.clear(); }
  /// From the operation with that number on (0: the next), each that takes room fails, after half
  /// of its bytes. Cutting, renaming, removing and syncing go on.
  void fill_disk_at(std::size_t step) { full_at_ = steps_.size() + step; }
  void empty_disk() { full_at_ = std::numeric_limits<std::size_t>::max(); }
  /// Each operation for which this holds does nothing and fails.
  void fail_when(std::function<bool(const FileStep&)> fails) { fails_ = std::move(fails); }
  /// Behind so many calls of that kind the next does nothing and fails, once.
  void fail_once(FileAct act, std::size_t after = 0);
  /// As a file system that the kernel has made read-only: everything but reading fails.
  void make_read_only() {
    fail_when([](const FileStep& /*step*/) { return true; });
  }
  void make_writable() { fails_ = {}; }
  /// No read of that file succeeds any more.
  void make_unreadable(const std::string& name) { unreadable_ = name; }

 private:
  Done note(FileStep step);
  [[nodiscard]] bool full() const { return steps_.size() > full_at_; }

  Image image_;
  std::vector<FileStep> steps_;
  std::function<bool(const FileStep&)> fails_;
  std::string unreadable_;
  std::size_t full_at_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace assay::loader
