// SPDX-License-Identifier: Apache-2.0
#include "ir/object/named_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::array<std::string_view, 4> kNamed = {"license", "version", ".BTF", ".BTF.ext"};
constexpr std::string_view kText = ".text";

Error section_fault(const ElfSection& section, std::string_view what) {
  return {ErrorCode::SectionMalformed, fmt::format("section '{}': {}", section.name, what)};
}

}  // namespace

std::optional<Error> check_named_sections(const ElfFile& elf) {
  bool has_text = false;
  for (const ElfSection& section : elf.sections) {
    const bool is_named = std::ranges::find(kNamed, section.name) != kNamed.end();
    if (is_named && !section.program_bits) {
      return section_fault(section,
                           "its type is not PROGBITS, and loaders leave it out for that; have the "
                           "compiler write it again, or remove it");
    }
    const bool is_code = section.executable && section.program_bits && section.size != 0;
    if (is_code && (is_named || section.name.starts_with(kDebugSections))) {
      return section_fault(
          section,
          "it holds code, but loaders expect something else under this name and find "
          "no program there; give the program's section another name");
    }
    if (!is_code || section.name != kText) continue;
    if (has_text) {
      return section_fault(
          section,
          "a second section of that name holds code, and loaders take the functions "
          "of one of them for programs; link them to one");
    }
    has_text = true;
  }
  return std::nullopt;
}

}  // namespace assay
