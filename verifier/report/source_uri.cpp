// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/source_uri.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace assay {
namespace {

/// RFC 3986, section 3.3: what a path segment may hold unencoded, less the colon, which a relative
/// reference may not have in its first segment.
bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~!$&'()*+,;=@/").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (stands_for_itself(c)) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return text;
}

}  // namespace

RootedPath rooted_path(std::string_view path, std::string_view root) {
  namespace fs = std::filesystem;
  const fs::path absolute = fs::absolute(fs::path(path)).lexically_normal();
  const fs::path relative = absolute.lexically_relative(fs::path(root).lexically_normal());
  const bool below = !relative.empty() && *relative.begin() != "..";
  return {below ? relative.string() : absolute.string(), below};
}

std::string uri_of(const RootedPath& path) {
  return path.below ? encoded(path.text) : "file://" + encoded(path.text);
}

}  // namespace assay
