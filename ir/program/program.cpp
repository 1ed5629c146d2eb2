// SPDX-License-Identifier: Apache-2.0
#include "ir/program/program.hpp"

#include <algorithm>

#include "ir/base/check.hpp"

namespace assay {

bool contents_hold(const Map& map, std::uint64_t offset, std::uint64_t size) {
  const std::uint64_t held = map.contents.size();
  if (held != map.value_size || offset > held || size > held - offset) return false;
  switch (map.contents_from) {
    case ContentsFrom::Object:
    case ContentsFrom::Recorded:
      return true;
    case ContentsFrom::Any:
      return false;
    case ContentsFrom::Settings:
      break;
  }
  if (map.layout == nullptr) return false;
  return std::none_of(map.layout->variables.begin(), map.layout->variables.end(),
                      [&](const DataVariable& v) {
                        return v.is_setting && v.offset < offset + size &&
                               offset < std::uint64_t{v.offset} + v.size;
                      });
}

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
