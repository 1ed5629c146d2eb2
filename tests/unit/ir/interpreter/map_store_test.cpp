// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/map_store.hpp"

#include <deque>
#include <map>
#include <utility>

#include "ir/interpreter/random.hpp"
#include "unit/ir/interpreter/support.hpp"

namespace assay::testing {
namespace {

/// A map that is copied whole where one would be undone: what MapStore must agree with. Of an array
/// it has the entries that somebody asked for.
struct Model {
  std::vector<std::pair<Bytes, Bytes>> entries;  // in the order in which they were made
  std::deque<Bytes> queue;

  [[nodiscard]] Bytes* find(const Bytes& key) {
    for (auto& [known, value] : entries) {
      if (known == key) return &value;
    }
    return nullptr;
  }
  void erase(const Bytes& key) {
    std::erase_if(entries, [&](const auto& entry) { return entry.first == key; });
  }
  /// As words_of(HeldMap).
  [[nodiscard]] std::string words(MapFamily family) const {
    std::string words;
    for (const auto& [key, value] : std::map(entries.begin(), entries.end())) {
      words += fmt::format("  [{}] [{}] \n", fmt::join(key, " "), fmt::join(value, " "));
    }
    for (const auto& [key, value] : entries) {
      if (family == MapFamily::LruHash) words += fmt::format("  [{}]", fmt::join(key, " "));
    }
    for (const Bytes& value : queue) words += fmt::format("  [{}]\n", fmt::join(value, " "));
    return words;
  }
};

constexpr std::uint32_t kMost = 5;  // entries
constexpr std::uint32_t kTrieKey = 5;

/// One step of a run, by chance, on both.
class MapSteps {
 public:
  MapSteps(MapStore& store, Memory& memory, Random& random)
      : store_(store), memory_(memory), random_(random) {}

  void step(MapInstance& map, Model& model) {
    if (map.family == MapFamily::Queue || map.family == MapFamily::Stack) {
      random_.one_in(3) ? pop(map, model) : push(map, model);
      return;
    }
    const Bytes key = some_key(map);
    switch (random_.below(4)) {
      case 0:
        return erase(map, model, key);
      case 1:
        return update(map, model, key);
      default:
        return store_to(map, model, key);
    }
  }

 private:
  Bytes some_key(const MapInstance& map) {
    Bytes key(map.definition->key_size);
    key[0] = static_cast<std::uint8_t>(random_.below(map.family == MapFamily::Array ? kMost : 8));
    // Prefixes of eight bits, each its own.
    if (map.family == MapFamily::LpmTrie) key = {8, 0, 0, 0, key[0]};
    return key;
  }
  Bytes some_value() { return random_.bytes(2); }

  void push(MapInstance& map, Model& model) {
    const bool forced = random_.one_in(2);
    const Bytes value = some_value();
    const bool full = model.queue.size() == kMost;
    if (full && forced) model.queue.pop_front();
    if (!full || forced) model.queue.push_back(value);
    const std::int64_t given =
        store_.push(map, value, forced ? UpdateMode::Exist : UpdateMode::Any);
    EXPECT_EQ(given, full && !forced ? kTooBig : 0);
  }
  void pop(MapInstance& map, Model& model) {
    const Bytes* const front = store_.front(map);
    ASSERT_EQ(front == nullptr, model.queue.empty());
    if (front == nullptr) return;
    const bool first = map.family == MapFamily::Queue;
    EXPECT_EQ(*front, first ? model.queue.front() : model.queue.back());
    first ? model.queue.pop_front() : model.queue.pop_back();
    store_.pop(map);
  }
  void erase(MapInstance& map, Model& model, const Bytes& key) {
    if (map.family == MapFamily::Array) return;
    EXPECT_EQ(store_.erase(map, key), model.find(key) == nullptr ? kNoEntry : 0);
    model.erase(key);
  }
  void update(MapInstance& map, Model& model, const Bytes& key) {
    const Bytes value = some_value();
    const bool fits = model.find(key) != nullptr || model.entries.size() < kMost;
    if (!fits && map.family == MapFamily::LruHash) model.entries.erase(model.entries.begin());
    const bool taken = fits || map.family == MapFamily::LruHash;
    EXPECT_EQ(store_.update(map, key, value, UpdateMode::Any), taken ? 0 : kTooBig);
    if (!taken) return;
    if (model.find(key) == nullptr) model.entries.emplace_back(key, Bytes(2));
    *model.find(key) = value;
  }
  /// Looks it up, and writes to its first byte.
  void store_to(MapInstance& map, Model& model, const Bytes& key) {
    const std::uint64_t address = store_.lookup(map, key);
    if (map.family == MapFamily::Array && model.find(key) == nullptr) {
      model.entries.emplace_back(key, Bytes(2));
    }
    Bytes* const value = model.find(key);
    ASSERT_EQ(address == 0, value == nullptr);
    if (value == nullptr) return;
    EXPECT_EQ(memory_.at(address).bytes, *value);
    memory_.at(address).bytes[0] = value->at(0) = static_cast<std::uint8_t>(random_.next());
  }

