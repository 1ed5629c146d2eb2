// SPDX-License-Identifier: Apache-2.0
#include "ir/object/platform_mark.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

ElfFile with_symbols(std::initializer_list<std::string_view> names, SymbolPlace place) {
  ElfFile elf;
  for (const std::string_view name : names) {
    ElfSymbol symbol;
    symbol.name = name;
    symbol.place = place;
    elf.symbols.push_back(symbol);
  }
  return elf;
}

TEST(PlatformMark, is_the_rest_of_the_absolute_symbols_name) {
  const ElfFile elf =
      with_symbols({"", "sensor.c", "__assay_platform_windows"}, SymbolPlace::Absolute);
  EXPECT_EQ(read_platform_mark(elf).value(), "windows");
}

TEST(PlatformMark, is_empty_without_such_a_symbol) {
  EXPECT_EQ(read_platform_mark(with_symbols({"sensor.c"}, SymbolPlace::Absolute)).value(), "");
  const ElfFile function = with_symbols({"__assay_platform_windows"}, SymbolPlace::InSection);
  EXPECT_EQ(read_platform_mark(function).value(), "");
}

TEST(PlatformMark, of_one_platform_may_stand_twice_and_of_two_is_malformed) {
  EXPECT_EQ(read_platform_mark(with_symbols({"__assay_platform_linux", "__assay_platform_linux"},
                                            SymbolPlace::Absolute))
                .value(),
            "linux");
  const auto both = read_platform_mark(
      with_symbols({"__assay_platform_linux", "__assay_platform_windows"}, SymbolPlace::Absolute));
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.error().code, ErrorCode::SymbolMalformed);
}

}  // namespace
}  // namespace assay
