// SPDX-License-Identifier: Apache-2.0
// Which contract a program is verified under: the one that is named, else that of its section.
//
// `unspec` is chosen by name only, because it has no section and no context type.
#include "ir/contract/choose.hpp"

#include <fmt/format.h>

#include <string_view>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "ir/contract/candidates.hpp"
#include "ir/contract/linux_lsm_contracts.hpp"
#include "ir/contract/linux_sections.hpp"

namespace assay {

namespace {

bool allowed(const ContractHead& contract, const ContractChoice& choice) {
  return !choice.platform || contract.platform == *choice.platform ||
         contract.platform == Platform::Generic;
}

std::string_view short_name(const ContractHead& contract) {
  return std::string_view(contract.name).substr(contract.name.rfind('/') + 1);
}

/// A name means a program type; where the section names an attach point of it, that variant is
/// meant.
Result<ChosenContract> variant_for(const std::shared_ptr<const CatalogueEntry>& named,
                                   std::string_view section, const Candidates& all) {
  std::shared_ptr<const CatalogueEntry> best = named;
  std::size_t longest = prefix_length(named->head(), section);
  for (const auto& entry : all) {
    if (entry->head().variant_of != named->head().name) continue;
    const std::size_t length = prefix_length(entry->head(), section);
    if (length <= longest) continue;
    longest = length;
    best = entry;
  }
  // Else it is a name for a section that says nothing of it.
  if (longest == 0) return ChosenContract{best->contract()};
  const auto attached = tables::at_attach_point(best->contract(), section);
  if (!attached.ok()) return ChosenContract{best->contract()};
  return ChosenContract{attached.value()};
}

Error unknown_name(const ContractChoice& choice, const Candidates& all) {
  std::vector<std::string> words;
  for (const auto& entry : all) {
    if (!allowed(entry->head(), choice)) continue;
    words.push_back(entry->head().name);
    words.emplace_back(short_name(entry->head()));
  }
  const std::string near = nearest_word(choice.name, words);
  return Error{
      ErrorCode::ContractUnknown,
      fmt::format("no contract is named {}{}; `assay contract list` shows all", choice.name,
                  near.empty() ? "" : fmt::format(" (the nearest is {})", near))};
}

Result<ChosenContract> choose_by_name(const ContractChoice& choice, std::string_view section) {
  const Candidates& all = choice.catalogue.entries();
  Candidates fitting;
  for (const auto& entry : all) {
    const ContractHead& contract = entry->head();
    if (contract.name == choice.name && !allowed(contract, choice)) {
      return Error{ErrorCode::ContractUnknown,
                   fmt::format("contract {} is not of platform {}", contract.name,
                               platform_name(*choice.platform))};
    }
    if (contract.name == choice.name) return variant_for(entry, section, all);
    if (short_name(contract) == choice.name && allowed(contract, choice)) fitting.push_back(entry);
  }
  if (fitting.empty()) return unknown_name(choice, all);
  const auto settled = settle(fitting, fmt::format("contract name {}", choice.name));
  if (!settled.ok()) return settled.error();
  return variant_for(settled.value(), section, all);
}

}  // namespace

Result<ChosenContract> choose_contract(const Program& program, const ContractChoice& choice) {
  if (!choice.name.empty()) return choose_by_name(choice, program.section);
  return choose_by_section(program, choice);
}

std::vector<std::string> known_sections(const ContractChoice& choice) {
  std::vector<std::string> names;
  for (const auto& entry : choice.catalogue.entries()) {
    const ContractHead& contract = entry->head();
    if (!allowed(contract, choice)) continue;
    names.insert(names.end(), contract.section_prefixes.begin(), contract.section_prefixes.end());
  }
  if (choice.platform == Platform::Windows) return names;
  for (const tables::LinuxSection& section : tables::linux_sections()) {
    names.emplace_back(section.name);
  }
  return names;
}

}  // namespace assay
