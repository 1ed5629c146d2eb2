// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/unseal.hpp"

#include "evidence/checker/field.hpp"
#include "ir/isa/decode.hpp"

namespace assay::forge {
namespace {

// Sources of a 16-byte load: in packages a map by its index, in programs the loader's own.
constexpr std::uint8_t kMapIndex = 5;
constexpr std::uint8_t kMapIndexValue = 6;
constexpr std::uint8_t kMap = 1;
constexpr std::uint8_t kMapValue = 2;

std::vector<std::uint8_t> with_loaders_sources(std::vector<std::uint8_t> code) {
  for (std::size_t at = 0; at + 8 <= code.size(); at += 8) {
    if (code[at] != kWideLoad) continue;
    std::uint8_t& registers = code[at + 1];
    const auto source = static_cast<std::uint8_t>(registers >> 4);
    const auto put = [&](std::uint8_t other) {
      registers = static_cast<std::uint8_t>((registers & 0xf) | other << 4);
    };
    if (source == kMapIndex) put(kMap);
    if (source == kMapIndexValue) put(kMapValue);
    at += 8;  // its second slot
  }
  return code;
}

Map map_of(const SealedMap& sealed) {
  Map out;
  out.name = sealed.name;
  out.kind = sealed.kind;
  out.key_size = sealed.key_size;
  out.value_size = sealed.value_size;
  out.max_entries = sealed.max_entries;
  out.flags = sealed.flags;
  out.inner = sealed.inner;
  out.is_data = sealed.role != wire::MapRole::Table;
  out.read_only = sealed.role == wire::MapRole::ReadOnlyData;
  out.contents = sealed.value;
  if (sealed.contents == wire::Contents::Any) out.contents_from = ContentsFrom::Any;
  if (!sealed.settings.empty()) {
    DataLayout layout;
    for (const ValueSpan& span : sealed.settings)
      layout.variables.push_back({"", span.offset, span.size, true});
    out.contents_from = ContentsFrom::Settings;
    out.layout = std::make_shared<const DataLayout>(std::move(layout));
  }
  // Which kind of field the platform keeps there is not told; no program may touch any.
  for (const ValueSpan& span : sealed.kept)
    out.special_fields.push_back({SpecialFieldKind::Timer, span.offset, span.size});
  return out;
}

}  // namespace

std::optional<Program> unsealed(const SealedPackage& package) {
  const SealedProgram& sealed = package.programs.at(0);
  auto instructions = decode(with_loaders_sources(sealed.code));
  if (!instructions.ok()) return std::nullopt;
  Program out;
  out.name = sealed.name;
  out.section = sealed.section;
  out.instructions = std::move(instructions).value();
  const auto end = static_cast<std::uint32_t>(out.instructions.size());
  for (std::size_t f = 0; f < sealed.functions.size(); ++f) {
    const bool last = f + 1 == sealed.functions.size();
    out.functions.push_back({"", sealed.functions[f], last ? end : sealed.functions[f + 1]});
  }
  for (const SealedMap& map : package.maps) out.maps.push_back(map_of(map));
  return out;
}

}  // namespace assay::forge
