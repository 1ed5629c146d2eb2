// SPDX-License-Identifier: Apache-2.0
// The variables of an object's data sections, and where they lie: the symbols say it, and the type
// information too once a linker has been over it. Loaders differ in whom they believe, so both must
// agree.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/program/program.hpp"
#include "ir/types/btf.hpp"

namespace assay {

/// An ELF section, and the data section of the type information that describes it.
struct DescribedSection {
  std::uint32_t index = 0;  // of the ELF section
  TypeId types = kVoid;
};

/// What symbols and types say of variables, indexed once.
class DataSections {
 public:
  /// Both must outlive this.
  DataSections(const ElfFile& elf, const Btf& btf);

  [[nodiscard]] const ElfFile& elf() const { return elf_; }
  [[nodiscard]] const Btf& btf() const { return btf_; }

  /// The ELF section with what describes it; of several data sections of its name the first.
  /// Nothing where there is none.
  [[nodiscard]] std::optional<DescribedSection> described(std::uint32_t section) const;

  /// Byte offset in its section of the variable: of a static one, which may share its name, as the
  /// type information says it. Errors: MapMalformed where it is no variable, has no symbol there or
  /// more than one, or where symbol and type information contradict each other. Messages do not
  /// name the section.
  [[nodiscard]] Result<std::uint64_t> offset_of(const DescribedSection& section,
                                                const BtfPlaced& placed) const;

  /// The variables that describe the section; null where nothing does, or more than one data
  /// section, or where one of the variables has not exactly one symbol in the section, or another
  /// place there than offset_of() says.
  [[nodiscard]] std::shared_ptr<const DataLayout> layout_of(std::uint32_t section) const;

 private:
  struct Entry {
    const ElfSymbol* symbol = nullptr;  // the first of its name
    bool is_only = true;                // no other could be meant
  };
  struct Named {
    TypeId first = kVoid;
    bool is_only = true;
  };
  void index_symbols();
  void index_types();

  const ElfFile& elf_;
  const Btf& btf_;
  /// Global variables by name, as libbpf finds them (find_elf_var_sym in tools/lib/bpf/libbpf.c of
  /// Linux 6.12). Those that name one place are one.
  std::map<std::string_view, Entry> globals_;
  /// Symbols of whichever kind by the section that they lie in.
  std::map<std::pair<std::uint32_t, std::string_view>, Entry> in_section_;
  std::map<std::string_view, Named> types_;  // the data sections
};

}  // namespace assay
