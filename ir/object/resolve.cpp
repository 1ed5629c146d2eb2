// SPDX-License-Identifier: Apache-2.0
#include "ir/object/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/errors.hpp"
#include "ir/isa/decode.hpp"
#include "ir/object/core_relocation.hpp"

namespace assay {
namespace {

class Resolver {
 public:
  Resolver(const ObjectParts& object, const CodeFunction& function)
      : object_(object),
        function_(function),
        section_(object.elf.sections[function.section]),
        base_(function.begin * kSlotBytes) {
    const auto bytes = section_.data.subspan(base_, (function.end - function.begin) * kSlotBytes);
    code_.assign(bytes.begin(), bytes.end());
  }

  Result<ResolvedFunction> resolve() {
    if (auto fault = apply_core_relocations()) return *fault;
    if (auto fault = walk()) return *fault;
    auto instructions = decode(code_, Linkage::Unlinked);
    if (!instructions) return located(instructions.error());
    resolved_.instructions = std::move(instructions).value();
    if (auto fault = check_core()) return *fault;
    return std::move(resolved_);
  }

 private:
  std::optional<Error> apply_core_relocations() {
    if (object_.core == nullptr) return std::nullopt;
    const auto info = object_.info.find(section_.name);
    if (info == object_.info.end()) return std::nullopt;
    const auto& records = info->second.core;
    auto record =
        std::lower_bound(records.begin(), records.end(), base_,
                         [](const CoreRecord& r, std::uint64_t at) { return r.offset < at; });
    for (; record != records.end() && record->offset < base_ + code_.size(); ++record) {
      const auto answer = object_.core->answer(*record);
      if (!answer) return located(answer.error());
      auto effect = apply_core(*record, answer.value(), code_, base_);
      if (!effect) return located(effect.error());
      if (std::holds_alternative<FixedNumber>(effect.value())) {
        const std::string& type = answer.value().of_no_module;
        if (!type.empty()) resolved_.of_no_module.insert(type);
        continue;
      }
      resolved_.core.push_back({static_cast<std::uint32_t>((record->offset - base_) / kSlotBytes),
                                key_of(*record), std::move(effect).value()});
    }
    return std::nullopt;
  }

  /// What a relocation speaks of is an instruction that has it, and that no other relocation names.
  std::optional<Error> check_core() const {
    for (const CoreReference& core : resolved_.core) {
      const Instruction& at = resolved_.instructions.at(core.slot);
      const auto* alu = std::get_if<Alu>(&at);
      const auto* wide = std::get_if<LoadImm64>(&at);
      const bool has_number = (alu != nullptr && std::holds_alternative<Imm>(alu->src)) ||
                              (wide != nullptr && wide->kind == WideKind::Immediate);
      const bool has_place = std::holds_alternative<Load>(at) ||
                             std::holds_alternative<Store>(at) ||
                             std::holds_alternative<Atomic>(at);
      const bool fits =
          std::holds_alternative<Poison>(core.effect) ||
          (std::holds_alternative<ObjectLayout>(core.effect) ? has_place : has_number);
      const bool shared =
          std::ranges::binary_search(resolved_.references, core.slot, {}, &CodeReference::slot);
      if (!fits || shared) {
        return fault(core.slot * kSlotBytes, ErrorCode::CoreRelocationMalformed,
                     "a CO-RE relocation names an instruction that has no such number");
      }
    }
    return std::nullopt;
  }

