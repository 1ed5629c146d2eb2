// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/assumes_json.hpp"

#include "ir/base/check.hpp"
#include "ir/contract/digest.hpp"
#include "verifier/explain/layout_names.hpp"
#include "verifier/report/assumptions.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json contract_json(const Contract& contract) {
  Json object;
  object["name"] = contract.name;
  object["digest"] = to_text(contract_digest(contract));
  object["platform"] = platform_name(contract.platform);
  object["platform_version"] =
      contract.platform_version.empty() ? Json() : Json(contract.platform_version);
  return object;
}

Json map_json(const Map& map) {
  return Json{{"name", map.name},           {"kind", map.kind},
              {"key_size", map.key_size},   {"value_size", map.value_size},
              {"entries", map.max_entries}, {"flags", map.flags}};
}

std::string_view origin_name(ContentsFrom from) {
  switch (from) {
    case ContentsFrom::Object:
      return "object";
    case ContentsFrom::Settings:
      return "settings";
    case ContentsFrom::Any:
      return "any";
    case ContentsFrom::Recorded:
      return "recorded";
  }
  ASSAY_CHECK(false, "an origin outside its enumeration");
}

Json target_json(const ProgramReport& report) {
  const LoadTime& load_time = report.program->load_time;
  Json object;
  object["target"] = load_time.target.empty() ? Json() : Json(load_time.target);
  object["digest"] = load_time.target_digest.empty() ? Json() : Json(load_time.target_digest);
  object["layouts"] = layout_names(*report.program, report.outcome.basis);
  return object;
}

/// Read-only data that the program addresses; the digest is of all its bytes.
Json contents_json(const ProgramReport& report, std::uint32_t index) {
  const Map& map = report.program->maps.at(index);
  Json object;
  object["section"] = map.name;
  object["from"] = origin_name(map.contents_from);
  object["digest"] =
      map.contents_from == ContentsFrom::Any ? Json() : Json(to_text(sha256(map.contents.copy())));
  object["used"] = report.outcome.basis.contents.contains(index);
  return object;
}

}  // namespace

Json assumes_json(const ProgramReport& report) {
  const bool accepted = report.outcome.verdict == Verdict::Accept;
  if (!accepted || report.contract == nullptr || report.program == nullptr) return {};
  const Basis& basis = report.outcome.basis;
  Json object;
  object["contract"] = contract_json(*report.contract);
  object["btf"] = target_json(report);
  object["read_only_data"] = Json::array();
  for (const std::uint32_t map : basis.maps) {
    const Map& held = report.program->maps.at(map);
    if (held.is_data && held.read_only)
      object["read_only_data"].push_back(contents_json(report, map));
  }
  object["arguments"] = or_null(arguments_read(report));
  object["record_bytes"] = or_null(record_bytes_read(report));
  object["maps"] = Json::array();
  for (const std::uint32_t map : basis.maps)
    object["maps"].push_back(map_json(report.program->maps.at(map)));
  object["program_arrays"] = Json::array();
  for (const std::uint32_t map : basis.program_arrays)
    object["program_arrays"].push_back(report.program->maps.at(map).name);
  object["statements"] = assumptions(report);
  return object;
}

}  // namespace assay
