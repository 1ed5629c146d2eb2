// SPDX-License-Identifier: Apache-2.0
#include "cli/judge_options.hpp"

#include <utility>

#include "session/read_text.hpp"

namespace assay {

Result<JudgeOptions> judge_options(const VerifyArguments& arguments, const ContractHeader& header) {
  JudgeOptions options;
  options.catalogue = header.catalogue;
  if (arguments.platform == "linux") options.platform = Platform::Linux;
  if (arguments.platform == "windows") options.platform = Platform::Windows;
  if (!arguments.contract.empty()) {
    Result<std::string> name =
        full_contract_name(options.catalogue, arguments.contract, options.platform);
    if (!name.ok()) return name.error();
    options.contract = std::move(name).value();
  }
  options.execution = arguments.execution;
  if (arguments.max_instructions != 0) options.max_instructions = arguments.max_instructions;
  if (arguments.contract_map.empty()) return options;
  const Result<std::string> text = read_text(arguments.contract_map);
  if (!text.ok()) return text.error();
  Result<ContractMap> map = parse_contract_map(arguments.contract_map, text.value());
  if (!map.ok()) return map.error();
  options.contract_map = std::move(map).value();
  return options;
}

}  // namespace assay
