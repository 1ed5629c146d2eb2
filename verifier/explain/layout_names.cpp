// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/layout_names.hpp"

namespace assay {

std::set<std::string> layout_names(const Program& program, const Basis& basis) {
  std::set<std::string> names;
  for (const std::uint32_t layout : basis.layouts)
    names.insert(program.load_time.layouts.at(layout));
  for (const std::uint32_t index : basis.numbers) {
    const LoadTimeNumber& number = program.load_time.numbers.at(index);
    names.insert(number.layout.empty() ? number.assumed_of : number.layout);
  }
  return names;
}

}  // namespace assay
