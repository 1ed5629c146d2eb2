// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "evidence/kernel/probe.hpp"
#include "ir/base/check.hpp"
#include "ir/text/assemble.hpp"

namespace assay::kernel {

Program program_of(const std::string& text) {
  Program program;
  auto instructions = assemble(text);
  ASSAY_CHECK(instructions.ok(), "a probe that does not assemble");
  program.instructions = std::move(instructions).value();
  const auto end = static_cast<std::uint32_t>(program.instructions.size());
  program.functions.push_back({"probe", 0, end});
  program.locations.resize(end);
  return program;
}

std::vector<Probe> access_probes(const Contract& contract) {
  std::vector<Probe> probes;
  for (const unsigned bytes : {1u, 2u, 4u, 8u}) {
    for (std::uint32_t offset = 0; offset < contract.context_size + 8; ++offset) {
      // A large context is alike in the middle.
      if (offset > 512 && offset + 16 < contract.context_size) continue;
      const std::string at = fmt::format("*(u{} *)(r1 + {})", 8 * bytes, offset);
      for (const std::string& text : {"r0 = " + at, at + " = 0", "r2 = 0; " + at + " = r2"})
        probes.push_back({text, program_of(text + "\nr0 = 1\nexit")});
      const ContextField* field = field_at(contract, offset);
      const bool is_number = field != nullptr && field->kind == FieldKind::Scalar;
      if (is_number) probes[probes.size() - 3].loads = bytes;
    }
  }
  return probes;
}

std::vector<Probe> result_probes(const Contract&) {
  std::vector<Probe> probes;
  for (const char* value :
       {"-2147483648", "-2", "-1", "0", "1", "2", "3", "4", "5", "2147483647"}) {
    for (const char* name : {"r0", "w0"}) {
      const std::string text = fmt::format("{} = {}", name, value);
      probes.push_back({text, program_of(text + "\nexit")});
    }
  }
  return probes;
}

}  // namespace assay::kernel
