// SPDX-License-Identifier: Apache-2.0
// BTF.ext: what belongs to code offsets: function types, source lines, CO-RE relocations
// (the kernel's Documentation/bpf/btf.rst, section 3). Names and texts are strings of the BTF that
// it stands beside.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/types/btf.hpp"

namespace assay {

/// `offset` counts bytes from the start of the ELF section in all of these.
struct FunctionRecord {
  std::uint32_t offset = 0;
  TypeId type = kVoid;
};
struct LineRecord {
  std::uint32_t offset = 0;
  std::uint32_t file = 0;  // string offset of the file's name
  std::uint32_t text = 0;  // string offset of the source line
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};
struct CoreRecord {
  std::uint32_t offset = 0;
  TypeId type = kVoid;       // the root type
  std::uint32_t access = 0;  // string offset of the access path ("0:1:2")
  std::uint32_t kind = 0;    // enum bpf_core_relo_kind
};

/// What one section has; each list is sorted by offset, without two records for one offset.
struct CodeInfo {
  std::vector<FunctionRecord> functions;
  std::vector<LineRecord> lines;
  std::vector<CoreRecord> core;
};
/// By section name, which lies in the BTF.
using BtfExt = std::map<std::string_view, CodeInfo>;

/// Sorts by offset; of several records for one offset the last holds, as in DWARF.
void sort_lines(std::vector<LineRecord>& lines);

/// Reads the section `.BTF.ext`; type ids and strings are checked against `btf`. Errors:
/// BtfMalformed, LimitExceeded.
[[nodiscard]] Result<BtfExt> read_btf_ext(std::span<const std::uint8_t> section, const Btf& btf);

}  // namespace assay
