// SPDX-License-Identifier: Apache-2.0
// From an eBPF ELF object to linked programs.
//
// The input may be hostile: whatever is malformed, truncated, overlapping or too large is an Error
// with a code A1xx, never a crash. What the programs mean, and whether they are allowed, is not
// judged here. Formats: ELF64 (little endian, machine BPF), the kernel's BTF and BTF.ext, and the
// relocations of LLVM's BPF back end.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/target_types.hpp"
#include "ir/program/program.hpp"
#include "ir/program/settings.hpp"

namespace assay {

/// A function of the object that can be verified as a program.
struct ObjectEntry {
  std::string section;
  std::string name;
  /// A subprogram rather than a program: a `.text` function of an object that has other code, or a
  /// function with local binding that others of the object call. Verified only when asked for.
  bool only_when_named = false;
  /// The program, linked with everything that it reaches; or why this one cannot be linked.
  Result<Program> program;
};

struct Object {
  std::string path;  // as given
  /// In the order of sections, then of offsets. Pairs of section and name need not be unique.
  std::vector<ObjectEntry> programs;
};

/// Most bytes of an object, slots of a program, slots and bytes (beside instructions) of all linked
/// programs together, and symbols.
inline constexpr std::uint64_t kMaxObjectBytes = 64ull << 20;
inline constexpr std::uint64_t kMaxProgramSlots = 1'000'000;
inline constexpr std::uint64_t kMaxLinkedSlots = 4'000'000;
inline constexpr std::uint64_t kMaxLinkedBytes = 512ull << 20;
inline constexpr std::uint64_t kMaxObjectSymbols = 65'536;

/// The bytes of the file at `path`. Errors: FileUnreadable, LimitExceeded.
[[nodiscard]] Result<std::vector<std::uint8_t>> read_object_file(const std::string& path);

/// What the user says of the load that the programs are meant for.
struct ReadOptions {
  std::shared_ptr<const TargetTypes> target;  // --btf; null: any kernel
  Settings settings;                          // --rodata
};

/// Reads the file at `path`. Errors: FileUnreadable, and those of the other overload.
[[nodiscard]] Result<Object> read_object(const std::string& path, const ReadOptions& options = {});

/// Reads an object that lies in memory; `path` only names it. Errors: ElfMalformed, ElfNotBpf,
/// SectionMalformed, SymbolMalformed, RelocationMalformed, MapMalformed, BtfMalformed,
/// LimitExceeded, NoProgram, UsageError (of the settings). A fault of one program alone stands in
/// its entry instead (also InstructionInvalid, JumpOutOfProgram, CoreRelocationMalformed,
/// FeatureUnsupported).
[[nodiscard]] Result<Object> read_object(std::span<const std::uint8_t> bytes, std::string path,
                                         const ReadOptions& options = {});

}  // namespace assay
