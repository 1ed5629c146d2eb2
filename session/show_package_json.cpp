// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "ir/package/code.hpp"
#include "ir/package/write.hpp"
#include "ir/text/print.hpp"
#include "session/hexadecimal.hpp"
#include "session/map_words.hpp"
#include "session/show_package.hpp"

namespace assay {

namespace {

using Json = nlohmann::ordered_json;

Json spans_of(const std::vector<ValueSpan>& spans) {
  Json out = Json::array();
  for (const ValueSpan& span : spans) out.push_back({{"offset", span.offset}, {"size", span.size}});
  return out;
}

Json map_of(const SealedPackage& package, const SealedMap& map) {
  Json out = {{"name", map.name},
              {"role", role_id(map.role)},
              {"kind", map.kind},
              {"key_size", map.key_size},
              {"value_size", map.value_size},
              {"max_entries", map.max_entries},
              {"flags", map.flags},
              {"inner", nullptr},
              {"kept", spans_of(map.kept)},
              {"contents", contents_id(map.contents)},
              {"settings", spans_of(map.settings)},
              {"value", hexadecimal(map.value)}};
  if (map.inner) out["inner"] = package.maps.at(*map.inner).name;
  return out;
}

Json instructions_of(const SealedProgram& program) {
  Json out = Json::array();
  const auto code = unpacked_code(program.code);
  if (!code.ok()) return out;
  for (std::size_t slot = 0; slot < code.value().size(); ++slot) {
    const std::string text = print(code.value()[slot]);
    if (!text.empty()) out.push_back({{"slot", slot}, {"text", text}});
  }
  return out;
}

Json program_of(const SealedProgram& program) {
  Json certificates = Json::array();
  for (const auto& certificate : program.certificates) certificates.push_back(certificate.size());
  return {{"name", program.name},
          {"section", program.section},
          {"contract", program.contract},
          {"contract_version", program.contract_version},
          {"contract_digest", to_text(program.contract_digest)},
          {"touched_digest", to_text(program.touched_digest)},
          {"worst_case_instructions", program.worst_case},
          {"context_bytes", program.context_bytes},
          {"functions", program.functions},
          {"certificate_of_way", program.certificate_of_way},
          {"certificate_bytes", certificates},
          {"instructions", instructions_of(program)}};
}

}  // namespace

std::string render_package_json(const SealedPackage& package) {
  Json out = {{"name", package.name},
              {"version", package.version},
              {"tool", package.tool},
              {"tool_version", package.tool_version},
              {"time", nullptr},
              {"target", nullptr},
              {"digest", to_text(digest_of(package))},
              {"signers", Json::array()},
              {"announced",
               {{"units", package.announced.units},
                {"edges", package.announced.edges},
                {"arena", package.announced.arena},
                {"depth", package.announced.depth}}},
              {"maps", Json::array()},
              {"programs", Json::array()}};
  if (package.time != 0) out["time"] = package.time;
  if (package.target) out["target"] = to_text(*package.target);
  for (const auto& [key, signature] : package.signatures)
    out["signers"].push_back(hexadecimal(key));
  for (const SealedMap& map : package.maps) out["maps"].push_back(map_of(package, map));
  for (const SealedProgram& program : package.programs)
    out["programs"].push_back(program_of(program));
  return out.dump(2) + "\n";
}

}  // namespace assay
