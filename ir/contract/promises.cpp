// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/promises.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ir/contract/platforms.hpp"
#include "ir/contract/words.hpp"

namespace assay {

namespace {

/// Where a field is promised: by itself, with its region, or with the context.
const std::string& source_of(const Contract& contract, const ContextField& field) {
  if (!field.source.text.empty()) return field.source.text;
  const bool of_region =
      field.kind == FieldKind::RegionMark || field.kind == FieldKind::RegionLength;
  return of_region ? contract.regions.at(field.region).source.text : contract.source.text;
}

std::string region_fact(const Region& region) {
  std::string fact = fmt::format("at most {} bytes from one mark to the next", region.max_size);
  fact += region.may_be_null ? "; may be null" : "; never null";
  if (region.most_reversed() == 0) {
    fact += "; the end never lies before the begin";
  } else {
    fact +=
        fmt::format("; the end may lie up to {} bytes before the begin", region.most_reversed());
  }
  fact += fmt::format("; at least {} bytes from both ends of the address space", region.slack);
  fact += region.writable ? "; may be written" : "; read only";
  if (region.unshared) fact += "; nobody but the program writes it meanwhile";
  if (region.moved_by_helpers) fact += "; moves only in helpers that say so";
  return fact;
}

std::string result_fact(const ReturnRange& result) {
  if (!result.checked) return "any number is taken";
  return fmt::format("{} to {} is taken{}", result.min, result.max,
                     result.low32 ? ", of the low 32 bits" : "");
}

void add_context(const Contract& contract, std::vector<Promise>& out) {
  if (contract.context_size == 0) return;
  out.push_back({PromiseOf::Context, "context", fmt::format("{} bytes", contract.context_size),
                 contract.source.text});
  for (const ContextField& field : contract.fields) {
    out.push_back(
        {PromiseOf::Context, "field " + field.name,
         fmt::format("{} bytes at {}: {}", field.size, field.offset, field_text(contract, field)),
         source_of(contract, field)});
  }
}

}  // namespace

std::vector<Promise> promises_of(const Contract& contract) {
  std::vector<Promise> out;
  add_context(contract, out);
  for (const Region& region : contract.regions) {
    out.push_back(
        {PromiseOf::Region, "region " + region.name, region_fact(region), region.source.text});
  }
  const ReturnRange& result = contract.result;
  out.push_back({PromiseOf::Result, "result", result_fact(result), result.source.text});
  out.push_back(
      {PromiseOf::Policy, "policy", allowed_text(contract.policy), contract.policy.source.text});
  out.push_back(
      {PromiseOf::Limits, "limits", limits_text(contract.limits), contract.limits.source.text});
  for (const MapKind& kind : contract.map_kinds) {
    const std::string notes = map_kind_text(kind);
    out.push_back({PromiseOf::MapKind, fmt::format("map kind {} {}", kind.number, kind.name),
                   notes.empty() ? "look-up" : notes, kind.source.text});
  }
  for (const Helper& helper : contract.helpers) {
    std::string fact = prototype_text(helper);
    for (const std::string& effect : effects_of(contract, helper)) fact += "; " + effect;
    out.push_back({PromiseOf::Helper, fmt::format("helper {} {}", helper.id, helper.name), fact,
                   helper.source.text});
  }
  return out;
}

namespace {

/// A cell of a Markdown table.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, "\\");
  for (std::size_t at = text.find('*'); at != std::string::npos; at = text.find('*', at + 2))
    text.insert(at, "\\");
  return text;
}

std::string row(const Promise& promise) {
  return fmt::format("| {} | {} | {} |\n", cell(promise.subject), cell(promise.fact),
                     cell(promise.source));
}

constexpr std::string_view kHead = "| What | Promise | Source |\n|---|---|---|\n";

bool is_shared(PromiseOf of) { return of == PromiseOf::MapKind || of == PromiseOf::Helper; }

std::string contract_section(const Contract& contract) {
  const std::vector<Promise> promises = promises_of(contract);
  std::string text = fmt::format("\n### {}\n\n{}", contract.name, kHead);
  for (const Promise& promise : promises) {
    if (!is_shared(promise.of)) text += row(promise);
  }
  return text;
}

/// What several contracts of a platform promise alike, each with the contracts that do not.
std::string shared_section(const std::vector<const Contract*>& contracts, PromiseOf of) {
  std::vector<std::pair<std::string, std::vector<std::string>>> rows;  // in the order met
  std::map<std::string, std::size_t> known;
  for (const Contract* contract : contracts) {
    for (const Promise& promise : promises_of(*contract)) {
      if (promise.of != of) continue;
      const auto [at, added] = known.try_emplace(row(promise), rows.size());
      if (added) rows.emplace_back(at->first, std::vector<std::string>{});
      rows[at->second].second.push_back(contract->name.substr(contract->name.rfind('/') + 1));
    }
  }
  const auto number = [](const std::string& text) {
    return std::stoul(text.substr(text.find_first_of("0123456789")));
  };
  std::multimap<unsigned long, std::size_t> by_number;  // of one number in the order met
  for (std::size_t i = 0; i < rows.size(); ++i) by_number.emplace(number(rows[i].first), i);
  std::string text = fmt::format("| What | Promise | Source | In |\n|---|---|---|---|\n");
  for (const auto& [row_number, index] : by_number) {
    const auto& [told, names] = rows[index];
    const bool all = names.size() == contracts.size();
    text += fmt::format("{} {} |\n", told.substr(0, told.size() - 1),
                        all ? "all" : fmt::format("{}", fmt::join(names, ", ")));
  }
  return text;
}

constexpr std::string_view kIntroduction =
    R"(# What contracts promise, and who says so

A proof rests on what a contract promises of the platform. This page names the source of each promise: a
file and a function of the platform's own source, or a document and its section. What no source promises is
not promised: a region may then be null, its marks out of order, its length anything that fits.

The page is written from the contracts themselves (`assay contract promises`, `ninja promises`); a test
compares, and another fails where a contract has a promise without a source.

Paths without more are those of the platform's own tree. Linux's promises were read in the source of 6.12
(Debian's linux-source-6.12) and are asked of a running 6.18 ([kernel.md](kernel.md)); Windows' are those of
eBPF for Windows 1.6.0 or, where it is said, of ntosebpfext and of XDP for Windows.
)";

}  // namespace

std::string render_promises(const Catalogue& catalogue) {
  std::string text(kIntroduction);
  std::vector<const Contract*> all;
  for (const auto& contract : catalogue.contracts()) all.push_back(contract.get());
  while (!all.empty()) {
    const Platform platform = all.front()->platform;
    std::vector<const Contract*> mine;
    std::copy_if(all.begin(), all.end(), std::back_inserter(mine),
                 [&](const Contract* contract) { return contract->platform == platform; });
    std::erase_if(all, [&](const Contract* contract) { return contract->platform == platform; });
    const std::string& version = mine.front()->platform_version;
    text +=
        fmt::format("\n## {}{}\n", row_of(platform).title, version.empty() ? "" : " " + version);
    for (const Contract* contract : mine) text += contract_section(*contract);
    const std::string_view title = row_of(platform).title;
    text += fmt::format("\n### Kinds of map ({})\n\n{}", title,
                        shared_section(mine, PromiseOf::MapKind));
    text += fmt::format("\n### Helpers ({})\n\n{}", title, shared_section(mine, PromiseOf::Helper));
  }
  return text;
}

}  // namespace assay
