// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/record.hpp"

#include <algorithm>

#include "evidence/fuzz/targets.hpp"
#include "ir/contract/render.hpp"
#include "ir/contract/validate.hpp"

namespace assay::fuzz {

bool fuzz_record(Bytes input) {
  const auto found = read_records(input);
  if (const auto* fault = std::get_if<RecordFault>(&found)) {
    require(fault->offset <= input.size() && !fault->what.empty(), "a fault says where and what");
    return false;
  }
  const auto& contract = std::get<Contract>(found);
  require(contradictions(contract).empty(), "a contract that is read does not contradict itself");
  require(std::ranges::equal(write_records(contract), input), "one contract has one form");
  static_cast<void>(render_contract(contract));
  return true;
}

}  // namespace assay::fuzz
