// SPDX-License-Identifier: Apache-2.0
#include "ir/package/code.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"
#include "ir/isa/names_map.hpp"
#include "ir/wire/package.hpp"

namespace assay {

namespace {

constexpr std::uint8_t kWideOpcode = 0x18;

std::uint8_t source_of(std::uint8_t registers) { return registers >> 4; }
std::uint8_t with_source(std::uint8_t registers, std::uint8_t source) {
  return static_cast<std::uint8_t>((registers & 0xf) | source << 4);
}

/// The same instruction with the package's index of its map in place of the program's.
Instruction renumbered(const Instruction& instruction, std::span<const std::uint32_t> maps) {
  const auto* wide = std::get_if<LoadImm64>(&instruction);
  if (wide == nullptr || !names_map(*wide)) return instruction;
  LoadImm64 out = *wide;
  const auto index = static_cast<std::uint32_t>(wide->value);
  ASSAY_CHECK(index < maps.size(), "a map that the program does not have");
  out.value = (wide->value >> 32 << 32) | maps[index];
  return out;
}

}  // namespace

std::vector<std::uint8_t> packed_code(std::span<const Instruction> instructions,
                                      std::span<const std::uint32_t> maps) {
  std::vector<Instruction> own;
  for (const Instruction& instruction : instructions) own.push_back(renumbered(instruction, maps));
  std::vector<std::uint8_t> code = encode(own);
  for (std::size_t slot = 0; slot < own.size(); ++slot) {
    const auto* wide = std::get_if<LoadImm64>(&own[slot]);
    if (wide == nullptr) continue;
    std::uint8_t& registers = code.at(8 * slot + 1);
    if (wide->kind == WideKind::Map) registers = with_source(registers, wire::kWideMapIndex);
    if (wide->kind == WideKind::MapValue)
      registers = with_source(registers, wire::kWideMapIndexValue);
  }
  return code;
}

Result<std::vector<Instruction>> unpacked_code(std::span<const std::uint8_t> code) {
  std::vector<std::uint8_t> object(code.begin(), code.end());
  for (std::size_t at = 0; at + 8 <= object.size(); at += 8) {
    if (object[at] != kWideOpcode) continue;
    std::uint8_t& registers = object[at + 1];
    const std::uint8_t source = source_of(registers);
    if (source == wire::kWideMapHandle || source == wire::kWideMapHandleValue)
      return Error{ErrorCode::InstructionInvalid,
                   fmt::format("slot {}: a map is not named by its index", at / 8)};
    if (source == wire::kWideMapIndex) registers = with_source(registers, wire::kWideMapHandle);
    if (source == wire::kWideMapIndexValue)
      registers = with_source(registers, wire::kWideMapHandleValue);
    at += 8;  // its second half
  }
  return decode(object);
}

}  // namespace assay
