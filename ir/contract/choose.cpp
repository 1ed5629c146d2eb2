// SPDX-License-Identifier: Apache-2.0
// Which contract a program is verified under: name, context type, platform and section, section.
//
// Never a guess: whatever leaves two contracts is an error that says how to decide. `unspec` is
// chosen by name only, because it has no section and no context type.
#include <fmt/format.h>

#include <algorithm>

#include "ir/base/nearest.hpp"
#include "ir/contract/contract.hpp"

namespace assay {

namespace {

using Candidates = std::vector<const Contract*>;

bool allowed(const Contract& contract, const ContractChoice& choice) {
  return !choice.platform || contract.platform == *choice.platform ||
         contract.platform == Platform::Generic;
}

/// All contracts that the user may mean. One of a header that is also built in is the same.
Candidates offered(const ContractChoice& choice) {
  Candidates all;
  if (choice.from_header != nullptr) {
    for (const Contract& contract : *choice.from_header) {
      const Contract* same = find_contract(contract.name, contract.platform);
      if (same == nullptr || same->name != contract.name) all.push_back(&contract);
    }
  }
  for (const Contract& contract : builtin_contracts()) all.push_back(&contract);
  return all;
}

std::string_view short_name(const Contract& contract) {
  return std::string_view(contract.name).substr(contract.name.rfind('/') + 1);
}

std::string names(const Candidates& candidates) {
  std::string text;
  for (const Contract* contract : candidates) text += (text.empty() ? "" : ", ") + contract->name;
  return text;
}

/// Length of the longest of the contract's prefixes that fits the section; 0 when none does.
std::size_t prefix_length(const Contract& contract, std::string_view section) {
  std::size_t longest = 0;
  for (const std::string& prefix : contract.section_prefixes) {
    const bool fits =
        section == prefix || (section.size() > prefix.size() && section.starts_with(prefix) &&
                              section[prefix.size()] == '/');
    if (fits) longest = std::max(longest, prefix.size());
  }
  return longest;
}

/// Those whose section prefix fits; on each platform only the ones with the longest fit.
Candidates by_section(const Candidates& candidates, std::string_view section) {
  Candidates fitting;
  for (const Contract* contract : candidates) {
    const std::size_t length = prefix_length(*contract, section);
    const bool beaten =
        std::any_of(candidates.begin(), candidates.end(), [&](const Contract* other) {
          return other->platform == contract->platform && prefix_length(*other, section) > length;
        });
    if (length > 0 && !beaten) fitting.push_back(contract);
  }
  return fitting;
}

Candidates by_type(const Candidates& candidates, const std::string& type) {
  Candidates fitting;
  if (type.empty()) return fitting;
  for (const Contract* contract : candidates) {
    const std::vector<std::string>& types = contract->context_types;
    if (std::find(types.begin(), types.end(), type) != types.end()) fitting.push_back(contract);
  }
  return fitting;
}

bool many_platforms(const Candidates& candidates) {
  return std::any_of(candidates.begin(), candidates.end(), [&](const Contract* contract) {
    return contract->platform != candidates.front()->platform;
  });
}

/// One contract of several that fit, or an error that says how to choose.
Result<const Contract*> settle(const Candidates& fitting, const std::string& what) {
  ASSAY_CHECK(!fitting.empty(), "nothing to settle");
  if (fitting.size() == 1) return fitting.front();
  const std::string how = many_platforms(fitting)
                              ? "say --platform linux or --platform windows, or --contract NAME"
                              : "say --contract NAME";
  return Error{ErrorCode::ContractAmbiguous,
               fmt::format("{} fits {}: {}", what, names(fitting), how)};
}

/// A name means a program type; where the section names an attach point of it, that variant is
/// meant.
const Contract* variant_for(const Contract& named, std::string_view section,
                            const Candidates& all) {
  const Contract* best = &named;
  std::size_t longest = prefix_length(named, section);
  for (const Contract* contract : all) {
    if (contract->variant_of != named.name) continue;
    const std::size_t length = prefix_length(*contract, section);
    if (length <= longest) continue;
    longest = length;
    best = contract;
  }
  return best;
}

Error unknown_name(const ContractChoice& choice, const Candidates& all) {
  std::vector<std::string> words;
  for (const Contract* contract : all) {
    if (!allowed(*contract, choice)) continue;
    words.push_back(contract->name);
    words.emplace_back(short_name(*contract));
  }
  const std::string near = nearest_word(choice.name, words);
  return Error{
      ErrorCode::ContractUnknown,
      fmt::format("no contract is named {}{}; `assay contract list` shows all", choice.name,
                  near.empty() ? "" : fmt::format(" (the nearest is {})", near))};
}

Result<const Contract*> choose_by_name(const ContractChoice& choice, std::string_view section) {
  const Candidates all = offered(choice);
  Candidates fitting;
  for (const Contract* contract : all) {
    if (contract->name == choice.name && !allowed(*contract, choice)) {
      return Error{ErrorCode::ContractUnknown,
                   fmt::format("contract {} is not of platform {}", contract->name,
                               platform_name(*choice.platform))};
    }
    if (contract->name == choice.name) return variant_for(*contract, section, all);
    if (short_name(*contract) == choice.name && allowed(*contract, choice))
      fitting.push_back(contract);
  }
  if (fitting.empty()) return unknown_name(choice, all);
  const Result<const Contract*> settled =
      settle(fitting, fmt::format("contract name {}", choice.name));
  if (!settled.ok()) return settled;
  return variant_for(*settled.value(), section, all);
}

/// The contracts that the program's context type leaves: the section narrows them, and where it
/// says nothing the variants give way to what they vary.
Candidates narrow_by_section(Candidates fitting, const std::string& section) {
  const Candidates narrowed = by_section(fitting, section);
  if (!narrowed.empty()) return narrowed;
  std::erase_if(fitting, [](const Contract* contract) { return !contract->variant_of.empty(); });
  return fitting;
}

Error unknown_section(const Program& program, const Candidates& candidates) {
  std::vector<std::string> words;
  for (const Contract* contract : candidates) {
    words.insert(words.end(), contract->section_prefixes.begin(), contract->section_prefixes.end());
  }
  const std::string near = nearest_word(program.section, words);
  return Error{
      ErrorCode::ContractUnknown,
      fmt::format(
          "no contract has section {}{}: say --contract NAME, or name the section after the hook",
          program.section, near.empty() ? "" : fmt::format(" (the nearest is {})", near))};
}

}  // namespace

Result<const Contract*> choose_contract(const Program& program, const ContractChoice& choice) {
  if (!choice.name.empty()) return choose_by_name(choice, program.section);
  Candidates candidates;
  for (const Contract* contract : offered(choice)) {
    if (contract->platform != Platform::Generic && allowed(*contract, choice))
      candidates.push_back(contract);
  }
  // A typedef is the stronger sign: both platforms share struct tags, but no typedef.
  for (const std::string& type : {program.context_typedef, program.context_type}) {
    const Candidates typed = narrow_by_section(by_type(candidates, type), program.section);
    if (!typed.empty())
      return settle(typed, fmt::format("context type {} in section {}", type, program.section));
  }
  const Candidates sectioned = by_section(candidates, program.section);
  if (sectioned.empty()) return unknown_section(program, candidates);
  return settle(sectioned, fmt::format("section {}", program.section));
}

}  // namespace assay