  /// Goes over the instructions and the relocations of the function together.
  std::optional<Error> walk() {
    const auto& relocations = object_.elf.relocations[function_.section];
    auto next =
        std::lower_bound(relocations.begin(), relocations.end(), base_,
                         [](const ElfRelocation& r, std::uint64_t at) { return r.offset < at; });
    for (std::uint64_t at = 0; at < code_.size();) {
      const std::uint8_t opcode = code_[at];
      const std::uint64_t length = opcode == kWideLoad ? 2 * kSlotBytes : kSlotBytes;
      const ElfRelocation* relocation = nullptr;
      for (; next != relocations.end() && next->offset < base_ + at + length; ++next) {
        if (next->type == kRelocationNone && next->symbol == 0) continue;
        if (relocation != nullptr || next->offset != base_ + at) {
          return fault(at, ErrorCode::RelocationMalformed,
                       fmt::format("the relocation at offset {} belongs to no instruction alone",
                                   next->offset));
        }
        relocation = &*next;
      }
      std::optional<Error> failed;
      if (relocation != nullptr) {
        failed = apply(at, *relocation);
      } else if (opcode == kCall && source(at) == kSourceIsLocalCall) {
        failed = call_within_section(at);
      } else if (opcode == kWideLoad && source(at) != 0) {
        failed = fault(at, ErrorCode::RelocationMalformed,
                       fmt::format("a 16-byte load with src_reg {} has no relocation", source(at)));
      }
      if (failed) return failed;
      at += length;
    }
    return std::nullopt;
  }

  std::optional<Error> apply(std::uint64_t at, const ElfRelocation& relocation) {
    // Loaders go by the instruction. A type of 0 with a symbol is how the first compilers wrote it.
    const bool untyped = relocation.type == kRelocationNone;
    const bool load = code_[at] == kWideLoad && (untyped || relocation.type == kRelocation6464);
    const bool call = code_[at] == kCall && (untyped || relocation.type == kRelocation6432);
    if (load && inside(at, 2 * kSlotBytes, code_.size())) return apply_load(at, relocation);
    if (call) return apply_call(at, relocation);
    return fault(at, ErrorCode::RelocationMalformed,
                 fmt::format("relocation type {} on an instruction with opcode 0x{:02x}",
                             relocation.type, code_[at]));
  }

  std::optional<Error> apply_call(std::uint64_t at, const ElfRelocation& relocation) {
    const ElfSymbol& symbol = object_.elf.symbols[relocation.symbol];
    if (symbol.place == SymbolPlace::Undefined) {
      return refer(at, {.kind = ReferenceKind::UnresolvedCall, .target = relocation.symbol});
    }
    if (symbol.place != SymbolPlace::InSection || symbol.value % kSlotBytes != 0) {
      return fault(at, ErrorCode::RelocationMalformed,
                   fmt::format("the call's target '{}' lies in no section", symbol.name));
    }
    if (source(at) != kSourceIsLocalCall) {
      return fault(
          at, ErrorCode::RelocationMalformed,
          fmt::format("a call with src_reg {} names the function '{}'", source(at), symbol.name));
    }
    // The immediate counts slots from the instruction after the call, less the symbol's own place.
    const std::int64_t slot = static_cast<std::int64_t>(symbol.value / kSlotBytes) + imm(at) + 1;
    const bool is_section = symbol.type == SymbolType::Section;
    if (is_section ? symbol.value != 0 : imm(at) != -1) {
      return fault(
          at, ErrorCode::RelocationMalformed,
          fmt::format("a call adds to where the symbol '{}' lies, which some loaders ignore",
                      symbol.name));
    }
    if (is_other_by_name(symbol.name, symbol.section, slot)) {
      return fault(at, ErrorCode::RelocationMalformed,
                   fmt::format("a call of '{}': some loaders look for functions by their names, "
                               "and one of this name is elsewhere",
                               symbol.name));
    }
    return refer_to_function(at, ReferenceKind::Call, symbol.section, slot);
  }

  /// The function that begins at the slot of the section, or nothing.
  std::optional<std::uint32_t> function_at(std::uint32_t section, std::int64_t slot) const {
    if (slot < 0) return std::nullopt;
    return function_beginning_at(object_.functions, section, static_cast<std::uint64_t>(slot));
  }

