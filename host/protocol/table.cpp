// SPDX-License-Identifier: Apache-2.0
#include "host/protocol/table.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <string>

namespace assay::host {
namespace {

using loader::List;
using loader::Table;
using loader::Value;

std::string text(const Table& table, std::string_view name) {
  const auto at = table.find(name);
  if (at == table.end()) return "-";
  if (const auto* const number = std::get_if<std::uint64_t>(&at->second.held)) {
    return std::to_string(*number);
  }
  const auto* const words = std::get_if<std::string>(&at->second.held);
  return words == nullptr ? "-" : *words;
}

bool truth(const Table& table, std::string_view name) {
  const auto at = table.find(name);
  const auto* const held = at == table.end() ? nullptr : std::get_if<bool>(&at->second.held);
  return held != nullptr && *held;
}

List list(const Table& table, std::string_view name) {
  const auto at = table.find(name);
  const auto* const held = at == table.end() ? nullptr : std::get_if<List>(&at->second.held);
  return held == nullptr ? List{} : *held;
}

/// In one word. What no event reaches is killed before all else.
const char* stands_of(const Table& package) {
  if (truth(package, "degraded")) return "degraded";
  const std::size_t killed = list(package, "killed").size();
  if (killed > 0 && std::to_string(killed) == text(package, "programs")) return "killed";
  return truth(package, "trial") ? "in trial" : "good";
}

void show_package(const Table& package) {
  fmt::print("{:<16} {:>8}  {:<9} {:>10} {:>10} {:>7}\n", text(package, "package"),
             text(package, "version"), stands_of(package), text(package, "events"),
             text(package, "matches"), text(package, "faults"));
  for (const Value& value : list(package, "killed")) {
    const auto* const killed = std::get_if<Table>(&value.held);
    if (killed == nullptr) continue;
    fmt::print("  program {} meets no event: kill switch {}\n", text(*killed, "program"),
               text(*killed, "scope"));
  }
  for (const Value& value : list(package, "passed")) {
    const auto* const passed = std::get_if<Table>(&value.held);
    if (passed == nullptr) continue;
    const std::string subject = text(*passed, "subject");
    fmt::print("  version {} does not run: {}{}{} [{}]\n", text(*passed, "version"),
               text(*passed, "message"), subject.empty() ? "" : ": ", subject,
               text(*passed, "code"));
  }
}

}  // namespace

std::string shown_answer(const Table& table, std::string_view name) {
  const auto at = table.find(name);
  const auto* const number =
      at == table.end() ? nullptr : std::get_if<std::uint64_t>(&at->second.held);
  if (number == nullptr) return "-";
  const auto with_sign = static_cast<std::int64_t>(*number);
  const bool is_small = with_sign < 0 && with_sign >= std::numeric_limits<std::int32_t>::min();
  return is_small ? std::to_string(with_sign) : std::to_string(*number);
}

void show_status(const Table& status) {
  if (truth(status, "unsigned")) {
    fmt::print("UNSIGNED: packages that nobody signed run here\n");
  }
  for (const Value& kill : list(status, "kills")) {
    if (const auto* const scope = std::get_if<std::string>(&kill.held)) {
      fmt::print("kill switch: {}\n", *scope);
    }
  }
  for (const Value& problem : list(status, "problems")) {
    if (const auto* const words = std::get_if<std::string>(&problem.held)) {
      fmt::print("found at the start: {}\n", *words);
    }
  }
  for (const Value& value : list(status, "hooks")) {
    if (const auto* const hook = std::get_if<Table>(&value.held)) {
      fmt::print("hook {}, {} where no program answers\n", text(*hook, "hook"),
                 shown_answer(*hook, "default"));
    }
  }
  const List packages = list(status, "packages");
  if (packages.empty()) return fmt::print("no packages\n");
  fmt::print("{:<16} {:>8}  {:<9} {:>10} {:>10} {:>7}\n", "package", "version", "stands", "events",
             "matches", "faults");
  for (const Value& value : packages) {
    if (const auto* const package = std::get_if<Table>(&value.held)) show_package(*package);
  }
}

}  // namespace assay::host
