// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "elf_image.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/map_table.hpp"

namespace assay {
namespace {

using namespace test;

/// One section of legacy maps: each of the given words.
Result<Program> legacy(const std::string& section,
                       const std::vector<std::vector<std::uint32_t>>& maps) {
  ElfImage image;
  Bytes data;
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < maps.size(); ++i) {
    for (const std::uint32_t word : maps[i]) put(data, word);
    image.symbol("map" + std::to_string(i), kGlobalObject, 2, at, maps[i].size() * 4);
    at += maps[i].size() * 4;
  }
  image.code("xdp", trivial_code());
  image.section({.name = section, .flags = kAlloc, .data = data});
  return first_program(image.build());
}

TEST(LegacyMaps, EveryKnownSizeOfEntryIsRead) {
  for (const std::size_t words : {4, 5, 6, 7, 8, 9, 10, 70}) {
    std::vector<std::uint32_t> map(words);
    for (std::size_t i = 0; i < 4; ++i) map[i] = static_cast<std::uint32_t>(i + 1);
    const auto program = legacy("maps", {map, map});
    ASSERT_TRUE(program.ok()) << words << ": " << program.error().message;
    ASSERT_EQ(program.value().maps.size(), 2u);
    EXPECT_EQ(program.value().maps[1].max_entries, 4u);
  }
}

TEST(LegacyMaps, AnySectionWhoseNameEndsInMapsHoldsThem) {
  for (const char* name : {"maps", "maps/events", "my/maps", "mymaps", "tc.maps"}) {
    const auto program = legacy(name, {{2, 4, 8, 1, 0}});
    ASSERT_TRUE(program.ok()) << program.error().message;
    EXPECT_EQ(program.value().maps.size(), 1u) << name;
  }
  const auto program = legacy("mapsy", {{2, 4, 8, 1, 0}});
  ASSERT_TRUE(program.ok());
  EXPECT_TRUE(program.value().maps.empty());
}

TEST(LegacyMaps, ASectionOfDataThatIsCalledMapsIsData) {
  for (const char* name : {".data.heatmaps", ".rodata.heatmaps", ".bss.maps"}) {
    const auto program = legacy(name, {{7}});
    ASSERT_TRUE(program.ok()) << program.error().message;
    ASSERT_EQ(program.value().maps.size(), 1u);
    EXPECT_EQ(program.value().maps[0].name, name);
    EXPECT_TRUE(program.value().maps[0].is_data);
  }
}

TEST(LegacyMaps, InnerMapsAreFoundByIdOrByPlace) {
  const auto by_id = legacy("maps", {{12, 4, 4, 8, 0, 1, 0, 7, 0}, {2, 4, 64, 1, 0, 7, 0, 0, 0}});
  ASSERT_TRUE(by_id.ok()) << by_id.error().message;
  EXPECT_EQ(by_id.value().maps[0].inner, 1u);
  const auto by_place = legacy("maps", {{12, 4, 4, 8, 0, 1, 0}, {2, 4, 64, 1, 0, 0, 0}});
  ASSERT_TRUE(by_place.ok()) << by_place.error().message;
  EXPECT_EQ(by_place.value().maps[0].inner, 1u);
  const auto missing = legacy("maps", {{12, 4, 4, 8, 0, 1, 0, 9, 0}, {2, 4, 64, 1, 0, 7, 0, 0, 0}});
  ASSERT_TRUE(missing.ok());
  EXPECT_FALSE(missing.value().maps[0].inner.has_value());
}

TEST(LegacyMaps, AMapOfMapsWithoutASizeOfValuesHasThatOfAMapsNumber) {
  const auto program = legacy("maps", {{12, 4, 0, 8, 0, 1, 0}, {2, 4, 64, 1, 0, 0, 0}});
  ASSERT_TRUE(program.ok());
  EXPECT_EQ(program.value().maps[0].value_size, 4u);
  const auto other = legacy("maps", {{12, 4, 8, 8, 0, 1, 0}, {2, 4, 64, 1, 0, 0, 0}});
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other.value().maps[0].value_size, 8u);
}

