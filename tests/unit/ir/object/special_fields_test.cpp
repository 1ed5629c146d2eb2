// SPDX-License-Identifier: Apache-2.0
#include "ir/object/special_fields.hpp"

#include <array>

#include "elf_image.hpp"
#include "ir/base/errors.hpp"
#include "ir/types/btf_reader.hpp"

namespace assay {
namespace {

using namespace test;

/// Types made one by one.
class Types {
 public:
  std::uint32_t integer() { return image.type("long", kInt, 0, 8, {0x01000040}); }
  std::uint32_t record(std::string_view name, std::uint32_t size,
                       const std::vector<std::pair<std::uint32_t, std::uint32_t>>& members,
                       std::uint32_t kind = kStruct) {
    std::vector<std::uint32_t> words;
    for (const auto& [type, offset] : members) {
      words.insert(words.end(), {image.string("member"), type, offset * 8});
    }
    return image.type(name, kind, static_cast<std::uint32_t>(members.size()), size, words);
  }
  std::uint32_t timer() { return record("bpf_timer", 16, {}); }
  std::uint32_t array(std::uint32_t of, std::uint32_t count) {
    return image.type("", kArray, 0, 0, {of, of, count});
  }
  std::uint32_t tagged(std::string_view tag) {
    const auto task = record("task", 8, {});
    return image.type("", kPointer, 0, image.type(tag, kTypeTag, 0, task));
  }
  Result<std::vector<SpecialField>> of(std::uint32_t type) {
    const auto read = read_btf(image.build());
    if (!read) return read.error();
    return SpecialFields(*read.value()).of(TypeId{type});
  }
  BtfImage image;
};

std::vector<SpecialField> expect_fields(Types& types, std::uint32_t type) {
  const auto found = types.of(type);
  EXPECT_TRUE(found.ok()) << found.error().message;
  return found.ok() ? found.value() : std::vector<SpecialField>{};
}

TEST(SpecialFields, AreFoundInNestedStructsAndArrays) {
  Types types;
  const auto timer = types.timer();
  const auto inner = types.record("", 24, {{types.integer(), 0}, {timer, 8}});
  const auto outer = types.record("", 80, {{types.integer(), 0}, {types.array(inner, 3), 8}});
  EXPECT_EQ(expect_fields(types, outer),
            (std::vector<SpecialField>{{SpecialFieldKind::Timer, 16, 16},
                                       {SpecialFieldKind::Timer, 40, 16},
                                       {SpecialFieldKind::Timer, 64, 16}}));
}

TEST(SpecialFields, EveryKindIsKnownByItsName) {
  constexpr std::array kAll{
#define ASSAY_SPECIAL_FIELD(kind, name, bytes) SpecialFieldKind::kind,
      ASSAY_SPECIAL_FIELDS(ASSAY_SPECIAL_FIELD)
#undef ASSAY_SPECIAL_FIELD
  };
  for (const SpecialFieldKind kind : kAll) {
    Types types;
    const auto bytes = special_field_bytes(kind);
    const auto field = is_tagged_pointer(kind) ? types.tagged(special_field_name(kind))
                                               : types.record(special_field_name(kind), bytes, {});
    const auto value = types.record("", 8 + bytes, {{types.integer(), 0}, {field, 8}});
    EXPECT_EQ(expect_fields(types, value), (std::vector<SpecialField>{{kind, 8, bytes}}))
        << special_field_name(kind);
  }
}

TEST(SpecialFields, HideBehindNoTypedefQualifierOrUnion) {
  Types types;
  const auto named = types.image.type("my_timer", kTypedef, 0, types.timer());
  const auto constant = types.image.type("", kConst, 0, named);
  const auto either = types.record("", 16, {{types.integer(), 0}, {constant, 0}}, kUnion);
  EXPECT_EQ(expect_fields(types, either),
            (std::vector<SpecialField>{{SpecialFieldKind::Timer, 0, 16}}));
}

TEST(SpecialFields, OtherTagsAndPlainPointersAreTheProgramsOwn) {
  for (const std::string_view tag : {"user", "percpu", "rcu", "kptrs", "bpf_timer"}) {
    Types types;
    const auto value = types.record("", 8, {{types.tagged(tag), 0}});
    EXPECT_TRUE(expect_fields(types, value).empty()) << tag;
  }
}

TEST(SpecialFields, OneStandsForVeryMany) {
  Types types;
  const auto pair = types.record("", 16, {{types.integer(), 0}, {types.tagged("kptr"), 8}});
  const auto value = types.record("", 1600, {{types.array(pair, 100), 0}});
  EXPECT_EQ(expect_fields(types, value),
            (std::vector<SpecialField>{{SpecialFieldKind::KernelPointer, 8, 1592}}));
}

TEST(SpecialFields, TypesThatNestWithoutEndAreNamed) {
  Types types;
  const auto number = types.integer();
  const auto self = types.record("self", 8, {{number + 1, 0}});
  expect_error(types.of(self), ErrorCode::BtfMalformed, "nests more than 32 types deep");
}

TEST(SpecialFields, AStructOfManyMembersOfOneTypeIsReadOnce) {
  Types types;
  auto type = types.record("", 16, {{types.timer(), 0}});
  for (int i = 0; i < 28; ++i) type = types.record("", 16, {{type, 0}, {type, 0}});
  EXPECT_FALSE(expect_fields(types, type).empty());
}

/// An object with a section of one variable of a lock and a number, whose data section of BTF has
/// that size and says that offset.
Result<Program> with_variable(std::uint32_t size, std::uint32_t offset) {
  Types types;
  const auto lock = types.record("bpf_spin_lock", 4, {});
  const auto held = types.record("", 16, {{lock, 0}, {types.integer(), 8}});
  const auto variable = types.image.type("held", kVariable, 0, held, {kBtfGlobalVariable});
  types.image.type(".data", kDataSection, 1, size, {variable, offset, 16});
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = ".data", .flags = kAlloc, .data = Bytes(32)});
  image.section({.name = ".BTF", .data = types.image.build()});
  image.symbol("held", kGlobalObject, 2, 16, 16);
  return first_program(image.build());
}

