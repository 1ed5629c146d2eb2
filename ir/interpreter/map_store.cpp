// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/map_store.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

namespace assay {
namespace {

/// The index that an array's key names.
std::uint64_t array_index(const Bytes& key) {
  return load_little(std::span(key).first(std::min<std::size_t>(key.size(), 4)));
}

bool bits_agree(const Bytes& a, const Bytes& b, std::uint32_t count) {
  // Keys of a longest-prefix trie: four bytes of prefix length, then the bits, highest first.
  for (std::uint32_t bit = 0; bit < count; ++bit) {
    const std::size_t byte = 4 + bit / 8;
    if (byte >= a.size() || byte >= b.size()) return false;
    if (((a[byte] ^ b[byte]) >> (7 - bit % 8) & 1) != 0) return false;
  }
  return true;
}

std::uint32_t prefix_length(const Bytes& key) {
  return static_cast<std::uint32_t>(
      load_little(std::span(key).first(std::min<std::size_t>(key.size(), 4))));
}

/// Gives a map's value new bytes, but for those that the kernel keeps for itself.
void fill_value(MemoryBlock& block, const Bytes& value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (field_in(block.special_fields, i, 1) == nullptr) block.bytes[i] = value[i];
  }
}

}  // namespace

MapFamily map_family(const MapKind& kind) {
  if (kind.holds_maps) return MapFamily::MapOfMaps;
  switch (kind.contents) {
    case MapContents::None:
      return MapFamily::Other;
    case MapContents::Array:
      return MapFamily::Array;
    case MapContents::Hash:
      return MapFamily::Hash;
    case MapContents::LruHash:
      return MapFamily::LruHash;
    case MapContents::LpmTrie:
      return MapFamily::LpmTrie;
    case MapContents::Queue:
      return MapFamily::Queue;
    case MapContents::Stack:
      return MapFamily::Stack;
  }
  internal_fault(__FILE__, __LINE__, "map contents outside their enum");
}

void MapStore::make_all(const Event& event, std::span<HeldMap* const> held) {
  for (std::size_t i = 0; i < program_.maps.size(); ++i) {
    HeldMap* const before = i < held.size() ? held[i] : nullptr;
    make_instance(i, before != nullptr ? *before : own_.emplace_back());
  }
  if (event.maps.empty()) return;
  for (std::size_t i = 0; i < program_.maps.size(); ++i) {
    auto entries = event.maps.find(program_.maps[i].name);
    if (entries != event.maps.end()) fill(instances_[i], entries->second);
  }
}

void MapStore::keep_all() noexcept {
  // Inner maps first: those that are gone are let go of with what held them.
  for (MapInstance& map : instances_ | std::views::reverse) {
    for (const MapInstance::Asked& asked : map.asked) {
      const bool has_value = asked.block != nullptr && asked.block->alive;
      if (has_value) asked.value->value.swap(asked.block->bytes);
      asked.value->address = 0;
      asked.value->is_new = false;
    }
    for (HeldEntry& entry : map.held->queue | std::views::reverse) {
      if (!entry.is_new) break;
      entry.is_new = false;
    }
  }
  forget_all();
}

void MapStore::undo() noexcept {
  for (MapInstance& map : instances_ | std::views::reverse) {
    HeldMap& held = *map.held;
    for (const MapInstance::Asked& asked : map.asked) asked.value->address = 0;
    std::erase_if(held.ages,
                  [&](const auto& age) { return held.values.find(*age.second)->second.is_new; });
    std::erase_if(held.values, [](const auto& entry) { return entry.second.is_new; });
    for (MapInstance::Gone& gone : map.gone) {
      if (gone.value.empty() || gone.value.mapped().is_new) continue;
      held.values.insert(std::move(gone.value));
      if (!gone.age.empty()) held.ages.insert(std::move(gone.age));
    }
    std::erase_if(held.queue, [](const HeldEntry& entry) { return entry.is_new; });
    held.queue.splice(held.queue.begin(), map.gone_first);
    held.queue.splice(held.queue.end(), map.gone_last);
  }
  forget_all();
}

void MapStore::forget_all() noexcept {
  if (instances_.empty()) return;
  instances_.clear();
  own_.clear();
  by_handle_.clear();
}

MapInstance& MapStore::make_instance(std::size_t index, HeldMap& held) {
  const Map& definition = program_.maps[index];
  const MapKind* kind = find_map_kind(contract_, definition.kind);
  MapInstance& made = instances_.emplace_back();
  made.definition = &definition;
  made.index = static_cast<std::uint32_t>(index);
  made.held = &held;
  made.known_kind = kind != nullptr;
  made.shared = kind == nullptr || kind->value_shared;
  if (definition.is_data) {
    made.family = MapFamily::Array;
  } else if (kind != nullptr) {
    made.family = map_family(*kind);
  }
  memory_.claim(definition.key_size, "a key of map " + definition.name);
  constexpr std::uint64_t kHandleBytes = 8;
  MemoryBlock& handle =
      memory_.make_anywhere(kHandleBytes, MemoryKind::Opaque, "map " + definition.name);
  handle.index = static_cast<std::uint32_t>(instances_.size() - 1);
  made.handle = handle.base;
  by_handle_.emplace(made.handle, &made);
  return made;
}

