// SPDX-License-Identifier: Apache-2.0
#include "session/asm_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/isa/names_map.hpp"
#include "ir/text/assemble.hpp"
#include "session/read_text.hpp"

namespace assay {
namespace {

Error malformed(const std::string& path, std::size_t line, std::string_view what) {
  return {ErrorCode::AssemblyMalformed, fmt::format("{}:{}: {}", path, line, what)};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  for (const std::string_view part : split(text, ' ')) {
    if (const std::string_view word = trimmed(part); !word.empty()) found.push_back(word);
  }
  return found;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What the header says of the contract.
struct NamedContract {
  std::string name;
  std::shared_ptr<const Contract> contract;  // null where none has the name
};

/// A map kind by number, or by the name that the contract of the header gives it.
std::optional<std::uint32_t> map_kind(std::string_view text, const NamedContract& named) {
  if (const auto value = number(text)) return value;
  if (named.contract == nullptr) return std::nullopt;
  for (const MapKind& kind : named.contract->map_kinds) {
    if (kind.name == text) return kind.number;
  }
  return std::nullopt;
}

/// The map of a line "map: NAME KIND KEY_SIZE VALUE_SIZE ENTRIES [FLAGS]", or what is wrong with
/// it.
Result<Map> parse_map(const std::string& path, std::size_t line, std::string_view text,
                      const NamedContract& named) {
  const std::vector<std::string_view> parts = words(text);
  if (parts.size() != 5 && parts.size() != 6) {
    return malformed(path, line, "a map line holds NAME KIND KEY_SIZE VALUE_SIZE ENTRIES [FLAGS]");
  }
  const auto kind = map_kind(parts[1], named);
  if (!kind) {
    return malformed(path, line,
                     fmt::format("'{}' is no number, nor a map kind of the contract '{}'", parts[1],
                                 named.name));
  }
  std::array<std::uint32_t, 4> sizes{};
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    const auto value = number(parts[2 + i]);
    if (!value) return malformed(path, line, fmt::format("'{}' is not a number", parts[2 + i]));
    sizes[i] = *value;
  }
  Map map;
  map.name = parts[0];
  map.kind = *kind;
  map.key_size = sizes[0];
  map.value_size = sizes[1];
  map.max_entries = sizes[2];
  map.flags = sizes[3];
  return map;
}

/// Adds the field of a line "field: MAP KIND OFFSET" to the map that a line above declares: bytes
/// of its values that the kernel keeps for itself. Nothing, or what is wrong with the line.
std::optional<Error> add_field(const std::string& path, std::size_t line, std::string_view text,
                               std::vector<Map>& maps) {
  const std::vector<std::string_view> parts = words(text);
  const auto kind = parts.size() == 3 ? find_special_field(parts[1]) : std::nullopt;
  const auto offset = parts.size() == 3 ? number(parts[2]) : std::nullopt;
  if (!kind || !offset) {
    return malformed(
        path, line,
        "a field line holds MAP, what the kernel keeps there ('bpf_timer'), and OFFSET");
  }
  const auto map = std::ranges::find(maps, parts[0], &Map::name);
  const std::uint32_t bytes = special_field_bytes(*kind);
  if (map == maps.end() || *offset > map->value_size || bytes > map->value_size - *offset) {
    return malformed(path, line,
                     fmt::format("no map '{}' above whose values have {} bytes at offset {}",
                                 parts[0], bytes, *offset));
  }
  map->special_fields.push_back({*kind, *offset, bytes});
  std::ranges::sort(map->special_fields, {}, &SpecialField::offset);
  return std::nullopt;
}

/// The map of a line "rodata: NAME BYTES", the bytes in hexadecimal: data that the loader freezes.
Result<Map> parse_rodata(const std::string& path, std::size_t line, std::string_view text) {
  const std::vector<std::string_view> parts = words(text);
  if (parts.size() != 2 || parts[1].size() % 2 != 0) {
    return malformed(path, line, "a rodata line holds NAME and BYTES in hexadecimal");
  }
  Map map;
  map.name = parts[0];
  map.kind = 2;  // an array of one value, on every platform
  map.key_size = 4;
  map.max_entries = 1;
  map.is_data = true;
  map.read_only = true;
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < parts[1].size(); i += 2) {
    const std::string_view digits = parts[1].substr(i, 2);
    std::uint8_t byte = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    if (failed != std::errc() || end != digits.data() + 2) {
      return malformed(path, line, fmt::format("'{}' is no byte in hexadecimal", digits));
    }
    bytes.push_back(byte);
  }
  map.value_size = static_cast<std::uint32_t>(bytes.size());
  map.contents = std::move(bytes);
  return map;
}

/// A statement of the text: where it stands, and the label before it, if any.
struct Statement {
  std::uint32_t line = 0;    // from 1
  std::uint32_t column = 0;  // from 1
  std::string label;
};

bool is_label(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
}

/// The statements of text that assemble() has accepted, in order.
std::vector<Statement> find_statements(const std::vector<std::string_view>& lines) {
  std::vector<Statement> statements;
  std::string label;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view code =
        lines[i].substr(0, std::min(lines[i].find("//"), lines[i].find('#')));
    for (std::string_view part : split(code, ';')) {
      part = trimmed(part);
      for (std::size_t colon = part.find(':');
           colon != std::string_view::npos && is_label(trimmed(part.substr(0, colon)));
           colon = part.find(':')) {
        label = trimmed(part.substr(0, colon));
        part = trimmed(part.substr(colon + 1));
      }
      if (part.empty()) continue;
      const auto column = static_cast<std::uint32_t>(part.data() - lines[i].data() + 1);
      statements.push_back({static_cast<std::uint32_t>(i + 1), column, std::exchange(label, {})});
    }
  }
  return statements;
}