TEST(LegacyMaps, AMapOfMapsOfMapsIsRefused) {
  expect_error(legacy("maps", {{12, 4, 4, 8, 0, 0, 0}}), ErrorCode::MapMalformed,
               "holds maps itself");
  expect_error(legacy("maps", {{12, 4, 4, 8, 0, 1, 0}, {13, 4, 4, 8, 0, 0, 0}}),
               ErrorCode::MapMalformed, "holds maps itself");
}

/// Kind, sizes of key and value, entries, inner_map_idx, pinning, id, inner_id.
TEST(LegacyMaps, RecordsOf32BytesAreThoseOfWindows) {
  const auto inner_of_first = [](std::vector<std::uint32_t> first) {
    const auto program =
        legacy("maps", {first, {2, 4, 64, 1, 0, 0, 7, 0}, {1, 4, 8, 1, 0, 0, 8, 0}});
    EXPECT_TRUE(program.ok()) << program.error().message;
    return program.ok() ? program.value().maps[0].inner : std::optional<std::uint32_t>(99);
  };
  for (const std::uint32_t kind : {6u, 7u}) {
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 2, 0, 1, 0}), 2u) << "by its place";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 0, 1, 1, 7}), 1u) << "by its id";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 1, 0, 1, 7}), 1u) << "by both";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 1, 0, 1, 8}), std::nullopt) << "they disagree";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 0, 0, 1, 0}), std::nullopt) << "neither says one";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 3, 0, 1, 0}), std::nullopt) << "no such place";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 0, 0, 1, 9}), std::nullopt) << "no such id";
    EXPECT_EQ(inner_of_first({kind, 4, 4, 8, 0, 0, 8, 8}), std::nullopt) << "an id of two maps";
  }
}

TEST(LegacyMaps, RingsAndStacksOfWindowsHoldNoMaps) {
  for (const std::uint32_t kind : {12u, 13u}) {
    const auto program = legacy("maps", {{kind, 0, 0, 65536, 0, 0, 1, 0}});
    ASSERT_TRUE(program.ok()) << program.error().message;
    EXPECT_EQ(program.value().maps[0].inner, std::nullopt);
    EXPECT_EQ(program.value().maps[0].value_size, 0u);
  }
}

TEST(LegacyMaps, AMapOfMapsOfMapsOfWindowsHasNoInnerMap) {
  const auto program = legacy("maps", {{7, 4, 4, 8, 1, 0, 0, 0}, {6, 4, 4, 8, 0, 0, 0, 0}});
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(program.value().maps[0].inner, std::nullopt);
}

/// In two sections nobody says from which of them a place counts.
TEST(LegacyMaps, APlaceIsThatOfTheOnlySection) {
  ElfImage image;
  image.code("xdp", trivial_code());
  for (std::uint16_t i = 0; i < 2; ++i) {
    Bytes data;
    for (const std::uint32_t word :
         {7u, 4u, 4u, 8u, 1u, 0u, 0u, 0u, 2u, 4u, 8u, 1u, 0u, 0u, 0u, 0u})
      put(data, word);
    image.section({.name = "maps/" + std::to_string(i), .flags = kAlloc, .data = data});
    image.symbol("outer" + std::to_string(i), kGlobalObject, static_cast<std::uint16_t>(2 + i), 0,
                 32);
    image.symbol("inner" + std::to_string(i), kGlobalObject, static_cast<std::uint16_t>(2 + i), 32,
                 32);
  }
  const auto program = first_program(image.build());
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(program.value().maps[0].inner, std::nullopt);
}

TEST(LegacyMaps, PinningIsReadWhereTheRecordHasIt) {
  const auto is_pinned = [](const std::vector<std::uint32_t>& words) {
    const auto program = legacy("maps", {words});
    EXPECT_TRUE(program.ok()) << program.error().message;
    return program.ok() && program.value().maps[0].is_pinned;
  };
  EXPECT_TRUE(is_pinned({2, 4, 8, 1, 0, 1, 0, 0})) << "Windows";
  EXPECT_FALSE(is_pinned({2, 4, 8, 1, 0, 0, 1, 1}));
  EXPECT_TRUE(is_pinned({2, 4, 8, 1, 0, 0, 2, 0, 0})) << "iproute2";
  EXPECT_FALSE(is_pinned({2, 4, 8, 1, 0, 7, 0, 7, 7}));
  EXPECT_FALSE(is_pinned({2, 4, 8, 1, 0, 7, 7})) << "the kernel's samples";
}

