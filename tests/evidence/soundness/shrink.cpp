// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/shrink.hpp"

#include <chrono>

#include "ir/base/check.hpp"

namespace assay::soundness {
namespace {

bool breaks(const Program& program, const Contract& contract, const JudgeOptions& options) {
  try {
    return judge(program, contract, options).breach.has_value();
  } catch (const InternalFault&) {
    return false;
  }
}

}  // namespace

Program shrink(Program program, const Contract& contract, const JudgeOptions& options,
               double seconds) {
  const auto start = std::chrono::steady_clock::now();
  const auto late = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() >
           seconds;
  };
  JudgeOptions quick = options;
  quick.try_rejected = false;
  for (std::uint32_t size = 16; size > 0; size /= 2) {
    for (auto at = static_cast<std::uint32_t>(program.instructions.size()); at-- > 0;) {
      if (late()) return program;
      if (at + size > program.instructions.size()) continue;
      auto rest = without(program, at, at + size);
      if (rest && breaks(*rest, contract, quick)) program = std::move(*rest);
    }
  }
  return program;
}

}  // namespace assay::soundness
