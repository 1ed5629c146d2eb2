// SPDX-License-Identifier: Apache-2.0
// --contract-map: a table that says which program of which object is written for which hook.
//
// Comma-separated values (RFC 4180) with a header line. The columns object, section, function and
// program_type are used, others are ignored. A program type is the name of a Linux program type
// ("sched_cls") or the full name of a contract ("windows/process").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// One row. Empty section or function fits any.
struct ContractMapRow {
  std::string object;  // suffix of the object's path, at a component boundary
  std::string section;
  std::string function;
  std::string program_type;
};
using ContractMap = std::vector<ContractMapRow>;

/// `path` is only named in messages. Error: ContractMapMalformed, with the line.
[[nodiscard]] Result<ContractMap> parse_contract_map(const std::string& path,
                                                     std::string_view text);

/// The program type of the first row that fits, or nullopt. No row is a guess.
[[nodiscard]] std::optional<std::string> mapped_program_type(const ContractMap& map,
                                                             const Program& program);

/// The contract that a program type of a map names, or ContractUnknown.
[[nodiscard]] Result<std::string> contract_of_program_type(const Catalogue& catalogue,
                                                           const std::string& program_type);

}  // namespace assay
