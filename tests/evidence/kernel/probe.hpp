// SPDX-License-Identifier: Apache-2.0
// Small programs that each ask one thing: does the hook allow it?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay::kernel {

struct Probe {
  std::string name;
  Program program;
  /// Bytes of a number of the context that it loads into r0 first; two instructions follow.
  std::uint32_t loads = 0;
};

/// A program of one function. `text` is in the assembler's syntax.
[[nodiscard]] Program program_of(const std::string& text);

/// Each load and store of the context, at each width and each offset of its ends.
[[nodiscard]] std::vector<Probe> access_probes(const Contract& contract);
/// Small results in all of r0 and in its low half.
[[nodiscard]] std::vector<Probe> result_probes(const Contract& contract);
/// Calls of each helper of the contract with arguments that fit, and with each of them replaced by
/// each other thing that a program may hold; maps of each kind for a map. Left out are helpers that
/// call back, and that take memory or sockets which other helpers gave, or handles of the kernel.
[[nodiscard]] std::vector<Probe> call_probes(const Contract& contract);

}  // namespace assay::kernel