TEST(SpecialFields, OfVariablesLieWhereTheSymbolSays) {
  for (const std::uint32_t size : {0u, 32u}) {
    const auto program = with_variable(size, size == 0 ? 0 : 16);
    ASSERT_TRUE(program.ok()) << program.error().message;
    EXPECT_EQ(program.value().maps.at(0).special_fields,
              (std::vector<SpecialField>{{SpecialFieldKind::SpinLock, 16, 4}}));
  }
}

TEST(SpecialFields, AreNoneWhereTheTypesGiveTheSectionAnotherSize) {
  const auto program = with_variable(24, 16);
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_TRUE(program.value().maps.at(0).special_fields.empty());
}

TEST(SpecialFields, OfAVariableInTwoPlacesAreNamed) {
  expect_error(with_variable(32, 8), ErrorCode::MapMalformed,
               "section '.data': 'held' lies at byte 16 by its symbol, but at byte 8 by its type");
}

TEST(SpecialFields, OfALegacyMapComeFromItsPairOfTypes) {
  for (const std::uint32_t value_size : {16u, 24u}) {
    Types types;
    const auto value = types.record("", 16, {{types.timer(), 0}});
    types.record("____btf_map_table", 24, {{types.integer(), 0}, {value, 8}});
    ElfImage image;
    Bytes entry;
    for (const std::uint32_t word : {2u, 4u, value_size, 1u, 0u}) put(entry, word);
    image.code("xdp", trivial_code());
    image.section({.name = "maps", .flags = kAlloc, .data = entry});
    image.section({.name = ".BTF", .data = types.image.build()});
    image.symbol("table", kGlobalObject, 2, 0, 20);
    const auto program = first_program(image.build());
    ASSERT_TRUE(program.ok()) << program.error().message;
    EXPECT_EQ(program.value().maps.at(0).special_fields.size(), value_size == 16 ? 1u : 0u);
  }
}

}  // namespace
}  // namespace assay
