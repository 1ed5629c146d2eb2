// SPDX-License-Identifier: Apache-2.0
// One program, two verdicts: Assay's and the kernel's, and what kind of difference lies between
// them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/kernel/kernel.hpp"
#include "verifier/engine/verify.hpp"
#include "verifier/explain/finding.hpp"

namespace assay::kernel {

enum class Side : std::uint8_t { OnlyAssay, OnlyKernel };  // who accepts

struct Difference {
  Side side{};
  std::string kind;  // what the refusing side says, without numbers: equal for like causes
  std::vector<std::uint32_t> path;  // slots on the kernel's way to its refusal, the last of them
};

struct Judged {
  Verification here;
  std::vector<Finding> findings;  // why Assay refuses; empty where it does not
  Loaded there;
  [[nodiscard]] bool accepted_here() const { return here.accepted(); }
  [[nodiscard]] std::optional<Difference> difference() const;
};

/// Both verdicts. Requires is_compared(contract).
[[nodiscard]] Judged judge(const Program& program, const Contract& contract);

/// The text with every number (decimal or hexadecimal, its sign and the commas between its groups
/// of digits included) as one `#`, cut to 100 characters.
[[nodiscard]] std::string without_numbers(const std::string& text);

/// The slots of the instructions in a log of the kernel's, which tells the way to its refusal and
/// no other.
[[nodiscard]] std::vector<std::uint32_t> path_in(const std::string& log);

}  // namespace assay::kernel
