// SPDX-License-Identifier: Apache-2.0
// Programs about which Assay and the kernel differ, made small and written where they can be read.
#pragma once

#include <string>

#include "evidence/kernel/difference.hpp"

namespace assay::kernel {

struct Differing {
  Program program;
  const Contract* contract = nullptr;
  Difference difference;
};

/// The differing program made smaller, as long as the difference and its kind stay; for at most
/// `seconds`.
[[nodiscard]] Program shrink(const Differing& differing, double seconds);

/// The program as a test file; both reasons, and the end of the kernel's log, stand in its header.
[[nodiscard]] std::string as_commented_file(const Program& program, const Contract& contract,
                                            const std::string& title);

}  // namespace assay::kernel
