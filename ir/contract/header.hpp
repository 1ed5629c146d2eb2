// SPDX-License-Identifier: Apache-2.0
// A platform's contracts as one C header for the authors of sensors: context structs, named values,
// map kinds, helpers. What the header says and what the verifier holds a sensor to are one table.
//
// The header needs no other, so that any clang with `-target bpf` compiles it.
#pragma once

#include <string>
#include <vector>

#include "ir/contract/catalogue.hpp"

namespace assay {

/// The whole header, of the contracts of `platform`, which is Linux or Windows.
[[nodiscard]] std::string render_header(const Catalogue& catalogue, Platform platform);

// ---- parts of the header, for this folder and its tests --------------------------------------

using ContractList = std::vector<const Contract*>;

/// The contracts' names without the platform, variants left out where what they vary is in the
/// list.
[[nodiscard]] std::string hook_names(const ContractList& contracts);
/// The type of C that stands for the contract's context; empty where the platform names none.
[[nodiscard]] std::string context_type_of(const Contract& contract);
/// The struct of contracts that share a context type, with a doc comment, and an assertion of each
/// offset and of the size. A contradiction between the contracts is a fault.
[[nodiscard]] std::string context_struct(const ContractList& sharing);
/// The declarations of every helper that one of the contracts offers, in the order of their ids.
[[nodiscard]] std::string helper_declarations(const ContractList& contracts);

}  // namespace assay