  /// Whether a loader that goes by names takes the call of what begins at the slot elsewhere, as
  /// that of eBPF for Windows does (external/ebpf-verifier, src/io/elf_reader.cpp,
  /// append_subprograms): by the symbol's name, or by that of the function for a section's symbol.
  bool is_other_by_name(std::string_view symbol, std::uint32_t section, std::int64_t slot) const {
    const auto is_other = [&](std::string_view name) {
      const auto known = object_.by_name.find(name);
      if (known == object_.by_name.end()) return false;
      const CodeFunction* const found = known->second;
      return found == nullptr || found->section != section || std::int64_t{found->begin} != slot;
    };
    if (is_other(symbol)) return true;
    const auto target = function_at(section, slot);
    return target && is_other(object_.functions[*target].name);
  }

  std::optional<Error> call_within_section(std::uint64_t at) {
    const std::int64_t slot = static_cast<std::int64_t>((base_ + at) / kSlotBytes) + imm(at) + 1;
    if (calls_text_elsewhere(slot)) {
      return fault(at, ErrorCode::RelocationMalformed,
                   "a call without a relocation: some loaders look for its function in this "
                   "section, others in '.text', and both have one there");
    }
    return refer_to_function(at, ReferenceKind::Call, function_.section, slot);
  }

  /// Whether libbpf, which looks for every function that is called in `.text`
  /// (bpf_object__reloc_code), finds another one there than the section of the call has at `slot`.
  bool calls_text_elsewhere(std::int64_t slot) const {
    if (object_.text == 0 || object_.text == function_.section || slot < 0) return false;
    const std::pair key(std::uint64_t{object_.text}, static_cast<std::uint64_t>(slot));
    const auto after = std::ranges::upper_bound(object_.functions, key, {}, [](const auto& f) {
      return std::pair(std::uint64_t{f.section}, std::uint64_t{f.begin});
    });
    if (after == object_.functions.begin()) return false;
    const CodeFunction& function = *std::prev(after);
    return function.section == object_.text && key.second < function.end;
  }

  std::optional<Error> refer_to_function(std::uint64_t at, ReferenceKind kind,
                                         std::uint32_t section, std::int64_t slot) {
    const auto target = function_at(section, slot);
    if (!target) {
      return fault(at, ErrorCode::JumpOutOfProgram,
                   fmt::format("slot {} of section '{}' is called or taken, but no function begins "
                               "there",
                               slot, object_.elf.sections[section].name));
    }
    return refer(at, {.kind = kind, .target = *target});
  }

  std::optional<Error> apply_load(std::uint64_t at, const ElfRelocation& relocation) {
    const ElfSymbol& symbol = object_.elf.symbols[relocation.symbol];
    const std::uint64_t addend =
        std::uint64_t{u32_at(code_, at + 12).value()} << 32 | static_cast<std::uint32_t>(imm(at));
    const auto setting = object_.maps.kernel_config.find(relocation.symbol);
    if (setting != object_.maps.kernel_config.end()) {
      return refer(at, {.kind = ReferenceKind::MapValue,
                        .target = object_.maps.kernel_config_map.value(),
                        .offset = setting->second});
    }
    if (symbol.place == SymbolPlace::Undefined || symbol.place == SymbolPlace::Common) {
      if (source(at) != 0) {  // loaders leave it where the kernel lacks the symbol
        return fault(at, ErrorCode::RelocationMalformed,
                     fmt::format("a 16-byte load with src_reg {} names '{}', which is not defined",
                                 source(at), symbol.name));
      }
      return refer(at, {.kind = ReferenceKind::UnresolvedData, .target = relocation.symbol});
    }
    if (symbol.place != SymbolPlace::InSection) {
      return fault(at, ErrorCode::RelocationMalformed,
                   fmt::format("the symbol '{}' lies in no section", symbol.name));
    }
    const ElfSection& target = object_.elf.sections[symbol.section];
    const std::uint64_t offset = symbol.value + addend;  // wraps for a negative addend
    if (offset >= target.size) {
      return fault(at, ErrorCode::RelocationMalformed,
                   fmt::format("'{}' + {} lies outside section '{}' of {} bytes", symbol.name,
                               static_cast<std::int64_t>(addend), target.name, target.size));
    }
    if (target.executable) {
      if (offset % kSlotBytes != 0) {
        return fault(
            at, ErrorCode::RelocationMalformed,
            fmt::format("offset {} of section '{}' is not an instruction", offset, target.name));
      }
      return refer_to_function(at, ReferenceKind::FunctionAddress, symbol.section,
                               static_cast<std::int64_t>(offset / kSlotBytes));
    }
    if (object_.maps.roles[symbol.section] == SectionRole::Maps && addend != 0) {
      return fault(at, ErrorCode::RelocationMalformed,
                   fmt::format("the reference to a map, '{}', adds {} bytes, which some loaders "
                               "ignore",
                               symbol.name, static_cast<std::int64_t>(addend)));
    }
    return refer_to_data(at, symbol.section, offset);
  }

