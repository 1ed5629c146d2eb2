// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/map_store.hpp"

#include <algorithm>
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

void MapStore::restart() {
  if (instances_.empty()) return;
  instances_.clear();
  by_handle_.clear();
}

void MapStore::populate(const Event& event) {
  for (std::size_t i = 0; i < program_.maps.size(); ++i) make_instance(i);
  for (std::size_t i = 0; i < program_.maps.size(); ++i) {
    auto entries = event.maps.find(program_.maps[i].name);
    if (entries != event.maps.end()) fill(instances_[i], entries->second);
  }
}

MapInstance& MapStore::make_instance(std::size_t index) {
  const Map& definition = program_.maps[index];
  const MapKind* kind = find_map_kind(contract_, definition.kind);
  MapInstance& made = instances_.emplace_back();
  made.definition = &definition;
  made.index = static_cast<std::uint32_t>(index);
  made.known_kind = kind != nullptr;
  made.shared = kind == nullptr || kind->value_shared;
  if (definition.is_data) {
    made.family = MapFamily::Array;
  } else if (kind != nullptr) {
    made.family = map_family(*kind);
  }
  memory_.claim(definition.key_size, "a key of map " + definition.name);
  constexpr std::uint64_t kHandleBytes = 8;
  made.handle = memory_.place(kHandleBytes);
  memory_.make({made.handle, kHandleBytes}, MemoryKind::Opaque, "map " + definition.name).index =
      static_cast<std::uint32_t>(instances_.size() - 1);
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

std::map<std::string, std::vector<MapEntry>> MapStore::contents() const {
  std::map<std::string, std::vector<MapEntry>> all;
  for (std::size_t i = 0; i < program_.maps.size(); ++i) {
    if (program_.maps[i].read_only) continue;
    std::vector<MapEntry> entries = entries_of(instances_[i]);
    if (!entries.empty()) all.emplace(program_.maps[i].name, std::move(entries));
  }
  return all;
}

std::vector<MapEntry> MapStore::entries_of(const MapInstance& map) const {
  std::vector<MapEntry> entries;
  for (const Bytes& value : map.queue) entries.push_back({{}, value, {}});
  for (const Bytes& key : map.order) {
    // Of an array the key that the program gave; its index is what counts (array_index).
    entries.push_back({key, memory_.at(map.values.at(key)).bytes, {}});
  }
  if (map.family != MapFamily::MapOfMaps) return entries;
  for (const auto& [key, handle] : map.values) {
    entries.push_back({key, {}, entries_of(*by_handle_.at(handle))});
  }
  return entries;
}

MapInstance* MapStore::by_handle(std::uint64_t handle) {
  auto found = by_handle_.find(handle);
  return found == by_handle_.end() ? nullptr : found->second;
}

MapInstance& MapStore::program_map(std::size_t index) {
  ASSAY_CHECK(index < program_.maps.size(), "a map index lies outside the program's maps");
  return instances_[index];
}

std::uint64_t MapStore::make_value(MapInstance& map, const Bytes& key) {
  const auto known = map.values.find(key);
  if (known != map.values.end()) return known->second;
  const Map& definition = *map.definition;
  memory_.claim(std::uint64_t{definition.key_size} + definition.value_size,
                "an entry of map " + definition.name);
  const std::uint64_t size = definition.value_size;
  // Rounded up, so that every value begins at a multiple of 8, as on the platforms.
  const std::uint64_t address = memory_.place((size + 7) & ~std::uint64_t{7});
  MemoryBlock& value =
      memory_.make({address, size}, MemoryKind::MapValue,
                   definition.is_data ? definition.name : "value of map " + definition.name);
  if (definition.is_data) value.bytes = definition.contents.copy();
  value.bytes.resize(size);
  value.writable = !definition.read_only;
  value.special_fields = definition.special_fields;
  value.index = map.index;
  map.values.emplace(key, address);
  map.order.push_back(key);
  return address;
}

std::uint64_t MapStore::longest_prefix(const MapInstance& map, const Bytes& key) const {
  std::uint64_t best = 0;
  std::uint32_t best_length = 0;
  const std::uint32_t length = prefix_length(key);
  for (const auto& [candidate, address] : map.values) {
    const std::uint32_t candidate_length = prefix_length(candidate);
    if (candidate_length > length || (best != 0 && candidate_length < best_length)) continue;
    if (!bits_agree(candidate, key, candidate_length)) continue;
    best = address;
    best_length = candidate_length;
  }
  return best;
}

std::uint64_t MapStore::lookup(MapInstance& map, const Bytes& key) {
  switch (map.family) {
    case MapFamily::Array:
      return array_index(key) < map.definition->max_entries ? make_value(map, key) : 0;
    case MapFamily::LpmTrie:
      return longest_prefix(map, key);
    case MapFamily::Hash:
    case MapFamily::LruHash:
    case MapFamily::MapOfMaps: {
      const auto found = map.values.find(key);
      return found == map.values.end() ? 0 : found->second;
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
    const bool present = map.values.contains(key);
    if (present && mode == UpdateMode::NoExist) return kExists;
    if (!present && mode == UpdateMode::Exist) return kNoEntry;
    if (!present && map.values.size() >= map.definition->max_entries) {
      if (map.family != MapFamily::LruHash || map.order.empty()) return kTooBig;
      map.values.erase(map.order.front());
      map.order.pop_front();
    }
  }
  fill_value(memory_.at(make_value(map, key)), value);
  return 0;
}

std::int64_t MapStore::erase(MapInstance& map, const Bytes& key) {
  if (map.family == MapFamily::Array) return kInvalid;
  if (map.values.erase(key) == 0) return kNoEntry;
  std::erase(map.order, key);
  return 0;
}

std::int64_t MapStore::push(MapInstance& map, const Bytes& value, UpdateMode mode) {
  if (map.family != MapFamily::Queue && map.family != MapFamily::Stack) return kInvalid;
  if (map.queue.size() >= map.definition->max_entries) {
    if (mode != UpdateMode::Exist || map.queue.empty()) return kTooBig;
    memory_.release(map.queue.front().size());
    map.queue.pop_front();
  }
  memory_.claim(value.size(), "an entry of map " + map.definition->name);
  map.queue.push_back(value);
  return 0;
}

const Bytes* MapStore::front(const MapInstance& map) const {
  if (map.queue.empty()) return nullptr;
  return map.family == MapFamily::Queue ? &map.queue.front() : &map.queue.back();
}

void MapStore::pop(MapInstance& map) {
  if (map.queue.empty()) return;
  memory_.release(front(map)->size());
  if (map.family == MapFamily::Queue) {
    map.queue.pop_front();
  } else {
    map.queue.pop_back();
  }
}

std::uint64_t MapStore::make_inner(MapInstance& map, const Bytes& key) {
  if (!map.definition->inner) return 0;
  const std::uint64_t handle = make_instance(*map.definition->inner).handle;
  map.values[key] = handle;
  return handle;
}

std::uint64_t MapStore::known_data(std::size_t index) const {
  const MapInstance& map = instances_[index];
  return map.definition->is_data && map.values.size() == 1 ? map.values.begin()->second : 0;
}

std::uint64_t MapStore::direct_value(MapInstance& map, std::uint64_t offset) {
  return make_value(map, Bytes(map.definition->key_size)) + offset;
}

}  // namespace assay
