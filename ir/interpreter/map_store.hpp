// SPDX-License-Identifier: Apache-2.0
// The maps of a run: contents, handles, and the addresses of values.
//
// A value, once it has an address, keeps it to the end of the run, also when its entry is deleted:
// both platforms free values only after the program has left.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/interpreter/event.hpp"
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
  std::map<Bytes, std::uint64_t> values;  // key -> address of the value (MapOfMaps: inner handle)
  std::deque<Bytes> order;                // keys in order of insertion (LruHash)
  std::deque<Bytes> queue;                // Queue, Stack: front is the oldest
};

class MapStore {
 public:
  MapStore(const Program& program, const Contract& contract, Memory& memory)
      : program_(program), contract_(contract), memory_(memory) {}
  /// Forgets all instances, for another run.
  void restart();
  /// Makes one instance a map of the program and fills it from the event. Requires: keys and values
  /// of the event have the sizes of their maps, and indexes of arrays lie below max_entries.
  void populate(const Event& event);

  /// What the program's maps hold now, by name, in the form that populate() takes: entries in the
  /// order in which they were made. Read-only data are left out.
  [[nodiscard]] std::map<std::string, std::vector<MapEntry>> contents() const;

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
  void pop(MapInstance& map);
  /// Makes an empty instance of the map's inner template under `key`; 0 when it has none.
  std::uint64_t make_inner(MapInstance& map, const Bytes& key);
  /// Where the one value of Program::maps[index] lies, which is data; 0 where no one asked as yet.
  [[nodiscard]] std::uint64_t known_data(std::size_t index) const;
  /// Address that lddw gives for byte `offset` of the map's first value.
  [[nodiscard]] std::uint64_t direct_value(MapInstance& map, std::uint64_t offset);

 private:
  MapInstance& make_instance(std::size_t index);
  [[nodiscard]] std::vector<MapEntry> entries_of(const MapInstance& map) const;
  void fill(MapInstance& map, const std::vector<MapEntry>& entries);
  std::uint64_t make_value(MapInstance& map, const Bytes& key);
  [[nodiscard]] std::uint64_t longest_prefix(const MapInstance& map, const Bytes& key) const;

  const Program& program_;
  const Contract& contract_;
  Memory& memory_;
  std::deque<MapInstance> instances_;  // the program's maps first; addresses stay valid
  std::map<std::uint64_t, MapInstance*> by_handle_;
};

}  // namespace assay
