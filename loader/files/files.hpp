// SPDX-License-Identifier: Apache-2.0
// The files of one folder, and the only operations on them that the loader makes. What a crash
// leaves of these is what a loader must be able to start from, so that tests put a model in the
// place of the disk (tests/support/crash_files.hpp).
//
// What holds after a crash, as POSIX promises and no more: bytes that were written, once sync() of
// that file returned; names that were made, changed or removed, once sync_folder() returned. Of
// everything else any part, in any order.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loader/base/hex.hpp"
#include "loader/base/outcome.hpp"

namespace assay::loader {

/// Whether the loader has files of that name: 1 to 200 of a-z, 0-9, '.', '-', '_', no '.' first.
/// So no name leads out of the folder.
[[nodiscard]] bool is_file_name(std::string_view name);

/// Every name must be one by is_file_name (FileNameInvalid otherwise). No operation follows a link.
class Files {
 public:
  Files() = default;
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  virtual ~Files() = default;

  /// All bytes of a regular file; FileTooLarge where they are more than `most`, and then nothing
  /// of them is kept.
  [[nodiscard]] virtual Outcome<Bytes> read(const std::string& name, std::size_t most) const = 0;
  /// The names in the folder, sorted; those that are not the loader's are left out.
  [[nodiscard]] virtual Outcome<std::vector<std::string>> list() const = 0;

  /// Makes the file, or empties it, and writes the bytes.
  virtual Done write(const std::string& name, std::span<const std::uint8_t> bytes) = 0;
  /// Writes behind the end of the file, which is made where there is none.
  virtual Done append(const std::string& name, std::span<const std::uint8_t> bytes) = 0;
  /// Cuts the file to `size` bytes, which it must have.
  virtual Done truncate(const std::string& name, std::size_t size) = 0;
  virtual Done sync(const std::string& name) = 0;
  virtual Done sync_folder() = 0;
  /// Takes the place of a file named `to`.
  virtual Done rename(const std::string& from, const std::string& to) = 0;
  virtual Done remove(const std::string& name) = 0;
};

/// Puts `bytes` in the place of the file, so that after a crash it has either all old bytes or all
/// new ones. It is durable once the caller has called sync_folder(), which one call may do for
/// several files.
[[nodiscard]] Done replace(Files& files, const std::string& name,
                           std::span<const std::uint8_t> bytes);

}  // namespace assay::loader
