// SPDX-License-Identifier: Apache-2.0
#include "ir/object/elf_file.hpp"

#include <fmt/format.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELF.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/read_object.hpp"

namespace assay {
namespace {

using Llvm = llvm::object::ELFFile<llvm::object::ELF64LE>;
using SectionHeader = Llvm::Elf_Shdr;

constexpr std::size_t kMaxNameBytes = 1024;
constexpr std::size_t kMaxSections = 65'536;
constexpr std::string_view kLineSection = ".debug_line";
constexpr std::string_view kDebugSections = ".debug_";

/// The message of an LLVM error, which must be consumed in any case.
template <class T>
std::string take_message(llvm::Expected<T>& failed) {
  return llvm::toString(failed.takeError());
}

/// A NUL-terminated string of a string table; bounded, so that many names cannot share one
/// long tail and make reading quadratic.
Result<std::string_view> table_string(llvm::StringRef table, std::uint64_t offset, ErrorCode code) {
  if (offset >= table.size()) {
    return Error{code, fmt::format("name offset {} lies outside its string table of {} bytes",
                                   offset, table.size())};
  }
  const llvm::StringRef rest = table.substr(offset, kMaxNameBytes);
  const std::size_t length = rest.find('\0');
  if (length == llvm::StringRef::npos) {
    return Error{code, fmt::format("the name at offset {} of its string table does not end within "
                                   "{} bytes",
                                   offset, kMaxNameBytes)};
  }
  return std::string_view(rest.data(), length);
}

class Reader {
 public:
  Reader(const Llvm& llvm_file, std::span<const std::uint8_t> bytes, DebugRelocations debug)
      : llvm_(llvm_file), bytes_(bytes), debug_(debug) {}

  Result<ElfFile> read() {
    auto headers = llvm_.sections();
    if (!headers) {
      return Error{ErrorCode::ElfMalformed, "section headers: " + take_message(headers)};
    }
    headers_ = *headers;
    if (headers_.size() > kMaxSections) {
      return Error{ErrorCode::LimitExceeded, fmt::format("{} sections", headers_.size())};
    }
    if (auto fault = read_sections()) return *fault;
    if (auto fault = check_overlap()) return *fault;
    if (auto fault = read_symbols()) return *fault;
    if (auto fault = read_relocations()) return *fault;
    return std::move(elf_);
  }

 private:
  std::optional<Error> read_sections() {
    auto names = llvm_.getSectionStringTable(headers_);
    if (!names) return Error{ErrorCode::ElfMalformed, "section names: " + take_message(names)};
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      const SectionHeader& header = headers_[index];
      ElfSection section;
      if (index != 0) {
        auto name = table_string(*names, header.sh_name, ErrorCode::SectionMalformed);
        if (!name) return locate(index, name.error());
        section.name = name.value();
      }
      section.executable = (header.sh_flags & llvm::ELF::SHF_EXECINSTR) != 0;
      section.allocated = (header.sh_flags & llvm::ELF::SHF_ALLOC) != 0;
      section.no_bits = header.sh_type == llvm::ELF::SHT_NOBITS;
      section.program_bits = header.sh_type == llvm::ELF::SHT_PROGBITS;
      section.size = header.sh_size;
      if (header.sh_type == llvm::ELF::SHT_NULL) section.size = 0;
      if (!section.no_bits && section.size != 0) {
        const std::uint64_t offset = header.sh_offset;
        if (offset > bytes_.size() || section.size > bytes_.size() - offset) {
          return Error{ErrorCode::SectionMalformed,
                       fmt::format("section '{}': {} bytes at offset {} lie outside the file of {}",
                                   section.name, section.size, offset, bytes_.size())};
        }
        section.data = bytes_.subspan(offset, section.size);
      }
      elf_.sections.push_back(section);
    }
    elf_.relocations.resize(elf_.sections.size());
    return std::nullopt;
  }

