// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/program_bytes.hpp"

#include <algorithm>
#include <set>

#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"
#include "ir/isa/names_map.hpp"
#include "support/builtin.hpp"

namespace assay::fuzz {
namespace {

constexpr std::size_t kMostMaps = 16;
constexpr std::uint8_t kData = 1;
constexpr std::uint8_t kReadOnly = 2;
constexpr std::uint8_t kHoldsMaps = 4;

std::uint32_t number_at(Bytes bytes, std::size_t at) { return bytes[at] | (bytes[at + 1] << 8u); }

void append(std::vector<std::uint8_t>& out, std::uint32_t number) {
  const std::uint32_t most = std::min(number, 0xffffu);
  out.push_back(static_cast<std::uint8_t>(most));
  out.push_back(static_cast<std::uint8_t>(most >> 8u));
}

Map read_map(Bytes slot) {
  Map map;
  map.name = "map";
  map.kind = slot[0];
  map.key_size = slot[1];
  map.value_size = number_at(slot, 4);
  map.max_entries = number_at(slot, 6);
  if ((slot[2] & kHoldsMaps) != 0) map.inner = 0;
  map.is_data = (slot[2] & kData) != 0;
  map.read_only = map.is_data && (slot[2] & kReadOnly) != 0;
  if (map.is_data) map.contents = SharedBytes(std::vector<std::uint8_t>(map.value_size));
  return map;
}

bool names_maps_that_are_there(const Program& program) {
  return std::ranges::none_of(program.instructions, [&](const Instruction& instruction) {
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    return wide != nullptr && names_map(*wide) && (wide->value & 0xffffffff) >= program.maps.size();
  });
}

/// A function begins at slot 0, and where a local call or a function's address leads.
void add_functions(Program& program) {
  std::set<std::uint32_t> begins{0};
  for (const Instruction& instruction : program.instructions) {
    const auto* call = std::get_if<Call>(&instruction);
    if (call != nullptr && call->kind == CallKind::Local)
      begins.insert(static_cast<std::uint32_t>(call->target));
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    if (wide != nullptr && wide->kind == WideKind::Function)
      begins.insert(static_cast<std::uint32_t>(wide->value));
  }
  const auto end = static_cast<std::uint32_t>(program.instructions.size());
  for (const std::uint32_t begin : begins) {
    if (!program.functions.empty()) program.functions.back().end = begin;
    program.functions.push_back({"f" + std::to_string(begin), begin, end});
  }
}

}  // namespace

std::size_t header_bytes(Bytes bytes) {
  const std::size_t maps = bytes.size() < kSlotBytes ? 0 : bytes[1] % (kMostMaps + 1);
  return std::min(kSlotBytes * (1 + maps), bytes.size() - bytes.size() % kSlotBytes);
}

std::optional<Judgeable> read_program(Bytes bytes) {
  const std::size_t header = header_bytes(bytes);
  if (header == 0 || header == bytes.size()) return std::nullopt;
  const auto& contracts = builtin_contracts();
  Judgeable read{{}, &contracts[bytes[0] % contracts.size()]};
  for (std::size_t at = kSlotBytes; at < header; at += kSlotBytes)
    read.program.maps.push_back(read_map(bytes.subspan(at, kSlotBytes)));
  auto code = decode(bytes.subspan(header));
  if (!code.ok()) return std::nullopt;
  Program& program = read.program;
  program.name = "input";
  program.instructions = std::move(code).value();
  program.locations.resize(program.instructions.size());
  if (!names_maps_that_are_there(program)) return std::nullopt;
  add_functions(program);
  return read;
}

std::vector<std::uint8_t> write_program(const Program& program, const Contract& contract) {
  const auto& contracts = builtin_contracts();
  const auto found = std::ranges::find(contracts, contract.name, &Contract::name);
  const std::size_t maps = std::min(program.maps.size(), kMostMaps);
  std::vector<std::uint8_t> out{static_cast<std::uint8_t>(found - contracts.begin()),
                                static_cast<std::uint8_t>(maps)};
  out.resize(kSlotBytes);
  for (std::size_t i = 0; i < maps; ++i) {
    const Map& map = program.maps[i];
    const unsigned flags = (map.is_data ? kData : 0u) | (map.read_only ? kReadOnly : 0u) |
                           (map.inner ? kHoldsMaps : 0u);
    out.push_back(static_cast<std::uint8_t>(map.kind));
    out.push_back(static_cast<std::uint8_t>(map.key_size));
    out.push_back(static_cast<std::uint8_t>(flags));
    out.push_back(0);
    append(out, map.value_size);
    append(out, map.max_entries);
  }
  const auto code = encode(program.instructions);
  out.insert(out.end(), code.begin(), code.end());
  return out;
}

}  // namespace assay::fuzz
