// SPDX-License-Identifier: Apache-2.0
#include "kernel/difference.hpp"

#include <fmt/format.h>

#include "verifier/engine/verify.hpp"

namespace assay::kernel {

std::string without_numbers(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !out.empty() && out.back() == '#') continue;
    out += digit ? '#' : c;
  }
  return out.substr(0, 100);
}

std::optional<Difference> Judged::difference() const {
  if (accepted_here() == there.program.ok()) return std::nullopt;
  if (accepted_here()) return Difference{Side::OnlyAssay, without_numbers(there.why)};
  const Finding& first = here.findings.front();
  return Difference{Side::OnlyKernel,
                    fmt::format("{} {}", error_id(first.code), without_numbers(first.message))};
}

Judged judge(const Program& program, const Contract& contract) {
  return {verify(program, contract, {}), load(program, contract)};
}

}  // namespace assay::kernel
