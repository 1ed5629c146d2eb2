// SPDX-License-Identifier: Apache-2.0
// What every host on a machine gives admission alike.
#pragma once

#include "loader/admission/admission.hpp"
#include "loader/check/checked_bytes.hpp"

namespace assay::loader {

/// The trusted checker, the executor, the kernel's clocks and its boot id; the rest as it is by
/// itself. `files` must outlive the admission. FileUnreadable where the kernel names no boot.
[[nodiscard]] Outcome<HostSetup> machine_setup(Files& files, const CheckLimits& limits);

/// Seconds since 1970, by a clock that may be set to anything.
[[nodiscard]] Seconds seconds_now();

}  // namespace assay::loader
