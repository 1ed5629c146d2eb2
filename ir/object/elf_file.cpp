// SPDX-License-Identifier: Apache-2.0
#include "ir/object/elf_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/elf_headers.hpp"
#include "ir/object/read_object.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kSymbolBytes = 24;  // figure 4-16 of the System V ABI
constexpr std::uint64_t kRelBytes = 16;     // figure 4-21
constexpr std::uint64_t kRelaBytes = 24;
constexpr std::string_view kLineSection = ".debug_line";

std::uint64_t u64_at(std::span<const std::uint8_t> bytes, std::uint64_t at) {
  return *u32_at(bytes, at) | std::uint64_t{*u32_at(bytes, at + 4)} << 32;
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class FileReader {
 public:
  FileReader(ElfHeaders headers, std::span<const std::uint8_t> bytes, DebugRelocations debug)
      : headers_(std::move(headers.sections)),
        names_(headers.names),
        bytes_(bytes),
        debug_(debug) {}

  Result<ElfFile> read() {
    if (auto fault = read_sections()) return *fault;
    if (auto fault = check_overlap()) return *fault;
    if (auto fault = read_symbols()) return *fault;
    if (auto fault = read_relocations()) return *fault;
    return std::move(elf_);
  }

 private:
  std::optional<Error> read_sections() {
    for (std::size_t index = 0; index < headers_.size(); ++index) {
      const SectionHeader& header = headers_[index];
      ElfSection section;
      if (index != 0) {
        auto name = table_string(names_, header.name, ErrorCode::SectionMalformed);
        if (!name) return locate(index, name.error());
        section.name = name.value();
      }
      section.executable = (header.flags & kFlagExecutable) != 0;
      section.allocated = (header.flags & kFlagAllocated) != 0;
      section.no_bits = header.type == kSectionNobits;
      section.program_bits = header.type == kSectionProgbits;
      section.size = header.type == kSectionNull ? 0 : header.size;
      const auto data = section_bytes(bytes_, header);
      if (!data) {
        return Error{ErrorCode::SectionMalformed,
                     fmt::format("section '{}': {}", section.name, data.error().message)};
      }
      section.data = data.value();
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
      if (headers_[index].type != kSectionSymbols) continue;
      if (symbol_table_ != 0) {
        return locate(index, {ErrorCode::ElfMalformed, "a second symbol table"});
      }
      symbol_table_ = index;
    }
    if (symbol_table_ == 0) return std::nullopt;
    const SectionHeader& header = headers_[symbol_table_];
    const auto symbols = entries_of(header, kSymbolBytes);
    if (!symbols)
      return locate(symbol_table_, {ErrorCode::SymbolMalformed, symbols.error().message});
    const std::uint64_t count = symbols.value().size() / kSymbolBytes;
    if (count > kMaxObjectSymbols)
      return locate(symbol_table_, {ErrorCode::LimitExceeded, fmt::format("{} symbols", count)});
    if (header.link >= headers_.size() || headers_[header.link].type != kSectionStrings) {
      return locate(symbol_table_, {ErrorCode::SymbolMalformed,
                                    fmt::format("its names are in section {}", header.link)});
    }
    const std::string_view names = as_text(elf_.sections[header.link].data);
    for (std::uint64_t at = 0; at < symbols.value().size(); at += kSymbolBytes) {
      auto symbol = read_symbol(symbols.value().subspan(at, kSymbolBytes), names);
      if (!symbol) {
        return locate(symbol_table_,
                      {symbol.error().code,
                       fmt::format("symbol {}: {}", elf_.symbols.size(), symbol.error().message)});
      }
      elf_.symbols.push_back(std::move(symbol).value());
    }
    return std::nullopt;
  }

  /// The bytes of a table whose entries have that size. The error has no code of its own.
  Result<std::span<const std::uint8_t>> entries_of(const SectionHeader& header,
                                                   std::uint64_t size) const {
    auto data = section_bytes(bytes_, header);
    if (data && (header.entry_size != size || data.value().size() % size != 0)) {
      return Error{ErrorCode::ElfMalformed,
                   fmt::format("{} bytes of entries of {} bytes, which have {}",
                               data.value().size(), header.entry_size, size)};
    }
    return data;
  }

  // The numbers of figures 4-17, 4-18, 4-19 and 4-8 (STT_*, STB_*, STV_*, SHN_*).
  static SymbolType type_of(unsigned raw) {
    if (raw == 0) return SymbolType::None;
    if (raw == 1) return SymbolType::Object;
    if (raw == 2) return SymbolType::Function;
    if (raw == 3) return SymbolType::Section;
    return SymbolType::Other;
  }

  static SymbolBinding binding_of(unsigned raw) {
    if (raw == 0) return SymbolBinding::Local;
    if (raw == 1) return SymbolBinding::Global;
    if (raw == 2) return SymbolBinding::Weak;
    return SymbolBinding::Other;
  }

  static bool is_hidden(unsigned visibility) { return visibility == 1 || visibility == 2; }

  static SymbolPlace place_of(unsigned index) {
    if (index == 0) return SymbolPlace::Undefined;
    if (index == 0xfff1) return SymbolPlace::Absolute;
    if (index == 0xfff2) return SymbolPlace::Common;
    return index < 0xff00 ? SymbolPlace::InSection : SymbolPlace::Other;
  }

  Result<ElfSymbol> read_symbol(std::span<const std::uint8_t> raw, std::string_view names) const {
    ElfSymbol symbol;
    const std::uint32_t name_at = *u32_at(raw, 0);
    auto name = table_string(names, name_at, ErrorCode::SymbolMalformed);
    if (!name) {
      // An absent string table serves a table of nameless symbols.
      if (!(name_at == 0 && names.empty())) return name.error();
    } else {
      symbol.name = name.value();
    }
    const std::uint16_t section_index = *u16_at(raw, 6);
    symbol.type = type_of(raw[4] & 15u);
    symbol.binding = binding_of(raw[4] >> 4u);
    symbol.place = place_of(section_index);
    symbol.hidden = is_hidden(raw[5] & 3u);
    symbol.value = u64_at(raw, 8);
    symbol.size = u64_at(raw, 16);
    if (symbol.place != SymbolPlace::InSection) return symbol;
    symbol.section = section_index;
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
      const bool with_addend = header.type == kSectionRela;
      if (header.type != kSectionRel && !with_addend) continue;
      if (header.info == 0 || header.info >= elf_.sections.size()) {
        return locate(
            index, {ErrorCode::RelocationMalformed,
                    fmt::format("relocates section {} of {}", header.info, elf_.sections.size())});
      }
      // Faults of sections that nobody asked for do not matter.
      const ElfSection& target = elf_.sections[header.info];
      const bool is_loaded = target.allocated || target.executable;
      if (!is_loaded && !is_wanted(target.name)) continue;
      if (auto fault = is_loaded ? check_for_loaders(index) : std::nullopt) return fault;
      if (symbol_table_ == 0 || header.link != symbol_table_) {
        return locate(index, {ErrorCode::RelocationMalformed, "does not use the symbol table"});
      }
      if (auto fault = read_relocation_section(index)) return fault;
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
    const ElfSection& target = elf_.sections[header.info];
    const auto fault = [&](std::string_view what) {
      return locate(index, {ErrorCode::RelocationMalformed,
                            fmt::format("{} (it relocates section '{}')", what, target.name)});
    };
    if (header.type == kSectionRela)
      return fault("relocations with addends (RELA), which libbpf leaves unapplied");
    if (elf_.sections[index].name != fmt::format(".rel{}", target.name))
      return fault("its name is not that of the section it relocates");
    if (!relocated_.insert(header.info).second)
      return fault("a second section of relocations for one section");
    return std::nullopt;
  }

  std::optional<Error> read_relocation_section(std::size_t index) {
    const SectionHeader& header = headers_[index];
    const bool with_addend = header.type == kSectionRela;
    const std::uint64_t entry_bytes = with_addend ? kRelaBytes : kRelBytes;
    const auto entries = entries_of(header, entry_bytes);
    if (!entries) return locate(index, {ErrorCode::RelocationMalformed, entries.error().message});
    const std::uint32_t relocated = header.info;
    const ElfSection& target = elf_.sections[relocated];
    for (std::uint64_t at = 0; at < entries.value().size(); at += entry_bytes) {
      const auto raw = entries.value().subspan(at, entry_bytes);
      ElfRelocation relocation{u64_at(raw, 0), *u32_at(raw, 8), *u32_at(raw, 12), std::nullopt};
      if (with_addend) relocation.addend = static_cast<std::int64_t>(u64_at(raw, 16));
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

  std::vector<SectionHeader> headers_;
  std::string_view names_;  // of sections
  std::span<const std::uint8_t> bytes_;
  DebugRelocations debug_;
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
  if (!is_elf(bytes)) return Error{ErrorCode::ElfMalformed, "no ELF header at offset 0"};
  if (!is_little_64(bytes)) return Error{ErrorCode::ElfNotBpf, "not a 64-bit little-endian object"};
  const ElfHeader header = elf_header(bytes);
  // Compilers before LLVM 3.7 had no machine number for BPF and wrote 0.
  if (header.machine != kElfMachineBpf && header.machine != kElfMachineNone)
    return Error{ErrorCode::ElfNotBpf, fmt::format("machine {} is not BPF", header.machine)};
  if (header.type != kElfRelocatable)
    return Error{ErrorCode::ElfNotBpf, fmt::format("ELF type {} is not relocatable", header.type)};
  auto headers = read_elf_headers(bytes);
  if (!headers) return headers.error();
  return FileReader(std::move(headers).value(), bytes, debug).read();
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
