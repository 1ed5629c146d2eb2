// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/assumes_json.hpp"

#include "ir/contract/digest.hpp"
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

}  // namespace

Json assumes_json(const ProgramReport& report) {
  const bool accepted = report.outcome.verdict == Verdict::Accept;
  if (!accepted || report.contract == nullptr || report.program == nullptr) return {};
  const Basis& basis = report.outcome.basis;
  Json object;
  object["contract"] = contract_json(*report.contract);
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
