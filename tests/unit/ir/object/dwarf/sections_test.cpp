// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/sections.hpp"

#include <ctime>

#include "debug_sections.hpp"

namespace assay::dwarf {
namespace {

std::string text_of(std::uint64_t size) {
  DebugSections object;
  Bytes texts(size, 'a');
  texts.push_back(0);
  object.add(".debug_str", texts);
  return std::string(object.lines().text(Section::Text, 0));
}

TEST(Sections, ATextEndsSoonOrIsNone) {
  EXPECT_EQ(text_of(kMaxTextBytes - 1).size(), kMaxTextBytes - 1);
  EXPECT_EQ(text_of(kMaxTextBytes), "");
}

TEST(Sections, UnitsThatAreNotSoundAreReadUntilTheWorkIsSpent) {
  // Each of these units wants a table that is not sound: a code occurs twice at its end.
  DebugSections object;
  Bytes shapes;
  for (unsigned i = 0; i < 1u << 20; ++i) shape(shapes, 1, Tag::Variable, Holds::Nothing, {});
  object.add(".debug_abbrev", shapes);
  Bytes units;
  for (unsigned i = 0; i < 1000; ++i) {
    const Bytes unit = unit_of({1});
    units.insert(units.end(), unit.begin(), unit.end());
  }
  object.add(".debug_info", units);
  Info info = object.info();
  const std::clock_t begin = std::clock();
  EXPECT_FALSE(info.next());
  // Thirty-two of the tables are read, in a tenth of a second; all of them would take some.
  EXPECT_LT(std::clock() - begin, 2 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace assay::dwarf
