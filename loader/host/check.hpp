// SPDX-License-Identifier: Apache-2.0
// The Check of a real host: the trusted checker, on a private copy of the package, against the
// contracts that the host has now. The verifier is not known here, nor linked.
#pragma once

#include "loader/admission/check.hpp"
#include "loader/check/checked_bytes.hpp"

namespace assay::loader {

/// What a host allows a check, and the run of a program, unless its settings say otherwise.
[[nodiscard]] CheckLimits host_limits();

/// Refuses with CheckRefused, whose subject has the checker's number, its sentence, the program and
/// the place.
[[nodiscard]] Check checker_check(const CheckLimits& limits);

}  // namespace assay::loader
