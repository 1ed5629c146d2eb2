// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ir/contract/called_helper.hpp"
#include "ir/program/used_maps.hpp"
#include "verifier/explain/layout_names.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/obligation/map_rules.hpp"

namespace assay {
namespace {

std::optional<std::uint32_t> context_read(const ProgramReport& report, ContextReach reach) {
  const bool accepted = report.outcome.verdict == Verdict::Accept;
  if (!accepted || report.contract == nullptr || report.contract->context_reach != reach)
    return std::nullopt;
  return report.outcome.basis.context_bytes;
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  }
  return text;
}

std::vector<std::string> map_names(const ProgramReport& report,
                                   const std::set<std::uint32_t>& maps) {
  std::vector<std::string> names;
  names.reserve(maps.size());
  for (const std::uint32_t map : maps) names.push_back(report.program->maps.at(map).name);
  return names;
}

/// The kernel whose types decide, or the types of which one layout is assumed.
void add_target(const ProgramReport& report, std::vector<std::string>& clauses) {
  const LoadTime& load_time = report.program->load_time;
  if (!load_time.target.empty()) {
    constexpr std::size_t kShown = 7 + 12;  // "sha256:" and some digits
    clauses.push_back(fmt::format("holds for the kernel types of {} ({})", load_time.target,
                                  load_time.target_digest.substr(0, kShown)));
  }
  if (!load_time.of_no_module.empty()) {
    const std::vector<std::string> types(load_time.of_no_module.begin(),
                                         load_time.of_no_module.end());
    clauses.push_back(fmt::format("assumes that no module adds {} to these types", listed(types)));
  }
  constexpr std::size_t kMostNamed = 4;
  const std::set<std::string> layouts = layout_names(*report.program, report.outcome.basis);
  std::vector<std::string> names(layouts.begin(), layouts.end());
  if (names.empty()) return;
  if (names.size() > kMostNamed) {
    const std::size_t more = names.size() - kMostNamed + 1;
    names.resize(kMostNamed - 1);
    names.push_back(counted(more, "other type"));
  }
  clauses.push_back("assumes the layout of " + listed(names));
}

void add_contents(const ProgramReport& report, std::vector<std::string>& clauses) {
  const std::vector<std::string> names = map_names(report, report.outcome.basis.contents);
  if (names.empty()) return;
  if (report.contract != nullptr && report.contract->platform == Platform::Windows)
    clauses.push_back("assumes that nobody writes " + listed(names));
  std::vector<std::string> as_in_object;
  std::vector<std::string> as_recorded;
  for (const std::uint32_t index : report.outcome.basis.contents) {
    const Map& map = report.program->maps.at(index);
    (map.contents_from == ContentsFrom::Recorded ? as_recorded : as_in_object).push_back(map.name);
  }
  if (!as_in_object.empty())
    clauses.push_back(fmt::format("assumes {} as in the object", listed(as_in_object)));
  if (!as_recorded.empty())
    clauses.push_back(fmt::format("assumes {} as recorded", listed(as_recorded)));
}

/// The helpers that the program calls, reached or not.
std::map<std::uint32_t, const Helper*> called(const ProgramReport& report) {
  std::map<std::uint32_t, const Helper*> helpers;
  for (const Instruction& instruction : report.program->instructions) {
    const Helper* helper = called_helper(*report.contract, instruction);
    if (helper != nullptr) helpers[helper->id] = helper;
  }
  return helpers;
}

/// The fields of the context that the program writes.
std::map<std::uint32_t, const ContextField*> written(const ProgramReport& report) {
  std::map<std::uint32_t, const ContextField*> fields;
  for (const std::uint32_t offset : report.outcome.basis.written_context) {
    const ContextField* field = field_at(*report.contract, offset);
    if (field != nullptr) fields[field->offset] = field;
  }
  return fields;
}

/// What the contract says that has to be taken for granted: of the results, of fields, of helpers.
void add_what_contract_assumes(const ProgramReport& report, std::vector<std::string>& clauses) {
  if (report.contract == nullptr) return;
  const auto add = [&](const std::string& what) {
    if (!what.empty()) clauses.push_back("assumes that " + what);
  };
  add(report.contract->result.assumes);
  for (const auto& [offset, field] : written(report)) add(field->assumes);
  for (const auto& [id, helper] : called(report)) add(helper->assumes);
}

/// Maps of which the loader must say something that their object does not.
void state_unsaid_of_maps(const ProgramReport& report, std::set<std::string>& statements) {
  const std::set<std::uint32_t> used = used_maps(*report.program);
  const auto state = [&](auto is_left_to_loader, std::string_view what) {
    std::vector<std::string> names;
    for (const std::uint32_t index : used) {
      const Map& map = report.program->maps.at(index);
      if (is_left_to_loader(*report.contract, map)) names.push_back("'" + map.name + "'");
    }
    if (names.empty()) return;
    statements.insert(
        fmt::format("assumes that the loader says {} {}", what, fmt::join(names, ", ")));
  };
  state(is_counted_by_loader, "how many entries are in");
  state(is_sized_by_loader, "of how many bytes values are in");
}

/// Maps in whose place loaders take one that is pinned already. They compare kind, sizes, entries
/// and flags (map_is_reuse_compat of libbpf).
void state_pinned_maps(const ProgramReport& report, std::set<std::string>& statements) {
  std::vector<std::string> names;
  for (const std::uint32_t index : used_maps(*report.program)) {
    const Map& map = report.program->maps.at(index);
    if (map.is_pinned) names.push_back("'" + map.name + "'");
  }
  if (names.empty()) return;
  statements.insert(
      fmt::format("assumes that what is pinned already as {} was made by the same definition, "
                  "inner map and type of the values included",
                  fmt::join(names, ", ")));
}

/// A license that the platform asks for, and that no object says.
void state_license(const ProgramReport& report, std::set<std::string>& statements) {
  if (report.program->license) return;
  const auto helpers = called(report);
  const auto wants_gpl = [](const auto& helper) { return helper.second->gpl_only; };
  if (report.contract->policy.gpl_only || std::any_of(helpers.begin(), helpers.end(), wants_gpl))
    statements.insert("assumes a license that fits the GPL, of which the object has none");
}

/// What else the platform judges: functions that it takes to be called from anywhere.
void state_global_functions(const ProgramReport& report, std::set<std::string>& statements) {
  if (!report.contract->policy.functions_by_type) return;
  std::vector<std::string> names;
  for (std::size_t i = 1; i < report.program->functions.size(); ++i) {
    const Function& function = report.program->functions[i];
    if (function.is_global) names.push_back("'" + function.name + "'");
  }
  if (names.empty()) return;
  statements.insert(
      fmt::format("assumes that the platform, which judges global functions by their types alone, "
                  "accepts {}",
                  fmt::join(names, ", ")));
}

/// What was noted when it was judged, and what is asked of its object beside the proof.
std::set<std::string> statements_of(const ProgramReport& report) {
  std::set<std::string> statements = report.outcome.statements;
  if (report.contract == nullptr) return statements;
  state_license(report, statements);
  state_unsaid_of_maps(report, statements);
  state_pinned_maps(report, statements);
  state_global_functions(report, statements);
  return statements;
}

}  // namespace

