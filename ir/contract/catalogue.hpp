// SPDX-License-Identifier: Apache-2.0
// The contracts that a caller offers: those that are built in, those of headers, or any others.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "ir/contract/contract.hpp"

namespace assay {

/// Contracts in a fixed order, each name once. Immutable; copies share the contracts.
class Catalogue {
 public:
  using List = std::vector<std::shared_ptr<const Contract>>;

  /// None.
  Catalogue() = default;
  explicit Catalogue(std::vector<Contract> contracts);

  [[nodiscard]] const List& contracts() const { return contracts_; }
  /// The contract of that full name ("linux/xdp"), or of that unique last part ("lirc_mode2"); null
  /// when none.
  [[nodiscard]] std::shared_ptr<const Contract> find(std::string_view name) const;
  /// The one of that full name, or null.
  [[nodiscard]] std::shared_ptr<const Contract> named(std::string_view name) const;
  /// First those of `more` that have new names, then these.
  [[nodiscard]] Catalogue with(std::vector<Contract> more) const;

 private:
  List contracts_;
};

/// All contracts that are built in.
[[nodiscard]] Catalogue builtin_catalogue();

}  // namespace assay
