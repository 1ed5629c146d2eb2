// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/watched_folder.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace assay::host {

using loader::FileStamp;
using loader::Outcome;
using loader::RefusalCode;

namespace {

constexpr std::string_view kRootEnd = ".root";
constexpr std::string_view kStatementEnd = ".statement";
constexpr std::string_view kPackageEnd = ".pkg";

std::optional<BroughtFile::Kind> kind_of_file(std::string_view name) {
  if (name.ends_with(kRootEnd)) return BroughtFile::Kind::Root;
  if (name.ends_with(kStatementEnd)) return BroughtFile::Kind::Statement;
  if (name.ends_with(kPackageEnd)) return BroughtFile::Kind::Package;
  return std::nullopt;
}

/// Whether whoever put it there seems to mean it for the host. A dot in front hides what is not
/// whole yet. Other names take no place from these.
bool seems_meant(const std::string& given) {
  std::string name = given;
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return !name.starts_with('.') && kind_of_file(name);
}

}  // namespace

Outcome<Brought> brought_in_folder(const std::string& path) {
  auto opened = loader::Folder::open(path);
  if (!opened.ok()) return opened.refusal();
  const std::shared_ptr<const loader::Folder> folder = std::move(opened).value();
  const Outcome<std::vector<std::string>> names = folder->list_up_to(kMostEntries, seems_meant);
  if (!names.ok()) return names.refusal();
  Brought brought{folder, NamedBy::Whoever, {}, {}};
  if (names.value().size() == kMostEntries) {
    brought.passed.push_back({RefusalCode::FolderUnreadable,
                              path + ": beyond " + std::to_string(kMostEntries) + " entries"});
  }
  for (const std::string& name : names.value()) {
    const auto kind = kind_of_file(name);
    if (!loader::is_file_name(name) || !kind) {
      brought.passed.push_back({RefusalCode::FileNameInvalid, name});
      continue;
    }
    const Outcome<FileStamp> stamp = folder->stamp(name);
    // A link, a folder or a pipe is told; what has gone since is nothing.
    if (!stamp.ok() && stamp.refusal().code != RefusalCode::FileMissing) {
      brought.passed.push_back(stamp.refusal());
    }
    if (!stamp.ok()) continue;
    brought.files.push_back({*kind, name, stamp.value()});
  }
  return brought;
}

}  // namespace assay::host