/// Slots at which a subprogram begins: targets of local calls and of function addresses.
std::set<std::uint32_t> subprogram_starts(const std::vector<Instruction>& instructions) {
  std::set<std::uint32_t> starts;
  for (const Instruction& instruction : instructions) {
    if (const auto* call = std::get_if<Call>(&instruction);
        call != nullptr && call->kind == CallKind::Local) {
      starts.insert(static_cast<std::uint32_t>(call->target));
    }
    if (const auto* wide = std::get_if<LoadImm64>(&instruction);
        wide != nullptr && wide->kind == WideKind::Function) {
      starts.insert(static_cast<std::uint32_t>(wide->value));
    }
  }
  starts.erase(0);  // the entry
  return starts;
}

/// Gives every slot its line, and every function its bounds and name.
void add_places(Program& program, const std::vector<Statement>& statements,
                const std::vector<std::string_view>& lines) {
  const std::size_t slots = program.instructions.size();
  program.locations.assign(slots, {});
  for (const std::string_view line : lines) program.line_texts.emplace_back(line);
  std::map<std::uint32_t, std::string> labels;
  std::size_t next = 0;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    if (std::holds_alternative<WideTail>(program.instructions[slot])) {
      program.locations[slot] = program.locations[slot - 1];
      continue;
    }
    ASSAY_CHECK(next < statements.size(), "assembly text with fewer statements than instructions");
    const Statement& statement = statements[next++];
    program.locations[slot] = {0, statement.line, statement.column,
                               static_cast<std::int32_t>(statement.line - 1)};
    labels[static_cast<std::uint32_t>(slot)] = statement.label;
  }
  ASSAY_CHECK(next == statements.size(), "assembly text with more statements than instructions");
  program.functions.push_back({program.name, 0, static_cast<std::uint32_t>(slots)});
  for (const std::uint32_t start : subprogram_starts(program.instructions)) {
    const std::string& label = labels[start];
    program.functions.back().end = start;
    program.functions.push_back({label.empty() ? fmt::format("function_at_{}", start) : label,
                                 start, static_cast<std::uint32_t>(slots)});
  }
}

