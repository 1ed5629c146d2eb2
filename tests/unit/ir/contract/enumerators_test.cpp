// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/enumerators.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace assay::schema {
namespace {

/// How the compiler spells a value: a name where there is an enumerator, a cast where there is
/// none.
template <auto value>
constexpr bool is_named() {
  const std::string_view text = __PRETTY_FUNCTION__;
  return text.find("value = (") == std::string_view::npos;
}

template <class Enum, std::size_t... numbers>
constexpr std::size_t count_enumerators(std::index_sequence<numbers...>) {
  return (std::size_t{is_named<static_cast<Enum>(numbers)>()} + ...);
}

template <class Enum>
void expect_complete() {
  EXPECT_EQ(kEnumerators<Enum>.size(), count_enumerators<Enum>(std::make_index_sequence<256>()));
  std::set<Enum> values;
  std::set<std::string_view> words;
  for (const Enumerator<Enum>& row : kEnumerators<Enum>) {
    values.insert(row.value);
    words.insert(row.word);
  }
  EXPECT_EQ(values.size(), kEnumerators<Enum>.size());
  EXPECT_EQ(words.size(), kEnumerators<Enum>.size());
}

TEST(Enumerators, each_has_one_row_and_a_word_of_its_own) {
  expect_complete<Platform>();
  expect_complete<Width>();
  expect_complete<FieldKind>();
  expect_complete<ArgKind>();
  expect_complete<Initialises>();
  expect_complete<ReturnKind>();
  expect_complete<ContextReach>();
  expect_complete<Frames>();
  expect_complete<AttachPoints>();
  expect_complete<HelperModel>();
  expect_complete<MapContents>();
}

}  // namespace
}  // namespace assay::schema