  /// Bytes that two sections share would be read under two meanings.
  std::optional<Error> check_overlap() const {
    std::vector<const ElfSection*> order;
    for (const ElfSection& section : elf_.sections) {
      if (!section.data.empty()) order.push_back(&section);
    }
    std::sort(order.begin(), order.end(), [](const ElfSection* a, const ElfSection* b) {
      return a->data.data() < b->data.data();
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
      const ElfSection& before = *order[i - 1];
      if (before.data.data() + before.data.size() > order[i]->data.data()) {
        return Error{ErrorCode::SectionMalformed,
                     fmt::format("sections '{}' and '{}' overlap at file offset {}", before.name,
                                 order[i]->name, order[i]->data.data() - bytes_.data())};
      }
    }
    return std::nullopt;
  }

  std::optional<Error> read_symbols() {
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      if (headers_[index].sh_type != llvm::ELF::SHT_SYMTAB) continue;
      if (symbol_table_ != 0) {
        return locate(index, {ErrorCode::ElfMalformed, "a second symbol table"});
      }
      symbol_table_ = index;
    }
    if (symbol_table_ == 0) return std::nullopt;
    const SectionHeader& header = headers_[symbol_table_];
    auto symbols = llvm_.symbols(&header);
    if (!symbols) {
      return locate(symbol_table_, {ErrorCode::SymbolMalformed, take_message(symbols)});
    }
    if (symbols->size() > kMaxObjectSymbols) {
      return locate(symbol_table_,
                    {ErrorCode::LimitExceeded, fmt::format("{} symbols", symbols->size())});
    }
    auto names = llvm_.getStringTableForSymtab(header, headers_);
    if (!names) return locate(symbol_table_, {ErrorCode::SymbolMalformed, take_message(names)});
    for (const auto& raw : *symbols) {
      auto symbol = read_symbol(raw, *names);
      if (!symbol) {
        return locate(symbol_table_,
                      {symbol.error().code,
                       fmt::format("symbol {}: {}", elf_.symbols.size(), symbol.error().message)});
      }
      elf_.symbols.push_back(std::move(symbol).value());
    }
    return std::nullopt;
  }

  static SymbolType type_of(unsigned raw) {
    if (raw == llvm::ELF::STT_NOTYPE) return SymbolType::None;
    if (raw == llvm::ELF::STT_OBJECT) return SymbolType::Object;
    if (raw == llvm::ELF::STT_FUNC) return SymbolType::Function;
    if (raw == llvm::ELF::STT_SECTION) return SymbolType::Section;
    return SymbolType::Other;
  }

  static SymbolBinding binding_of(unsigned raw) {
    if (raw == llvm::ELF::STB_LOCAL) return SymbolBinding::Local;
    if (raw == llvm::ELF::STB_GLOBAL) return SymbolBinding::Global;
    if (raw == llvm::ELF::STB_WEAK) return SymbolBinding::Weak;
    return SymbolBinding::Other;
  }

  static SymbolPlace place_of(unsigned index) {
    if (index == llvm::ELF::SHN_UNDEF) return SymbolPlace::Undefined;
    if (index == llvm::ELF::SHN_ABS) return SymbolPlace::Absolute;
    if (index == llvm::ELF::SHN_COMMON) return SymbolPlace::Common;
    return index < llvm::ELF::SHN_LORESERVE ? SymbolPlace::InSection : SymbolPlace::Other;
  }

