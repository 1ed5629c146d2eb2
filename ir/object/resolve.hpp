// SPDX-License-Identifier: Apache-2.0
// One function after relocation: decoded, with its references to maps, functions and symbols named.
//
// Done once a function, whichever programs it ends up in; link.hpp puts the pieces together.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/isa/instruction.hpp"
#include "ir/object/code_function.hpp"
#include "ir/object/core_relocation.hpp"
#include "ir/object/dwarf_lines.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/object/map_table.hpp"
#include "ir/types/btf.hpp"
#include "ir/types/btf_ext.hpp"

namespace assay {

enum class ReferenceKind : std::uint8_t {
  Map,              // lddw; target: index into MapTable::maps
  MapValue,         // lddw; target: the same; offset: bytes into the value
  FunctionAddress,  // lddw; target: index of the function
  UnresolvedData,   // lddw; target: index into ElfFile::symbols
  Call,             // call; target: index of the function
  UnresolvedCall,   // call; target: index into ElfFile::symbols
};
struct CodeReference {
  std::uint32_t slot = 0;  // of the instruction, from the function's first
  ReferenceKind kind{};
  std::uint32_t target = 0;
  std::uint32_t offset = 0;
};

/// An instruction whose number, layout or meaning is the loader's to say.
struct CoreReference {
  std::uint32_t slot = 0;  // of the instruction, from the function's first
  CoreKey key;             // of the relocation
  CoreEffect effect;       // never FixedNumber
};

/// `instructions` count slots from 0; where a reference stands, the instruction is a placeholder.
struct ResolvedFunction {
  std::vector<Instruction> instructions;
  std::vector<CodeReference> references;  // sorted by slot
  std::vector<CoreReference> core;        // sorted by slot
  std::set<std::string> of_no_module;     // types, as LoadTime has them
};

/// All that the object says; what is pointed to outlives this.
struct ObjectParts {
  const ElfFile& elf;
  const Btf& btf;
  const BtfExt& info;
  const DwarfLines& dwarf;  // empty where `info` has lines
  const MapTable& maps;
  std::span<const CodeFunction> functions;
  CoreRelocations* core = nullptr;  // null: the object has no types
  /// Index of the section `.text`, of which one at most has code; 0: there is none.
  std::uint32_t text = 0;
  FunctionsByName by_name = {};
};

/// Errors: RelocationMalformed, CoreRelocationMalformed, InstructionInvalid, JumpOutOfProgram (a
/// jump out of the function), FeatureUnsupported. Messages name section and function.
[[nodiscard]] Result<ResolvedFunction> resolve_function(const ObjectParts& object,
                                                        const CodeFunction& function);

}  // namespace assay
