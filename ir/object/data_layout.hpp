// SPDX-License-Identifier: Apache-2.0
// The variables of a data section: names, places and sizes from symbols, types from BTF.
#pragma once

#include <cstdint>
#include <memory>

#include "ir/object/btf.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// The variables of section `index` that its BTF lists; null where there is no BTF, or where one of
/// them has not exactly one symbol in the section.
[[nodiscard]] std::shared_ptr<const DataLayout> data_layout(const ElfFile& elf, const Btf* btf,
                                                            std::uint32_t index);

}  // namespace assay
