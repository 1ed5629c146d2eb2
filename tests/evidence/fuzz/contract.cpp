// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "evidence/fuzz/targets.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/choose.hpp"
#include "session/contract_map.hpp"
#include "support/builtin.hpp"

namespace assay::fuzz {
namespace {

std::string quoted(const std::string& field) {
  std::string out = "\"";
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string written(const ContractMap& map) {
  std::string text = "object,section,function,program_type\n";
  for (const ContractMapRow& row : map) {
    text += quoted(row.object) + ',' + quoted(row.section) + ',' + quoted(row.function) + ',' +
            quoted(row.program_type) + '\n';
  }
  return text;
}

bool same(const ContractMapRow& a, const ContractMapRow& b) {
  return a.object == b.object && a.section == b.section && a.function == b.function &&
         a.program_type == b.program_type;
}

/// The first row fits a program that it names, and what it says is a contract or an error.
void check_use(const ContractMap& map) {
  Program program;
  program.object = "folder/" + map.front().object;
  program.section = map.front().section;
  program.name = map.front().function;
  const auto type = mapped_program_type(map, program);
  require(type == map.front().program_type, "the first row that fits decides");
  const auto name = contract_of_program_type(test_catalogue(), *type);
  if (!name.ok()) return;
  ContractChoice choice{test_catalogue()};
  choice.name = name.value();
  require(choose_contract(program, choice).ok(), "a program type that is known names a contract");
}

}  // namespace

bool fuzz_contract(Bytes input) {
  const auto map = parse_contract_map("map.csv", text_of(input));
  if (!map.ok()) {
    require(map.error().code == ErrorCode::ContractMapMalformed, "the only error");
    require(map.error().message.starts_with("map.csv:"), "an error says where");
    return false;
  }
  const auto again = parse_contract_map("map.csv", written(map.value()));
  require(again.ok() && std::ranges::equal(again.value(), map.value(), same),
          "what is written anew reads as the same rows");
  if (!map.value().empty()) check_use(map.value());
  return true;
}

}  // namespace assay::fuzz
