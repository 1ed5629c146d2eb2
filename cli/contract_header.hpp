// SPDX-License-Identifier: Apache-2.0
// --contract-header: the contracts that a command offers.
#pragma once

#include <string>

#include "ir/contract/catalogue.hpp"
#include "session/c_source.hpp"

namespace assay {

/// The contracts that a command offers, or the exit status that it ends with.
struct ContractHeader {
  Catalogue catalogue;  // those of the header, and those that are built in
  int status = 0;       // not 0: told on standard error
};

/// Reads the header at `path`; none where the path is empty.
[[nodiscard]] ContractHeader read_contract_header(const std::string& path,
                                                  const CompileOptions& options);

}  // namespace assay
