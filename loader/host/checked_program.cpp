// SPDX-License-Identifier: Apache-2.0
#include "loader/host/checked_program.hpp"

#include <numeric>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "ir/isa/decode.hpp"
#include "ir/wire/package.hpp"

namespace assay::loader {
namespace {

std::vector<std::uint8_t> bytes_of(const assay_check_bytes& bytes) {
  return {bytes.data, bytes.data + bytes.size};
}

std::uint32_t number_at(const assay_check_bytes& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | bytes.data[at + i];
  return value;
}

/// Bytes of values that only the platform touches. The executor has their places; what they are for
/// does not matter to it, and a package does not say.
std::vector<SpecialField> special_fields(const assay_check_bytes& spans) {
  std::vector<SpecialField> fields;
  for (std::size_t at = 0; at + 8 <= spans.size; at += 8) {
    fields.push_back({SpecialFieldKind::SpinLock, number_at(spans, at), number_at(spans, at + 4)});
  }
  return fields;
}

Map checked_map(const assay_checked_map& view) {
  Map map;
  map.name = text_of(view.name);
  map.kind = view.kind;
  map.key_size = view.key_size;
  map.value_size = view.value_size;
  map.max_entries = view.max_entries;
  map.flags = view.flags;
  if (view.inner != ASSAY_CHECK_NONE) map.inner = view.inner;
  map.is_data = static_cast<wire::MapRole>(view.role) != wire::MapRole::Table;
  map.read_only = static_cast<wire::MapRole>(view.role) == wire::MapRole::ReadOnlyData;
  // Zeros where the package says nothing: they are allowed where any bytes are.
  map.contents = bytes_of(view.value);
  map.special_fields = special_fields(view.kept);
  return map;
}

/// Every slot that a call or a function's address goes to, the entry first.
std::vector<Function> functions_of(const std::vector<Instruction>& instructions,
                                   const std::string& name) {
  std::set<std::uint32_t> begins = {0};
  for (const Instruction& instruction : instructions) {
    const auto* call = std::get_if<Call>(&instruction);
    if (call != nullptr && call->kind == CallKind::Local) {
      begins.insert(static_cast<std::uint32_t>(call->target));
    }
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    if (wide != nullptr && wide->kind == WideKind::Function) {
      begins.insert(static_cast<std::uint32_t>(wide->value));
    }
  }
  std::vector<Function> functions;
  for (const std::uint32_t begin : begins) {
    if (!functions.empty()) functions.back().end = begin;
    functions.push_back(
        {begin == 0 ? name : "", begin, static_cast<std::uint32_t>(instructions.size())});
  }
  return functions;
}

}  // namespace

Outcome<std::vector<std::shared_ptr<const Program>>> checked_programs(
    const assay_check_result& result) {
  std::vector<Map> maps;
  for (const assay_checked_map& view : std::span(result.maps, result.map_count)) {
    maps.push_back(checked_map(view));
  }
  // The executor knows maps by their indices, as the package does.
  std::vector<std::int32_t> handles(maps.size());
  std::iota(handles.begin(), handles.end(), 0);
  std::vector<std::shared_ptr<const Program>> out;
  for (const assay_checked_program& view : std::span(result.programs, result.program_count)) {
    auto program = std::make_shared<Program>();
    program->name = text_of(view.name);
    program->section = text_of(view.section);
    std::vector<std::uint8_t> slots = bytes_of(view.slots);
    const bool bound =
        assay_bind_maps(slots.data(), slots.size(), handles.data(), handles.size()) != 0;
    Result<std::vector<Instruction>> decoded = decode(slots);
    if (!bound || !decoded.ok()) return Refusal{RefusalCode::CheckMissing, program->name};
    program->instructions = std::move(decoded).value();
    program->locations.resize(program->instructions.size());
    program->functions = functions_of(program->instructions, program->name);
    program->maps = maps;
    out.push_back(std::move(program));
  }
  return out;
}

}  // namespace assay::loader
