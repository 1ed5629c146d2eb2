// SPDX-License-Identifier: Apache-2.0
#include "cli/read_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace assay {
namespace {

constexpr std::size_t kLargestText = 16u << 20;  // bytes

}  // namespace

Result<std::string> read_text(std::istream& in, std::string_view name) {
  // Piece by piece: room for the largest text would cost more than reading an ordinary one.
  std::string text;
  std::array<char, 1u << 16> piece{};
  while (in && text.size() <= kLargestText) {
    in.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return Error{ErrorCode::FileUnreadable, fmt::format("{} cannot be read", name)};
  if (text.size() > kLargestText) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("{} is larger than {} bytes", name, kLargestText)};
  }
  return text;
}

Result<std::string> read_text(const std::string& path) {
  if (std::error_code failed; std::filesystem::is_directory(path, failed)) {
    return Error{ErrorCode::FileUnreadable, fmt::format("{}: is a directory", path)};
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Error{ErrorCode::FileUnreadable, fmt::format("{}: {}", path, std::strerror(errno))};
  }
  return read_text(in, path + ":");
}

}  // namespace assay
