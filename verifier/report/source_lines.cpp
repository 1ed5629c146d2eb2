// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/source_lines.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace assay {
namespace {

constexpr std::uintmax_t kLargestSource = 4u << 20;  // bytes

std::vector<std::string> read_lines(const std::string& file) {
  std::error_code failed;
  const bool regular = std::filesystem::is_regular_file(file, failed);
  if (failed || !regular) return {};
  const std::uintmax_t size = std::filesystem::file_size(file, failed);
  if (failed || size > kLargestSource) return {};
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::string SourceLines::line(const SourceSpan& span) {
  if (!span.text.empty()) return span.text;
  const std::vector<std::string>& lines = lines_of(span.file);
  return span.line <= lines.size() ? lines[span.line - 1] : std::string();
}

const std::vector<std::string>& SourceLines::lines_of(const std::string& file) {
  const auto found = files_.find(file);
  if (found != files_.end()) return found->second;
  return files_.emplace(file, read_lines(file)).first->second;
}

}  // namespace assay
