// SPDX-License-Identifier: Apache-2.0
// One refused instruction with the code around it, and what explanations ask of it.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "verifier/explain/finding.hpp"
#include "verifier/explain/value_flow.hpp"

namespace assay {

/// References outlive the explanation.
struct Case {
  const Contract& contract;
  const ValueFlow& flow;
  std::uint32_t slot = 0;  // of the refused instruction
};

/// A conditional jump of which one way alone leads to the refused instruction.
struct Guard {
  std::uint32_t slot = 0;
  Branch way{};                     // which leads to the instruction
  std::set<std::uint32_t> sources;  // of the numbers compared
};
/// All of them; nothing where there are too many to look at.
[[nodiscard]] std::optional<std::vector<Guard>> guards_of(const Case& c);

/// Every definition that the address and the sizes of the refused access are computed from; nothing
/// where there are too many.
[[nodiscard]] std::optional<std::set<std::uint32_t>> sources_of_access(const Case& c);

/// The definition at `slot` is certain to give an address, not a number.
[[nodiscard]] bool gives_address(const Case& c, std::uint32_t slot);

/// Each explains the finding and says whether it did.
[[nodiscard]] bool explain_double_fetch(const Case& c, Finding& finding);
[[nodiscard]] bool explain_wrapping_sum(const Case& c, Finding& finding);
[[nodiscard]] bool explain_merged_reads(const Case& c, Finding& finding);
[[nodiscard]] bool explain_missing_result(const Case& c, Finding& finding);
[[nodiscard]] bool explain_kernel_function(const Case& c, Finding& finding);

}  // namespace assay