std::optional<std::uint32_t> arguments_read(const ProgramReport& report) {
  const auto bytes = context_read(report, ContextReach::Arguments);
  if (!bytes) return std::nullopt;
  return (*bytes + 7) / 8;
}

std::optional<std::uint32_t> record_bytes_read(const ProgramReport& report) {
  return context_read(report, ContextReach::Record);
}

std::vector<std::string> assumptions(const ProgramReport& report) {
  std::vector<std::string> clauses;
  if (report.outcome.verdict != Verdict::Accept || report.program == nullptr) return clauses;
  const Basis& basis = report.outcome.basis;
  if (const auto count = arguments_read(report); count && *count != 0)
    clauses.push_back("reads " + counted(*count, "argument"));
  if (const auto bytes = record_bytes_read(report); bytes && *bytes != 0)
    clauses.push_back(fmt::format("reads {} of the event's record", counted(*bytes, "byte")));
  add_target(report, clauses);
  add_contents(report, clauses);
  if (!basis.program_arrays.empty()) {
    clauses.push_back(fmt::format("assumes that the programs in {} are accepted, too",
                                  listed(map_names(report, basis.program_arrays))));
  }
  add_what_contract_assumes(report, clauses);
  for (const std::string& statement : statements_of(report)) clauses.push_back(statement);
  return clauses;
}

}  // namespace assay
