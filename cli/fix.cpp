// SPDX-License-Identifier: Apache-2.0
#include "cli/fix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "cli/output_file.hpp"
#include "ir/base/errors.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

/// An edit as offsets into its file.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string replacement;

  friend auto operator<=>(const Change&, const Change&) = default;
};

/// The offset of a line and column (both from 1), if the text has it.
std::optional<std::size_t> offset_of(const std::string& text, std::uint32_t line,
                                     std::uint32_t column) {
  std::size_t begin = 0;
  for (std::uint32_t i = 1; i < line; ++i) {
    begin = text.find('\n', begin);
    if (begin == std::string::npos) return std::nullopt;
    ++begin;
  }
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  if (column == 0 || begin + column - 1 > end) return std::nullopt;
  return begin + column - 1;
}

/// The changes of one finding, by file; nothing where one of them cannot be made.
using Changes = std::map<std::string, std::set<Change>>;
std::optional<Changes> changes_of(const Finding& finding, const SourceTexts& sources) {
  Changes changes;
  for (const Edit& edit : finding.fixes) {
    const auto source = sources.find(edit.file);
    if (source == sources.end()) return std::nullopt;
    const auto begin = offset_of(source->second, edit.line, edit.column);
    const auto end = offset_of(source->second, edit.end_line, edit.end_column);
    if (!begin || !end || *begin > *end) return std::nullopt;
    changes[edit.file].insert({*begin, *end, edit.replacement});
  }
  return changes;
}

bool overlaps(const std::set<Change>& made, const Change& change) {
  return std::any_of(made.begin(), made.end(), [&](const Change& other) {
    return other != change && other.begin <= change.end && change.begin <= other.end;
  });
}

bool fits(const Changes& made, const Changes& more) {
  for (const auto& [file, changes] : more) {
    const auto there = made.find(file);
    if (there == made.end()) continue;
    for (const Change& change : changes) {
      if (overlaps(there->second, change)) return false;
    }
  }
  return true;
}

void tell_left(const Finding& finding, std::string_view why) {
  const Edit& edit = finding.fixes.front();
  fmt::print(stderr, "{}:{}:{}: the repair of [{}] was not made: {}\n", printable(edit.file),
             edit.line, edit.column, error_id(finding.code), why);
}

std::optional<Error> write_changed(const std::string& file, const std::string& text,
                                   const std::set<Change>& changes) {
  const Result<std::string> now = read_text(file);
  if (!now.ok()) return now.error();
  if (now.value() != text) {
    return Error{
        ErrorCode::UsageError,
        fmt::format("{}: the file has changed since it was read, so it was not modified", file)};
  }
  std::string changed = text;
  // The last one first, so that the offsets of the others stay what they are.
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    changed.replace(change->begin, change->end - change->begin, change->replacement);
  }
  // NOLINTNEXTLINE: characters are bytes
  return write_output(file,
                      {reinterpret_cast<const std::uint8_t*>(changed.data()), changed.size()});
}

}  // namespace

SourceTexts texts_of_sources(const std::vector<std::string>& sources) {
  SourceTexts texts;
  for (const std::string& path : sources) {
    if (path == "-") continue;
    Result<std::string> text = read_text(path);
    if (text.ok()) texts.emplace(path, std::move(text).value());
  }
  return texts;
}

std::vector<Error> make_fixes(const std::vector<ProgramReport>& reports,
                              const SourceTexts& sources) {
  Changes all;
  for (const ProgramReport& report : reports) {
    for (const Finding& finding : report.outcome.findings) {
      if (finding.fixes.empty()) continue;
      const std::optional<Changes> changes = changes_of(finding, sources);
      if (!changes) {
        tell_left(finding, "it lies in a file that is not on the command line");
      } else if (!fits(all, *changes)) {
        tell_left(finding, "it overlaps another one; run again");
      } else {
        for (const auto& [file, more] : *changes) all[file].insert(more.begin(), more.end());
      }
    }
  }
  std::vector<Error> errors;
  for (const auto& [file, changes] : all) {
    if (const auto error = write_changed(file, sources.at(file), changes)) {
      errors.push_back(*error);
    } else {
      fmt::print(
          stderr, "{}: {} made; verify it again\n", printable(file),
          changes.size() == 1 ? "1 repair was" : fmt::format("{} repairs were", changes.size()));
    }
  }
  return errors;
}

}  // namespace assay
