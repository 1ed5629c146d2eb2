// SPDX-License-Identifier: Apache-2.0
// An annotated C header as the contracts of the hooks that it declares.
#pragma once

#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"
#include "session/c_source.hpp"

namespace assay {

/// What the header at `path` ("-": standard input) says; of the options, folders, definitions and
/// flags count. Errors: FileUnreadable, LimitExceeded, FrontEndMissing. What is wrong with the
/// header itself stands in the messages.
[[nodiscard]] Result<Extracted> extract_header(const std::string& path,
                                               const CompileOptions& options);

/// What the header of that text says, found in this process: the front end is loaded into it, and
/// nothing but the time limit holds it back. Errors: FrontEndMissing, the first of the messages.
[[nodiscard]] Result<std::vector<Contract>> extract_here(const std::string& name, std::string text,
                                                         const CompileOptions& options);

/// The catalogue with the contracts of the header at `path`, which is only named. A hook that the
/// catalogue has already must say the same there: a proof names a contract, and may mean one only.
/// Error: ContractContradiction.
[[nodiscard]] Result<Catalogue> with_contracts(const Catalogue& catalogue, const std::string& path,
                                               std::vector<Contract> contracts);

}  // namespace assay
