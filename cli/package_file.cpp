// SPDX-License-Identifier: Apache-2.0
#include "cli/package_file.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "ir/base/errors.hpp"
#include "ir/package/read.hpp"
#include "session/check_package.hpp"
#include "session/read_text.hpp"

namespace assay {

Result<SealedPackage> package_in(const std::string& file) {
  const Result<std::vector<std::uint8_t>> bytes = read_bytes(file, kMostPackageBytes);
  if (!bytes.ok()) return bytes.error();
  auto read = read_package(bytes.value());
  if (const auto* const fault = std::get_if<PackageFault>(&read)) {
    return Error{ErrorCode::PackageMalformed, fmt::format("{}: {}", shown_path(file), fault->what)};
  }
  return std::get<SealedPackage>(std::move(read));
}

}  // namespace assay
