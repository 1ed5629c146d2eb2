// SPDX-License-Identifier: Apache-2.0
#include "ir/program/program.hpp"

#include "ir/base/check.hpp"

namespace assay {

std::size_t function_at(const Program& program, std::uint32_t slot) {
  for (std::size_t i = 0; i < program.functions.size(); ++i) {
    const Function& f = program.functions[i];
    if (slot >= f.begin && slot < f.end) return i;
  }
  internal_fault(__FILE__, __LINE__, "slot outside every function");
}

CodePlace code_place(const Program& program, std::uint32_t slot) {
  const Function& function = program.functions[function_at(program, slot)];
  return {function.first.section, function.first.slot + (slot - function.begin)};
}

}  // namespace assay
