// SPDX-License-Identifier: Apache-2.0
#include "ir/event/parse_event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ir/base/errors.hpp"
#include "ir/base/nesting.hpp"
#include "ir/event/event_bytes.hpp"
#include "ir/event/json_tree.hpp"
#include "ir/interpreter/map_store.hpp"
#include "ir/interpreter/memory.hpp"

namespace assay {
namespace {

using nlohmann::json;
using namespace std::string_view_literals;

const ContextField* field_named(const Contract& contract, const std::string& name) {
  for (const ContextField& field : contract.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

const Region* region_named(const Contract& contract, const std::string& name) {
  for (const Region& region : contract.regions) {
    if (region.name == name) return &region;
  }
  return nullptr;
}

/// How deep an event may nest. An entry of an inner map, the deepest thing that there is to say,
/// is at 7.
constexpr std::size_t kDeepestEvent = 16;

/// Reads one document; throws EventFault (event_bytes.hpp), which read_event() catches.
class Reader {
 public:
  /// Of at most `most` bytes in all.
  Reader(const Program& program, const Contract& contract, std::uint64_t most)
      : program_(program), contract_(contract), left_(most) {}

  Event read(const json& document) {
    allow_only(document, "", {"$schema", "context", "regions", "maps", "helpers", "time"});
    each(document, "context",
         [&](const std::string& name, const json& value, const std::string& at) {
           field(name, value, at);
         });
    each(document, "regions",
         [&](const std::string& name, const json& value, const std::string& at) {
           region(name, value, at);
         });
    each(document, "maps", [&](const std::string& name, const json& value, const std::string& at) {
      map(name, value, at);
    });
    each(document, "helpers",
         [&](const std::string& name, const json& value, const std::string& at) {
           helper(name, value, at);
         });
    if (document.contains("time")) event_.time = read_number(document["time"], "/time");
    check_overlap();
    return std::move(event_);
  }

 private:
  template <class Visit>
  static void each(const json& document, const std::string& key, Visit visit) {
    if (!document.contains(key)) return;
    const json& members = document[key];
    if (!members.is_object()) throw EventFault("/" + key, "is not an object");
    for (const auto& [name, value] : members.items()) {
      visit(name, value, pointer_to("/" + key, name));
    }
  }

  /// read_bytes() of what still fits the event.
  Bytes bytes(const json& value, const std::string& at, Room room,
              std::initializer_list<std::string_view> besides = {}) {
    if (room.fit == Fit::Shorter) room.size = std::min(room.size, left_);
    if (room.size > left_) {
      throw EventFault(
          at, fmt::format("takes {} bytes, and the event has room for {}", room.size, left_));
    }
    Bytes made = read_bytes(value, at, room, besides);
    left_ -= made.size();
    return made;
  }

  void field(const std::string& name, const json& value, const std::string& at) {
    const ContextField* found = field_named(contract_, name);
    if (found == nullptr) {
      throw EventFault(at, fmt::format("{} has no context field of that name", contract_.name));
    }
    if (found->kind == FieldKind::RegionMark || found->kind == FieldKind::RegionLength) {
      throw EventFault(at, fmt::format("follows from the region {}; give that under /regions",
                                       contract_.regions[found->region].name));
    }
    event_.fields[name] = bytes(value, at, {found->size, Fit::Pad});
  }

  void region(const std::string& name, const json& value, const std::string& at) {
    const Region* found = region_named(contract_, name);
    if (found == nullptr && name == "packet") {
      event_.hidden_packet = bytes(value, at, {kMaxPacket, Fit::Shorter});
      return;
    }
    if (found == nullptr) {
      throw EventFault(at, fmt::format("{} has no region of that name", contract_.name));
    }
    RegionInput input;
    const std::uint64_t most = found->max_size * (found->marks - 1);
    const auto placed = {"marks"sv, "base"sv};
    if (!only_has(value, placed)) input.bytes = bytes(value, at, {most, Fit::Shorter}, placed);
    if (value.contains("marks")) input.inner_marks = marks(value["marks"], at + "/marks");
    if (value.contains("base")) input.base = read_number(value["base"], at + "/base");
    check_region(*found, input, at);
    event_.regions[name] = std::move(input);
  }

  /// Whether it is an object whose members, if any, all have one of these names.
  static bool only_has(const json& value, std::initializer_list<std::string_view> names) {
    if (!value.is_object()) return false;
    const auto items = value.items();
    return std::all_of(items.begin(), items.end(), [&](const auto& item) {
      return std::find(names.begin(), names.end(), item.key()) != names.end();
    });
  }

  static std::vector<std::uint64_t> marks(const json& value, const std::string& at) {
    if (!value.is_array()) throw EventFault(at, "is not a list of offsets");
    std::vector<std::uint64_t> offsets;
    offsets.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      offsets.push_back(read_number(value[i], fmt::format("{}/{}", at, i)));
    }
    return offsets;
  }

  static std::string marks_rule(const Region& region) {
    if (region.most_reversed() == 0)
      return fmt::format("its marks must ascend, at most {} bytes apart", region.max_size);
    return fmt::format(
        "its marks must ascend, at most {} bytes apart; its end may lie up to {} bytes "
        "before the mark before it",
        region.max_size, region.most_reversed());
  }

  /// A region whose pointers are null.
  static void check_null(const Region& region, const RegionInput& input, const std::string& at) {
    if (!region.may_be_null)
      throw EventFault(at + "/base", "is 0, and the pointers of this region are never null");
    const bool at_begin = std::all_of(input.inner_marks.begin(), input.inner_marks.end(),
                                      [](std::uint64_t mark) { return mark == 0; });
    if (!input.bytes.empty() || !at_begin)
      throw EventFault(at + "/base", "is 0: a region whose pointers are null has no bytes");
  }

  static void check_region(const Region& region, const RegionInput& input, const std::string& at) {
    std::vector<std::uint64_t> all = input.inner_marks;
    if (all.empty()) all.assign(region.marks - 2, 0);
    if (all.size() != region.marks - 2) {
      throw EventFault(at + "/marks", fmt::format("needs {} offsets", region.marks - 2));
    }
    all.insert(all.begin(), 0);
    all.push_back(input.bytes.size());
    for (std::size_t i = 1; i < all.size(); ++i) {
      const bool before = all[i] >= all[i - 1] && all[i] - all[i - 1] <= region.max_size;
      const bool beyond = i + 1 == all.size() && all[i] < all[i - 1] &&
                          all[i - 1] - all[i] <= region.most_reversed();
      if (!before && !beyond) throw EventFault(at, marks_rule(region));
    }
    if (!input.base) return;
    if (*input.base == 0) return check_null(region, input, at);
    const std::uint64_t highest = std::uint64_t{0} - region.slack - input.bytes.size();
    if (*input.base < region.slack || *input.base > highest) {
      throw EventFault(at + "/base",
                       fmt::format("must lie in [{:#x}, {:#x}]", region.slack, highest));
    }
  }

  /// Regions at chosen addresses may not touch each other.
  void check_overlap() const {
    for (const auto& [name, one] : event_.regions) {
      for (const auto& [other_name, other] : event_.regions) {
        if (name == other_name || !one.base || !other.base) continue;
        if (*one.base == 0 || *other.base == 0) continue;  // null: no byte to overlap
        if (*other.base >= *one.base && *other.base - *one.base <= one.bytes.size()) {
          throw EventFault(pointer_to("/regions", other_name) + "/base",
                           fmt::format("overlaps the region {}", name));
        }
      }
    }
  }

  void map(const std::string& name, const json& value, const std::string& at) {
    const auto found = std::find_if(program_.maps.begin(), program_.maps.end(),
                                    [&](const Map& candidate) { return candidate.name == name; });
    if (found == program_.maps.end()) throw EventFault(at, "the program has no map of that name");
    event_.maps[name] = entries(*found, value, at);
  }

  [[nodiscard]] MapFamily family_of(const Map& map) const {
    if (map.is_data) return MapFamily::Array;
    const MapKind* kind = find_map_kind(contract_, map.kind);
    return kind == nullptr ? MapFamily::Other : map_family(*kind);
  }

  std::vector<MapEntry> entries(const Map& map, const json& value, const std::string& at) {
    if (!value.is_array()) throw EventFault(at, "is not a list of entries");
    std::vector<MapEntry> made;
    made.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      made.push_back(entry(map, value[i], fmt::format("{}/{}", at, i)));
    }
    if (made.size() > map.max_entries) {
      throw EventFault(at, fmt::format("the map has room for {} entries", map.max_entries));
    }
    return made;
  }

  MapEntry entry(const Map& map, const json& value, const std::string& at) {
    const MapFamily family = family_of(map);
    if (family == MapFamily::Other) throw EventFault(at, "this kind of map has no contents to set");
    allow_only(value, at, {"key", "value", "inner"});
    MapEntry made;
    const bool keyed = family != MapFamily::Queue && family != MapFamily::Stack;
    if (keyed) {
      made.key = bytes(member(value, "key", at), at + "/key", {map.key_size, Fit::Exact});
    } else if (value.contains("key")) {
      throw EventFault(at + "/key", "queues and stacks have no keys");
    }
    const std::uint64_t index =
        load_little(std::span(made.key).first(std::min<std::size_t>(made.key.size(), 4)));
    if (family == MapFamily::Array && index >= map.max_entries) {
      throw EventFault(at + "/key", fmt::format("must be below {}", map.max_entries));
    }
    if (family == MapFamily::MapOfMaps) {
      if (!map.inner) throw EventFault(at, "the object does not say what the inner maps are");
      made.inner = entries(program_.maps[*map.inner], member(value, "inner", at), at + "/inner");
    } else {
      made.value = bytes(member(value, "value", at), at + "/value", {map.value_size, Fit::Exact});
    }
    return made;
  }

  void helper(const std::string& name, const json& value, const std::string& at) {
    const bool offered = std::any_of(contract_.helpers.begin(), contract_.helpers.end(),
                                     [&](const Helper& helper) { return helper.name == name; });
    if (!offered)
      throw EventFault(at, fmt::format("{} offers no helper of that name", contract_.name));
    if (!value.is_array()) throw EventFault(at, "is not a list of results");
    for (std::size_t i = 0; i < value.size(); ++i) {
      event_.helpers[name].push_back(result(value[i], fmt::format("{}/{}", at, i)));
    }
  }

  HelperResult result(const json& value, const std::string& at) {
    HelperResult made;
    if (!value.is_object()) {
      made.r0 = read_number(value, at);
      return made;
    }
    allow_only(value, at, {"r0", "output"});
    if (value.contains("r0")) made.r0 = read_number(value["r0"], at + "/r0");
    if (value.contains("output")) {
      made.output = bytes(value["output"], at + "/output", {kMaxPacket, Fit::Shorter});
    }
    return made;
  }

  static constexpr std::uint64_t kMaxPacket = 1u << 20;  // bytes

  const Program& program_;
  const Contract& contract_;
  std::uint64_t left_;  // bytes that the event may still get
  Event event_;
};

/// The event that `read` makes of the document, which is an object; its exceptions as the error.
template <class Read>
Result<Event> read_event(std::string_view text, Read read) {
  try {
    if (!nests_within(text, kDeepestEvent)) {
      throw EventFault("", fmt::format("nests deeper than {}", kDeepestEvent));
    }
    const JsonTree document(text);
    if (!document.root().is_object()) throw EventFault("", "is not an object");
    return read(document.root());
  } catch (const EventFault& fault) {
    return Error{ErrorCode::EventMalformed, fault.what()};
  } catch (const json::exception& fault) {
    return Error{ErrorCode::EventMalformed, json_fault_words(fault)};
  }
}

}  // namespace

Result<Event> parse_event(std::string_view text, const Program& program, const Contract& contract) {
  return read_event(text, [&](const json& document) {
    return Reader(program, contract, kMostRunBytes).read(document);
  });
}

Result<Event> parse_hook_event(std::string_view text, const Contract& contract) {
  return read_event(text, [&](const json& document) {
    for (const char* const key : {"maps", "helpers"}) {
      if (document.contains(key)) throw EventFault(pointer_to("", key), "is the host's to say");
    }
    return Reader(Program{}, contract, kMostHookBytes).read(document);
  });
}

}  // namespace assay
