// SPDX-License-Identifier: Apache-2.0
// What assay-host is besides its socket: admission over the folders that the settings name, and the
// hooks that the folder of contracts declares.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/daemon/own_vouching.hpp"
#include "host/daemon/settings.hpp"
#include "loader/files/folder.hpp"
#include "loader/host/hooked.hpp"

namespace assay::host {

class Host {
 public:
  /// Installs the host where the settings say so, else starts it from its folder, which no
  /// other host may use. SettingsWrong, SigningWrong, FolderTaken, FolderOpen, and those of
  /// install() and start().
  [[nodiscard]] static Outcome<std::unique_ptr<Host>> open(Settings settings);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  /// Reads the folder of contracts anew; each stored package is checked again.
  loader::Done register_hooks();
  /// A package with its signatures; a host that vouches itself asks for none.
  loader::Done submit(std::span<const std::uint8_t> package, const std::string& who);
  [[nodiscard]] const loader::Hooked& hooked() const { return *hooked_; }
  [[nodiscard]] loader::Admission& admission() { return hooked_->admission(); }
  [[nodiscard]] const Settings& settings() const { return settings_; }

 private:
  explicit Host(Settings settings) : settings_(std::move(settings)) {}
  Outcome<std::unique_ptr<loader::Admission>> start(loader::HostSetup setup);
  Outcome<std::unique_ptr<loader::Admission>> start_unsigned(loader::HostSetup setup);
  [[nodiscard]] Outcome<std::vector<loader::HookSpec>> declared_hooks() const;

  Settings settings_;
  std::unique_ptr<loader::Folder> folder_;
  std::unique_ptr<OwnVouching> own_;  // null: only the root document's keys count
  loader::Check check_;
  std::unique_ptr<loader::Hooked> hooked_;
};

}  // namespace assay::host
