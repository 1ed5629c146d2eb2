// SPDX-License-Identifier: Apache-2.0
// Objects with random bytes changed: whatever they say, reading ends with programs or with an
// error.
#include <cstdlib>
#include <random>

#include "elf_image.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/object/frame_layouts.hpp"
#include "ir/object/inlining.hpp"

namespace assay {
namespace {

using namespace test;

int mutants() {
  const char* scale = std::getenv("ASSAY_TEST_SCALE");
  return 300 * (scale != nullptr ? std::max(1, std::atoi(scale)) : 1);
}

/// Random bytes, interesting numbers in random places, cuts, and pieces copied elsewhere.
Bytes mutate(Bytes bytes, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::size_t changes = 1 + below(8);
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t at = below(bytes.size() - 8);
    switch (below(4)) {
      case 0:
        bytes[at] = static_cast<std::uint8_t>(random());
        break;
      case 1:
        bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 1u << below(8));
        break;
      case 2: {
        constexpr std::uint32_t kNumbers[] = {0,          1,      0x7fffffff, 0x80000000,
                                              0xffffffff, 0xffff, 0x10000,    64};
        poke(bytes, at / 4 * 4, kNumbers[below(std::size(kNumbers))]);
        break;
      }
      case 3:
        std::memmove(&bytes[at], &bytes[below(bytes.size() - 8)], 8);
        break;
    }
  }
  if (below(16) == 0) bytes.resize(below(bytes.size()) + 1);
  return bytes;
}

/// Most bytes of an object are code and debug sections; the headers and tables deserve as much.
Bytes mutate_headers(Bytes bytes, std::mt19937_64& random) {
  std::uint64_t headers = 0;
  std::memcpy(&headers, &bytes[40], 8);
  const std::size_t size = bytes.size() - headers;
  poke(bytes, headers + random() % (size / 4 - 1) * 4,
       static_cast<std::uint32_t>(random() >> random() % 32));
  return bytes;
}

class Mutants : public testing::TestWithParam<const char*> {};

TEST_P(Mutants, AreReadOrRefused) {
  const Bytes whole = sample(GetParam());
  ASSERT_FALSE(whole.empty());
  ASSERT_TRUE(read(whole).ok());
  std::mt19937_64 random(20240719);
  int refused = 0;
  for (int i = 0; i < mutants(); ++i) {
    const Bytes mutant = i % 3 == 0 ? mutate_headers(whole, random) : mutate(whole, random);
    const auto object = read(mutant);
    if (!object) {
      ++refused;
      EXPECT_FALSE(object.error().message.empty());
      continue;
    }
    for (const ObjectEntry& entry : object.value().programs) {
      if (!entry.program) continue;
      const Program& program = entry.program.value();
      ASSERT_EQ(program.instructions.size(), program.locations.size());
      ASSERT_EQ(program.functions.back().end, program.instructions.size());
    }
  }
  RecordProperty("refused", refused);
}

INSTANTIATE_TEST_SUITE_P(Samples, Mutants,
                         testing::Values("samples/incident-291/content_index.O2.v3",
                                         "samples/counter/counter.O2.v1",
                                         "samples/tlv-parser/tlv_parser.O1.v3"));

/// The same without `.BTF.ext`, so that the lines come from DWARF.
TEST(DwarfMutants, AreReadOrRefused) {
  Bytes whole = sample("samples/tlv-parser/tlv_parser.O2.v3");
  constexpr std::string_view kName = ".BTF.ext";
  const auto found = std::search(whole.begin(), whole.end(), kName.begin(), kName.end());
  ASSERT_NE(found, whole.end());
  found[1] = 'X';
  const auto object = read(whole);
  ASSERT_TRUE(object.ok()) << object.error().message;
  std::mt19937_64 random(7);
  for (int i = 0; i < mutants(); ++i) {
    const auto mutant = read(mutate(whole, random));
    EXPECT_TRUE(mutant.ok() || !mutant.error().message.empty());
  }
}

/// And the calls that the compiler inlined, whatever the debug sections say.
TEST(InliningMutants, AreReadOrRefused) {
  const Bytes whole = sample("tests/data/cli/inputs/traced.O2.v3");
  ASSERT_FALSE(whole.empty());
  const std::vector<CodePlace> places = {{1, 0}, {2, 0}, {2, 1}, {3, 2}, {4, 3}, {5, 4}};
  std::mt19937_64 random(11);
  for (int i = 0; i < 40 * mutants(); ++i) {
    const auto calls = read_inlined_calls(mutate(whole, random), places);
    EXPECT_TRUE(calls.ok() ? calls.value().size() == places.size()
                           : !calls.error().message.empty());
  }
}

/// And the variables of frames: half of the changes go into the sections that tell of them.
TEST(FrameMutants, AreReadOrRefused) {
  const Bytes whole = sample("samples/counter/counter.O2.v3");
  ASSERT_FALSE(whole.empty());
  const auto elf = read_elf(whole, DebugRelocations::All);
  ASSERT_TRUE(elf.ok());
  std::vector<std::size_t> told;  // bytes of these sections
  for (const ElfSection& section : elf.value().sections) {
    if (section.name != ".debug_info" && section.name != ".debug_abbrev") continue;
    const auto begin = static_cast<std::size_t>(section.data.data() - whole.data());
    for (std::size_t at = 0; at < section.data.size(); ++at) told.push_back(begin + at);
  }
  ASSERT_FALSE(told.empty());
  std::vector<FramePlace> places;
  for (std::uint32_t section = 1; section < 8; ++section) {
    places.push_back({{section, 0}, CodePlace{section, 3}});
    places.push_back({{section, 0}, std::nullopt});
  }
  std::mt19937_64 random(13);
  std::size_t variables = 0;
  for (int i = 0; i < 40 * mutants(); ++i) {
    Bytes mutant = i % 2 == 0 ? mutate(whole, random) : whole;
    for (std::size_t change = 0; i % 2 == 1 && change < 1 + random() % 4; ++change)
      mutant[told[random() % told.size()]] = static_cast<std::uint8_t>(random());
    const auto read = read_frame_layouts(mutant, places);
    if (!read.ok()) {
      EXPECT_FALSE(read.error().message.empty());
      continue;
    }
    ASSERT_EQ(read.value().size(), places.size());
    for (const FrameLayout& layout : read.value()) {
      for (const FrameVariable& variable : layout.variables) {
        ++variables;
        ASSERT_FALSE(variable.name.empty());
        ASSERT_GT(variable.size, 0U);
        for (const VariablePart& part : variable.parts)
          ASSERT_LE(part.offset + part.size, variable.size);
      }
    }
  }
  EXPECT_GT(variables, 0U);
}

}  // namespace
}  // namespace assay
