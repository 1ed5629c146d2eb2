// SPDX-License-Identifier: Apache-2.0
#include "cli/layout_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/package/media_type.hpp"
#include "loader/files/folder.hpp"
#include "session/oci_layout.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;
using loader::Done;
using loader::Folder;
using loader::Outcome;
using loader::RefusalCode;

/// How long others may take who write into the same layout.
constexpr std::chrono::milliseconds kLongestTurn{30'000};

/// What a refusal means for the layout in `folder`.
Error error_in(const std::string& folder, ErrorCode code, const loader::Refusal& refusal) {
  const std::string& subject = refusal.subject;
  const std::string path = subject.empty() || subject == folder ? folder : folder + "/" + subject;
  return Error{code, fmt::format("{}: {}", path, loader::refusal_sentence(refusal.code))};
}

/// A layout is for everyone, and the user may name it by a link; nothing in it may be one.
Outcome<std::unique_ptr<Folder>> opened(const std::string& folder) {
  return Folder::open((fs::path(folder) / ".").string(), loader::FileRights::Ordinary);
}

/// Whether there is nothing in it but what first writes of a layout have left that were cut off.
bool is_as_good_as_empty(const std::string& folder) {
  std::error_code failed;
  const std::string begun = std::string(kLayoutMark) + ".";
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (!entry->path().filename().string().starts_with(begun)) return false;
  }
  return !failed;
}

/// The index of the layout in that folder; empty where there is none yet.
Result<std::string> index_in(const std::string& folder) {
  std::error_code failed;
  if (!fs::exists(folder, failed) || is_as_good_as_empty(folder)) return std::string();
  const auto layout = opened(folder);
  if (!layout.ok()) return Error{ErrorCode::OutputUnwritable, folder + ": cannot be opened"};
  if (!layout.value()->stamp(kLayoutMark).ok())
    return Error{ErrorCode::UsageError, folder + " is no OCI layout, and not empty"};
  const auto index = layout.value()->read(kLayoutIndex, kLongestIndex);
  if (index.ok()) return std::string(index.value().begin(), index.value().end());
  // Nothing but a write that was cut off leaves a layout without one.
  if (index.refusal().code == RefusalCode::FileMissing) return std::string();
  return error_in(folder, ErrorCode::FileUnreadable, index.refusal());
}

/// Puts the bytes in the place of the file, unless they are there; whoever else seals into the same
/// layout never has the same file half-done.
Done put(Folder& folder, const std::string& name, std::span<const std::uint8_t> bytes) {
  const auto there = folder.read(name, bytes.size());
  if (there.ok() && std::ranges::equal(there.value(), bytes)) return loader::done();
  const std::string made = fmt::format("{}.{}", name, ::getpid());
  (void)folder.remove(made);
  Done written = folder.create(made, bytes);
  if (written.ok()) written = folder.sync(made);
  if (written.ok()) written = folder.rename(made, name);
  if (!written.ok()) (void)folder.remove(made);
  return written;
}

/// What is to be written beside what the index names.
Result<std::vector<LayoutFile>> files_for(const std::string& folder,
                                          std::span<const std::uint8_t> package,
                                          const std::string& reference, const std::string& index) {
  Result<std::vector<LayoutFile>> files = layout_of(package, reference, index);
  if (files.ok()) return files;
  return Error{files.error().code, fmt::format("{}: {}", folder, files.error().message)};
}

/// The mark first, so that no crash leaves a folder with something in it that is no layout; the
/// index last, so that none leaves one that names what is not there.
Done put_all(Folder& layout, std::span<const LayoutFile> files) {
  ASSAY_CHECK(files.front().path == kLayoutMark, "a layout's files do not begin with its mark");
  if (Done mark = put(layout, kLayoutMark, files.front().bytes); !mark.ok()) return mark;
  if (Done synced = layout.sync_folder(); !synced.ok()) return synced;
  auto outer = layout.folder_in("blobs");
  if (!outer.ok()) return outer.refusal();
  auto blobs = outer.value()->folder_in("sha256");
  if (!blobs.ok()) return blobs.refusal();
  for (const LayoutFile& file : files.subspan(1)) {
    const bool is_blob = file.path.starts_with(kLayoutBlobs);
    const std::string name = is_blob ? fs::path(file.path).filename().string() : file.path;
    if (file.path == kLayoutIndex) {
      if (Done synced = blobs.value()->sync_folder(); !synced.ok()) return synced;
    }
    if (Done one = put(is_blob ? *blobs.value() : layout, name, file.bytes); !one.ok()) return one;
  }
  return layout.sync_folder();
}

}  // namespace

std::optional<Error> write_layout(const std::string& folder, std::span<const std::uint8_t> package,
                                  const std::string& reference) {
  std::error_code failed;
  if (!fs::exists(folder, failed)) {
    // No folder is made for what cannot be in it.
    const auto possible = files_for(folder, package, reference, {});
    if (!possible.ok()) return possible.error();
  }
  fs::create_directories(folder, failed);
  if (failed)
    return Error{ErrorCode::OutputUnwritable, fmt::format("{}: {}", folder, failed.message())};
  const auto layout = opened(folder);
  if (!layout.ok()) return Error{ErrorCode::OutputUnwritable, folder + ": cannot be opened"};
  // Of two that read the same index each would leave out what the other adds.
  const Done turn = layout.value()->take_turn(kLongestTurn);
  if (!turn.ok())
    return Error{ErrorCode::OutputUnwritable, folder + ": somebody else keeps the folder"};
  const Result<std::string> index = index_in(folder);
  if (!index.ok()) return index.error();
  const auto files = files_for(folder, package, reference, index.value());
  if (!files.ok()) return files.error();
  const Done put = put_all(*layout.value(), files.value());
  if (!put.ok()) return error_in(folder, ErrorCode::OutputUnwritable, put.refusal());
  return std::nullopt;
}

}  // namespace assay
