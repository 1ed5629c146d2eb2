// SPDX-License-Identifier: Apache-2.0
// The folder in the kernel's file system (bpffs) that keeps a package's programs, maps and links
// when the loader has ended. What takes the place of a pin is first pinned under a name of its own
// and then renamed, so that each name always leads to something whole.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <system_error>

#include "loader/base/outcome.hpp"
#include "loader/kernel/handle.hpp"

namespace assay::loader {

class Pins {
 public:
  /// Makes `folder`/`package` where it is not there, for this user alone, locks it until this goes,
  /// and clears away what a load that was cut off left. PinFolderUnusable; PinRefused.
  [[nodiscard]] static Outcome<Pins> open(const std::string& folder, std::string_view package);

  /// What is pinned as that kind of thing ("prog", "map", "link") under that name; a handle that is
  /// not ok where nothing is.
  [[nodiscard]] Handle find(std::string_view kind, std::string_view name) const;
  /// The names of what is pinned as a link.
  [[nodiscard]] std::set<std::string> links() const;
  /// Pins under a name that show() makes the right one. PinRefused.
  [[nodiscard]] Done add(std::string_view kind, std::string_view name, const Handle& thing);
  /// The pin of that name stays as it is.
  [[nodiscard]] Done keep(std::string_view kind, std::string_view name);
  /// All that was added takes its name; what was neither added nor kept goes. PinRefused.
  [[nodiscard]] Done show();
  /// Takes away what was added and not shown.
  void forget();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Pins(std::string path, Handle lock) : path_(std::move(path)), lock_(std::move(lock)) {}

  [[nodiscard]] std::set<std::string> listed(std::error_code& failed) const;
  [[nodiscard]] bool trade(const std::string& file) const;

  std::string path_;
  Handle lock_;
  std::set<std::string> added_;
  std::set<std::string> kept_;
};

}  // namespace assay::loader
