// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/catalogue.hpp"

#include <utility>

#include "ir/contract/tables.hpp"

namespace assay {

namespace {

/// The part of a contract's name after its platform.
std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

}  // namespace

Catalogue::Catalogue(std::vector<Contract> contracts) {
  for (Contract& contract : contracts) {
    if (named(contract.name) == nullptr)
      contracts_.push_back(std::make_shared<const Contract>(std::move(contract)));
  }
}

std::shared_ptr<const Contract> Catalogue::find(std::string_view name) const {
  std::shared_ptr<const Contract> found;
  for (const auto& contract : contracts_) {
    if (contract->name == name) return contract;
    if (last_part(contract->name) != name) continue;
    if (found != nullptr) return nullptr;  // not unique: the platform must be said
    found = contract;
  }
  return found;
}

std::shared_ptr<const Contract> Catalogue::named(std::string_view name) const {
  for (const auto& contract : contracts_) {
    if (contract->name == name) return contract;
  }
  return nullptr;
}

Catalogue Catalogue::with(std::vector<Contract> more) const {
  std::erase_if(more, [this](const Contract& contract) { return named(contract.name) != nullptr; });
  Catalogue all(std::move(more));
  all.contracts_.insert(all.contracts_.end(), contracts_.begin(), contracts_.end());
  return all;
}

Catalogue builtin_catalogue() {
  std::vector<Contract> all = tables::windows_contracts();
  for (Contract& contract : tables::linux_contracts()) all.push_back(std::move(contract));
  all.push_back(tables::unspec_contract());
  return Catalogue(std::move(all));
}

}  // namespace assay
