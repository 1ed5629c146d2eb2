// SPDX-License-Identifier: Apache-2.0
// Sections that loaders know by their names, and pass over in silence where type or flags are
// others (bpf_object__elf_collect and ignore_elf_section in tools/lib/bpf/libbpf.c of Linux 6.12).
//
// What it must not know: what such a section says.
#pragma once

#include <optional>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"

namespace assay {

/// What a loader would take otherwise than its name says: license, version and type information
/// that are no bytes of the program's own, or code; code among debug information; a second `.text`.
/// Error: SectionMalformed.
[[nodiscard]] std::optional<Error> check_named_sections(const ElfFile& elf);

}  // namespace assay