TEST(LegacyMaps, EntriesOfAbsurdOrDifferentSizesAreNamed) {
  expect_error(legacy("maps", {{2, 4, 8}}), ErrorCode::MapMalformed, "structs of 12 bytes");
  expect_error(legacy("maps", {std::vector<std::uint32_t>(1000)}), ErrorCode::MapMalformed,
               "structs of 4000 bytes");
  expect_error(legacy("maps", {{2, 4, 8, 1, 0}, {2, 4, 8, 1, 0, 0, 0}}), ErrorCode::MapMalformed,
               "map 'map0' has 20 bytes at offset 0");
  expect_error(legacy("maps", {{2, 4, 8, 1, 0}, {2, 4, 8, 1}, {2, 4, 8, 1}}),
               ErrorCode::MapMalformed, "do not divide into whole structs");
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = "maps", .flags = kAlloc, .data = Bytes(20)});
  expect_error(read(image.build()), ErrorCode::MapMalformed, "no symbol names a map");
}

/// Types that declare maps: fills `btf`, returns the id of the struct.
class MapTypes {
 public:
  MapTypes() { int_ = btf.type("int", 1, 0, 4, {0x01000020}); }
  std::uint32_t number(std::uint32_t n) { return pointer(btf.type("", 3, 0, 0, {int_, int_, n})); }
  std::uint32_t pointer(std::uint32_t to) { return btf.type("", 2, 0, to); }
  std::uint32_t integer() const { return int_; }
  std::uint32_t record(const std::vector<std::pair<std::string_view, std::uint32_t>>& members) {
    std::vector<std::uint32_t> words;
    for (const auto& [name, type] : members) words.insert(words.end(), {btf.string(name), type, 0});
    return btf.type("", 4, static_cast<std::uint32_t>(members.size()), 8, words);
  }
  BtfImage btf;

 private:
  std::uint32_t int_ = 0;
};

Result<Program> declared(const std::function<std::uint32_t(MapTypes&)>& declare,
                         const std::string& section = ".maps") {
  MapTypes types;
  const auto record = declare(types);
  const auto variable = types.btf.type("table", 14, 0, record, {1});
  types.btf.type(section, 15, 1, 32, {variable, 0, 32});
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = section, .flags = kAlloc, .data = Bytes(32)});
  image.section({.name = ".BTF", .data = types.btf.build()});
  image.symbol("table", kGlobalObject, 2, 0, 32);
  return first_program(image.build());
}

TEST(BtfMaps, TheNumbersAreReadFromTheTypes) {
  const auto plain = [](MapTypes& t) {
    return t.record({{"type", t.number(1)},
                     {"max_entries", t.number(9)},
                     {"key", t.pointer(t.integer())},
                     {"value_size", t.number(40)}});
  };
  for (const char* section : {".maps", "my.maps"}) {
    const auto program = declared(plain, section);
    ASSERT_TRUE(program.ok()) << program.error().message;
    const Map& map = program.value().maps.at(0);
    EXPECT_EQ(map.name, "table");
    EXPECT_EQ(std::tuple(map.kind, map.key_size, map.value_size, map.max_entries),
              std::tuple(1u, 4u, 40u, 9u));
  }
}

TEST(BtfMaps, PinningIsRead) {
  for (const std::uint32_t pinning : {0u, 1u, 2u}) {
    const auto program = declared([&](MapTypes& t) {
      return t.record({{"type", t.number(2)}, {"pinning", t.number(pinning)}});
    });
    ASSERT_TRUE(program.ok()) << program.error().message;
    EXPECT_EQ(program.value().maps.at(0).is_pinned, pinning != 0) << pinning;
  }
  expect_error(declared([](MapTypes& t) { return t.record({{"pinning", t.integer()}}); }),
               ErrorCode::MapMalformed, "not a pointer to an array");
}

TEST(BtfMaps, ARingBufferHasTheSizeThatLoadersMakeOfIt) {
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes = {{0, 0},
                                                                      {1, 4096},
                                                                      {4096, 4096},
                                                                      {4097, 8192},
                                                                      {12288, 16384},
                                                                      {1u << 31, 1u << 31},
                                                                      {~0u - 1, ~0u - 1}};
  for (const std::uint32_t kind : {27u, 31u}) {
    for (const auto& [said, made] : sizes) {
      const auto program = declared([&](MapTypes& t) {
        return t.record({{"type", t.number(kind)}, {"max_entries", t.number(said)}});
      });
      ASSERT_TRUE(program.ok()) << program.error().message;
      EXPECT_EQ(program.value().maps.at(0).max_entries, made) << said;
    }
  }
}