  Result<ElfSymbol> read_symbol(const Llvm::Elf_Sym& raw, llvm::StringRef names) const {
    ElfSymbol symbol;
    auto name = table_string(names, raw.st_name, ErrorCode::SymbolMalformed);
    if (!name) {
      // An absent string table serves a table of nameless symbols.
      if (!(raw.st_name == 0 && names.empty())) return name.error();
    } else {
      symbol.name = name.value();
    }
    symbol.type = type_of(raw.getType());
    symbol.binding = binding_of(raw.getBinding());
    symbol.place = place_of(raw.st_shndx);
    symbol.value = raw.st_value;
    symbol.size = raw.st_size;
    if (symbol.place != SymbolPlace::InSection) return symbol;
    symbol.section = raw.st_shndx;
    if (symbol.section >= elf_.sections.size()) {
      return Error{ErrorCode::SymbolMalformed,
                   fmt::format("'{}' lies in section {} of {}", symbol.name, symbol.section,
                               elf_.sections.size())};
    }
    const ElfSection& section = elf_.sections[symbol.section];
    if (symbol.type == SymbolType::Section && symbol.name.empty()) symbol.name = section.name;
    if (symbol.value > section.size || symbol.size > section.size - symbol.value) {
      return Error{ErrorCode::SymbolMalformed,
                   fmt::format("'{}': {} bytes at offset {} leave section '{}' of {} bytes",
                               symbol.name, symbol.size, symbol.value, section.name, section.size)};
    }
    return symbol;
  }

  [[nodiscard]] bool is_wanted(std::string_view debug_section) const {
    switch (debug_) {
      case DebugRelocations::Lines:
        return debug_section == kLineSection;
      case DebugRelocations::All:
        return debug_section.starts_with(kDebugSections) || debug_section == kStackSizesSection;
    }
    ASSAY_CHECK(false, "debug relocations outside their enumeration");
  }

  std::optional<Error> read_relocations() {
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      const SectionHeader& header = headers_[index];
      const bool with_addend = header.sh_type == llvm::ELF::SHT_RELA;
      if (header.sh_type != llvm::ELF::SHT_REL && !with_addend) continue;
      if (header.sh_info == 0 || header.sh_info >= elf_.sections.size()) {
        return locate(index, {ErrorCode::RelocationMalformed,
                              fmt::format("relocates section {} of {}",
                                          std::uint32_t{header.sh_info}, elf_.sections.size())});
      }
      // Faults of sections that nobody asked for do not matter.
      const ElfSection& target = elf_.sections[header.sh_info];
      const bool is_loaded = target.allocated || target.executable;
      if (!is_loaded && !is_wanted(target.name)) continue;
      if (auto fault = is_loaded ? check_for_loaders(index) : std::nullopt) return fault;
      if (symbol_table_ == 0 || header.sh_link != symbol_table_) {
        return locate(index, {ErrorCode::RelocationMalformed, "does not use the symbol table"});
      }
      auto fault = with_addend ? read_relocation_section(index, llvm_.relas(header))
                               : read_relocation_section(index, llvm_.rels(header));
      if (fault) return fault;
    }
    for (auto& relocations : elf_.relocations) {
      // Two relocations for one offset are refused by whoever meets them, in either order.
      std::sort(relocations.begin(), relocations.end(),
                [](const ElfRelocation& a, const ElfRelocation& b) { return a.offset < b.offset; });
    }
    return std::nullopt;
  }

  /// Loaders must find the relocations of what is loaded, whether they go by the name of the
  /// section (PREVAIL, of eBPF for Windows) or by its header (libbpf, which passes over addends).
  std::optional<Error> check_for_loaders(std::size_t index) {
    const SectionHeader& header = headers_[index];
    const ElfSection& target = elf_.sections[header.sh_info];
    const auto fault = [&](std::string_view what) {
      return locate(index, {ErrorCode::RelocationMalformed,
                            fmt::format("{} (it relocates section '{}')", what, target.name)});
    };
    if (header.sh_type == llvm::ELF::SHT_RELA)
      return fault("relocations with addends (RELA), which libbpf leaves unapplied");
    if (elf_.sections[index].name != fmt::format(".rel{}", target.name))
      return fault("its name is not that of the section it relocates");
    if (!relocated_.insert(header.sh_info).second)
      return fault("a second section of relocations for one section");
    return std::nullopt;
  }

  static std::optional<std::int64_t> addend_of(const Llvm::Elf_Rel&) { return std::nullopt; }
  static std::optional<std::int64_t> addend_of(const Llvm::Elf_Rela& raw) { return raw.r_addend; }

