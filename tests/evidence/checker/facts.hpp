// SPDX-License-Identifier: Apache-2.0
// The host's contract with one fact of another value, for each fact that a proof may rest on
// (ir/contract/schema.hpp).
#pragma once

#include <functional>
#include <set>
#include <string>

#include "evidence/checker/specimen.hpp"

namespace assay::forge {

/// The names of all facts that a proof may rest on: "map_kind.value_shared".
[[nodiscard]] std::set<std::string> fact_names();
/// Calls hear(name, contract) with each; of helpers and kinds of maps those that the specimen's
/// program uses. False from `hear`: enough of this fact.
void each_denied_fact(const Specimen& specimen,
                      const std::function<bool(const std::string&, const Contract&)>& hear);

}  // namespace assay::forge
