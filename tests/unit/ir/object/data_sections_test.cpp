// SPDX-License-Identifier: Apache-2.0
#include "ir/object/data_sections.hpp"

#include <algorithm>

#include "elf_image.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using namespace test;

constexpr std::uint8_t kLocalObject = 0x01;

/// An object with `.rodata` of 16 bytes, where a setting `limit` and a constant `table` lie by
/// their symbols at bytes 0 and 8; one thing about them can be otherwise.
struct Described {
  std::uint32_t linkage = kBtfGlobalVariable;
  std::uint32_t table_at = 8;     // by the type information
  std::uint32_t table_bytes = 4;  // likewise
  std::uint32_t sections = 1;     // data sections of that name
  bool symbol_twice = false;
  std::string name = "table";  // by its symbol

  [[nodiscard]] std::shared_ptr<const DataLayout> layout() const {
    BtfImage types;
    const auto number = types.type("int", kInt, 0, 4, {32});
    const auto setting = types.type("", kVolatile, 0, number);
    const auto limit = types.type("limit", kVariable, 0, setting, {kBtfGlobalVariable});
    const auto table = types.type("table", kVariable, 0, number, {linkage});
    for (std::uint32_t i = 0; i < sections; ++i)
      types.type(".rodata", kDataSection, 2, 16, {limit, 0, 4, table, table_at, table_bytes});
    ElfImage image;
    image.code("xdp", trivial_code());
    image.section({.name = ".rodata", .flags = kAlloc, .data = Bytes(16)});
    image.section({.name = ".BTF", .data = types.build()});
    image.symbol("limit", kGlobalObject, 2, 0, 4);
    const bool is_static = linkage == kBtfStaticVariable;
    image.symbol(name, is_static ? kLocalObject : kGlobalObject, 2, 8, 8);
    if (symbol_twice) image.symbol(name, kLocalObject, 2, 8, 8);
    const auto program = first_program(image.build());
    EXPECT_TRUE(program.ok()) << (program.ok() ? "" : program.error().message);
    return program.ok() ? program.value().maps.at(0).layout : nullptr;
  }
};

TEST(DataSections, VariablesLieWhereSymbolsAndTypesAgreeThatTheyDo) {
  for (const std::uint32_t linkage : {kBtfGlobalVariable, kBtfStaticVariable}) {
    const auto layout = Described{.linkage = linkage}.layout();
    ASSERT_NE(layout, nullptr);
    ASSERT_EQ(layout->variables.size(), 2u);
    EXPECT_EQ(layout->variables[0].name, "limit");
    EXPECT_TRUE(layout->variables[0].is_setting);
    EXPECT_EQ(layout->variables[1].offset, 8u);
    EXPECT_EQ(layout->variables[1].size, 8u) << "its symbol's";
    EXPECT_FALSE(layout->variables[1].is_setting);
  }
}

TEST(DataSections, WhereSymbolsAndTypesDifferNoVariableIsKnown) {
  EXPECT_EQ(Described{.table_at = 4}.layout(), nullptr);
  EXPECT_EQ((Described{.linkage = kBtfStaticVariable, .table_at = 4}.layout()), nullptr)
      << "a loader sets a static variable where the types have it";
  EXPECT_EQ(Described{.table_bytes = 12}.layout(), nullptr);
  EXPECT_EQ(Described{.name = "other"}.layout(), nullptr);
}

TEST(DataSections, WhatIsDescribedTwiceIsNotKnown) {
  EXPECT_EQ(Described{.sections = 2}.layout(), nullptr);
  EXPECT_EQ(Described{.symbol_twice = true}.layout(), nullptr);
}

/// Sections of one name are all described by the same variables, as many as BTF can place.
TEST(DataSections, HaveALimitOfVariablesInAll) {
  constexpr std::uint32_t kMost = 65'535;
  const auto read_sections = [](std::uint32_t count) {
    BtfImage types;
    const auto lock = types.type("bpf_spin_lock", 4, 0, 4);
    const auto variable = types.type("lock", kVariable, 0, lock, {kBtfStaticVariable});
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < kMost; ++i) places.insert(places.end(), {variable, 0, 4});
    types.type(".bss", kDataSection, kMost, 0, places);
    ElfImage image;
    image.code("xdp", trivial_code());
    image.section({.name = ".BTF", .data = types.build()});
    for (std::uint32_t i = 0; i < count; ++i)
      image.section({.name = ".bss", .type = kNoBits, .flags = kAlloc, .size = 1});
    return first_program(image.build());
  };
  const auto fit = read_sections(16);
  ASSERT_TRUE(fit.ok()) << fit.error().message;
  EXPECT_EQ(fit.value().maps.size(), 16u);
  expect_error(read_sections(17), ErrorCode::LimitExceeded, "describes more than 1048576");
}

/// What clang compiles: static variables have their places in the type information already.
TEST(DataSections, OfACompiledObjectAreKnown) {
  const auto program = first_program(sample("samples/process-guard/guard.O2.v3"));
  ASSERT_TRUE(program.ok()) << program.error().message;
  const auto& maps = program.value().maps;
  const auto data = std::ranges::find(maps, ".rodata", &Map::name);
  ASSERT_NE(data, maps.end());
  ASSERT_NE(data->layout, nullptr);
  const auto patterns = std::ranges::find(data->layout->variables, "patterns", &DataVariable::name);
  ASSERT_NE(patterns, data->layout->variables.end());
  EXPECT_TRUE(patterns->is_setting);
}

}  // namespace
}  // namespace assay
