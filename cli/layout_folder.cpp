// SPDX-License-Identifier: Apache-2.0
#include "cli/layout_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <vector>

#include "cli/output_file.hpp"
#include "ir/base/errors.hpp"
#include "session/oci_layout.hpp"
#include "session/read_text.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;

/// The index of the layout in that folder; empty where there is none yet.
Result<std::string> index_in(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder, failed) || fs::is_empty(folder, failed)) return std::string();
  if (!fs::exists(folder / kLayoutMark, failed)) {
    return Error{ErrorCode::UsageError,
                 fmt::format("{} is no OCI layout, and not empty", folder.string())};
  }
  // Nothing but a write that was cut off leaves a layout without one.
  if (!fs::exists(folder / kLayoutIndex, failed)) return std::string();
  return read_text((folder / kLayoutIndex).string());
}

}  // namespace

std::optional<Error> write_layout(const std::string& folder, std::span<const std::uint8_t> package,
                                  const std::string& reference) {
  const fs::path base(folder);
  const Result<std::string> index = index_in(base);
  if (!index.ok()) return index.error();
  const Result<std::vector<LayoutFile>> files = layout_of(package, reference, index.value());
  if (!files.ok())
    return Error{files.error().code, fmt::format("{}: {}", folder, files.error().message)};
  for (const LayoutFile& file : files.value()) {
    const fs::path path = base / file.path;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) {
      return Error{ErrorCode::OutputUnwritable,
                   fmt::format("{}: {}", path.parent_path().string(), failed.message())};
    }
    if (auto error = write_output(path.string(), file.bytes)) return error;
  }
  return std::nullopt;
}

}  // namespace assay
