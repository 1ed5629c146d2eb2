// SPDX-License-Identifier: Apache-2.0
// `assay compare OLD NEW`: what changed between two reports of `assay verify --format json`.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

/// What is compared of one program.
struct Entry {
  std::string verdict;
  std::string code;  // of the first finding, or empty
  std::uint64_t worst_case = 0;
  std::uint64_t states = 0;
  double seconds = 0;
};

/// By "file section/name"; the folder of the file is left out, so that two checkouts compare, and a
/// number tells programs of one name apart.
using Entries = std::map<std::pair<std::string, std::size_t>, Entry>;

Entry entry_of(const nlohmann::json& program) {
  Entry entry;
  entry.verdict = program.at("verdict").get<std::string>();
  const auto& findings = program.at("findings");
  if (!findings.empty()) entry.code = findings.front().at("code").get<std::string>();
  entry.worst_case = program.at("worst_case_instructions").get<std::uint64_t>();
  entry.states = program.at("states").get<std::uint64_t>();
  entry.seconds = program.at("seconds").get<double>();
  return entry;
}

Result<Entries> read_entries(const std::string& path) {
  const Result<std::string> text = read_text(path);
  if (!text.ok()) return text.error();
  Entries entries;
  std::map<std::string, std::size_t> seen;
  try {
    const nlohmann::json report = nlohmann::json::parse(text.value());
    for (const auto& program : report.at("programs")) {
      const std::filesystem::path file(program.at("file").get<std::string>());
      const std::string title = fmt::format("{} {}/{}", file.filename().string(),
                                            program.at("section").get<std::string>(),
                                            program.at("name").get<std::string>());
      entries[{title, seen[title]++}] = entry_of(program);
    }
  } catch (const nlohmann::json::exception&) {
    return Error{ErrorCode::UsageError, path + " is not a report of 'assay verify --format json'"};
  }
  return entries;
}

std::string told(const Entry& entry) {
  return entry.code.empty() ? entry.verdict : fmt::format("{} [{}]", entry.verdict, entry.code);
}

struct Differences {
  std::string text;
  bool worse = false;  // a program that was accepted no longer is
};

Differences compare(const Entries& before, const Entries& after) {
  std::set<Entries::key_type> keys;
  for (const auto& [key, entry] : before) keys.insert(key);
  for (const auto& [key, entry] : after) keys.insert(key);
  Differences result;
  for (const auto& key : keys) {
    const auto was = before.find(key);
    const auto is = after.find(key);
    const std::string first = was == before.end() ? "absent" : told(was->second);
    const std::string second = is == after.end() ? "absent" : told(is->second);
    const bool accepted_before = was != before.end() && was->second.verdict == "accept";
    const bool accepted_after = is != after.end() && is->second.verdict == "accept";
    result.worse = result.worse || (accepted_before && !accepted_after);
    if (first != second) {
      result.text += fmt::format("{} -> {}  {}\n", first, second, printable(key.first));
    } else if (accepted_before && was->second.worst_case != is->second.worst_case) {
      result.text += fmt::format("worst case {} -> {} instructions  {}\n", was->second.worst_case,
                                 is->second.worst_case, printable(key.first));
    }
  }
  return result;
}

std::string totals_of(const Entries& entries) {
  std::size_t accepted = 0;
  std::uint64_t states = 0;
  double seconds = 0;
  for (const auto& [key, entry] : entries) {
    if (entry.verdict == "accept") ++accepted;
    states += entry.states;
    seconds += entry.seconds;
  }
  return fmt::format("{} of {} accepted, {} states, {:.3f} s", accepted, entries.size(), states,
                     seconds);
}

int compare_command(const std::string& before_path, const std::string& after_path) {
  const Result<Entries> before = read_entries(before_path);
  const Result<Entries> after = read_entries(after_path);
  for (const Result<Entries>* read : {&before, &after}) {
    if (read->ok()) continue;
    return tell(read->error());
  }
  const Differences result = compare(before.value(), after.value());
  fmt::print("{}old: {}\nnew: {}\n", result.text, totals_of(before.value()),
             totals_of(after.value()));
  return result.worse ? kExitRejected : kExitAccepted;
}

}  // namespace

void add_compare_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "compare", "Compare two JSON reports; exit status 1 where a program is no longer accepted");
  auto paths = std::make_shared<std::pair<std::string, std::string>>();
  command->add_option("OLD", paths->first, "The earlier report")->required();
  command->add_option("NEW", paths->second, "The later report")->required();
  command->callback([paths, &status] { status = compare_command(paths->first, paths->second); });
}

}  // namespace assay
