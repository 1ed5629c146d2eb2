// SPDX-License-Identifier: Apache-2.0
// Packages for tests: small, and with one of everything.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "ir/package/pack.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay::test {

inline Map table(std::string name, std::uint32_t kind = 2) {
  Map map;
  map.name = std::move(name);
  map.kind = kind;
  map.key_size = 4;
  map.value_size = 8;
  map.max_entries = 16;
  return map;
}

inline Map data(std::string name, std::vector<std::uint8_t> contents) {
  Map map = table(std::move(name));
  map.value_size = static_cast<std::uint32_t>(contents.size());
  map.max_entries = 1;
  map.is_data = true;
  map.contents = std::move(contents);
  return map;
}

inline Map read_only(std::string name, std::vector<std::uint8_t> contents) {
  Map map = data(std::move(name), std::move(contents));
  map.read_only = true;
  return map;
}

/// A program of one function.
inline Program program_of(std::string name, std::string_view text, std::vector<Map> maps = {}) {
  Program program;
  auto instructions = assemble(text);
  ASSAY_CHECK(instructions.ok(), "a test's program does not assemble");
  program.name = std::move(name);
  program.section = "xdp";
  program.instructions = std::move(instructions).value();
  program.functions = {{program.name, 0, static_cast<std::uint32_t>(program.instructions.size())}};
  program.maps = std::move(maps);
  return program;
}

inline ProvedProgram proved(Program program) {
  ProvedProgram out;
  out.program = std::make_shared<const Program>(std::move(program));
  out.contract = test_catalogue().named("linux/xdp");
  out.worst_case = out.program->instructions.size();
  out.certificate_of_way = {0};
  out.certificates = {{}};
  return out;
}

inline PackageIdentity identity() { return {"sensor", 3, "assay", "0.1.0", 0}; }

inline SealedPackage packed(const std::vector<ProvedProgram>& programs) {
  Result<SealedPackage> out = pack(identity(), programs);
  if (!out.ok()) internal_fault(__FILE__, __LINE__, out.error().message);
  return std::move(out).value();
}

/// Two functions, a table, a map of maps, variables, read-only data with a setting, kept bytes.
inline SealedPackage rich_package() {
  Map inner = table("held");
  Map outer = table("holds", 13);
  outer.value_size = 4;
  outer.inner = 1;
  Map timed = table("timed");
  timed.value_size = 32;
  timed.special_fields = {{SpecialFieldKind::Timer, 8, 16}};
  Map constants = read_only(".rodata", {1, 2, 3, 4, 5, 6, 7, 8});
  constants.contents_from = ContentsFrom::Settings;
  constants.layout = std::make_shared<const DataLayout>(
      DataLayout{{{"fixed", 0, 4, false}, {"setting", 4, 4, true}}});
  Program program =
      program_of("first",
                 "r1 = map[0]\nr1 = map[2]\nr1 = map_value[3] + 4\nr1 = map_value[4] + 0\n"
                 "r1 = 0x1122334455667788 ll\nif r1 > 5 goto L12\nr0 = 1\nL12:\ncall L15\nr0 = 2\n"
                 "exit\nL15:\nr0 = 1\nexit\n",
                 {outer, inner, timed, constants, data(".data", {0, 0, 9, 0})});
  program.functions = {{"first", 0, 15}, {"helper", 15, 17}};
  ProvedProgram first = proved(std::move(program));
  first.certificate_of_way = {0, 1, 0};
  first.certificates = {{1, 2, 3}, {4}};
  return packed({first, proved(program_of("second", "r0 = 2\nexit\n"))});
}

}  // namespace assay::test
