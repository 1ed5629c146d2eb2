// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/unit.hpp"

#include "debug_sections.hpp"
#include "ir/base/errors.hpp"

namespace assay::dwarf {
namespace {

/// A unit's entry, which holds functions (2) and variables (3), and a function may hold variables.
Bytes shapes() {
  Bytes out;
  shape(out, 1, Tag::None, Holds::Others, {{Attribute::Name, Form::Text}});
  shape(out, 2, Tag::Subprogram, Holds::Others,
        {{Attribute::AbstractOrigin, Form::Reference1}, {Attribute::Count, Form::Data1}});
  shape(out, 3, Tag::Variable, Holds::Nothing, {{Attribute::Name, Form::Text}});
  bytes(out, {0});
  return out;
}

/// u { f { a b } c f { } }, whose functions refer to the entry at `origin`.
Bytes entries(std::uint8_t origin) {
  Bytes out;
  bytes(out, {1, 'u', 0});
  bytes(out, {2, origin, 7});
  bytes(out, {3, 'a', 0, 3, 'b', 0, 0});
  bytes(out, {3, 'c', 0});
  bytes(out, {2, origin, 8, 0});
  bytes(out, {0});
  return out;
}

std::optional<Unit> only(Info& info) { return info.next(); }

TEST(Unit, HasItsEntriesInTheirOrder) {
  DebugSections object;
  object.add(".debug_abbrev", shapes());
  object.add(".debug_info", unit_of(entries(kFirstEntry + 6)));
  Info info = object.info();
  const auto unit = only(info);
  ASSERT_TRUE(unit);
  ASSERT_EQ(unit->size(), 6U);
  const Entry first = unit->entry(1);
  EXPECT_EQ(first.tag(), Tag::Subprogram);
  EXPECT_EQ(first.parent().name(), "u");
  EXPECT_EQ(first.number(Attribute::Count), 7U);
  EXPECT_EQ(first.name(), "a");  // its origin's
  EXPECT_EQ(first.first_child().name(), "a");
  EXPECT_EQ(first.first_child().next_sibling().name(), "b");
  EXPECT_FALSE(first.first_child().next_sibling().next_sibling());
  EXPECT_EQ(first.next_sibling().name(), "c");
  const Entry last = first.next_sibling().next_sibling();
  EXPECT_EQ(last.number(Attribute::Count), 8U);
  EXPECT_FALSE(last.first_child());
  EXPECT_FALSE(last.next_sibling());
  EXPECT_FALSE(unit->entry(0).parent());
  EXPECT_FALSE(unit->entry(6));
  EXPECT_FALSE(info.next());
}

TEST(Unit, FollowsReferencesToItsOwnEntriesOnly) {
  // Into the middle of an entry, to its own header, behind its end.
  for (const int origin : {static_cast<int>(kFirstEntry) + 7, 0, 200}) {
    DebugSections object;
    object.add(".debug_abbrev", shapes());
    object.add(".debug_info", unit_of(entries(static_cast<std::uint8_t>(origin))));
    Info info = object.info();
    const auto unit = only(info);
    ASSERT_TRUE(unit);
    EXPECT_FALSE(unit->entry(1).referenced(Attribute::AbstractOrigin)) << origin;
    EXPECT_EQ(unit->entry(1).name(), "");
  }
}

TEST(Unit, AnOriginThatIsItselfEnds) {
  DebugSections object;
  object.add(".debug_abbrev", shapes());
  object.add(".debug_info", unit_of(entries(kFirstEntry + 3)));
  Info info = object.info();
  const auto unit = only(info);
  ASSERT_TRUE(unit);
  EXPECT_EQ(unit->entry(1).name(), "");
}

TEST(Unit, ThatIsNotSoundIsPassedOver) {
  const Bytes whole = entries(kFirstEntry + 6);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    DebugSections object;
    object.add(".debug_abbrev", shapes());
    Bytes two = unit_of(cut);
    const Bytes sound = unit_of(whole);
    two.insert(two.end(), sound.begin(), sound.end());
    object.add(".debug_info", two);
    Info info = object.info();
    std::optional<Unit> last;
    std::size_t units = 0;
    while (auto unit = info.next()) {
      ++units;
      last = std::move(unit);
    }
    ASSERT_GE(units, 1U) << size;
    EXPECT_LE(units, 2U);
    EXPECT_EQ(last->size(), 6U);
  }
}

TEST(Unit, NeedsShapesThatAreSound) {
  Bytes no_end = shapes();
  no_end.pop_back();
  Bytes twice;
  shape(twice, 1, Tag::None, Holds::Others, {{Attribute::Name, Form::Text}});
  Bytes both = twice;
  both.insert(both.end(), twice.begin(), twice.end());
  bytes(both, {0});
  Bytes wide;
  leb(wide, 1);
  bytes(wide, {0x2e, 0});
  for (int i = 0; i < 300; ++i) bytes(wide, {3, 0x19});  // flags that take no bytes
  bytes(wide, {0, 0, 0});
  for (const Bytes& table : {no_end, both, wide, Bytes()}) {
    DebugSections object;
    object.add(".debug_abbrev", table);
    object.add(".debug_info", unit_of(entries(0)));
    Info info = object.info();
    EXPECT_FALSE(info.next());
  }
}

TEST(Unit, AnEntryThatIsNoneHasNothing) {
  const Entry none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none.tag(), Tag::None);
  EXPECT_FALSE(none.parent());
  EXPECT_FALSE(none.first_child());
  EXPECT_FALSE(none.next_sibling());
  EXPECT_FALSE(none.find(Attribute::Name));
  EXPECT_FALSE(none.referenced(Attribute::Type));
  EXPECT_EQ(none.name(), "");
}

TEST(Info, TooLargeSectionsAreNamed) {
  DebugSections object;
  object.add(".debug_info", Bytes(kMaxInfoBytes + 1));
  const auto opened = Info::open(object.elf());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::LimitExceeded);
}

TEST(Info, EndsAtAHeaderThatCannotBeRead) {
  for (const Bytes& section :
       {Bytes{1, 2, 3}, Bytes(40, 0), Bytes(40, 0xff), Bytes{200, 0, 0, 0, 4, 0}}) {
    DebugSections object;
    object.add(".debug_abbrev", shapes());
    object.add(".debug_info", section);
    Info info = object.info();
    EXPECT_FALSE(info.next());
  }
}

}  // namespace
}  // namespace assay::dwarf
