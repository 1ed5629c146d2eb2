// SPDX-License-Identifier: Apache-2.0
// Every fact of a contract that a proof may rest on, each with the place where the platform
// promises it: docs/contracts.md is written from this, and a test asks each built-in contract for
// its places.
#pragma once

#include <string>
#include <vector>

#include "ir/contract/catalogue.hpp"

namespace assay {

enum class PromiseOf : std::uint8_t { Context, Region, Result, Policy, Limits, MapKind, Helper };

struct Promise {
  PromiseOf of{};
  std::string subject;  // "region packet", "helper 26 skb_load_bytes"
  std::string fact;     // what holds, in the words of `assay contract show`
  std::string source;   // where the platform says so; empty: nowhere that the contract names
};

/// All promises of the contract, in the order of its tables.
[[nodiscard]] std::vector<Promise> promises_of(const Contract& contract);

/// docs/contracts.md: the promises of all contracts as tables. What contracts of one
/// platform share (kinds of map, helpers) stands once.
[[nodiscard]] std::string render_promises(const Catalogue& catalogue);

}  // namespace assay
