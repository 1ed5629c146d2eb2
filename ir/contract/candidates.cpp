// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/candidates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {

namespace {

std::string names(const Candidates& candidates) {
  std::string text;
  for (const auto& entry : candidates) text += (text.empty() ? "" : ", ") + entry->head().name;
  return text;
}

bool many_platforms(const Candidates& candidates) {
  return std::any_of(candidates.begin(), candidates.end(), [&](const auto& entry) {
    return entry->head().platform != candidates.front()->head().platform;
  });
}

}  // namespace

bool has_section(std::string_view section, std::string_view name) {
  return section == name ||
         (section.size() > name.size() && section.starts_with(name) && section[name.size()] == '/');
}

std::size_t prefix_length(const ContractHead& contract, std::string_view section) {
  std::size_t longest = 0;
  for (const std::string& prefix : contract.section_prefixes) {
    if (has_section(section, prefix)) longest = std::max(longest, prefix.size());
  }
  return longest;
}

Result<std::shared_ptr<const CatalogueEntry>> settle(const Candidates& fitting,
                                                     const std::string& what) {
  ASSAY_CHECK(!fitting.empty(), "nothing to settle");
  if (fitting.size() == 1) return fitting.front();
  const std::string how = many_platforms(fitting)
                              ? "use --platform linux or --platform windows, or --contract NAME"
                              : "use --contract NAME";
  return Error{ErrorCode::ContractAmbiguous,
               fmt::format("{} fits {}: {}", what, names(fitting), how)};
}

}  // namespace assay
