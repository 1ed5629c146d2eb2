// SPDX-License-Identifier: Apache-2.0
#include "ir/object/copied_slots.hpp"

#include <array>
#include <map>

#include "elf_image.hpp"

namespace assay {
namespace {

using namespace test;

constexpr std::uint16_t kProgram = 1, kText = 2;

/// A function as slots: calls, each with its immediate, then an exit.
Bytes calls(const std::vector<std::int32_t>& immediates) {
  Bytes code;
  for (const std::int32_t immediate : immediates) slot(code, 0x85, 0x10, 0, immediate);
  slot(code, 0x95);
  return code;
}

/// An object of code in the section of programs and in `.text`, whose functions are placed by size.
class CodeObject {
 public:
  /// Returns the slot at which the function begins.
  std::uint64_t function(std::uint16_t section, const std::string& name, const Bytes& code,
                         std::uint8_t kind = kGlobalFunction) {
    Bytes& all = code_.at(section - 1u);
    const std::uint64_t at = all.size();
    all.insert(all.end(), code.begin(), code.end());
    symbols_.push_back({name, kind, section, at, code.size()});
    return at / 8;
  }
  void call(std::uint16_t section, std::uint64_t slot, const std::string& name) {
    relocations_.push_back({section, slot, name});
  }
  std::uint64_t copied_slots() {
    ElfImage image;
    image.code("xdp", code_[0]);
    image.code(".text", code_[1].empty() ? trivial_code() : code_[1]);
    std::map<std::string, std::uint32_t> numbers;
    for (const Symbol& s : symbols_)
      numbers[s.name] = image.symbol(s.name, s.kind, s.section, s.value, s.size);
    numbers[""] = image.symbol("", 0x03, kText);
    for (const Call& c : relocations_)
      image.relocate(c.section, c.slot * 8, 10, numbers.at(c.name));
    const auto program = first_program(image.build());
    EXPECT_TRUE(program.ok()) << program.error().message;
    return program.ok() ? program.value().copied_slots : 0;
  }

 private:
  struct Symbol {
    std::string name;
    std::uint8_t kind = 0;
    std::uint16_t section = 0;
    std::uint64_t value = 0;
    std::uint64_t size = 0;
  };
  struct Call {
    std::uint16_t section = 0;
    std::uint64_t slot = 0;
    std::string name;
  };
  std::array<Bytes, 2> code_;
  std::vector<Symbol> symbols_;
  std::vector<Call> relocations_;
};

TEST(CopiedSlots, AreTheProgramsOwnWhereItCallsNothing) {
  CodeObject object;
  object.function(kProgram, "entry", trivial_code());
  object.function(kProgram, "other", trivial_code());
  EXPECT_EQ(object.copied_slots(), 2u);
}

TEST(CopiedSlots, CountAFunctionOnceForEachThatCallsIt) {
  CodeObject object;
  object.function(kProgram, "entry", calls({-1, -1, -1}));
  object.function(kText, "left", calls({-1, -1}));
  const auto right = object.function(kText, "right", calls({-1}));
  object.function(kText, "both", calls({}));
  object.call(kProgram, 0, "left");
  object.call(kProgram, 1, "right");
  object.call(kProgram, 2, "right");
  object.call(kText, 0, "both");
  object.call(kText, 1, "both");
  object.call(kText, right, "both");
  EXPECT_EQ(object.copied_slots(), 4u + (3u + 1u) + (2u + 1u));
}

TEST(CopiedSlots, ACallInTheSectionReachesBehindWhatLiesBetween) {
  CodeObject object;
  object.function(kText, "called", calls({3}));  // far, with two slots between
  object.function(kText, "between", trivial_code(), kLocalFunction);
  object.function(kText, "far", calls({}), kLocalFunction);
  object.function(kProgram, "entry", calls({-1}));
  object.call(kProgram, 0, "called");
  EXPECT_EQ(object.copied_slots(), 2u + 5u)
      << "3 slots of 'called' and what lies between, 1 of 'far'";
}

TEST(CopiedSlots, ACallBackwardsIsCopied) {
  CodeObject object;
  object.function(kText, "first", trivial_code(), kLocalFunction);
  object.function(kText, "second", calls({-3}));
  object.function(kProgram, "entry", calls({-1}));
  object.call(kProgram, 0, "second");
  EXPECT_EQ(object.copied_slots(), 2u + 2u + 2u);
}

TEST(CopiedSlots, ACallThroughASectionSymbolSeemsToReachWhatItDoesNot) {
  CodeObject object;
  object.function(kText, "before", trivial_code(), kLocalFunction);
  object.function(kText, "called", calls({}), kLocalFunction);
  object.function(kProgram, "entry", calls({1}));  // slot 2 of .text
  object.function(kProgram, "other", trivial_code());
  object.call(kProgram, 0, "");
  EXPECT_EQ(object.copied_slots(), 4u + 1u) << "to slot 2 of its own section, which ends at slot 3";
}

TEST(CopiedSlots, AFunctionThatCallsItselfHasNoEnd) {
  CodeObject object;
  object.function(kProgram, "entry", calls({-1}));
  object.function(kText, "again", calls({-1}));
  object.call(kProgram, 0, "again");
  object.call(kText, 0, "again");
  EXPECT_EQ(object.copied_slots(), CopiedSlots::kEndless);
}

TEST(CopiedSlots, DoublesAtEachOfManyCallsAndStaysANumber) {
  CodeObject object;
  object.function(kProgram, "entry", calls({-1}));
  object.call(kProgram, 0, "f0");
  constexpr unsigned kLevels = 20;
  for (unsigned i = 0; i < kLevels; ++i) {
    for (const char* const side : {"f", "g"}) {
      const bool last = i + 1 == kLevels;
      const auto at =
          object.function(kText, side + std::to_string(i), last ? calls({}) : calls({-1, -1}));
      if (last) continue;
      object.call(kText, at, "f" + std::to_string(i + 1));
      object.call(kText, at + 1, "g" + std::to_string(i + 1));
    }
  }
  EXPECT_EQ(object.copied_slots(), 2u + 3u * ((1u << (kLevels - 1)) - 1) + (1u << (kLevels - 1)));
}

}  // namespace
}  // namespace assay
