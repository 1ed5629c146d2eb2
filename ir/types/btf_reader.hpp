// SPDX-License-Identifier: Apache-2.0
// Reads the bytes of a section `.BTF`, which may be hostile.
//
// A bounded reader of our own, because LLVM's BTFParser needs LLVM's generic object reader, which
// hostile input can abort, and keeps no data sections.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "ir/base/result.hpp"
#include "ir/types/btf.hpp"

namespace assay {

/// How sections `.BTF` and `.BTF.ext` begin, little-endian (Documentation/bpf/btf.rst).
inline constexpr std::uint16_t kBtfMagic = 0xeb9f;

/// The types of the section. Every type id and string offset inside is checked. Error:
/// BtfMalformed.
[[nodiscard]] Result<std::shared_ptr<const Btf>> read_btf(std::span<const std::uint8_t> section);

/// The same of a section whose types and strings go on where those of `base` end (split BTF, as
/// kernel modules have it). Requires a base. Error: BtfMalformed, also where the base goes on from
/// others itself.
[[nodiscard]] Result<std::shared_ptr<const Btf>> read_split_btf(
    std::span<const std::uint8_t> section, std::shared_ptr<const Btf> base);

}  // namespace assay
