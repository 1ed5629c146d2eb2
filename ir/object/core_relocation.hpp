// SPDX-License-Identifier: Apache-2.0
// CO-RE relocations, applied against the object's own types.
//
// The object then behaves as it was compiled: the target is the machine whose types it saw. Follows
// the kernel's Documentation/bpf/llvm_reloc.rst, "CO-RE Relocations".
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "ir/base/result.hpp"
#include "ir/object/btf.hpp"
#include "ir/object/btf_ext.hpp"

namespace assay {

/// The number that the relocation asks for. Error: CoreRelocationMalformed.
[[nodiscard]] Result<std::uint64_t> core_value(const CoreRecord& record, const Btf& btf);

/// Writes the number into the instruction at byte `record.offset - base` of `code`: the immediate
/// of an ALU instruction or of a 16-byte load, the offset of a load or store. Error:
/// CoreRelocationMalformed, also when the number does not fit, or when the compiler wrote another
/// one although both saw the same types.
[[nodiscard]] std::optional<Error> apply_core(const CoreRecord& record, const Btf& btf,
                                              std::span<std::uint8_t> code, std::uint64_t base);

}  // namespace assay
