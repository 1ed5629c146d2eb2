// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/watched_folder.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "loader/files/folder.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::host {

using loader::Bytes;
using loader::Outcome;

namespace {

constexpr std::string_view kRootEnd = ".root";
constexpr std::string_view kStatementEnd = ".statement";
constexpr std::string_view kPackageEnd = ".pkg";
/// More than these are left where they are.
constexpr std::size_t kMostEntries = 1024;

Outcome<std::string> text_in(const loader::Folder& folder, const std::string& name) {
  const Outcome<Bytes> bytes = folder.read(name, loader::kLongestSigned);
  if (!bytes.ok()) return bytes.refusal();
  return std::string(bytes.value().begin(), bytes.value().end());
}

}  // namespace

Outcome<Brought> brought_in_folder(const std::string& path, std::size_t most) {
  const auto folder = loader::Folder::open(path);
  if (!folder.ok()) return folder.refusal();
  Outcome<std::vector<std::string>> names = folder.value()->list();
  if (!names.ok()) return names.refusal();
  std::vector<std::string> some = std::move(names).value();
  some.resize(std::min(some.size(), kMostEntries));
  Brought brought;
  for (const std::string& name : some) {
    // What cannot be read (a link, a pipe, too large, half gone) is passed by: a file that is being
    // written now is whole the next time.
    if (name.ends_with(kRootEnd) || name.ends_with(kStatementEnd)) {
      Outcome<std::string> text = text_in(*folder.value(), name);
      if (!text.ok()) continue;
      if (name.ends_with(kRootEnd)) {
        brought.roots.push_back(std::move(text).value());
      } else {
        brought.add_statement(std::move(text).value());
      }
    } else if (name.ends_with(kPackageEnd)) {
      Outcome<Bytes> bytes = folder.value()->read(name, most);
      if (bytes.ok()) brought.packages.push_back(std::move(bytes).value());
    }
  }
  return brought;
}

}  // namespace assay::host
