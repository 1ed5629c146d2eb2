// SPDX-License-Identifier: Apache-2.0
// Types of a kernel that differs from what an object was compiled for, so that a CO-RE relocation
// that one side applies and the other passes over gives other instructions.
#pragma once

#include "mutants.hpp"

namespace assay::loader {

/// The object's own types, changed: members lie elsewhere, records are larger, enumerators have
/// other values, and some of each are not there. BTF without a file around it; empty where the
/// object has no types.
[[nodiscard]] Bytes other_kernel(const Bytes& object);

}  // namespace assay::loader