void MapStore::fill(MapInstance& map, const std::vector<MapEntry>& entries) {
  for (const MapEntry& entry : entries) {
    if (map.family == MapFamily::Queue || map.family == MapFamily::Stack) {
      push(map, entry.value, UpdateMode::Any);
      continue;
    }
    ASSAY_CHECK(entry.key.size() == map.definition->key_size, "an event's key has the wrong size");
    if (map.family == MapFamily::MapOfMaps) {
      const std::uint64_t inner = make_inner(map, entry.key);
      if (inner != 0) fill(*by_handle(inner), entry.inner);
      continue;
    }
    ASSAY_CHECK(entry.value.size() == map.definition->value_size,
                "an event's value has the wrong size");
    const std::uint64_t address = make_value(map, entry.key);
    fill_value(memory_.at(address), entry.value);
  }
}

MapInstance* MapStore::by_handle(std::uint64_t handle) {
  auto found = by_handle_.find(handle);
  return found == by_handle_.end() ? nullptr : found->second;
}

MapInstance& MapStore::program_map(std::size_t index) {
  ASSAY_CHECK(index < program_.maps.size(), "a map index lies outside the program's maps");
  return instances_[index];
}

/// Where the key is; one that was not there has no value as yet.
MapStore::Place MapStore::make_place(MapInstance& map, const Bytes& key) {
  HeldMap& held = *map.held;
  const auto [place, is_new] = held.values.try_emplace(key);
  if (!is_new) return place;
  HeldValue& made = place->second;
  made.is_new = true;
  if (map.family != MapFamily::LruHash) return place;
  made.age = ++held.last_age;
  held.ages.emplace_hint(held.ages.end(), made.age, &place->first);
  return place;
}

std::uint64_t MapStore::make_value(MapInstance& map, const Bytes& key) {
  return address_of(map, make_place(map, key)->second);
}

/// Has the value lie in the run's memory, or the inner map be one of the run's instances.
std::uint64_t MapStore::address_of(MapInstance& map, HeldValue& value) {
  if (value.address != 0) return value.address;
  MapInstance::Asked& asked = map.asked.emplace_back(MapInstance::Asked{&value, nullptr});
  if (map.family == MapFamily::MapOfMaps) {
    value.address = make_instance(*map.definition->inner, *value.inner).handle;
  } else {
    asked.block = &make_block(map, value);
    value.address = asked.block->base;
  }
  return value.address;
}

MemoryBlock& MapStore::make_block(const MapInstance& map, const HeldValue& value) {
  const Map& definition = *map.definition;
  memory_.claim(std::uint64_t{definition.key_size} + definition.value_size,
                "an entry of map " + definition.name);
  const std::uint64_t size = definition.value_size;
  MemoryBlock& block = memory_.make_anywhere(
      size, MemoryKind::MapValue,
      definition.is_data ? definition.name : "value of map " + definition.name);
  if (!value.is_new) {
    block.bytes = value.value;
  } else if (definition.is_data) {
    block.bytes = definition.contents.copy();
  }
  block.bytes.resize(size);
  block.writable = !definition.read_only;
  block.special_fields = definition.special_fields;
  block.index = map.index;
  return block;
}

/// Takes an entry out; its value keeps its address, and the run can still be undone.
void MapStore::take_out(MapInstance& map, Place place) {
  HeldMap& held = *map.held;
  MapInstance::Gone& gone = map.gone.emplace_back();
  if (map.family == MapFamily::LruHash) gone.age = held.ages.extract(place->second.age);
  gone.value = held.values.extract(place);
}

/// Likewise the first or the last entry of a queue; of one of this run nothing is left.
void MapStore::take_out(MapInstance& map, std::list<HeldEntry>::iterator entry) {
  std::list<HeldEntry>& queue = map.held->queue;
  if (entry->is_new) {
    memory_.release(entry->value.size());
    queue.erase(entry);
  } else if (entry == queue.begin()) {
    map.gone_first.splice(map.gone_first.end(), queue, entry);
  } else {
    map.gone_last.splice(map.gone_last.begin(), queue, entry);
  }
}

