// SPDX-License-Identifier: Apache-2.0
// An access leaves the fields alone that the kernel keeps for itself in map values.
#pragma once

#include "verifier/obligation/memory.hpp"

namespace assay {

/// Misses an access that may touch a special field of a map's value or of a section of variables,
/// as the kernel's check_map_access does (kernel/bpf/verifier.c of Linux 6.12). Only after the
/// access was found to lie in its region.
[[nodiscard]] Missing check_special_fields(const Site& site, const Access& access);

/// The map into whose value, or into whose variables, the pointer points; null where it points
/// into no map.
[[nodiscard]] const Map* map_pointed_into(const Site& site, const Value& pointer);

}  // namespace assay
