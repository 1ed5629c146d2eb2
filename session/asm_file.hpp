// SPDX-License-Identifier: Apache-2.0
// Assembly text (.asm, .s) as a program: the instructions, and the maps and contract of its header.
//
// The header is made of comment lines before the first instruction:
//   // contract: linux/xdp
//   // map: NAME KIND KEY_SIZE VALUE_SIZE ENTRIES [FLAGS]
//   // rodata: NAME BYTES
//   // field: NAME WHAT OFFSET
//   // license: TEXT
//   // returns_number: LABEL
// KIND is the platform's number for the map kind, or the name that the contract above gives it;
// sizes are in bytes. BYTES are hexadecimal, without blanks: read-only data. Maps and data count
// from 0 in the order of their lines; a field is bytes of the values of map NAME that the kernel
// keeps for itself, and WHAT it keeps there (bpf_timer, kptr); `rN = map[I]` in the text names map
// I, `rN = map_value[I] + K` byte K of its value. A license counts where the line stands, and the
// function that begins at LABEL is one whose type says that it returns a number: text has no types.
#pragma once

#include <string>
#include <string_view>

#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"
#include "ir/program/program.hpp"

namespace assay {

struct AsmFile {
  Program program;  // name: the file's name without its extension; locations: lines of the file
  std::string contract;  // the name in the header, or empty
};

/// Whether `path` is assembly text by its extension.
[[nodiscard]] bool is_asm_path(std::string_view path);

/// Reads `path` ("-": standard input). Errors: FileUnreadable, AssemblyMalformed (with the line),
/// JumpOutOfProgram.
[[nodiscard]] Result<AsmFile> read_asm_file(const std::string& path, const Catalogue& catalogue);

/// The same from text; `path` is only named in messages and locations.
[[nodiscard]] Result<AsmFile> parse_asm_file(const std::string& path, std::string_view text,
                                             const Catalogue& catalogue);

}  // namespace assay
