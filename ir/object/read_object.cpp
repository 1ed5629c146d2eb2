// SPDX-License-Identifier: Apache-2.0
#include "ir/object/read_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include "ir/base/errors.hpp"
#include "ir/object/link.hpp"
#include "ir/object/named_sections.hpp"
#include "ir/object/platform_mark.hpp"
#include "ir/types/btf_reader.hpp"

namespace assay {
namespace {

/// Functions that others of the object call or take the address of.
std::set<std::uint32_t> called_functions(const ObjectParts& object, FunctionCache& cache) {
  std::set<std::uint32_t> called;
  for (std::uint32_t f = 0; f < object.functions.size(); ++f) {
    const auto& resolved = cache.get(f);
    if (!resolved) continue;
    for (const CodeReference& r : resolved.value().references) {
      if (r.kind == ReferenceKind::Call || r.kind == ReferenceKind::FunctionAddress)
        called.insert(r.target);
    }
  }
  return called;
}

/// The license that the object declares, as loaders read it (bpf_object__init_license of libbpf):
/// up to a NUL, at most 63 bytes; of several sections the last. Nothing where there is no such
/// section.
std::optional<std::string> license_of(const ElfFile& elf) {
  constexpr std::size_t kMost = 63;
  std::optional<std::string> license;
  for (const ElfSection& section : elf.sections) {
    if (section.name != "license") continue;
    const auto end = std::ranges::find(section.data, std::uint8_t{0});
    license.emplace(section.data.begin(), end);
    license->resize(std::min(license->size(), kMost));
  }
  return license;
}

/// Whether loaders find programs beside those of `.text`, which they then load as parts of others.
bool has_code_elsewhere(const ObjectParts& parts) {
  return std::ranges::any_of(parts.functions, [&](const CodeFunction& f) {
    return f.has_symbol && parts.elf.sections[f.section].name != ".text";
  });
}

Result<Object> link_all(const ObjectParts& parts, std::string path) {
  const auto mark = read_platform_mark(parts.elf);
  if (!mark) return mark.error();
  const std::optional<std::string> license = license_of(parts.elf);
  FunctionCache cache(parts);
  LinkBudget budget;
  const auto called = called_functions(parts, cache);
  const bool other_code = has_code_elsewhere(parts);
  Object out{std::move(path), {}};
  for (std::uint32_t f = 0; f < parts.functions.size(); ++f) {
    const CodeFunction& function = parts.functions[f];
    const std::string section(parts.elf.sections[function.section].name);
    const bool subprogram =
        (section == ".text" && other_code) || (function.local && called.contains(f));
    Result<Program> program = link_program(parts, cache, budget, f, out.path);
    const std::uint64_t text = program ? 0 : program.error().message.size();
    if (!budget.take_bytes(section.size() + function.name.size() + text))
      return LinkBudget::error();
    if (program) {
      Program linked = std::move(program).value();
      linked.platform_mark = mark.value();
      linked.license = license;
      program = std::move(linked);
    }
    out.programs.push_back({section, std::string(function.name), subprogram, std::move(program)});
  }
  if (out.programs.empty())
    return Error{ErrorCode::NoProgram, "the object has no section with code"};
  return out;
}

/// Records of `.BTF.ext` name sections, and bytes in them.
std::optional<Error> check_info(const ElfFile& elf, const BtfExt& info) {
  std::set<std::string_view> seen;
  for (const ElfSection& section : elf.sections) {
    const auto found = info.find(section.name);
    if (found == info.end()) continue;
    // Of whatever they hold libbpf takes the first (elf_sec_by_name).
    if (!seen.insert(section.name).second) {
      return Error{
          ErrorCode::SectionMalformed,
          fmt::format("two sections are named '{}', and section '.BTF.ext' speaks of one; give the "
                      "other another name",
                      section.name)};
    }
    if (!section.executable) continue;
    const auto fits = [&](const auto& records) {
      return records.empty() || records.back().offset < section.size;
    };
    const CodeInfo& code = found->second;
    if (!fits(code.functions) || !fits(code.lines) || !fits(code.core)) {
      return Error{
          ErrorCode::BtfMalformed,
          fmt::format("section '.BTF.ext': a record lies past the end of section '{1}' ({0} bytes)",
                      section.size, section.name)};
    }
  }
  return std::nullopt;
}

/// Lines from DWARF, unless BTF has some for every section with functions.
Result<DwarfLines> missing_lines(const ElfFile& elf, const BtfExt& info,
                                 std::span<const CodeFunction> functions) {
  const bool complete = std::ranges::all_of(functions, [&](const CodeFunction& f) {
    const auto found = info.find(elf.sections[f.section].name);
    return found != info.end() && !found->second.lines.empty();
  });
  return complete ? DwarfLines{} : read_dwarf_lines(elf);
}

}  // namespace

Result<std::vector<std::uint8_t>> read_object_file(const std::string& path) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(path, fault);
  if (fault)
    return Error{ErrorCode::FileUnreadable, "'" + path + "' cannot be read: " + fault.message()};
  if (size > kMaxObjectBytes) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("'{}' has {} bytes, more than {}", path, size, kMaxObjectBytes)};
  }
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(size);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in) return Error{ErrorCode::FileUnreadable, "'" + path + "' cannot be read to its end"};
  return bytes;
}

Result<Object> read_object(const std::string& path, const ReadOptions& options) {
  const auto bytes = read_object_file(path);
  if (!bytes) return bytes.error();
  return read_object(bytes.value(), path, options);
}

Result<Object> read_object(std::span<const std::uint8_t> bytes, std::string path,
                           const ReadOptions& options) {
  const auto elf = read_elf(bytes);
  if (!elf) return elf.error();
  if (auto fault = check_named_sections(elf.value())) return *fault;
  const auto btf_section = find_section(elf.value(), ".BTF");
  if (!btf_section) return btf_section.error();
  const auto ext_section = find_section(elf.value(), ".BTF.ext");
  if (!ext_section) return ext_section.error();
  const bool has_types = btf_section.value().has_value();
  auto types = has_types ? read_btf(elf.value().sections[*btf_section.value()].data)
                         : std::make_shared<const Btf>();
  if (!types) return types.error();
  const Btf& btf = *types.value();
  BtfExt info;
  if (const auto index = ext_section.value(); index && has_types) {
    auto read = read_btf_ext(elf.value().sections[*index].data, btf);
    if (!read) return read.error();
    info = std::move(read).value();
    if (auto fault = check_info(elf.value(), info)) return *fault;
  }
  auto maps = read_maps(elf.value(), btf);
  if (!maps) return maps.error();
  MapTable table = std::move(maps).value();
  if (auto fault = apply_settings(options.settings, table.maps)) return *fault;
  const auto functions = find_functions(elf.value());
  if (!functions) return functions.error();
  const auto dwarf = missing_lines(elf.value(), info, functions.value());
  if (!dwarf) return dwarf.error();
  std::optional<CoreRelocations> core;
  if (has_types) core.emplace(btf, info, options.target.get());
  ObjectParts parts{
      elf.value(), btf, info, dwarf.value(), table, functions.value(), core ? &*core : nullptr};
  for (const CodeFunction& function : functions.value()) {
    if (elf.value().sections[function.section].name == ".text") parts.text = function.section;
  }
  parts.by_name = functions_by_name(functions.value());
  return link_all(parts, std::move(path));
}

}  // namespace assay
