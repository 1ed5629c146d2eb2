// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/loaded.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

namespace assay::soundness {
namespace {

constexpr std::uint64_t kRanges[][2] = {{0, 1},  {0, 63},         {1, 8},
                                        {3, 17}, {0, 0xffffffff}, {0, ~std::uint64_t{0}}};

/// The slots whose immediates a loader may set.
std::vector<std::uint32_t> numbered_slots(const Program& program) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = 0; slot < program.instructions.size(); ++slot) {
    const auto* alu = std::get_if<Alu>(&program.instructions[slot]);
    const auto* wide = std::get_if<LoadImm64>(&program.instructions[slot]);
    if ((alu != nullptr && std::holds_alternative<Imm>(alu->src)) ||
        (wide != nullptr && wide->kind == WideKind::Immediate))
      slots.push_back(slot);
  }
  return slots;
}

std::uint64_t number_at(const Instruction& instruction) {
  if (const auto* wide = std::get_if<LoadImm64>(&instruction)) return wide->value;
  return static_cast<std::uint64_t>(
      std::int64_t{std::get<Imm>(std::get<Alu>(instruction).src).value});
}

void open_data(Map& map, Random& random) {
  if (!map.is_data || !map.read_only || !random.one_in(4)) return;
  map.contents_from = random.one_in(2) ? ContentsFrom::Any : ContentsFrom::Settings;
  if (map.contents_from == ContentsFrom::Any || random.one_in(4)) return;
  auto layout = std::make_shared<DataLayout>();
  for (std::uint32_t at = 0; at + 8 <= map.value_size; at += 8)
    layout->variables.push_back(
        {"v" + std::to_string(at), at, random.one_in(2) ? 8u : 4u, random.one_in(2)});
  map.layout = std::move(layout);
}

}  // namespace

std::vector<std::uint64_t> draw_numbers(const Program& program,
                                        const std::set<std::string>& layouts, std::uint64_t seed) {
  Random random(seed ^ 0x10adu);
  std::vector<std::uint64_t> numbers;
  for (const LoadTimeNumber& n : program.load_time.numbers) {
    const std::uint64_t size = n.max - n.min + 1;  // 0: all words
    std::uint64_t drawn = size == 0 ? random.next() : n.min + random.next() % size;
    if (random.one_in(4)) drawn = n.min;
    if (random.one_in(4)) drawn = n.max;
    const bool in_object = n.in_object >= n.min && n.in_object <= n.max;
    if (layouts.contains(n.layout) || (in_object && random.one_in(4))) drawn = n.in_object;
    while (std::ranges::find(n.never, drawn) != n.never.end()) ++drawn;
    numbers.push_back(drawn);
  }
  return numbers;
}

std::vector<std::uint8_t> as_loaded(const Program& program, std::vector<std::uint8_t> code,
                                    const std::vector<std::uint64_t>& numbers) {
  const auto write = [&](std::uint64_t at, std::uint64_t value) {
    for (unsigned i = 0; i < 4; ++i) code.at(at + i) = static_cast<std::uint8_t>(value >> (8 * i));
  };
  const std::vector<std::uint32_t> slots = numbered_slots(program);
  for (const LoadTimeUse& use : program.load_time.uses) {
    if (!std::ranges::binary_search(slots, use.slot)) continue;  // a mutant lost its number
    const std::uint64_t at = std::uint64_t{use.slot} * 8;
    write(at + 4, numbers.at(use.number));
    if (std::holds_alternative<LoadImm64>(program.instructions[use.slot]))
      write(at + 12, numbers.at(use.number) >> 32);
  }
  return code;
}

void add_load_time(Program& program, Random& random) {
  for (Map& map : program.maps) open_data(map, random);
  const std::vector<std::uint32_t> slots = numbered_slots(program);
  if (slots.empty() || !random.one_in(3)) return;
  LoadTime& load_time = program.load_time;
  const std::uint64_t count = 1 + random.below(3);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto& range = kRanges[random.below(std::size(kRanges))];
    load_time.numbers.push_back({"a number", range[0], range[1], "", 0});
    if (range[1] - range[0] == 7) load_time.numbers.back().never = {range[0] + 2, range[0] + 4};
  }
  for (const std::uint32_t slot : slots) {
    if (!random.one_in(3)) continue;
    const std::uint64_t held = number_at(program.instructions[slot]);
    auto number = static_cast<std::uint32_t>(random.below(count));
    if (held < 4096 && random.one_in(4)) {  // an offset in a type, which pointers may be moved by
      number = static_cast<std::uint32_t>(load_time.numbers.size());
      load_time.numbers.push_back(
          {"an offset", 0, 0xffffffff, "struct s" + std::to_string(number), held});
    }
    load_time.uses.push_back({slot, number});
  }
}

}  // namespace assay::soundness