MapStore::Place MapStore::longest_prefix(const MapInstance& map, const Bytes& key) {
  HeldMap::Values& values = map.held->values;
  auto best = values.end();
  const std::uint32_t length = prefix_length(key);
  for (auto candidate = values.begin(); candidate != values.end(); ++candidate) {
    const std::uint32_t candidate_length = prefix_length(candidate->first);
    if (candidate_length > length) continue;
    if (best != values.end() && candidate_length < prefix_length(best->first)) continue;
    if (bits_agree(candidate->first, key, candidate_length)) best = candidate;
  }
  return best;
}

std::uint64_t MapStore::lookup(MapInstance& map, const Bytes& key) {
  switch (map.family) {
    case MapFamily::Array:
      return array_index(key) < map.definition->max_entries ? make_value(map, key) : 0;
    case MapFamily::LpmTrie:
    case MapFamily::Hash:
    case MapFamily::LruHash:
    case MapFamily::MapOfMaps: {
      const auto found =
          map.family == MapFamily::LpmTrie ? longest_prefix(map, key) : map.held->values.find(key);
      return found == map.held->values.end() ? 0 : address_of(map, found->second);
    }
    case MapFamily::Queue:
    case MapFamily::Stack:
    case MapFamily::Other:
      return 0;
  }
  internal_fault(__FILE__, __LINE__, "map family outside its enum");
}

std::int64_t MapStore::update(MapInstance& map, const Bytes& key, const Bytes& value,
                              UpdateMode mode) {
  const bool keyed = map.family == MapFamily::Hash || map.family == MapFamily::LruHash ||
                     map.family == MapFamily::LpmTrie;
  if (map.family == MapFamily::Array) {
    if (array_index(key) >= map.definition->max_entries) return kTooBig;
    if (mode == UpdateMode::NoExist) return kExists;
  } else if (!keyed) {
    return kInvalid;
  } else {
    HeldMap& held = *map.held;
    const bool present = held.values.contains(key);
    if (present && mode == UpdateMode::NoExist) return kExists;
    if (!present && mode == UpdateMode::Exist) return kNoEntry;
    if (!present && held.values.size() >= map.definition->max_entries) {
      if (map.family != MapFamily::LruHash || held.ages.empty()) return kTooBig;
      take_out(map, held.values.find(*held.ages.begin()->second));
    }
  }
  fill_value(memory_.at(make_value(map, key)), value);
  return 0;
}

std::int64_t MapStore::erase(MapInstance& map, const Bytes& key) {
  if (map.family == MapFamily::Array) return kInvalid;
  const auto found = map.held->values.find(key);
  if (found == map.held->values.end()) return kNoEntry;
  take_out(map, found);
  return 0;
}

std::int64_t MapStore::push(MapInstance& map, const Bytes& value, UpdateMode mode) {
  if (map.family != MapFamily::Queue && map.family != MapFamily::Stack) return kInvalid;
  std::list<HeldEntry>& queue = map.held->queue;
  if (queue.size() >= map.definition->max_entries) {
    if (mode != UpdateMode::Exist || queue.empty()) return kTooBig;
    take_out(map, queue.begin());
  }
  memory_.claim(value.size(), "an entry of map " + map.definition->name);
  queue.push_back({value, true});
  return 0;
}

const Bytes* MapStore::front(const MapInstance& map) const {
  const std::list<HeldEntry>& queue = map.held->queue;
  if (queue.empty()) return nullptr;
  return map.family == MapFamily::Queue ? &queue.front().value : &queue.back().value;
}

void MapStore::pop(MapInstance& map) {
  std::list<HeldEntry>& queue = map.held->queue;
  if (queue.empty()) return;
  take_out(map, map.family == MapFamily::Queue ? queue.begin() : std::prev(queue.end()));
}

std::vector<std::pair<Bytes, std::uint64_t>> MapStore::all(MapInstance& map) {
  std::vector<std::pair<Bytes, std::uint64_t>> found;
  for (auto& [key, value] : map.held->values) found.emplace_back(key, address_of(map, value));
  return found;
}

std::uint64_t MapStore::make_inner(MapInstance& map, const Bytes& key) {
  if (!map.definition->inner) return 0;
  if (const auto before = map.held->values.find(key); before != map.held->values.end()) {
    take_out(map, before);
  }
  HeldValue& made = make_place(map, key)->second;
  made.inner = std::make_unique<HeldMap>();
  return address_of(map, made);
}

std::uint64_t MapStore::known_data(std::size_t index) const {
  const MapInstance& map = instances_[index];
  const HeldMap::Values& values = map.held->values;
  return map.definition->is_data && values.size() == 1 ? values.begin()->second.address : 0;
}

std::uint64_t MapStore::direct_value(MapInstance& map, std::uint64_t offset) {
  return make_value(map, Bytes(map.definition->key_size)) + offset;
}

}  // namespace assay
