// SPDX-License-Identifier: Apache-2.0
// The built-in contracts as one list, and look-ups in a contract.
#include <algorithm>

#include "ir/contract/contract.hpp"
#include "ir/contract/enumerators.hpp"
#include "ir/contract/tables.hpp"

namespace assay {

namespace {

std::vector<Contract> build() {
  std::vector<Contract> all;
  for (Contract& contract : tables::windows_contracts()) all.push_back(std::move(contract));
  for (Contract& contract : tables::linux_contracts()) all.push_back(std::move(contract));
  all.push_back(tables::unspec_contract());
  return all;
}

/// The part of a contract's name after its platform.
std::string_view last_part(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

}  // namespace

const std::vector<Contract>& builtin_contracts() {
  static const std::vector<Contract> contracts = build();
  return contracts;
}

std::string_view platform_name(Platform platform) { return schema::word_of(platform); }

const Contract* find_contract(std::string_view name) {
  const Contract* found = nullptr;
  for (const Contract& contract : builtin_contracts()) {
    if (contract.name == name) return &contract;
    if (last_part(contract.name) != name) continue;
    if (found != nullptr) return nullptr;  // not unique: the platform must be said
    found = &contract;
  }
  return found;
}

const Contract* find_contract(std::string_view name, Platform platform) {
  for (const Contract& contract : builtin_contracts()) {
    if (contract.platform != platform && contract.platform != Platform::Generic) continue;
    if (contract.name == name || last_part(contract.name) == name) return &contract;
  }
  return nullptr;
}

const Helper* find_helper(const Contract& contract, std::uint32_t id) {
  const auto found = std::lower_bound(
      contract.helpers.begin(), contract.helpers.end(), id,
      [](const Helper& helper, std::uint32_t wanted) { return helper.id < wanted; });
  return found != contract.helpers.end() && found->id == id ? &*found : nullptr;
}

const MapKind* find_map_kind(const Contract& contract, std::uint32_t number) {
  const auto found = std::lower_bound(
      contract.map_kinds.begin(), contract.map_kinds.end(), number,
      [](const MapKind& kind, std::uint32_t wanted) { return kind.number < wanted; });
  return found != contract.map_kinds.end() && found->number == number ? &*found : nullptr;
}

const ContextField* field_at(const Contract& contract, std::uint32_t offset) {
  for (const ContextField& field : contract.fields) {
    if (offset >= field.offset && offset - field.offset < field.size) return &field;
  }
  return nullptr;
}

}  // namespace assay
