// SPDX-License-Identifier: Apache-2.0
#include "session/show_package.hpp"

#include <fmt/format.h>

#include <string_view>

#include "ir/package/code.hpp"
#include "ir/package/write.hpp"
#include "ir/text/print.hpp"
#include "session/hexadecimal.hpp"

namespace assay {

namespace {

std::string_view role_words(const SealedMap& map) {
  switch (map.role) {
    case wire::MapRole::Table:
      return "a table";
    case wire::MapRole::Variables:
      return map.contents == wire::Contents::None ? "variables that begin as zeros"
                                                  : "variables with the bytes that they begin with";
    case wire::MapRole::ReadOnlyData:
      return map.contents == wire::Contents::Any ? "read-only data of any contents"
                                                 : "read-only data with the contents that are here";
  }
  return "";
}

std::string spans_words(std::string_view what, const std::vector<ValueSpan>& spans) {
  std::string out;
  for (const ValueSpan& span : spans)
    out += fmt::format("  {}: bytes {} to {}\n", what, span.offset, span.offset + span.size - 1);
  return out;
}

std::string map_words(const SealedPackage& package, const SealedMap& map) {
  std::string out = fmt::format(
      "map {}: {}; kind {}, keys of {} bytes, values of {}, at most {} entries, flags {:#x}\n",
      map.name, role_words(map), map.kind, map.key_size, map.value_size, map.max_entries,
      map.flags);
  if (map.inner) out += fmt::format("  holds maps like {}\n", package.maps.at(*map.inner).name);
  return out + spans_words("the platform's own", map.kept) + spans_words("a setting", map.settings);
}

std::string certificates_words(const SealedProgram& program) {
  std::size_t bytes = 0;
  for (const auto& certificate : program.certificates) bytes += certificate.size();
  return fmt::format("  proofs for {} way{} of execution: {} certificate{}, {} bytes\n",
                     program.certificate_of_way.size(),
                     program.certificate_of_way.size() == 1 ? "" : "s", program.certificates.size(),
                     program.certificates.size() == 1 ? "" : "s", bytes);
}

std::string program_words(const SealedProgram& program) {
  std::string out = fmt::format("program {}, of section '{}', under {} ({})\n", program.name,
                                program.section, program.contract, program.contract_version);
  out += fmt::format("  contract {}\n  of it touched {}\n", to_text(program.contract_digest),
                     to_text(program.touched_digest));
  out +=
      fmt::format("  a run executes at most {} instructions, and reads {} bytes of its context\n",
                  program.worst_case, program.context_bytes);
  out += certificates_words(program);
  const auto code = unpacked_code(program.code);
  return out + (code.ok() ? print_program(code.value()) : "");
}

}  // namespace

std::string render_package(const SealedPackage& package) {
  std::string out = fmt::format("package {}, version {}, made by {} {}\n", package.name,
                                package.version, package.tool, package.tool_version);
  out += fmt::format("digest {}\n", to_text(digest_of(package)));
  if (package.signatures.empty()) out += "signed by nobody\n";
  for (const auto& [key, signature] : package.signatures)
    out += fmt::format("signed by {}\n", hexadecimal(key));
  if (package.time != 0) out += fmt::format("made {} seconds after 1970 began\n", package.time);
  if (package.target) out += fmt::format("for the types {}\n", to_text(*package.target));
  const AnnouncedWork& work = package.announced;
  out += fmt::format(
      "its check takes at most {} units of work, {} edges, {} bytes of memory, depth {}\n",
      work.units, work.edges, work.arena, work.depth);
  for (const SealedMap& map : package.maps) out += map_words(package, map);
  for (const SealedProgram& program : package.programs) out += "\n" + program_words(program);
  return out;
}

}  // namespace assay