TEST(BtfMaps, TheTypeOfARingsRecordsIsNamedForToolsAlone) {
  const auto value_bytes = [](std::string_view member, bool is_type) {
    const auto program = declared([&](MapTypes& t) {
      const auto said = is_type ? t.pointer(t.integer()) : t.number(4);
      return t.record({{"type", t.number(27)}, {"max_entries", t.number(4096)}, {member, said}});
    });
    EXPECT_TRUE(program.ok());
    return program.ok() ? program.value().maps.at(0).value_size : ~0u;
  };
  EXPECT_EQ(value_bytes("value", true), 0u);
  EXPECT_EQ(value_bytes("value_size", false), 4u);
}

TEST(BtfMaps, AnInnerMapIsReadFromValues) {
  const auto program = declared([](MapTypes& t) {
    const auto inner =
        t.record({{"type", t.number(2)}, {"key_size", t.number(4)}, {"value_size", t.number(16)}});
    const auto values = t.btf.type("", 3, 0, 0, {t.pointer(inner), t.integer(), 0});
    return t.record({{"type", t.number(12)}, {"values", values}});
  });
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(program.value().maps.at(0).inner, 1u);
  EXPECT_EQ(program.value().maps.at(0).value_size, 4u);
  EXPECT_EQ(program.value().maps.at(1).value_size, 16u);
}

TEST(BtfMaps, DeclarationsThatDeclareNothingAreNamed) {
  expect_error(declared([](MapTypes& t) { return t.integer(); }), ErrorCode::MapMalformed,
               "map 'table': its type is not a struct");
  expect_error(declared([](MapTypes& t) { return t.record({{"type", t.integer()}}); }),
               ErrorCode::MapMalformed, "not a pointer to an array");
  expect_error(declared([](MapTypes& t) {
                 return t.record({{"key", t.number(4)}, {"key_size", t.number(8)}});
               }),
               ErrorCode::MapMalformed, "says 8 bytes, another 16");
}

TEST(BtfMaps, AKeyOfAbsurdSizeIsNamed) {
  expect_error(declared([](MapTypes& t) {
                 auto type = t.integer();
                 for (int i = 0; i < 4; ++i)
                   type = t.btf.type("", 3, 0, 0, {type, t.integer(), 0xffffffff});
                 return t.record({{"key", t.pointer(type)}});
               }),
               ErrorCode::MapMalformed, "a type without a size");
}

TEST(BtfMaps, AMapThatHoldsItselfIsRefused) {
  expect_error(declared([](MapTypes& t) {
                 // ids from here: pointer (+1), array (+2), struct (+3)
                 const auto pointer = t.pointer(t.integer() + 3);
                 const auto array = t.btf.type("", 3, 0, 0, {pointer, t.integer(), 0});
                 return t.record({{"values", array}});
               }),
               ErrorCode::MapMalformed, "nest too deeply");
}

/// Two maps, `first` at byte 0 and `second` at byte 32 by their symbols, and by their types where
/// the data section says.
Result<Program> two_maps(std::uint32_t size, std::uint32_t first, std::uint32_t second,
                         std::uint16_t symbol_section = 2) {
  MapTypes types;
  const auto declare = [&](std::string_view name, std::uint32_t value) {
    const auto record = types.record({{"type", types.number(2)},
                                      {"key_size", types.number(4)},
                                      {"value_size", types.number(value)}});
    return types.btf.type(name, 14, 0, record, {1});
  };
  const auto small = declare("first", 8);
  const auto large = declare("second", 4096);
  types.btf.type(".maps", 15, 2, size, {small, first, 32, large, second, 32});
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = ".maps", .flags = kAlloc, .data = Bytes(64)});
  image.section({.name = ".BTF", .data = types.btf.build()});
  image.symbol("first", kGlobalObject, 2, 0, 32);
  image.symbol("second", kGlobalObject, 2, 32, 32);
  if (symbol_section != 2) image.symbol("first", kGlobalObject, symbol_section, 8, 8);
  return first_program(image.build());
}

