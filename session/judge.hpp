// SPDX-License-Identifier: Apache-2.0
// One program to its report: the choice of its contract, then the verifier.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ir/base/errors.hpp"
#include "ir/contract/choose.hpp"
#include "session/contract_map.hpp"
#include "session/input.hpp"
#include "verifier/report/report.hpp"

namespace assay {

/// What the user says about contracts and limits, for every program alike.
struct JudgeOptions {
  Catalogue catalogue;               // the contracts that there are
  std::string contract;              // --contract: the full name of a contract, or empty
  std::optional<Platform> platform;  // --platform
  ContractMap contract_map;          // --contract-map
  std::optional<std::uint64_t> max_instructions;  // --max-instructions
  std::string execution;  // --execution: the one way that is judged, or empty: all
};

/// The full name of the contract that `name` means without any program. Error: UsageError, because
/// a name decides alone, whatever the program: a wrong one is a slip of whoever gave it.
[[nodiscard]] Result<std::string> full_contract_name(const Catalogue& catalogue,
                                                     const std::string& name,
                                                     std::optional<Platform> platform);

/// The contract of a candidate that has a program: --contract, then the contract map, then what the
/// file itself names, then its section. Errors: those of choose_contract.
[[nodiscard]] Result<ChosenContract> contract_of(const Candidate& candidate,
                                                 const JudgeOptions& options);

/// The completed report of one candidate. Never throws: an InternalFault becomes an outcome of
/// class internal.
[[nodiscard]] ProgramReport judge(const Candidate& candidate, const JudgeOptions& options);

/// The report of a whole file that cannot be used.
[[nodiscard]] ProgramReport report_of_file(const std::string& file, const Error& error);

/// Calls `work`, which returns a T, and turns an exception into an Error: InternalError for
/// anything that escapes.
template <class T, class Work>
[[nodiscard]] Result<T> contained(Work&& work) {
  try {
    return work();
  } catch (const std::exception& fault) {
    return Error{ErrorCode::InternalError, fault.what()};
  }
}

}  // namespace assay
