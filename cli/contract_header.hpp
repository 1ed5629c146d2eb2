// SPDX-License-Identifier: Apache-2.0
// An annotated C header on the command line, as the contracts of the hooks that it declares.
#pragma once

#include <string>
#include <vector>

#include "cli/c_source.hpp"
#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"

namespace assay {

/// What the header at `path` ("-": standard input) says; of the options, folders, definitions and
/// flags count. Errors: FileUnreadable, LimitExceeded, FrontEndMissing. What is wrong with the
/// header itself stands in the messages.
[[nodiscard]] Result<Extracted> extract_header(const std::string& path,
                                               const CompileOptions& options);

/// The contracts that a command offers, or the exit status that it ends with.
struct ContractHeader {
  Catalogue catalogue;  // those of the header, and those that are built in
  int status = 0;       // not 0: told on standard error
};

/// Reads the header at `path`; none where the path is empty. A hook that is built in already must
/// say the same as the built-in contract: a proof names a contract, and may mean one only.
[[nodiscard]] ContractHeader read_contract_header(const std::string& path,
                                                  const CompileOptions& options);

}  // namespace assay
