// SPDX-License-Identifier: Apache-2.0
#include "elf_image.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/map_table.hpp"

namespace assay {
namespace {

using namespace test;

constexpr std::uint8_t kGlobal = 0x10, kWeak = 0x20;

/// Types that declare settings, of one integer type.
struct Declared {
  BtfImage types;
  std::uint32_t number = types.type("int", kInt, 0, 4, {0x01000020});

  std::uint32_t variable(std::string_view name, std::uint32_t linkage = kBtfExternVariable) {
    return types.type(name, kVariable, 0, number, {linkage});
  }
  void section(std::string_view name, std::uint32_t held) {
    types.type(name, kDataSection, 1, 0, {held, 0, 4});
  }
  /// A program that loads the address of the symbol.
  [[nodiscard]] Result<Program> asked_for(std::string_view name, std::uint8_t binding) const {
    ElfImage image;
    const auto code = image.code("xdp", wide_code());
    image.symbol("entry", kGlobalFunction, 1, 0, 32);
    image.relocate(code, 0, 1, image.symbol(name, binding, 0));
    image.section({.name = ".BTF", .data = types.build()});
    return first_program(image.build());
  }
};

/// What declares one setting as it is to be.
Declared one_setting(std::string_view name) {
  Declared made;
  made.section(".kconfig", made.variable(name));
  return made;
}

WideKind kind_at_0(const Result<Program>& program) {
  EXPECT_TRUE(program.ok()) << program.error().message;
  return std::get<LoadImm64>(program.value().instructions.at(0)).kind;
}

TEST(KernelConfig, ASettingLiesInAMapOfItsOwn) {
  const auto program = one_setting("CONFIG_HZ").asked_for("CONFIG_HZ", kGlobal);
  EXPECT_EQ(kind_at_0(program), WideKind::MapValue);
  EXPECT_EQ(program.value().maps.front().name, ".kconfig");
}

TEST(KernelConfig, ANameThatIsDeclaredTwiceIsRefusedBecauseLoadersTakeTheFirst) {
  const char* told = "the setting 'CONFIG_HZ' (__kconfig): the type information declares that name";
  Declared in_two_sections;
  in_two_sections.section(".ksyms", in_two_sections.variable("CONFIG_HZ"));
  in_two_sections.section(".kconfig", in_two_sections.variable("CONFIG_HZ"));
  expect_error(in_two_sections.asked_for("CONFIG_HZ", kWeak), ErrorCode::SymbolMalformed, told);
  Declared one_in_two;
  const auto shared = one_in_two.variable("CONFIG_HZ");
  one_in_two.section(".ksyms", shared);
  one_in_two.section(".kconfig", shared);
  expect_error(one_in_two.asked_for("CONFIG_HZ", kWeak), ErrorCode::SymbolMalformed, told);
  Declared function;
  function.types.type("CONFIG_HZ", kFunction, 2, function.types.type("", kPrototype, 0, 0));
  function.section(".kconfig", function.variable("CONFIG_HZ"));
  expect_error(function.asked_for("CONFIG_HZ", kWeak), ErrorCode::SymbolMalformed, told);
  Declared defined;
  defined.variable("CONFIG_HZ", kBtfGlobalVariable);
  defined.section(".kconfig", defined.variable("CONFIG_HZ"));
  expect_error(defined.asked_for("CONFIG_HZ", kWeak), ErrorCode::SymbolMalformed, told);
}

TEST(KernelConfig, ASecondSectionOfSettingsCountsToo) {
  Declared made;
  made.section(".kconfig", made.variable("CONFIG_HZ"));
  made.section(".kconfig", made.variable("CONFIG_BPF"));
  EXPECT_EQ(kind_at_0(made.asked_for("CONFIG_BPF", kGlobal)), WideKind::MapValue);
}

TEST(KernelConfig, WhatNoLoaderFillsInIsRefused) {
  const auto asked = [](std::string_view name, std::uint8_t binding) {
    return one_setting(name).asked_for(name, binding);
  };
  expect_error(asked("HZ", kWeak), ErrorCode::SymbolMalformed, "loaders know no such setting");
  expect_error(asked("LINUX_NEW", kGlobal), ErrorCode::SymbolMalformed, "loaders know no such");
  EXPECT_EQ(kind_at_0(asked("LINUX_NEW", kWeak)), WideKind::MapValue);
  EXPECT_EQ(kind_at_0(asked("LINUX_KERNEL_VERSION", kGlobal)), WideKind::MapValue);
  Declared record;
  record.number = record.types.type("s", kStruct, 0, 4);
  record.section(".kconfig", record.variable("CONFIG_HZ"));
  expect_error(record.asked_for("CONFIG_HZ", kGlobal), ErrorCode::SymbolMalformed, "no number");
  Declared not_external;
  not_external.section(".kconfig", not_external.variable("CONFIG_HZ", kBtfGlobalVariable));
  expect_error(not_external.asked_for("CONFIG_HZ", kGlobal), ErrorCode::SymbolMalformed,
               "it is no external variable");
}

}  // namespace
}  // namespace assay
