// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/ranges.hpp"

#include "debug_sections.hpp"

namespace assay::dwarf {
namespace {

std::string told(const std::vector<CodeRange>& ranges) {
  std::string out;
  for (const CodeRange& range : ranges) {
    out += std::to_string(range.section) + ":" + std::to_string(range.low) + "-" +
           std::to_string(range.high) + " ";
  }
  return out;
}

/// Of the only entry of the only unit.
std::string ranges_of(const DebugSections& object) {
  Info info = object.info();
  const auto unit = info.next();
  if (!unit) return "no unit";
  EntryRanges ranges;
  const auto found = ranges.of(unit->entry(0));
  return found.ok() ? told(found.value()) : found.error().message;
}

TEST(EntryRanges, AreAnAddressAndASize) {
  DebugSections object;
  Bytes shapes;
  shape(shapes, 1, Tag::Subprogram, Holds::Nothing,
        {{Attribute::LowPc, Form::Address}, {Attribute::HighPc, Form::Data4}});
  bytes(shapes, {0});
  object.add(".debug_abbrev", shapes);
  Bytes entry;
  bytes(entry, {1});
  put(entry, std::uint64_t{8});
  put(entry, std::uint32_t{24});
  object.add(".debug_info", unit_of(entry), {kFirstEntry + 1});
  EXPECT_EQ(ranges_of(object), "1:8-32 ");
}

TEST(EntryRanges, AreNoneOfCodeThatWasDiscarded) {
  DebugSections object;
  Bytes shapes;
  shape(shapes, 1, Tag::Subprogram, Holds::Nothing,
        {{Attribute::LowPc, Form::Address}, {Attribute::HighPc, Form::Data4}});
  bytes(shapes, {0});
  object.add(".debug_abbrev", shapes);
  Bytes entry;
  bytes(entry, {1});
  put(entry, std::uint64_t{8});
  put(entry, std::uint32_t{24});
  object.add(".debug_info", unit_of(entry));  // no relocation
  EXPECT_EQ(ranges_of(object), "");
}

/// A unit of version 4 whose only entry has the list at 0 of `.debug_ranges`.
DebugSections with_pairs(const Bytes& list, std::initializer_list<std::uint64_t> addresses) {
  DebugSections object;
  Bytes shapes;
  shape(shapes, 1, Tag::Subprogram, Holds::Nothing, {{Attribute::Ranges, Form::SectionOffset}});
  bytes(shapes, {0});
  object.add(".debug_abbrev", shapes);
  Bytes entry;
  bytes(entry, {1, 0, 0, 0, 0});
  object.add(".debug_info", unit_of(entry));
  object.add(".debug_ranges", list, addresses);
  return object;
}

TEST(EntryRanges, ArePairsWithABase) {
  Bytes list;
  for (const std::uint64_t value :
       {~std::uint64_t{0}, std::uint64_t{8}, std::uint64_t{0}, std::uint64_t{8}, std::uint64_t{16},
        std::uint64_t{24}, std::uint64_t{0}, std::uint64_t{0}})
    put(list, value);
  EXPECT_EQ(ranges_of(with_pairs(list, {8})), "1:8-16 1:24-32 ");
}

TEST(EntryRanges, AreNoneWhereAListDoesNotEnd) {
  Bytes list;
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{8}}) put(list, value);
  EXPECT_EQ(ranges_of(with_pairs(list, {0, 8})), "");
}

/// A unit of version 5 with the list at 0 of `.debug_rnglists`, and addresses 8 and 40.
std::string of_list(const Bytes& list, std::initializer_list<std::uint64_t> addresses = {}) {
  DebugSections object;
  Bytes shapes;
  shape(shapes, 1, Tag::Subprogram, Holds::Nothing,
        {{Attribute::Ranges, Form::SectionOffset}, {Attribute::AddressBase, Form::SectionOffset}});
  bytes(shapes, {0});
  object.add(".debug_abbrev", shapes);
  Bytes body;
  put(body, std::uint16_t{5});
  bytes(body, {1, 8, 0, 0, 0, 0});
  bytes(body, {1, 0, 0, 0, 0, 8, 0, 0, 0});
  object.add(".debug_info", with_length(body));
  Bytes table;
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{8}, std::uint64_t{40}})
    put(table, value);
  object.add(".debug_addr", table, {8, 16});
  object.add(".debug_rnglists", list, addresses);
  return ranges_of(object);
}

TEST(EntryRanges, AreEachKindOfEntryOfAList) {
  EXPECT_EQ(of_list({1, 0, 4, 8, 16, 0}), "1:16-24 ");  // base by index, offsets
  EXPECT_EQ(of_list({2, 0, 1, 0}), "1:8-40 ");          // two indices
  EXPECT_EQ(of_list({3, 1, 8, 0}), "1:40-48 ");         // index and length
  Bytes addresses = {6};
  put(addresses, std::uint64_t{0});
  put(addresses, std::uint64_t{16});
  bytes(addresses, {0});
  EXPECT_EQ(of_list(addresses, {1, 9}), "1:0-16 ");
  Bytes length = {7};
  put(length, std::uint64_t{16});
  bytes(length, {8, 0});
  EXPECT_EQ(of_list(length, {1}), "1:16-24 ");
  Bytes base = {5};
  put(base, std::uint64_t{32});
  bytes(base, {4, 0, 8, 0});
  EXPECT_EQ(of_list(base, {1}), "1:32-40 ");
}

TEST(EntryRanges, AreNoneOfAListThatIsNotSound) {
  EXPECT_EQ(of_list({3, 1, 8}), "");        // no end
  EXPECT_EQ(of_list({3, 1, 8, 8, 0}), "");  // a kind that is not known
  EXPECT_EQ(of_list({3, 9, 8, 0}), "");     // an address that is not there
  EXPECT_EQ(of_list({}), "");
}

TEST(EntryRanges, HaveABoundForAllTogether) {
  Bytes list;
  for (int i = 0; i < 100; ++i) bytes(list, {4, 0, 8});
  bytes(list, {0});
  DebugSections object;
  Bytes shapes;
  shape(shapes, 1, Tag::Subprogram, Holds::Nothing, {{Attribute::Ranges, Form::SectionOffset}});
  bytes(shapes, {0});
  object.add(".debug_abbrev", shapes);
  Bytes body;
  put(body, std::uint16_t{5});
  bytes(body, {1, 8, 0, 0, 0, 0, 1, 0, 0, 0, 0});
  object.add(".debug_info", with_length(body));
  object.add(".debug_rnglists", list);
  Info info = object.info();
  const auto unit = info.next();
  ASSERT_TRUE(unit);
  EntryRanges ranges;
  std::size_t asked = 0;
  while (ranges.of(unit->entry(0)).ok() && asked < 100'000) ++asked;
  EXPECT_GT(asked, 1000U);
  EXPECT_LT(asked, 20'000U);
}

}  // namespace
}  // namespace assay::dwarf
