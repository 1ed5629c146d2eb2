// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/pins.hpp"

#include <bpf/bpf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>

#include "loader/kernel/names.hpp"

namespace assay::loader {
namespace {

constexpr mode_t kMode = 0700;
constexpr std::string_view kNew = "new_";

Refusal unusable(const std::string& path, const char* why) {
  return {RefusalCode::PinFolderUnusable, fmt::format("{}: {}", path, why)};
}

Refusal not_pinned(const std::string& path) {
  return {RefusalCode::PinRefused, fmt::format("{}: {}", path, std::strerror(errno))};
}

std::string new_path(const std::string& folder, const std::string& name) {
  return fmt::format("{}/{}{}", folder, kNew, name);
}

/// "prog_NAME"; nothing where the kernel does not take the name.
std::optional<std::string> file_name(std::string_view kind, std::string_view name) {
  const std::optional<std::string> pin = pin_name(name);
  if (!pin) return std::nullopt;
  return fmt::format("{}_{}", kind, *pin);
}

Refusal no_name(std::string_view name) {
  return {RefusalCode::PinRefused, fmt::format("'{}' is no name for a pin", name)};
}

/// What makes the open folder unusable; null where nothing does.
const char* fault_of(const Handle& folder) {
  struct statfs system{};
  struct stat about{};
  if (::fstatfs(folder.number(), &system) != 0 || ::fstat(folder.number(), &about) != 0)
    return std::strerror(errno);
  if (system.f_type != BPF_FS_MAGIC) return "it is not in a file system of type bpf";
  if (about.st_uid != ::geteuid()) return "it is another user's";
  if ((about.st_mode & 0777) != kMode) return "its mode is not 0700";
  return nullptr;
}

/// Makes the folder, or finds it, and opens it without following a link.
Outcome<Handle> open_folder(const std::string& path) {
  const bool made = ::mkdir(path.c_str(), kMode) == 0;
  if (!made && errno != EEXIST) return unusable(path, std::strerror(errno));
  Handle folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  const char* const fault = folder.ok() ? fault_of(folder) : std::strerror(errno);
  if (fault == nullptr) return folder;
  Refusal refusal = unusable(path, fault);
  if (made) ::rmdir(path.c_str());
  return refusal;
}

}  // namespace

Outcome<Pins> Pins::open(const std::string& folder, std::string_view package) {
  const std::optional<std::string> name = pin_name(package);
  if (!name) return no_name(package);
  const std::string path = fmt::format("{}/{}", folder, *name);
  if (Outcome<Handle> above = open_folder(folder); !above.ok()) return above.refusal();
  Outcome<Handle> opened = open_folder(path);
  if (!opened.ok()) return opened.refusal();
  if (::flock(opened.value().number(), LOCK_EX | LOCK_NB) != 0)
    return unusable(path, "another load of this package goes on");
  Pins pins(path, std::move(opened).value());
  for (const std::string& left : pins.listed()) {
    if (left.starts_with(kNew)) ::unlink(fmt::format("{}/{}", path, left).c_str());
  }
  return pins;
}

std::set<std::string> Pins::listed() const {
  std::set<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(path_, failed))
    names.insert(entry.path().filename().string());
  return names;
}

Handle Pins::find(std::string_view kind, std::string_view name) const {
  const std::optional<std::string> file = file_name(kind, name);
  if (!file) return Handle();
  return Handle(bpf_obj_get(fmt::format("{}/{}", path_, *file).c_str()));
}

Done Pins::add(std::string_view kind, std::string_view name, const Handle& thing) {
  const std::optional<std::string> file = file_name(kind, name);
  if (!file) return no_name(name);
  const std::string path = new_path(path_, *file);
  if (bpf_obj_pin(thing.number(), path.c_str()) != 0) return not_pinned(path);
  added_.insert(*file);
  return done();
}

Done Pins::keep(std::string_view kind, std::string_view name) {
  const std::optional<std::string> file = file_name(kind, name);
  if (!file || !kept_.insert(*file).second) return no_name(name);
  return done();
}

Done Pins::show() {
  for (const std::string& file : added_) {
    const std::string path = fmt::format("{}/{}", path_, file);
    if (std::rename(new_path(path_, file).c_str(), path.c_str()) != 0) return not_pinned(path);
  }
  for (const std::string& file : listed()) {
    const std::string path = fmt::format("{}/{}", path_, file);
    if (!added_.contains(file) && !kept_.contains(file)) ::unlink(path.c_str());
  }
  added_.clear();
  return done();
}

void Pins::forget() {
  for (const std::string& file : added_) ::unlink(new_path(path_, file).c_str());
  added_.clear();
}

}  // namespace assay::loader
