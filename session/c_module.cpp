// SPDX-License-Identifier: Apache-2.0
#include "session/c_module.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <link.h>

#include <filesystem>
#include <string_view>
#include <system_error>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

Error missing(const std::string& why) {
  return Error{ErrorCode::FrontEndMissing, fmt::format("C sources need the front end: {}", why)};
}

/// The file that this code was loaded from: the program, or the library in a host's process. Empty
/// where the system does not tell.
std::filesystem::path own_file() {
  static constexpr char kHere = 0;
  Dl_info info{};
  void* extra = nullptr;
  std::error_code failed;
  const bool found = dladdr1(&kHere, &info, &extra, RTLD_DL_LINKMAP) != 0 && extra != nullptr;
  // The dynamic linker has no name for the executable.
  const char* const name = found ? static_cast<const link_map*>(extra)->l_name : "";
  const std::filesystem::path file = *name == '\0'
                                         ? std::filesystem::read_symlink("/proc/self/exe", failed)
                                         : std::filesystem::canonical(name, failed);
  return failed ? std::filesystem::path() : file;
}

/// The folder that holds bin, lib and include; empty where the system does not tell.
std::filesystem::path installed_at() { return own_file().parent_path().parent_path(); }

}  // namespace

std::string sensor_headers() {
  std::error_code failed;
  const std::filesystem::path folder = installed_at() / "include";
  return std::filesystem::exists(folder / "assay/bpf/assay_contract.h", failed) ? folder.string()
                                                                                : std::string();
}

Result<const CModule*> load_c_module() {
  const std::filesystem::path root = installed_at();
  if (root.empty()) return missing("the path of the executable is not known");
  const std::filesystem::path path = root / "lib" / "assay" / "assay_c.so";
  void* const handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return missing(dlerror());
  void* const symbol = dlsym(handle, kCModuleSymbol);
  if (symbol == nullptr) return missing(path.string() + " is not the front end");
  // NOLINTNEXTLINE: dlsym's only way to hand out a function
  const auto table = reinterpret_cast<const CModule* (*)()>(symbol);
  const CModule* const module = table();
  if (module == nullptr || std::string_view(module->abi) != kCModuleAbi) {
    return missing(path.string() + " belongs to another build");
  }
  return module;
}

}  // namespace assay
