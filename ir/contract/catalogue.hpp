// SPDX-License-Identifier: Apache-2.0
// The contracts that a caller offers: those that are built in, those of headers, or any others.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/contract.hpp"

namespace assay {

/// What chooses a contract: the facts of Contract of the same names.
struct ContractHead {
  std::string name;
  Platform platform = Platform::Generic;
  std::vector<std::string> section_prefixes;
  std::vector<std::string> context_types;
  std::string variant_of;
};
[[nodiscard]] ContractHead head_of(const Contract& contract);

/// A contract that is made when it is first asked for. Threads may ask at once.
class CatalogueEntry {
 public:
  explicit CatalogueEntry(Contract contract);
  /// `make` gives the contract of that head, and is called once at most.
  CatalogueEntry(ContractHead head, std::function<Contract()> make);

  [[nodiscard]] const ContractHead& head() const { return head_; }
  [[nodiscard]] std::shared_ptr<const Contract> contract() const;

 private:
  ContractHead head_;
  std::function<Contract()> make_;
  mutable std::once_flag once_;
  mutable std::shared_ptr<const Contract> contract_;
};

/// Contracts in a fixed order, each name once. Copies share the contracts.
class Catalogue {
 public:
  using Entries = std::vector<std::shared_ptr<const CatalogueEntry>>;

  /// None.
  Catalogue() = default;
  explicit Catalogue(std::vector<Contract> contracts);
  /// Those whose names stand before do not count.
  explicit Catalogue(const Entries& entries);

  [[nodiscard]] const Entries& entries() const { return entries_; }
  /// All of them, made.
  [[nodiscard]] std::vector<std::shared_ptr<const Contract>> contracts() const;
  /// The contract of that full name ("linux/xdp"), or of that unique last part ("lirc_mode2"); null
  /// when none.
  [[nodiscard]] std::shared_ptr<const Contract> find(std::string_view name) const;
  /// The one of that full name, or null.
  [[nodiscard]] std::shared_ptr<const Contract> named(std::string_view name) const;
  /// First those of `more` that have new names, then these.
  [[nodiscard]] Catalogue with(std::vector<Contract> more) const;

 private:
  Entries entries_;
};

/// All contracts that are built in. Each is read when it is first asked for.
[[nodiscard]] Catalogue builtin_catalogue();

}  // namespace assay
