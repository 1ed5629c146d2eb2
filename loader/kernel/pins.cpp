// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/pins.hpp"

#include <bpf/bpf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "loader/kernel/names.hpp"

namespace assay::loader {
namespace {

constexpr mode_t kMode = 0700;
constexpr std::string_view kNew = "new_";

Refusal unusable(const std::string& path, const char* why) {
  return {RefusalCode::PinFolderUnusable, fmt::format("{}: {}", path, why)};
}

Refusal not_pinned(const std::string& path, int why) {
  return {RefusalCode::PinRefused, fmt::format("{}: {}", path, std::strerror(why))};
}

/// Whether a file has a name as file_name() gives them. Nothing else in the folder is touched.
bool is_pin(const std::string& file) {
  return file.starts_with("prog_") || file.starts_with("map_") || file.starts_with("link_");
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
  std::error_code failed;
  const std::set<std::string> all = pins.listed(failed);
  if (failed) return unusable(path, std::strerror(failed.value()));
  for (const std::string& left : all) {
    if (left.starts_with(kNew)) ::unlink(fmt::format("{}/{}", path, left).c_str());
  }
  return pins;
}

std::set<std::string> Pins::listed(std::error_code& failed) const {
  std::set<std::string> names;
  for (std::filesystem::directory_iterator at(path_, failed), end; !failed && at != end;
       at.increment(failed))
    names.insert(at->path().filename().string());
  return names;
}

Handle Pins::find(std::string_view kind, std::string_view name) const {
  const std::optional<std::string> file = file_name(kind, name);
  if (!file) return Handle();
  return Handle(bpf_obj_get(fmt::format("{}/{}", path_, *file).c_str()));
}

std::set<std::string> Pins::links() const {
  std::error_code failed;
  std::set<std::string> names;
  for (const std::string& file : listed(failed)) {
    if (!file.starts_with("link_")) continue;
    std::string name = file.substr(sizeof "link_" - 1);
    std::ranges::replace(name, ':', '.');  // as pin_name() had it
    names.insert(std::move(name));
  }
  return names;
}

Done Pins::add(std::string_view kind, std::string_view name, const Handle& thing) {
  const std::optional<std::string> file = file_name(kind, name);
  if (!file) return no_name(name);
  const std::string path = new_path(path_, *file);
  if (bpf_obj_pin(thing.number(), path.c_str()) != 0) return not_pinned(path, errno);
  added_.insert(*file);
  return done();
}

Done Pins::keep(std::string_view kind, std::string_view name) {
  const std::optional<std::string> file = file_name(kind, name);
  if (!file || !kept_.insert(*file).second) return no_name(name);
  return done();
}

Done Pins::show() {
  std::error_code failed;
  std::set<std::string> changing = listed(failed);
  if (failed) return not_pinned(path_, failed.value());
  std::erase_if(changing,
                [&](const std::string& file) { return !is_pin(file) || kept_.contains(file); });
  changing.insert(added_.begin(), added_.end());
  std::vector<std::string> changed;
  for (const std::string& file : changing) {
    if (trade(file)) {
      changed.push_back(file);
      continue;
    }
    Refusal refusal = not_pinned(fmt::format("{}/{}", path_, file), errno);
    for (const std::string& back : changed) (void)trade(back);
    return refusal;
  }
  // Behind names that begin with "new_" is now what the version before had.
  for (const std::string& file : changing) ::unlink(new_path(path_, file).c_str());
  added_.clear();
  return done();
}

/// What has the name, if anything, and what was added for it change places; done twice, all is as
/// it was.
bool Pins::trade(const std::string& file) const {
  const std::string added = new_path(path_, file);
  const std::string path = fmt::format("{}/{}", path_, file);
  struct stat about{};
  if (::lstat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode)) {
    errno = EEXIST;
    return false;
  }
  const auto change = [](const std::string& a, const std::string& b, unsigned how) {
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), how) == 0;
  };
  return change(added, path, RENAME_EXCHANGE) ||
         (errno == ENOENT && (change(added, path, RENAME_NOREPLACE) ||
                              (errno == ENOENT && change(path, added, RENAME_NOREPLACE))));
}

void Pins::forget() {
  for (const std::string& file : added_) ::unlink(new_path(path_, file).c_str());
  added_.clear();
}

}  // namespace assay::loader
