// SPDX-License-Identifier: Apache-2.0
#include "ir/package/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>

#include "ir/base/errors.hpp"
#include "ir/contract/digest.hpp"
#include "ir/package/code.hpp"
#include "ir/package/pack_maps.hpp"

namespace assay {

namespace {

Error not_sealable(const Program& program, std::string_view why) {
  return {ErrorCode::NotSealable, fmt::format("{}: {}", program.name, why)};
}

/// Why the instructions are not those that will run.
std::optional<std::string> left_open(const Program& program) {
  const LoadTime& load = program.load_time;
  if (!load.layout_uses.empty() && !load.layouts.empty())
    return fmt::format("offsets in '{}' depend on the kernel that loads it; name it with --btf",
                       load.layouts[load.layout_uses.front().layout]);
  if (!load.uses.empty())
    return fmt::format("{} depends on the kernel that loads it; name it with --btf",
                       load.numbers.at(load.uses.front().number).what);
  if (!load.poisoned.empty())
    return fmt::format("{} on the kernel that it is for", load.poisoned.front().lacks);
  for (const Instruction& instruction : program.instructions) {
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    const auto* call = std::get_if<Call>(&instruction);
    if (wide != nullptr && wide->kind == WideKind::UnresolvedSymbol)
      return fmt::format("the address of '{}' is not known before it is loaded",
                         program.unresolved.at(wide->value).name);
    if (call != nullptr && call->kind == CallKind::Unresolved)
      return fmt::format("it calls '{}', which a loader would have to find",
                         program.unresolved.at(static_cast<std::size_t>(call->target)).name);
  }
  return std::nullopt;
}

std::optional<Sha256> digest_of_text(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  Sha256 out{};
  if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + 2 * out.size())
    return std::nullopt;
  text.remove_prefix(kPrefix.size());
  for (std::uint8_t& byte : out) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + 2, byte, 16);
    if (fault != std::errc{} || end != text.data() + 2) return std::nullopt;
    text.remove_prefix(2);
  }
  return out;
}

/// The digest of the types that all the programs were relocated for.
Result<std::optional<Sha256>> target_of(std::span<const ProvedProgram> programs) {
  std::optional<Sha256> target;
  for (const ProvedProgram& proved : programs) {
    const std::string& text = proved.program->load_time.target_digest;
    if (text.empty()) continue;
    const auto digest = digest_of_text(text);
    ASSAY_CHECK(digest.has_value(), "a digest that is none");
    if (target && *target != *digest)
      return not_sealable(*proved.program, "it was relocated for other types than the rest");
    target = digest;
  }
  return target;
}

SealedProgram sealed_program(const ProvedProgram& proved, const SealedPackage& package) {
  const Program& program = *proved.program;
  SealedProgram out;
  out.name = program.name;
  out.section = program.section;
  out.contract = proved.contract->name;
  out.contract_version = proved.contract->platform_version;
  out.contract_digest = contract_digest(*proved.contract);
  out.touched_digest = touched_digest(program, *proved.contract);
  out.worst_case = proved.worst_case;
  out.context_bytes = proved.context_bytes;
  for (const Function& function : program.functions) out.functions.push_back(function.begin);
  out.code = packed_code(program.instructions, map_numbers(package, program));
  out.certificate_of_way = proved.certificate_of_way;
  out.certificates = proved.certificates;
  return out;
}

}  // namespace

Sha256 touched_digest(const Program& program, const Contract& contract) {
  std::set<std::int64_t> helpers;
  std::set<std::uint32_t> kinds;
  for (const Instruction& instruction : program.instructions) {
    if (const auto* call = std::get_if<Call>(&instruction)) {
      if (call->kind == CallKind::Helper) helpers.insert(call->target);
    }
  }
  for (const Map& map : program.maps) kinds.insert(map.kind);
  Contract touched = contract;
  std::erase_if(touched.helpers,
                [&](const Helper& helper) { return !helpers.contains(std::int64_t{helper.id}); });
  std::erase_if(touched.map_kinds,
                [&](const MapKind& kind) { return !kinds.contains(kind.number); });
  return contract_digest(touched);
}

Result<SealedPackage> pack(const PackageIdentity& identity,
                           std::span<const ProvedProgram> programs) {
  SealedPackage out;
  out.name = identity.name;
  out.version = identity.version;
  out.tool = identity.tool;
  out.tool_version = identity.tool_version;
  out.time = identity.time;
  Result<std::optional<Sha256>> target = target_of(programs);
  if (!target.ok()) return target.error();
  out.target = target.value();
  MapGathering maps;
  for (const ProvedProgram& proved : programs) {
    if (const auto open = left_open(*proved.program)) return not_sealable(*proved.program, *open);
    if (auto fault = maps.add(*proved.program)) return *fault;
  }
  out.maps = maps.table();
  for (const ProvedProgram& proved : programs) out.programs.push_back(sealed_program(proved, out));
  std::ranges::sort(out.programs, {}, &SealedProgram::name);
  if (const auto fault = fault_of(out)) return Error{ErrorCode::NotSealable, *fault};
  return out;
}

}  // namespace assay