  MapStore& store_;
  Memory& memory_;
  Random& random_;
};

TEST(MapStore, WhatRunsLeaveAndUndoIsThatOfMapsThatAreCopiedWhole) {
  const Program program = program_of(
      "r0 = 0\nexit", {map_of("hash", kHash, 4, 2, kMost), map_of("array", kArray, 4, 2, kMost),
                       map_of("lru", kLru, 4, 2, kMost), map_of("trie", kTrie, kTrieKey, 2, kMost),
                       map_of("queue", kQueue, 0, 2, kMost), map_of("stack", kStack, 0, 2, kMost)});
  const Contract contract = contract_without_helpers();
  const HeldMaps held(program);
  std::vector<Model> models(program.maps.size());
  Random random(1);
  Memory memory(Placement::Middle);
  MapStore store(program, contract, memory);
  for (int round = 0; round < 3000; ++round) {
    const std::vector<Model> before = models;
    memory.restart(Placement::Middle);
    store.populate({}, held.pointers());
    memory.forget_rest();
    MapSteps steps(store, memory, random);
    for (std::uint64_t left = random.below(12); left-- > 0;) {
      const std::size_t map = random.below(models.size());
      steps.step(store.program_map(map), models[map]);
    }
    std::vector<MapFamily> families;
    for (const MapInstance& map : store.instances()) families.push_back(map.family);
    if (random.one_in(3)) {
      store.undo();
      models = before;
    } else {
      store.keep();
    }
    for (std::size_t i = 0; i < models.size(); ++i) {
      ASSERT_EQ(words_of(held.at(i)), models[i].words(families[i])) << i << ", " << round;
    }
  }
}

TEST(MapStore, AnInnerMapIsHeldWithTheOneThatHoldsItAndUndoneWithIt) {
  Map outer = map_of("outer", kOuter, 1, 0, 4);
  outer.inner = 1;
  const Program program = program_of("r0 = 0\nexit", {outer, map_of("inner", kHash, 1, 1, 4)});
  const Contract contract = contract_without_helpers();
  const HeldMaps held(program);
  const auto run = [&](const auto& work) {
    Memory memory(Placement::Middle);
    MapStore store(program, contract, memory);
    store.populate({}, held.pointers());
    work(store, memory);
  };
  run([](MapStore& store, Memory& /*memory*/) {
    MapInstance& inner = *store.by_handle(store.make_inner(store.program_map(0), {7}));
    EXPECT_EQ(store.update(inner, {1}, {10}, UpdateMode::Any), 0);
    store.keep();
  });
  const std::string first = held.words();
  run([](MapStore& store, Memory& memory) {
    MapInstance& inner = *store.by_handle(store.lookup(store.program_map(0), {7}));
    EXPECT_EQ(memory.at(store.lookup(inner, {1})).bytes, Bytes{10});
    EXPECT_EQ(store.update(inner, {1}, {11}, UpdateMode::Any), 0);
    EXPECT_EQ(store.update(inner, {2}, {20}, UpdateMode::Any), 0);
    EXPECT_EQ(store.erase(store.program_map(0), {7}), 0);
    EXPECT_NE(store.make_inner(store.program_map(0), {7}), 0U);
    store.undo();
  });
  EXPECT_EQ(held.words(), first);
  run([](MapStore& store, Memory& /*memory*/) {
    EXPECT_NE(store.lookup(store.program_map(0), {7}), 0U);
    EXPECT_EQ(store.erase(store.program_map(0), {7}), 0);
    store.keep();
  });
  EXPECT_TRUE(held.at(0).values.empty());
}

TEST(MapStore, WhatIsTakenOutOfAQueueMakesRoomForWhatComes) {
  constexpr std::uint32_t kSize = 1u << 20;
  const Program program = program_of(
      "r0 = 0\nexit", {map_of("queue", kQueue, 0, kSize, 4), map_of("stack", kStack, 0, kSize, 4)});
  const Contract contract = contract_without_helpers();
  Memory memory(Placement::Middle);
  MapStore store(program, contract, memory);
  store.populate({}, {});
  const Bytes value(kSize);
  for (const std::size_t index : {0u, 1u}) {
    MapInstance& map = store.program_map(index);
    for (int i = 0; i < 300; ++i) {
      ASSERT_EQ(store.push(map, value, UpdateMode::Any), 0);
      store.pop(map);
    }
    for (int i = 0; i < 300; ++i) ASSERT_EQ(store.push(map, value, UpdateMode::Exist), 0);
    EXPECT_EQ(map.held->queue.size(), 4U);
  }
}

}  // namespace
}  // namespace assay::testing
