// SPDX-License-Identifier: Apache-2.0
#include "ir/object/frame_layouts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "elf_image.hpp"
#include "ir/object/stack_sizes.hpp"

namespace assay {
namespace {

using namespace test;

const char* const kCounter = "samples/counter/counter.O2.v3";

FrameLayout layout_of(const Bytes& bytes, std::uint32_t slot) {
  const auto program = first_program(bytes);
  EXPECT_TRUE(program.ok());
  if (!program.ok()) return {};
  const FramePlace place{code_place(program.value(), 0), code_place(program.value(), slot)};
  const auto read = read_frame_layouts(bytes, std::span(&place, 1));
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
  return read.ok() && read.value().size() == 1 ? read.value().front() : FrameLayout();
}

const FrameVariable* find(const FrameLayout& layout, const std::string& name) {
  const auto found = std::ranges::find(layout.variables, name, &FrameVariable::name);
  return found == layout.variables.end() ? nullptr : &*found;
}

TEST(FrameLayouts, HaveTheVariablesOfTheFunction) {
  const FrameLayout layout = layout_of(sample(kCounter), 0);
  const FrameVariable* interface = find(layout, "interface");
  ASSERT_NE(interface, nullptr);
  EXPECT_EQ(interface->size, 4U);
  EXPECT_EQ(interface->type, "u32");
  EXPECT_FALSE(interface->is_aggregate);
  ASSERT_EQ(interface->parts.size(), 1U);
  EXPECT_EQ(interface->parts[0].path, "");
  const FrameVariable* first = find(layout, "first");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->size, 16U);
  EXPECT_EQ(first->type, "struct counts");
  EXPECT_TRUE(first->is_aggregate);
  ASSERT_EQ(first->parts.size(), 2U);
  EXPECT_EQ(first->parts[1].path, "bytes");
  EXPECT_EQ(first->parts[1].offset, 8U);
  EXPECT_EQ(layout.bytes, 24U);
}

TEST(FrameLayouts, KnowWhichVariablesAreInScope) {
  const FrameVariable* at_entry = nullptr;
  const FrameLayout layout = layout_of(sample(kCounter), 0);
  at_entry = find(layout, "first");
  ASSERT_NE(at_entry, nullptr);
  EXPECT_FALSE(at_entry->in_scope);  // it belongs to the block of a test
  const FrameVariable* interface = find(layout, "interface");
  ASSERT_NE(interface, nullptr);
  EXPECT_TRUE(interface->in_scope);
}

TEST(FrameLayouts, AreEmptyWhereTheObjectDoesNotSay) {
  ElfImage image;
  image.code("xdp", trivial_code());
  const Bytes bytes = image.build();
  const std::vector<FramePlace> places = {{{1, 0}, std::nullopt},
                                          {{77, 1u << 30}, CodePlace{0, 0}}};
  const auto read = read_frame_layouts(bytes, places);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read.value().size(), 2U);
  for (const FrameLayout& layout : read.value()) {
    EXPECT_FALSE(layout.bytes.has_value());
    EXPECT_TRUE(layout.variables.empty());
  }
}

/// Entries of `.stack_sizes`, each an address that `relocated` says to be one and a size.
struct SizeEntry {
  std::vector<std::uint8_t> size;
  bool relocated = true;
};

StackSizes sizes_of(const std::vector<SizeEntry>& entries) {
  ElfFile elf;
  Bytes told;
  elf.sections.resize(3);
  elf.relocations.resize(3);
  elf.symbols.resize(2);
  elf.sections[1].executable = true;
  elf.symbols[1].place = SymbolPlace::InSection;
  elf.symbols[1].section = 1;
  std::uint64_t address = 0;
  for (const SizeEntry& entry : entries) {
    if (entry.relocated) elf.relocations[2].push_back({told.size(), kRelocationAbs64, 1, {}});
    put(told, address);
    told.insert(told.end(), entry.size.begin(), entry.size.end());
    address += 16;
  }
  elf.sections[2].name = kStackSizesSection;
  elf.sections[2].data = told;
  elf.sections[2].size = told.size();
  return read_stack_sizes(elf);
}

TEST(StackSizes, AreNumbersOfAnyLength) {
  const StackSizes sizes = sizes_of({{{24}}, {{0x80, 0x04}}, {{0x88, 0x80, 0x00}}});
  EXPECT_EQ(sizes, (StackSizes{{{1, 0}, 24}, {{1, 16}, 512}, {{1, 32}, 8}}));
}

TEST(StackSizes, EndAtAnEntryThatCannotBeRead) {
  // A number without an end, one that is too large, one that is cut off; what was read before
  // holds.
  EXPECT_EQ(sizes_of({{{24}}, {{0xff, 0xff, 0xff, 0xff, 0xff, 0x01}}, {{8}}}).size(), 1U);
  EXPECT_EQ(sizes_of({{{24}}, {{0xff, 0xff, 0x7f}}, {{8}}}).size(), 1U);
  EXPECT_EQ(sizes_of({{{24}}, {{0x80}}}).size(), 1U);
  EXPECT_EQ(sizes_of({{{24}}, {{}}}).size(), 1U);
}

TEST(StackSizes, AnAddressWithoutARelocationIsNoFunctions) {
  EXPECT_EQ(sizes_of({{{24}, false}, {{8}}}), (StackSizes{{{1, 16}, 8}}));
}

}  // namespace
}  // namespace assay
