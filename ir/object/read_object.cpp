// SPDX-License-Identifier: Apache-2.0
#include "ir/object/read_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "ir/object/link.hpp"

namespace assay {
namespace {

Result<std::vector<std::uint8_t>> read_file(const std::string& path) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(path, fault);
  if (fault) return Error{ErrorCode::FileUnreadable, "'" + path + "' cannot be read: " + fault.message()};
  if (size > kMaxObjectBytes) {
    return Error{ErrorCode::LimitExceeded, fmt::format("'{}' has {} bytes, more than {}", path, size, kMaxObjectBytes)};
  }
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(size);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in) return Error{ErrorCode::FileUnreadable, "'" + path + "' cannot be read to its end"};
  return bytes;
}

/// Functions that others of the object call or take the address of.
std::set<std::uint32_t> called_functions(const ObjectParts& object, FunctionCache& cache) {
  std::set<std::uint32_t> called;
  for (std::uint32_t f = 0; f < object.functions.size(); ++f) {
    const auto& resolved = cache.get(f);
    if (!resolved) continue;
    for (const Reference& r : resolved.value().references) {
      if (r.kind == ReferenceKind::Call || r.kind == ReferenceKind::FunctionAddress) called.insert(r.target);
    }
  }
  return called;
}

Result<Object> link_all(const ObjectParts& parts, std::string path) {
  FunctionCache cache(parts);
  const auto called = called_functions(parts, cache);
  const bool other_code = std::ranges::any_of(parts.functions, [&](const CodeFunction& f) { return parts.elf.sections[f.section].name != ".text"; });
  Object out{std::move(path), {}};
  std::uint64_t linked = 0;
  for (std::uint32_t f = 0; f < parts.functions.size(); ++f) {
    const CodeFunction& function = parts.functions[f];
    const std::string& section = parts.elf.sections[function.section].name;
    const bool subprogram = (section == ".text" && other_code) || (function.local && called.contains(f));
    Result<Program> program = link_program(parts, cache, f, out.path);
    if (program) linked += program.value().instructions.size();
    if (linked > kMaxLinkedSlots) {
      return Error{ErrorCode::LimitExceeded, fmt::format("the programs of the object have more than {} instructions in all", kMaxLinkedSlots)};
    }
    out.entries.push_back({section, function.name, subprogram, std::move(program)});
  }
  if (out.entries.empty()) return Error{ErrorCode::NoProgram, "the object has no section with code"};
  return out;
}

}  // namespace

Result<Object> read_object(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return read_object(bytes.value(), path);
}

Result<Object> read_object(std::span<const std::uint8_t> bytes, std::string path) {
  const auto elf = read_elf(bytes);
  if (!elf) return elf.error();
  const auto btf_section = find_section(elf.value(), ".BTF");
  if (!btf_section) return btf_section.error();
  const auto ext_section = find_section(elf.value(), ".BTF.ext");
  if (!ext_section) return ext_section.error();
  std::optional<Btf> btf;
  BtfExt info;
  if (const auto index = btf_section.value()) {
    auto read = Btf::read(elf.value().sections[*index].data);
    if (!read) return read.error();
    btf = std::move(read).value();
  }
  if (const auto index = ext_section.value(); index && btf) {
    auto read = read_btf_ext(elf.value().sections[*index].data, *btf);
    if (!read) return read.error();
    info = std::move(read).value();
  }
  const Btf* types = btf ? &*btf : nullptr;
  const auto maps = read_maps(elf.value(), types);
  if (!maps) return maps.error();
  const auto functions = find_functions(elf.value());
  if (!functions) return functions.error();
  return link_all({elf.value(), types, info, maps.value(), functions.value()}, std::move(path));
}

}  // namespace assay