  template <class Entries>
  std::optional<Error> read_relocation_section(std::size_t index, Entries entries) {
    if (!entries) return locate(index, {ErrorCode::RelocationMalformed, take_message(entries)});
    const std::uint32_t relocated = headers_[index].sh_info;
    const ElfSection& target = elf_.sections[relocated];
    for (const auto& raw : *entries) {
      const ElfRelocation relocation{raw.r_offset, raw.getType(false), raw.getSymbol(false),
                                     addend_of(raw)};
      if (relocation.offset >= target.size) {
        return locate(index, {ErrorCode::RelocationMalformed,
                              fmt::format("offset {} lies outside section '{}' of {} bytes",
                                          relocation.offset, target.name, target.size)});
      }
      if (relocation.symbol >= elf_.symbols.size()) {
        return locate(
            index,
            {ErrorCode::RelocationMalformed,
             fmt::format("the relocation at offset {} of section '{}' names symbol "
                         "{} of {}",
                         relocation.offset, target.name, relocation.symbol, elf_.symbols.size())});
      }
      elf_.relocations[relocated].push_back(relocation);
    }
    return std::nullopt;
  }

  Error locate(std::size_t index, Error error) const {
    const std::string_view name =
        index < elf_.sections.size() ? elf_.sections[index].name : std::string_view{};
    return {error.code, fmt::format("section {} '{}': {}", index, name, error.message)};
  }

  const Llvm& llvm_;
  std::span<const std::uint8_t> bytes_;
  DebugRelocations debug_;
  llvm::ArrayRef<SectionHeader> headers_;
  std::size_t symbol_table_ = 0;
  std::set<std::uint32_t> relocated_;  // loaded sections whose relocations were met
  ElfFile elf_;
};

}  // namespace

Result<ElfFile> read_elf(std::span<const std::uint8_t> bytes, DebugRelocations debug) {
  if (bytes.size() > kMaxObjectBytes) {
    return Error{ErrorCode::LimitExceeded, fmt::format("the object has {} bytes, more than {}",
                                                       bytes.size(), kMaxObjectBytes)};
  }
  if (bytes.size() < sizeof(Llvm::Elf_Ehdr) ||
      std::memcmp(bytes.data(), llvm::ELF::ElfMagic, 4) != 0) {
    return Error{ErrorCode::ElfMalformed, "no ELF header at offset 0"};
  }
  if (bytes[llvm::ELF::EI_CLASS] != llvm::ELF::ELFCLASS64 ||
      bytes[llvm::ELF::EI_DATA] != llvm::ELF::ELFDATA2LSB) {
    return Error{ErrorCode::ElfNotBpf, "not a 64-bit little-endian object"};
  }
  auto llvm_file =
      Llvm::create(llvm::StringRef(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  if (!llvm_file) return Error{ErrorCode::ElfMalformed, take_message(llvm_file)};
  const auto& header = llvm_file->getHeader();
  // Compilers before LLVM 3.7 had no machine number for BPF and wrote 0.
  if (header.e_machine != llvm::ELF::EM_BPF && header.e_machine != llvm::ELF::EM_NONE) {
    return Error{ErrorCode::ElfNotBpf,
                 fmt::format("machine {} is not BPF", std::uint16_t{header.e_machine})};
  }
  if (header.e_type != llvm::ELF::ET_REL) {
    return Error{ErrorCode::ElfNotBpf,
                 fmt::format("ELF type {} is not relocatable", std::uint16_t{header.e_type})};
  }
  return Reader(*llvm_file, bytes, debug).read();
}

Result<std::optional<std::uint32_t>> find_section(const ElfFile& elf, std::string_view name) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t index = 1; index < elf.sections.size(); ++index) {
    if (elf.sections[index].name != name) continue;
    if (found) {
      return Error{ErrorCode::SectionMalformed, fmt::format("two sections are named '{}'", name)};
    }
    found = index;
  }
  return found;
}

}  // namespace assay
