// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/catalogue.hpp"

#include <algorithm>
#include <utility>

#include "ir/contract/builtin_texts.hpp"

namespace assay {

namespace {

/// The part of a contract's name after its platform.
std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

Catalogue::Entries entries_of(std::vector<Contract> contracts) {
  Catalogue::Entries entries;
  entries.reserve(contracts.size());
  for (Contract& contract : contracts)
    entries.push_back(std::make_shared<const CatalogueEntry>(std::move(contract)));
  return entries;
}

/// The entry of that full name, or null.
std::shared_ptr<const CatalogueEntry> entry_named(const Catalogue::Entries& entries,
                                                  std::string_view name) {
  const auto same = [name](const auto& entry) { return entry->head().name == name; };
  const auto found = std::find_if(entries.begin(), entries.end(), same);
  return found == entries.end() ? nullptr : *found;
}

}  // namespace

ContractHead head_of(const Contract& contract) {
  return {contract.name, contract.platform, contract.section_prefixes, contract.context_types,
          contract.variant_of};
}

CatalogueEntry::CatalogueEntry(Contract contract)
    : head_(head_of(contract)), contract_(std::make_shared<const Contract>(std::move(contract))) {}

CatalogueEntry::CatalogueEntry(ContractHead head, std::function<Contract()> make)
    : head_(std::move(head)), make_(std::move(make)) {}

std::shared_ptr<const Contract> CatalogueEntry::contract() const {
  std::call_once(once_, [this] {
    if (contract_ == nullptr) contract_ = std::make_shared<const Contract>(make_());
  });
  return contract_;
}

Catalogue::Catalogue(std::vector<Contract> contracts)
    : Catalogue(entries_of(std::move(contracts))) {}

Catalogue::Catalogue(const Entries& entries) {
  for (const auto& entry : entries) {
    if (entry_named(entries_, entry->head().name) == nullptr) entries_.push_back(entry);
  }
}

std::vector<std::shared_ptr<const Contract>> Catalogue::contracts() const {
  std::vector<std::shared_ptr<const Contract>> all;
  all.reserve(entries_.size());
  for (const auto& entry : entries_) all.push_back(entry->contract());
  return all;
}

std::shared_ptr<const Contract> Catalogue::find(std::string_view name) const {
  std::shared_ptr<const CatalogueEntry> found;
  for (const auto& entry : entries_) {
    if (entry->head().name == name) return entry->contract();
    if (last_part(entry->head().name) != name) continue;
    if (found != nullptr) return nullptr;  // not unique: the platform must be said
    found = entry;
  }
  return found == nullptr ? nullptr : found->contract();
}

std::shared_ptr<const Contract> Catalogue::named(std::string_view name) const {
  const auto entry = entry_named(entries_, name);
  return entry == nullptr ? nullptr : entry->contract();
}

Catalogue Catalogue::with(std::vector<Contract> more) const {
  std::erase_if(more, [this](const Contract& contract) {
    return entry_named(entries_, contract.name) != nullptr;
  });
  Entries all = entries_of(std::move(more));
  all.insert(all.end(), entries_.begin(), entries_.end());
  return Catalogue(all);
}

Catalogue builtin_catalogue() {
  Catalogue::Entries entries;
  for (const BuiltinText& text : builtin_contract_texts()) {
    entries.push_back(std::make_shared<const CatalogueEntry>(
        head_of(builtin_head(text)), [&text] { return builtin_contract(text); }));
  }
  return Catalogue(entries);
}

}  // namespace assay
