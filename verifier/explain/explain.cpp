// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/explain.hpp"

#include <optional>

#include "ir/base/errors.hpp"
#include "verifier/explain/case.hpp"

namespace assay {
namespace {

/// What is tried for findings of a code, in this order, until one explains.
struct Explanation {
  ErrorCode code;
  bool (*explains)(const Case&, Finding&);
};
constexpr Explanation kExplanations[] = {
    {ErrorCode::OutOfBounds, explain_double_fetch},
    {ErrorCode::OutOfBounds, explain_wrapping_sum},
    {ErrorCode::StackOutOfBounds, explain_double_fetch},
    {ErrorCode::StackOutOfBounds, explain_wrapping_sum},
    {ErrorCode::ArgumentSizeUnbounded, explain_double_fetch},
    {ErrorCode::ArgumentSizeUnbounded, explain_wrapping_sum},
    {ErrorCode::ContextPointerModified, explain_merged_reads},
    {ErrorCode::RegisterUninitialised, explain_missing_result},
    {ErrorCode::FunctionUnresolved, explain_kernel_function},
};

void explain_finding(const Program& program, const Contract& contract, Finding& finding) {
  const auto slot = slot_in(finding.where);
  if (!slot) return;
  std::optional<ValueFlow> flow;
  for (const Explanation& row : kExplanations) {
    if (row.code != finding.code) continue;
    if (!flow) flow = ValueFlow::of(program, *slot);
    if (!flow) return;
    if (!row.explains({contract, *flow, *slot}, finding)) continue;
    finding.stack.reset();  // told by its cause, no longer by its bytes (stack_words.hpp)
    return;
  }
}

}  // namespace

void explain(const Program& program, const Contract& contract, std::vector<Finding>& findings) {
  for (Finding& finding : findings) explain_finding(program, contract, finding);
}

}  // namespace assay
