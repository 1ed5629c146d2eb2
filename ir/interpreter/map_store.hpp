// SPDX-License-Identifier: Apache-2.0
// The maps of a run: contents, handles, and the addresses of values.
//
// A value, once it has an address, keeps it to the end of the run, also when its entry is deleted:
// both platforms free values only after the program has left. Values that earlier runs have left
// (HeldMap) get one when they are asked for, and take back what the run has made of them when it
// ends; a run that does not come to its end leaves no trace in them.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/interpreter/event.hpp"
#include "ir/interpreter/held_map.hpp"
#include "ir/interpreter/memory.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// How a map behaves in a run: MapContents, or as a map of maps.
enum class MapFamily : std::uint8_t {
  Array,
  Hash,
  LruHash,
  LpmTrie,
  Queue,
  Stack,
  MapOfMaps,
  Other,
};
[[nodiscard]] MapFamily map_family(const MapKind& kind);

/// Linux error numbers, as helpers return them (negative); Windows has numbers of its own, and no
/// program may rest on which.
inline constexpr std::int64_t kNoEntry = -2;
inline constexpr std::int64_t kTooBig = -7;
inline constexpr std::int64_t kNoMemory = -12;
inline constexpr std::int64_t kExists = -17;
inline constexpr std::int64_t kInvalid = -22;

/// Flags of map_update_elem.
enum class UpdateMode : std::uint8_t { Any = 0, NoExist = 1, Exist = 2 };

struct MapInstance {
  const Map* definition = nullptr;
  std::uint32_t index = 0;  // of definition in Program::maps
  MapFamily family = MapFamily::Other;
  bool known_kind = false;  // the contract knows the kind
  bool shared = true;       // others may change values while the program runs
  std::uint64_t handle = 0;
  HeldMap* held = nullptr;  // what it holds

  /// A value that has an address, with the block there; none of a map of maps.
  struct Asked {
    HeldValue* value = nullptr;
    MemoryBlock* block = nullptr;
  };
  struct Gone {
    HeldMap::Values::node_type value;
    HeldMap::Ages::node_type age;
  };
  // What the run did to `held`.
  std::vector<Asked> asked;
  std::vector<Gone> gone;
  std::list<HeldEntry> gone_first;  // of a queue, what was there before the run, from its begin
  std::list<HeldEntry> gone_last;   // and from its end; each in the order that it had
};

class MapStore {
 public:
  MapStore(const Program& program, const Contract& contract, Memory& memory)
      : program_(program), contract_(contract), memory_(memory) {}
  MapStore(const MapStore&) = delete;
  MapStore& operator=(const MapStore&) = delete;

  /// Makes one instance a map of the program, which holds what `held` says, by its index; where
  /// there is none or null, nothing. Adds what the event says. Each populate() is followed by one
  /// end. Requires: keys and values of the event have the sizes of their maps, and indexes of
  /// arrays lie below max_entries; nobody else touches `held` until the end.
  void populate(const Event& event, std::span<HeldMap* const> held) {
    if (!program_.maps.empty()) make_all(event, held);
  }
  /// The end of a run: what it stored is held. Takes no memory.
  void keep() noexcept {
    if (!instances_.empty()) keep_all();
  }
  /// The end of one that does not count: what is held is as it was before it.
  void undo() noexcept;

  /// The instance whose handle that is, or null.
  [[nodiscard]] MapInstance* by_handle(std::uint64_t handle);
  /// The instance of Program::maps[index].
  [[nodiscard]] MapInstance& program_map(std::size_t index);
  [[nodiscard]] const std::deque<MapInstance>& instances() const { return instances_; }

  /// Address of the value (MapOfMaps: the inner handle), or 0.
  [[nodiscard]] std::uint64_t lookup(MapInstance& map, const Bytes& key);
  /// Each returns 0 or a negative error number.
  std::int64_t update(MapInstance& map, const Bytes& key, const Bytes& value, UpdateMode mode);
  std::int64_t erase(MapInstance& map, const Bytes& key);
  std::int64_t push(MapInstance& map, const Bytes& value, UpdateMode mode);
  /// The value that pop and peek give, or null when there is none.
  [[nodiscard]] const Bytes* front(const MapInstance& map) const;
  /// All keys, with what lookup() gives for them.
  [[nodiscard]] std::vector<std::pair<Bytes, std::uint64_t>> all(MapInstance& map);
  void pop(MapInstance& map);
  /// Makes an empty instance of the map's inner template under `key`; 0 when it has none.
  std::uint64_t make_inner(MapInstance& map, const Bytes& key);
  /// Where the one value of Program::maps[index] lies, which is data; 0 where no one asked as yet.
  [[nodiscard]] std::uint64_t known_data(std::size_t index) const;
  /// Address that lddw gives for byte `offset` of the map's first value.
  [[nodiscard]] std::uint64_t direct_value(MapInstance& map, std::uint64_t offset);

 private:
  using Place = HeldMap::Values::iterator;

  void make_all(const Event& event, std::span<HeldMap* const> held);
  void keep_all() noexcept;
  MapInstance& make_instance(std::size_t index, HeldMap& held);
  void fill(MapInstance& map, const std::vector<MapEntry>& entries);
  Place make_place(MapInstance& map, const Bytes& key);
  std::uint64_t make_value(MapInstance& map, const Bytes& key);
  std::uint64_t address_of(MapInstance& map, HeldValue& value);
  MemoryBlock& make_block(const MapInstance& map, const HeldValue& value);
  [[nodiscard]] static Place longest_prefix(const MapInstance& map, const Bytes& key);
  static void take_out(MapInstance& map, Place place);
  void take_out(MapInstance& map, std::list<HeldEntry>::iterator entry);
  void forget_all() noexcept;

  const Program& program_;
  const Contract& contract_;
  Memory& memory_;
  std::deque<HeldMap> own_;            // what is held of one run alone
  std::deque<MapInstance> instances_;  // the program's maps first; addresses stay valid
  std::map<std::uint64_t, MapInstance*> by_handle_;
};

}  // namespace assay
