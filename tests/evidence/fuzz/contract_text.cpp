// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/targets.hpp"
#include "ir/contract/record.hpp"
#include "ir/contract/text_form.hpp"

namespace assay::fuzz {

bool fuzz_contract_text(Bytes input) {
  const auto found = read_text(text_of(input));
  if (const auto* fault = std::get_if<TextFault>(&found)) {
    require(fault->line > 0 && fault->column > 0 && !fault->what.empty(),
            "a fault says where and what");
    return false;
  }
  const auto& contract = std::get<Contract>(found);
  const std::string text = write_text(contract);
  const auto again = read_text(text);
  require(std::holds_alternative<Contract>(again), "what is written reads");
  require(write_records(std::get<Contract>(again)) == write_records(contract),
          "what is written reads as the same contract");
  require(write_text(std::get<Contract>(again)) == text, "and is written so again");
  return true;
}

}  // namespace assay::fuzz