  std::optional<Error> refer_to_data(std::uint64_t at, std::uint32_t section,
                                     std::uint64_t offset) {
    const std::string_view name = object_.elf.sections[section].name;
    switch (object_.maps.roles[section]) {
      case SectionRole::Maps: {
        const auto map = object_.maps.at.find({section, offset});
        if (map == object_.maps.at.end()) {
          return fault(at, ErrorCode::RelocationMalformed,
                       fmt::format("no map begins at offset {} of section '{}'", offset, name));
        }
        return refer(at, {.kind = ReferenceKind::Map, .target = map->second});
      }
      case SectionRole::Data:
        return refer(at, {.kind = ReferenceKind::MapValue,
                          .target = object_.maps.of_data_section.at(section),
                          .offset = static_cast<std::uint32_t>(offset)});
      case SectionRole::RelocatedData:
        return fault(at, ErrorCode::FeatureUnsupported,
                     fmt::format("section '{}' holds addresses that a loader would fill in", name));
      case SectionRole::Other:
        return fault(at, ErrorCode::RelocationMalformed,
                     fmt::format("section '{}' holds neither maps nor data nor code", name));
    }
    throw InternalFault("no such role of a section");
  }

  /// Notes the reference, and leaves an instruction in its place that decodes in any case: a
  /// 16-byte load of 0, or a call of helper 0.
  std::optional<Error> refer(std::uint64_t at, CodeReference reference) {
    reference.slot = static_cast<std::uint32_t>(at / kSlotBytes);
    resolved_.references.push_back(reference);
    code_[at + 1] = static_cast<std::uint8_t>(code_[at + 1] & 0x0f);
    std::fill_n(code_.begin() + static_cast<std::ptrdiff_t>(at) + 4, 4, std::uint8_t{0});
    if (code_[at] == kWideLoad) {
      std::fill_n(code_.begin() + static_cast<std::ptrdiff_t>(at) + 12, 4, std::uint8_t{0});
    }
    return std::nullopt;
  }

  std::uint8_t source(std::uint64_t at) const { return code_[at + 1] >> 4; }
  std::int32_t imm(std::uint64_t at) const {
    return static_cast<std::int32_t>(u32_at(code_, at + 4).value());
  }

  Error fault(std::uint64_t at, ErrorCode code, std::string_view what) const {
    return {code, fmt::format("section '{}', function '{}', offset {}: {}", section_.name,
                              function_.name, base_ + at, what)};
  }

  Error located(const Error& error) const {
    return {error.code, fmt::format("section '{}', function '{}' at offset {}: {}", section_.name,
                                    function_.name, base_, error.message)};
  }

  const ObjectParts& object_;
  const CodeFunction& function_;
  const ElfSection& section_;
  std::uint64_t base_;  // byte offset of the function in its section
  std::vector<std::uint8_t> code_;
  ResolvedFunction resolved_;
};

}  // namespace

Result<ResolvedFunction> resolve_function(const ObjectParts& object, const CodeFunction& function) {
  return Resolver(object, function).resolve();
}

}  // namespace assay