TEST(BtfMaps, TypesAndSymbolsPlaceAMapAlike) {
  EXPECT_TRUE(two_maps(0, 0, 0).ok());
  EXPECT_TRUE(two_maps(64, 0, 32).ok());
  expect_error(two_maps(64, 32, 0), ErrorCode::MapMalformed,
               "section '.maps': 'first' lies at byte 0 by its symbol, but at byte 32 by its type");
  expect_error(two_maps(0, 32, 0), ErrorCode::MapMalformed, "'first' lies at byte 0");
}

TEST(BtfMaps, AMapWithTwoSymbolsIsRefused) {
  expect_error(two_maps(0, 0, 0, 1), ErrorCode::MapMalformed, "'first' has two symbols");
}

/// Maps of the given types in one section each, `names[i]` declared by `types[i]`.
Result<Program> maps_of(const std::function<std::vector<std::uint32_t>(MapTypes&)>& declare) {
  MapTypes types;
  const std::vector<std::uint32_t> records = declare(types);
  ElfImage image;
  image.code("xdp", trivial_code());
  const auto section =
      image.section({.name = ".maps", .flags = kAlloc, .data = Bytes(32 * records.size())});
  std::vector<std::uint32_t> placed;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string name = "map" + std::to_string(i);
    const auto at = static_cast<std::uint32_t>(32 * i);
    const auto variable = types.btf.type(name, kVariable, 0, records[i], {1});
    placed.insert(placed.end(), {variable, at, 32});
    image.symbol(name, kGlobalObject, static_cast<std::uint16_t>(section), at, 32);
  }
  types.btf.type(".maps", kDataSection, static_cast<std::uint32_t>(records.size()),
                 static_cast<std::uint32_t>(32 * records.size()), placed);
  image.section({.name = ".BTF", .data = types.btf.build()});
  return first_program(image.build());
}

std::uint32_t small_map(MapTypes& t) {
  return t.record({{"type", t.number(2)},
                   {"max_entries", t.number(4)},
                   {"key_size", t.number(4)},
                   {"value_size", t.number(8)}});
}

TEST(BtfMaps, TwoMapsOfOneStructTypeAreNoted) {
  using Two = std::optional<std::pair<std::uint32_t, std::uint32_t>>;
  const auto noted = [](const std::function<std::vector<std::uint32_t>(MapTypes&)>& declare) {
    const auto program = maps_of(declare);
    EXPECT_TRUE(program.ok()) << program.error().message;
    return program.ok() ? program.value().maps_of_one_type : Two{};
  };
  EXPECT_EQ(noted([](MapTypes& t) {
              const auto one = small_map(t);
              return std::vector{one, one};
            }),
            Two({0, 1}));
  EXPECT_EQ(noted([](MapTypes& t) {
              const auto one = small_map(t);
              const auto alias = t.btf.type("counters", kTypedef, 0, one);
              const auto changing = t.btf.type("", kVolatile, 0, alias);
              const auto other = small_map(t);
              return std::vector{other, one, t.btf.type("", kConst, 0, changing), one};
            }),
            Two({1, 2}))
      << "by another name, qualified";
  EXPECT_EQ(noted([](MapTypes& t) {
              const auto one = small_map(t);
              return std::vector{one, small_map(t)};
            }),
            Two{})
      << "alike, but not one type";
}

TEST(BtfMaps, AMapAndAnInnerMapOfOneStructTypeAreNotNoted) {
  const auto program = maps_of([](MapTypes& t) {
    const auto inner = small_map(t);
    const auto values = t.btf.type("", kArray, 0, 0, {t.pointer(inner), t.integer(), 0});
    const auto outer = t.record({{"type", t.number(12)},
                                 {"max_entries", t.number(4)},
                                 {"key_size", t.number(4)},
                                 {"values", values}});
    return std::vector{inner, outer};
  });
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(program.value().maps.size(), 3u);
  EXPECT_FALSE(program.value().maps_of_one_type);
}

TEST(BtfMaps, ASectionWithoutTypesIsNamed) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = ".maps", .flags = kAlloc, .data = Bytes(32)});
  expect_error(read(image.build()), ErrorCode::MapMalformed,
               "section '.maps': no type information");
}

}  // namespace
}  // namespace assay
