// SPDX-License-Identifier: Apache-2.0
// What libbpf makes of an object: the instructions and maps that it would give the kernel.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace assay::loader {

struct LoadedMap {
  std::string name;  // of the kernel's settings and of data, the section's
  std::uint32_t kind = 0;
  std::uint32_t key_size = 0;
  std::uint32_t value_size = 0;
  std::uint32_t max_entries = 0;
  std::uint32_t flags = 0;
  bool is_data = false;
  std::vector<std::uint8_t> contents;  // of data
};

/// One 8-byte slot, as the kernel reads it.
struct LoadedSlot {
  std::uint8_t opcode = 0;
  std::uint8_t dst = 0;
  std::uint8_t src = 0;
  std::int16_t offset = 0;
  std::int32_t imm = 0;
};

struct LoadedProgram {
  std::string section;
  std::string name;
  std::vector<LoadedSlot> slots;  // the program, then the functions that it reaches
};

struct Loaded {
  std::vector<LoadedMap> maps;
  std::map<std::int32_t, std::size_t> by_descriptor;  // index into maps
  std::vector<LoadedProgram> programs;
};

/// `target`: types for CO-RE relocations, of a kernel; empty: the object's own. Nothing where
/// libbpf refuses the object. libbpf may crash on hostile input: call it in a child process.
[[nodiscard]] std::optional<Loaded> load(std::span<const std::uint8_t> object,
                                         std::span<const std::uint8_t> target);

}  // namespace assay::loader
