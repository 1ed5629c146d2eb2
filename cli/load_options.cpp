// SPDX-License-Identifier: Apache-2.0
#include "cli/load_options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <utility>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

/// One value of --rodata: a word for all sections, or SECTION=FILE.
std::optional<Error> add_rodata(const std::string& value, Settings& settings) {
  if (value == "object" || value == "settings" || value == "any") {
    settings.mode = value == "object"     ? ContentsFrom::Object
                    : value == "settings" ? ContentsFrom::Settings
                                          : ContentsFrom::Any;
    return std::nullopt;
  }
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos || equals == 0) {
    return Error{
        ErrorCode::UsageError,
        fmt::format("--rodata takes object, settings, any, or SECTION=FILE, not '{}'", value)};
  }
  auto bytes = read_object_file(value.substr(equals + 1));
  if (!bytes) return bytes.error();
  const std::string section = value.substr(0, equals);
  if (!settings.recorded.emplace(section, SharedBytes(std::move(bytes).value())).second) {
    return Error{ErrorCode::UsageError,
                 fmt::format("--rodata gives the contents of section '{}' twice", section)};
  }
  return std::nullopt;
}

/// One value of --map-entries, MAP=NUMBER.
std::optional<Error> add_entries(const std::string& value, Settings& settings) {
  const std::size_t equals = value.rfind('=');
  const std::string map = value.substr(0, equals);
  std::uint32_t entries = 0;
  const char* const end = value.data() + value.size();
  const char* const begin = equals == std::string::npos ? end : value.data() + equals + 1;
  const auto [rest, fault] = std::from_chars(begin, end, entries);
  if (map.empty() || fault != std::errc{} || rest != end || entries == 0) {
    return Error{ErrorCode::UsageError,
                 fmt::format("--map-entries takes MAP=NUMBER, at least 1, not '{}'", value)};
  }
  if (!settings.entries.emplace(map, entries).second) {
    return Error{ErrorCode::UsageError,
                 fmt::format("--map-entries says twice how many entries map '{}' has", map)};
  }
  return std::nullopt;
}

}  // namespace

void add_load_options(CLI::App& command, LoadArguments& arguments) {
  command.add_option("--btf", arguments.btf,
                     "The kernel's types (raw BTF, or ELF with .BTF) for CO-RE relocations");
  command.add_option("--btf-base", arguments.btf_base,
                     "Base types that --btf extends (for a module: the kernel's)");
  command
      .add_option("--rodata", arguments.rodata,
                  "Read-only data: object, settings, any, or SECTION=FILE (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

void add_map_options(CLI::App& command, LoadArguments& arguments) {
  command
      .add_option("--map-entries", arguments.entries,
                  "MAP=NUMBER: how many entries a map has of which the object says none "
                  "(repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

Result<ReadOptions> read_load_options(const LoadArguments& arguments) {
  ReadOptions options;
  if (arguments.btf.empty() && !arguments.btf_base.empty())
    return Error{ErrorCode::UsageError, "--btf-base without --btf"};
  if (!arguments.btf.empty()) {
    auto target = TargetTypes::read(arguments.btf, arguments.btf_base);
    if (!target) return target.error();
    options.target = std::move(target).value();
  }
  for (const std::string& value : arguments.rodata) {
    if (auto fault = add_rodata(value, options.settings)) return *fault;
  }
  for (const std::string& value : arguments.entries) {
    if (auto fault = add_entries(value, options.settings)) return *fault;
  }
  return options;
}

}  // namespace assay