/// Checks what assemble() cannot know: that every map that is named is declared.
std::optional<Error> check_maps(const std::string& path, const Program& program) {
  for (std::size_t slot = 0; slot < program.instructions.size(); ++slot) {
    const auto* wide = std::get_if<LoadImm64>(&program.instructions[slot]);
    if (wide == nullptr) continue;
    const std::uint32_t line = program.locations[slot].line;
    if (wide->kind == WideKind::UnresolvedSymbol) {
      return malformed(path, line, "assembly text has no external symbols");
    }
    const std::uint64_t index = wide->value & 0xffffffff;
    if (names_map(*wide) && index >= program.maps.size()) {
      return malformed(path, line, fmt::format("no line declares map {}", index));
    }
  }
  for (std::size_t slot = 0; slot < program.instructions.size(); ++slot) {
    const auto* call = std::get_if<Call>(&program.instructions[slot]);
    if (call != nullptr && call->kind == CallKind::Unresolved) {
      return malformed(path, program.locations[slot].line,
                       "assembly text has no external functions");
    }
  }
  return std::nullopt;
}

/// The function of that label returns a number by its type, of which the text has no other word.
void note_number(Program& program, std::string_view name) {
  const auto function = std::ranges::find(program.functions, name, &Function::name);
  if (function != program.functions.end()) function->returns_number = true;
}

/// What of `line` follows "// KEY:", or nullopt.
std::optional<std::string_view> header_value(std::string_view line, std::string_view key) {
  line = trimmed(line);
  if (!line.starts_with("//")) return std::nullopt;
  line = trimmed(line.substr(2));
  if (!line.starts_with(key) || line.substr(key.size(), 1) != ":") return std::nullopt;
  return trimmed(line.substr(key.size() + 1));
}

}  // namespace

bool is_asm_path(std::string_view path) { return path.ends_with(".asm") || path.ends_with(".s"); }

Result<AsmFile> parse_asm_file(const std::string& path, std::string_view text,
                               const Catalogue& catalogue) {
  const std::vector<std::string_view> lines = split(text, '\n');
  AsmFile file;
  for (const std::string_view line : lines) {
    if (const auto value = header_value(line, "contract")) file.contract = *value;
  }
  const NamedContract named{file.contract, catalogue.find(file.contract)};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto value = header_value(lines[i], "map");
    const auto data = header_value(lines[i], "rodata");
    if (const auto field = header_value(lines[i], "field")) {
      if (auto error = add_field(path, i + 1, *field, file.program.maps)) return std::move(*error);
    }
    if (!value && !data) continue;
    Result<Map> map =
        value ? parse_map(path, i + 1, *value, named) : parse_rodata(path, i + 1, *data);
    if (!map.ok()) return map.error();
    file.program.maps.push_back(std::move(map).value());
  }
  Result<std::vector<Instruction>> instructions = assemble(text);
  if (!instructions.ok()) {
    return Error{instructions.error().code, path + ": " + instructions.error().message};
  }
  Program& program = file.program;
  program.object = path;
  program.name = std::filesystem::path(path).stem().string();
  program.files = {path};
  program.instructions = std::move(instructions).value();
  if (program.instructions.empty()) {
    return Error{ErrorCode::NoProgram, fmt::format("{} holds no instruction", path)};
  }
  add_places(program, find_statements(lines), lines);
  for (const std::string_view line : lines) {
    if (const auto license = header_value(line, "license")) program.license = *license;
    if (const auto name = header_value(line, "returns_number")) note_number(program, *name);
  }
  if (auto error = check_maps(path, program)) return std::move(*error);
  return file;
}

Result<AsmFile> read_asm_file(const std::string& path, const Catalogue& catalogue) {
  const Result<std::string> text = read_text(path);
  if (!text.ok()) return text.error();
  return parse_asm_file(shown_path(path), text.value(), catalogue);
}

}  // namespace assay
