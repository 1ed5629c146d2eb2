// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/world.hpp"

#include <algorithm>

#include "ir/contract/execution.hpp"
#include "support/oracle/rules.hpp"
#include "verifier/obligation/loaded.hpp"

namespace assay::soundness {

using oracle::Block;
using oracle::BlockId;
using oracle::BlockKind;
using oracle::Machine;
using oracle::Stop;
using oracle::Word;

namespace {

constexpr std::uint64_t kGap = std::uint64_t{1} << 33;
constexpr std::uint64_t kSlack = std::uint64_t{1} << 29;

constexpr std::uint64_t kEdges[] = {0,
                                    1,
                                    2,
                                    7,
                                    8,
                                    15,
                                    16,
                                    63,
                                    64,
                                    0x7f,
                                    0x80,
                                    0xff,
                                    0x100,
                                    0x7fff,
                                    0x8000,
                                    0xffff,
                                    0x10000,
                                    0x7fffffff,
                                    0x80000000,
                                    0xffffffff,
                                    0x100000000,
                                    0xffffffff80000000,
                                    0x7fffffffffffffff,
                                    0x8000000000000000,
                                    0xfffffffffffffffe,
                                    0xffffffffffffffff};

/// Sizes of packets that programs test for, and those beside them.
constexpr std::uint64_t kSizes[] = {0,  1,  2,  4,  8,  13, 14, 15, 16,
                                    20, 31, 32, 33, 34, 35, 40, 54, 64};

/// More bytes between two marks are never chosen: every run has its own memory for them.
constexpr std::uint64_t kMostChosenDistance = 0x10000;
/// The same for what is drawn, which is seldom so long: beyond a full frame, where there is more.
constexpr std::uint64_t kMostDrawnDistance = 0x20000;

/// Of what the address of each value of such a map is a multiple, of what is up to 8; counted.
std::uint64_t multiple_of(const MapKind* kind, const Map& map) {
  std::uint64_t apart = 8;
  if (kind == nullptr || kind->alignment == ValueAlignment::None) apart = 1;
  if (kind != nullptr && kind->alignment == ValueAlignment::ValueSize) apart = map.value_size;
  if (kind != nullptr && kind->alignment == ValueAlignment::BehindPrefix) apart = map.key_size - 4;
  std::uint64_t most = 8;
  while (most > 1 && apart % most != 0) most /= 2;
  return most;
}

std::uint64_t word_of(Random& random, const std::vector<std::uint64_t>& interesting) {
  switch (random.below(4)) {
    case 0:
      return interesting[random.below(interesting.size())];
    case 1:
      return random.below(256);
    case 2:
      return random.next() >> random.below(64);
    default:
      return random.next();
  }
}

}  // namespace

std::vector<std::uint64_t> interesting_words(const Program& program) {
  std::vector<std::uint64_t> words(std::begin(kEdges), std::end(kEdges));
  const auto add = [&](std::uint64_t w) {
    for (const std::uint64_t x : {w - 1, w, w + 1, 0 - w}) words.push_back(x);
  };
  const auto add_operand = [&](const Operand& operand) {
    if (const auto* imm = std::get_if<Imm>(&operand))
      add(static_cast<std::uint64_t>(std::int64_t{imm->value}));
  };
  for (const Instruction& i : program.instructions) {
    if (const auto* alu = std::get_if<Alu>(&i)) add_operand(alu->src);
    if (const auto* jump = std::get_if<JumpIf>(&i)) add_operand(jump->right);
    if (const auto* wide = std::get_if<LoadImm64>(&i);
        wide != nullptr && wide->kind == WideKind::Immediate)
      add(wide->value);
  }
  return words;
}

oracle::Rules rules_of(const Contract& contract) {
  oracle::Rules rules;
  rules.address_to_number = contract.policy.pointer_to_scalar;
  rules.address_leaks = contract.policy.pointer_leak_to_memory;
  rules.unwritten_stack_reads = contract.policy.uninitialised_stack_reads;
  rules.most_frames = contract.limits.call_depth;
  const Execution& execution = execution_of(contract);
  switch (execution.frames) {
    case Frames::Own:
      break;
    case Frames::Callers:
      rules.stacks = oracle::Stacks::Callers;
      break;
    case Frames::Below:
      rules.stacks = oracle::Stacks::Below;
      rules.step = execution.frame_step;
      break;
  }
  rules.exchange32_extends_sign = execution.exchange32_extends_sign;
  rules.fetch_loses_r0 = execution.fetch_loses_r0;
  rules.signed_division_loses_context = execution.signed_division_loses_context;
  rules.le_keeps_upper_bits = execution.le_keeps_upper_bits;
  rules.most_slots = execution.most_slots;
  return rules;
}

World::World(const Program& program, const Contract& contract,
             const std::vector<std::uint64_t>& interesting, const RunPlan& plan)
    : program_(program),
      contract_(contract),
      interesting_(interesting),
      plan_(plan),
      random_(plan.seed),
      inputs_(plan_.chosen),
      regions_(contract.regions.size()),
      region_bases_(contract.regions.size()) {
  // Regions are placed first: they are the blocks that touch the edge.
  for (std::size_t r = 0; r < regions_.size(); ++r) shape_region(r);
}

std::uint64_t World::word() { return word_of(random_, interesting_); }

std::vector<std::uint8_t> World::some_bytes(std::uint64_t count) {
  constexpr std::uint64_t kVaried = 1024;  // larger memory repeats its beginning
  std::vector<std::uint8_t> bytes(count);
  Random random(random_.next());
  if (random.one_in(4)) return bytes;
  const std::uint64_t varied = std::min(count, kVaried);
  for (std::uint64_t i = 0; i < varied;) {
    std::uint64_t w = word_of(random, interesting_);
    if (random.one_in(3)) w = __builtin_bswap64(w);
    const std::uint64_t size = std::uint64_t{1} << random.below(4);
    for (std::uint64_t k = 0; k < size && i < varied; ++k)
      bytes[i++] = static_cast<std::uint8_t>(w >> (8 * k));
  }
  for (std::uint64_t i = varied; i < count; ++i) bytes[i] = bytes[i - varied];
  return bytes;
}

std::uint64_t World::place(std::uint64_t size) {
  const std::uint64_t rounded = (size + 7) & ~std::uint64_t{7};
  std::uint64_t base = 0;
  switch (plan_.edge) {
    case Edge::Low:
      base = kSlack + placed_;
      break;
    case Edge::Middle:
      base = 0xffff800000000000u + placed_;
      break;
    case Edge::High:
      // The last byte may lie right below the slack, whatever the size.
      base = 0 - kSlack - placed_ - (placed_ == 0 ? size : rounded);
      break;
  }
  placed_ += kGap + rounded;
  return base;
}

/// Bytes to a mark from the one before it, negative where it lies before that.
std::int64_t World::some_distance(const Region& region, std::uint32_t to) {
  const bool to_last = to + 1 == region.marks;
  std::uint64_t size = kSizes[random_.below(std::size(kSizes))];
  if (random_.one_in(4)) size = random_.below(128);
  if (random_.one_in(12)) size = random_.below(2048);
  if (random_.one_in(200)) size = kMostDrawnDistance;
  if (!to_last && random_.one_in(2)) size = 0;
  const std::uint64_t back = to_last ? region.most_reversed() : 0;
  if (back != 0 && random_.one_in(3)) {
    size = random_.one_in(2) ? size : back;
    return -static_cast<std::int64_t>(std::min({size, back, kMostDrawnDistance}));
  }
  return static_cast<std::int64_t>(std::min(size, region.max_size));
}

void World::shape_region(std::size_t region) {
  const Region& r = contract_.regions[region];
  RegionNow& now = regions_[region];
  now = {};
  now.marks = {0};
  now.absent = r.may_be_null && random_.one_in(3);
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  for (std::uint32_t m = 1; m < r.marks; ++m) {
    if (now.absent) {
      now.marks.push_back(0);
      continue;
    }
    const std::int64_t distance = some_distance(r, m);
    Draw draw{.kind = Drawn::Distance};
    draw.region = static_cast<std::uint32_t>(region);
    draw.mark = m;
    const std::uint64_t back = m + 1 == r.marks ? r.most_reversed() : 0;
    draw.min = -static_cast<std::int64_t>(std::min(back, kMostChosenDistance));
    draw.max = static_cast<std::int64_t>(std::min(r.max_size, kMostChosenDistance));
    const std::uint64_t chosen = inputs_.word(draw, static_cast<std::uint64_t>(distance));
    now.marks.push_back(now.marks.back() + chosen);
    lowest = std::min(lowest, static_cast<std::int64_t>(now.marks.back()));
    highest = std::max(highest, static_cast<std::int64_t>(now.marks.back()));
  }
  // All marks keep the slack, those before the first one, too.
  region_bases_[region] = now.absent ? 0
                                     : place(static_cast<std::uint64_t>(highest - lowest)) -
                                           static_cast<std::uint64_t>(lowest);
}

BlockId World::add_drawn(Machine& machine, Block block) {
  const BlockId id = machine.memory.add(std::move(block));
  Block& added = machine.memory.at(id);
  inputs_.bytes({.kind = Drawn::Bytes, .block = id, .count = added.bytes.size()}, added);
  return id;
}

void World::add_region(Machine& machine, std::size_t region) {
  if (regions_[region].absent) return;
  Block block;
  block.kind = BlockKind::Region;
  block.index = static_cast<std::uint32_t>(region);
  block.base = region_bases_[region];
  const auto end = static_cast<std::int64_t>(regions_[region].marks.back());
  block.bytes = some_bytes(static_cast<std::uint64_t>(std::max<std::int64_t>(end, 0)));
  block.writable = contract_.regions[region].writable;
  block.atomic = false;
  block.aligned = contract_.policy.strict_alignment;
  regions_[region].block = add_drawn(machine, std::move(block));
}

void World::attach(Machine& machine) {
  for (std::size_t r = 0; r < regions_.size(); ++r) add_region(machine, r);
  Block context;
  context.kind = BlockKind::Context;
  context.bytes = some_bytes(contract_.context_size);
  context.base = place(contract_.context_size);
  const std::uint64_t base = context.base;
  context_ = add_drawn(machine, std::move(context));
  machine.registers[1] = {base, context_, true};
  for (const oracle::Frame& frame : machine.frames)
    machine.memory.at(frame.stack).aligned = contract_.policy.aligned_stack;
}

void World::move_regions(Machine& machine) {
  for (std::size_t r = 0; r < regions_.size(); ++r) {
    if (!contract_.regions[r].moved_by_helpers) continue;
    if (!regions_[r].absent) machine.memory.at(regions_[r].block).alive = false;
    shape_region(r);
    add_region(machine, r);
  }
}

const ContextField* World::context_field(std::uint64_t offset, unsigned size, Use use) const {
  for (const ContextField& f : contract_.fields) {
    if (offset < f.offset || offset + size > f.offset + f.size) continue;
    const bool whole = offset == f.offset && size == f.size;
    const bool parts =
        f.kind == FieldKind::Scalar && f.narrow && (use == Use::Load || f.narrow_writes);
    const bool aligned = !contract_.policy.aligned_context || offset % size == 0;
    const bool allowed = use == Use::Store ? f.writable : f.readable;
    return (whole || parts) && aligned && allowed ? &f : nullptr;
  }
  return nullptr;
}

Stop World::load_context(Machine& machine, std::uint64_t offset, unsigned size, Word& word) {
  const ContextField* field = context_field(offset, size, Use::Load);
  if (field == nullptr) return Stop::BadContextAccess;
  switch (field->kind) {
    case FieldKind::Scalar:
      word = {load_bytes(machine.memory.at(context_), offset, size), 0, true};
      return Stop::None;
    case FieldKind::RegionMark: {
      const RegionNow& region = regions_.at(field->region);
      if (region.absent) {
        word = {0, 0, true};
        return Stop::None;
      }
      const Block& block = machine.memory.at(region.block);
      std::uint64_t at = region.marks.at(field->mark);
      if (field->may_lie_past_next && region.marks.at(field->mark + 1) == at && random_.one_in(2))
        ++at;
      word = {block.base + at, region.block, true};
      return Stop::None;
    }
    case FieldKind::RegionLength: {
      const RegionNow& region = regions_.at(field->region);
      word = {region.marks.back() - region.marks.front(), 0, true};
      return Stop::None;
    }
    case FieldKind::Opaque:
      if (!contract_.policy.pointer_to_scalar && !contract_.policy.pointer_leak_to_memory)
        return Stop::Unmodelled;
      word = {load_bytes(machine.memory.at(context_), offset, size), 0, true};
      return Stop::None;
  }
  return Stop::Unmodelled;
}

Stop World::store_context(Machine& machine, std::uint64_t offset, unsigned size, const Word& word) {
  if (context_field(offset, size, Use::Store) == nullptr) return Stop::BadContextAccess;
  if (word.origin != 0 && !contract_.policy.pointer_leak_to_memory) return Stop::AddressLeaks;
  store_bytes(machine.memory.at(context_), offset, size, word.value, 0);
  return Stop::None;
}

bool World::load_packet(Machine& machine, std::int64_t offset, unsigned size,
                        std::optional<std::uint64_t>& value) {
  const Word& r6 = machine.registers[6];
  if (!contract_.policy.legacy_packet_access || r6.origin != context_ ||
      r6.value != machine.memory.at(context_).base || held(machine) != 0)
    return false;
  if (offset < 0 || offset + size > 64 || random_.one_in(4)) return true;
  const std::uint64_t drawn = random_.next() >> (64 - 8 * size);
  const std::int64_t most = (std::int64_t{1} << (8 * size)) - 1;
  value = inputs_.word({.kind = Drawn::Result, .max = most}, drawn);
  return true;
}

std::optional<std::uint64_t> World::loaded_word(const Machine& machine, std::uint64_t key) const {
  if (const auto number = number_of_key(key)) {
    const std::uint64_t word = numbers_.at(*number);
    const bool all_bits = key % 2 == 1 || program_.load_time.numbers.at(*number).max <= INT32_MAX;
    return all_bits ? word : oracle::sign_extended(word, 4);
  }
  const auto place = data_of_key(key);
  const auto known = values_.find({place->map, 0});
  if (known == values_.end() || !contract_.policy.read_only_data_frozen) return std::nullopt;
  return oracle::load_bytes(machine.memory.at(known->second), place->offset, place->size);
}

void World::before_shared_access(Block& block, std::uint64_t offset, unsigned size) {
  if (!plan_.hostile) return;
  if (!block.writable) {  // settings, where others may write them
    const Map& m = program_.maps.at(block.index);
    for (unsigned i = 0; i < size; ++i) {
      if (!contents_hold(m, offset + i, 1)) block.bytes.at(offset + i) = random_byte();
    }
    return;
  }
  store_bytes(block, offset, size, word(), 0);
  inputs_.bytes({.kind = Drawn::Shared, .offset = offset, .count = size}, block);
}

std::size_t World::held(const Machine& machine) const {
  std::size_t count = 0;
  for (BlockId id = 1; id <= machine.memory.count(); ++id) {
    const Block& block = machine.memory.at(id);
    count += block.held && block.alive ? 1 : 0;
  }
  return count;
}

Word World::map_handle(Machine& machine, std::uint32_t map) {
  const auto known = handles_.find(map);
  if (known != handles_.end()) return {machine.memory.at(known->second).base, known->second, true};
  Block block;
  block.kind = BlockKind::Handle;
  block.index = map;
  block.base = place(8);
  const std::uint64_t base = block.base;
  const BlockId id = machine.memory.add(std::move(block));
  handles_[map] = id;
  return {base, id, true};
}

Word World::map_value(Machine& machine, std::uint32_t map, std::uint64_t element) {
  const auto known = values_.find({map, element});
  if (known != values_.end()) return {machine.memory.at(known->second).base, known->second, true};
  const Map& m = program_.maps.at(map);
  Block block;
  block.kind = m.is_data ? BlockKind::Data : BlockKind::MapValue;
  block.index = map;
  block.base = place(m.value_size);
  const bool known_bytes = m.is_data && m.contents.size() == m.value_size;
  block.bytes = known_bytes ? m.contents.copy() : some_bytes(m.value_size);
  const bool constant = m.is_data && m.read_only && known_bytes;
  for (std::uint64_t i = 0; constant && i < m.value_size; ++i) {
    if (!contents_hold(m, i, 1)) block.bytes[i] = random_byte();
  }
  constexpr std::uint32_t kReadOnlyToPrograms = 1u << 7;  // BPF_F_RDONLY_PROG
  block.writable = !m.read_only && (m.flags & kReadOnlyToPrograms) == 0;
  const MapKind* kind = find_map_kind(contract_, m.kind);
  const bool is_shared = m.is_data || kind == nullptr || kind->value_shared;
  const bool may_change = !m.read_only || (constant && m.contents_from != ContentsFrom::Object &&
                                           !contract_.policy.read_only_data_frozen);
  block.shared = is_shared && may_change;
  block.aligned = contract_.policy.strict_alignment;
  if (!m.is_data) block.multiple_of = multiple_of(kind, m);
  for (const SpecialField& field : m.special_fields)
    block.kept.emplace_back(field.offset, std::uint64_t{field.offset} + field.size);
  const std::uint64_t base = block.base;
  const BlockId id =
      known_bytes ? machine.memory.add(std::move(block)) : add_drawn(machine, std::move(block));
  values_[{map, element}] = id;
  return {base, id, true};
}

Word World::new_memory(Machine& machine, std::uint64_t size) {
  Block block;
  block.kind = BlockKind::Memory;
  block.base = place(size);
  block.bytes = some_bytes(size);
  const std::uint64_t base = block.base;
  return {base, add_drawn(machine, std::move(block)), true};
}

std::optional<Word> World::load_address(Machine& machine, const oracle::Slot& slot,
                                        std::uint32_t next_imm) {
  const auto map = static_cast<std::uint32_t>(slot.imm);
  if (map >= program_.maps.size()) return std::nullopt;
  if (slot.src == 1) return map_handle(machine, map);
  if (slot.src != 2) return std::nullopt;
  const Map& addressed = program_.maps[map];
  const MapKind* kind = find_map_kind(contract_, addressed.kind);
  const bool has_address = kind != nullptr && kind->direct_value && addressed.max_entries == 1;
  if (!addressed.is_data && !has_address) return std::nullopt;
  Word word = map_value(machine, map, 0);
  word.value += next_imm;
  return word;
}

}  // namespace assay::soundness
