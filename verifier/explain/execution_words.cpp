// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/execution_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace assay {
namespace {

/// "native", "jit and interpreter"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : name == names.back() ? " and " : ", ") + name;
  return text;
}

}  // namespace

void tell_ways(std::span<const ExecutionCase> cases, const std::vector<std::size_t>& ways,
               Finding& finding) {
  if (ways.size() == cases.size()) return;
  std::vector<std::string> here;
  std::vector<std::string> elsewhere;
  for (std::size_t way = 0; way < cases.size(); ++way) {
    auto& names = std::ranges::binary_search(ways, way) ? here : elsewhere;
    names.insert(names.end(), cases[way].names.begin(), cases[way].names.end());
  }
  finding.notes.push_back(
      {Whole{}, fmt::format("this holds only for the way{} of execution {}; to judge another "
                            "way by itself, use --execution {}",
                            here.size() == 1 ? "" : "s", listed(here), elsewhere.front())});
  for (const std::size_t way : ways) {
    for (const std::string& difference : differences_of(execution_of(cases[way].contract)))
      finding.notes.push_back(
          {Whole{}, fmt::format("{}: {}", listed(cases[way].names), difference)});
  }
}

}  // namespace assay
