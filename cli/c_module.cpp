// SPDX-License-Identifier: Apache-2.0
#include "cli/c_module.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <system_error>

namespace assay {
namespace {

Error missing(const std::string& why) {
  return Error{ErrorCode::FrontEndMissing, fmt::format("C sources need the front end: {}", why)};
}

}  // namespace

Result<const CModule*> load_c_module() {
  std::error_code failed;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return missing("the place of the executable is not known");
  const std::filesystem::path path =
      self.parent_path().parent_path() / "lib" / "assay" / "assay_c.so";
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
