// SPDX-License-Identifier: Apache-2.0
// The built-in contracts for tests, which may share one catalogue.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/catalogue.hpp"

namespace assay {

inline const Catalogue& test_catalogue() {
  static const Catalogue catalogue = builtin_catalogue();
  return catalogue;
}

/// As Catalogue::find.
inline const Contract* find_contract(std::string_view name) {
  return test_catalogue().find(name).get();
}

/// The same of one that must be there. Throws.
inline const Contract& contract_named(std::string_view name) {
  const Contract* found = find_contract(name);
  if (found == nullptr) throw std::runtime_error("no contract " + std::string(name));
  return *found;
}

inline const std::vector<Contract>& builtin_contracts() {
  static const std::vector<Contract> contracts = [] {
    std::vector<Contract> all;
    for (const auto& contract : test_catalogue().contracts()) all.push_back(*contract);
    return all;
  }();
  return contracts;
}

}  // namespace assay
