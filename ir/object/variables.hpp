// SPDX-License-Identifier: Apache-2.0
// Where the variables of a data section of BTF lie: the symbols say it, and the type information
// too once a linker has been over it. Loaders differ in whom they believe, so both must agree.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/object/btf.hpp"
#include "ir/object/elf_file.hpp"

namespace assay {

/// The global variables of an object by name, as libbpf finds them (find_elf_var_sym in
/// tools/lib/bpf/libbpf.c of Linux 6.12).
class GlobalVariables {
 public:
  struct Entry {
    const ElfSymbol* symbol = nullptr;  // the first of that name
    bool is_only = true;                // all of that name mean the same place
  };
  /// `elf` must outlive this.
  explicit GlobalVariables(const ElfFile& elf);
  /// Null when there is none of that name.
  [[nodiscard]] const Entry* find(std::string_view name) const;

 private:
  std::map<std::string_view, Entry> by_name_;
};

/// A data section of the type information, and the ELF section that it describes.
struct DescribedSection {
  const Btf& btf;
  const BtfType& types;  // of kind DataSection
  const ElfSection& elf;
  std::uint32_t index = 0;  // of `elf`
};

/// Byte offset in its section of the variable that `part` of the data section names: of a static
/// one, which may share its name, as the type information says it. Errors: MapMalformed where it is
/// no variable, has no symbol there or more than one, or where symbol and type information
/// contradict each other. Messages do not name the section.
[[nodiscard]] Result<std::uint64_t> variable_offset(const DescribedSection& section,
                                                    const GlobalVariables& globals,
                                                    const BtfPart& part);

}  // namespace assay
