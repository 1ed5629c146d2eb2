// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/difference.hpp"

#include <fmt/format.h>

#include <regex>

#include "ir/base/errors.hpp"
#include "verifier/explain/findings.hpp"

namespace assay::kernel {

std::string without_numbers(const std::string& text) {
  // Hexadecimal, or decimal in groups of three; a sign belongs to it where nothing stands before.
  static const std::regex number(R"((0x[0-9a-f]+|[0-9]+(,[0-9]{3})*))");
  static const std::regex signed_one(R"((^|[ (=+])-#)");
  constexpr std::size_t kLongest = 100;
  const std::string unsigned_ones = std::regex_replace(text, number, "#");
  return std::regex_replace(unsigned_ones, signed_one, "$1#").substr(0, kLongest);
}

std::vector<std::uint32_t> path_in(const std::string& log) {
  static const std::regex instruction(R"((?:^|\n)([0-9]{1,9}): \()");
  std::vector<std::uint32_t> path;
  for (std::sregex_iterator at(log.begin(), log.end(), instruction), end; at != end; ++at)
    path.push_back(static_cast<std::uint32_t>(std::stoul((*at)[1])));
  return path;
}

std::optional<Difference> Judged::difference() const {
  if (accepted_here() == there.program.ok()) return std::nullopt;
  if (accepted_here())
    return Difference{Side::OnlyAssay, without_numbers(there.why), path_in(there.log_end)};
  const Finding& first = findings.front();
  return Difference{Side::OnlyKernel,
                    fmt::format("{} {}", error_id(first.code), without_numbers(first.message)),
                    {}};
}

Judged judge(const Program& program, const Contract& contract) {
  Judged judged;
  judged.here = verify(program, contract, {});
  judged.findings = findings_of(program, contract, judged.here);
  judged.there = load(program, contract);
  return judged;
}

}  // namespace assay::kernel
