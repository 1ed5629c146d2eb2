// SPDX-License-Identifier: Apache-2.0
#include "ir/object/read_object.hpp"

#include <variant>

#include "elf_image.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using namespace test;

const LoadImm64& wide_at(const Program& program, std::size_t slot) {
  return std::get<LoadImm64>(program.instructions.at(slot));
}

Result<Program> one_function(Bytes code) {
  ElfImage image;
  const auto size = code.size();
  image.code("xdp", std::move(code));
  image.symbol("entry", kGlobalFunction, 1, 0, size);
  return first_program(image.build());
}

/// `code` with one relocation at offset 0 against `target` in a second section.
Result<Program> relocated(Bytes code, const SectionSpec& second, std::uint32_t type,
                          std::uint64_t value = 0, std::uint8_t symbol_type = kGlobalObject) {
  ElfImage image;
  const auto size = code.size();
  const auto main = image.code("xdp", std::move(code));
  const auto other = static_cast<std::uint16_t>(image.section(second));
  image.symbol("entry", kGlobalFunction, 1, 0, size);
  const auto target = image.symbol("target", symbol_type, other, value);
  image.relocate(main, 0, type, target);
  return first_program(image.build());
}

TEST(ReadObject, CodeOfHalfAnInstructionIsNamed) {
  ElfImage image;
  Bytes code = trivial_code();
  code.resize(12);
  image.code("xdp", code);
  expect_error(read(image.build()), ErrorCode::SectionMalformed, "section 'xdp': 12 bytes of code");
}

/// The license of a program whose object has such a section.
std::string license_with(const std::string& section, std::string_view text) {
  ElfImage image;
  Bytes code = trivial_code();
  const auto size = code.size();
  image.code("xdp", std::move(code));
  image.symbol("entry", kGlobalFunction, 1, 0, size);
  image.section({.name = section, .flags = kAlloc, .data = Bytes(text.begin(), text.end())});
  const auto program = first_program(image.build());
  EXPECT_TRUE(program.ok());
  return program.ok() ? program.value().license.value_or("nobody says") : "";
}

TEST(ReadObject, TheLicenseIsTheTextOfItsSectionUpToANul) {
  using namespace std::string_view_literals;
  EXPECT_EQ(license_with("license", "Dual BSD/GPL\0rest"sv), "Dual BSD/GPL");
  EXPECT_EQ(license_with("license", "GPL"sv), "GPL");
  EXPECT_EQ(license_with("license", std::string(100, 'x')), std::string(63, 'x'));
  EXPECT_EQ(license_with(".license", "GPL\0"sv), "nobody says");
}

TEST(ReadObject, AnObjectWithoutCodeHasNoProgram) {
  ElfImage image;
  image.section({.name = ".data", .flags = kAlloc, .data = Bytes(8)});
  expect_error(read(image.build()), ErrorCode::NoProgram, "no section with code");
}

TEST(ReadObject, AWideLoadCutInHalfIsNamed) {
  Bytes code;
  slot(code, 0x18, 1);
  expect_error(one_function(code), ErrorCode::InstructionInvalid,
               "section 'xdp', function 'entry'");
  // Also when the other half lies in the next function.
  ElfImage image;
  image.code("xdp", wide_code());
  image.symbol("half", kGlobalFunction, 1, 0, 8);
  image.symbol("rest", kGlobalFunction, 1, 8, 24);
  expect_error(first_program(image.build()), ErrorCode::InstructionInvalid, "function 'half'");
}

TEST(ReadObject, AJumpIntoAWideLoadIsNamed) {
  Bytes code;
  slot(code, 0x05, 0, 1);
  const Bytes rest = wide_code();
  code.insert(code.end(), rest.begin(), rest.end());
  expect_error(one_function(code), ErrorCode::JumpOutOfProgram, "second slot");
}

TEST(ReadObject, AJumpOutOfTheFunctionIsNamed) {
  Bytes code;
  slot(code, 0x05, 0, 100);
  slot(code, 0x95);
  expect_error(one_function(code), ErrorCode::JumpOutOfProgram, "target 101");
}

TEST(ReadObject, AFaultOfOneProgramLeavesTheOthers) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.code("tc", Bytes(8, 0xff));
  const auto object = read(image.build());
  ASSERT_TRUE(object.ok());
  EXPECT_TRUE(object.value().programs.at(0).program.ok());
  expect_error(object.value().programs.at(1).program, ErrorCode::InstructionInvalid,
               "section 'tc'");
}

TEST(ReadObject, UnknownAndMisplacedRelocationsAreNamed) {
  const SectionSpec data{.name = ".data", .flags = kAlloc, .data = Bytes(8)};
  expect_error(relocated(wide_code(), data, 99), ErrorCode::RelocationMalformed,
               "relocation type 99");
  expect_error(relocated(wide_code(), data, 10), ErrorCode::RelocationMalformed,
               "relocation type 10");
  expect_error(relocated(trivial_code(), data, 1), ErrorCode::RelocationMalformed, "opcode 0xb7");
  ElfImage image;
  const auto code = image.code("xdp", wide_code());
  const auto entry = image.symbol("entry", kGlobalFunction, 1, 0, 32);
  image.relocate(code, 8, 1, entry);
  expect_error(first_program(image.build()), ErrorCode::RelocationMalformed, "offset 8");
}

TEST(ReadObject, TwoRelocationsOfOneInstructionAreRefused) {
  ElfImage image;
  const auto code = image.code("xdp", wide_code());
  const auto entry = image.symbol("entry", kGlobalFunction, 1, 0, 32);
  image.relocate(code, 0, 1, entry);
  image.relocate(code, 0, 1, entry);
  expect_error(first_program(image.build()), ErrorCode::RelocationMalformed,
               "no instruction alone");
}

TEST(ReadObject, AWideLoadWithASourceAndNoRelocationIsNamed) {
  expect_error(one_function(wide_code(1, 3)), ErrorCode::RelocationMalformed,
               "src_reg 1 has no relocation");
}

TEST(ReadObject, DataIsReferredToByItsOffset) {
  const SectionSpec data{
      .name = ".rodata.str1.1", .flags = kAlloc, .data = Bytes{1, 2, 3, 4, 5, 6, 7, 8}};
  const auto program = relocated(wide_code(0, 3), data, 1, 2);
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(wide_at(program.value(), 0).kind, WideKind::MapValue);
  EXPECT_EQ(wide_at(program.value(), 0).value, std::uint64_t{5} << 32);
  const Map& map = program.value().maps.at(0);
  EXPECT_TRUE(map.is_data && map.read_only);
  EXPECT_EQ(map.contents.copy(), data.data);
  expect_error(relocated(wide_code(0, 6), data, 1, 2), ErrorCode::RelocationMalformed,
               "outside section '.rodata.str1.1'");
  expect_error(relocated(wide_code(0, -3, -1), data, 1, 2), ErrorCode::RelocationMalformed,
               "outside section");
}

TEST(ReadObject, ZeroedDataIsZeroAndBounded) {
  const auto program =
      relocated(wide_code(), {.name = ".bss", .type = kNoBits, .flags = kAlloc, .size = 12}, 1);
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(program.value().maps.at(0).contents.copy(), Bytes(12));
  for (const std::uint64_t size : {std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
    expect_error(
        relocated(wide_code(), {.name = ".bss", .type = kNoBits, .flags = kAlloc, .size = size}, 1),
        ErrorCode::LimitExceeded, "section '.bss'");
  }
}

TEST(ReadObject, DataWithAddressesInItIsUnsupported) {
  ElfImage image;
  const auto code = image.code("xdp", wide_code());
  const auto data = image.section({.name = ".data.rel.ro", .flags = kAlloc, .data = Bytes(8)});
  const auto entry = image.symbol("entry", kGlobalFunction, 1, 0, 32);
  const auto table = image.symbol("table", kGlobalObject, static_cast<std::uint16_t>(data), 0, 8);
  image.relocate(code, 0, 1, table);
  image.relocate(data, 0, 2, entry);
  expect_error(first_program(image.build()), ErrorCode::FeatureUnsupported,
               "section '.data.rel.ro'");
}

TEST(ReadObject, ARelocationWithoutTypeGoesByItsInstruction) {
  const SectionSpec data{.name = ".data", .flags = kAlloc, .data = Bytes(8)};
  const auto program = relocated(wide_code(), data, 0, 4);
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(wide_at(program.value(), 0).kind, WideKind::MapValue);
}

TEST(ReadObject, RelocationsThatLoadersReadDifferentlyAreNamed) {
  ElfImage with_addend;
  const auto code = with_addend.code("xdp", wide_code(0, 4));
  with_addend.section({.name = ".data", .flags = kAlloc, .data = Bytes(8)});
  with_addend.symbol("entry", kGlobalFunction, 1, 0, 32);
  with_addend.relocate_with_addend(code, 0, with_addend.symbol("target", kGlobalObject, 2), 4);
  expect_error(read(with_addend.build()), ErrorCode::RelocationMalformed, "(RELA)");

  for (const std::string_view name : {".rel.text", ".relxdp2", ".rel"}) {
    ElfImage misnamed;
    misnamed.code("xdp", wide_code());
    const auto symbol = misnamed.symbol("target", kGlobalObject, 1, 0, 8);
    Bytes relocation;
    put(relocation, std::uint64_t{0});
    put(relocation, std::uint64_t{symbol} << 32 | 1);
    misnamed.section(
        {.name = std::string(name), .type = kRel, .data = std::move(relocation), .info = 1});
    expect_error(read(misnamed.build()), ErrorCode::RelocationMalformed,
                 "its name is not that of the section it relocates (it relocates section 'xdp')");
  }

  ElfImage twice;
  const auto main = twice.code("xdp", wide_code());
  const auto symbol = twice.symbol("target", kGlobalObject, 1, 0, 8);
  twice.relocate(main, 0, 1, symbol);
  twice.section({.name = ".relxdp", .type = kRel, .data = Bytes(16), .info = main});
  expect_error(read(twice.build()), ErrorCode::RelocationMalformed, "a second section");
}

TEST(ReadObject, CodeIsRelocatedThoughItsSectionIsNotAllocated) {
  ElfImage image;
  const auto code = image.section({.name = "xdp", .flags = kCode & ~kAlloc, .data = wide_code()});
  image.section({.name = ".data", .flags = kAlloc, .data = Bytes(8)});
  image.symbol("entry", kGlobalFunction, 1, 0, 32);
  image.relocate(code, 0, 1, image.symbol("target", kGlobalObject, 2, 0, 8));
  const auto program = first_program(image.build());
  ASSERT_TRUE(program.ok()) << program.error().message;
  EXPECT_EQ(wide_at(program.value(), 0).kind, WideKind::MapValue);
}

/// Section `xdp` calls its own second function without a relocation; `.text` has `text` functions
/// of two slots.
Result<Program> calls_within(unsigned text) {
  ElfImage image;
  Bytes code;
  slot(code, 0x85, 0x10, 0, 1);
  slot(code, 0x95);
  const Bytes second = trivial_code();
  code.insert(code.end(), second.begin(), second.end());
  image.code("xdp", code);
  image.symbol("entry", kGlobalFunction, 1, 0, 16);
  image.symbol("second", kGlobalFunction, 1, 16, 16);
  Bytes other;
  for (unsigned i = 0; i < text; ++i) {
    const Bytes function = trivial_code();
    other.insert(other.end(), function.begin(), function.end());
    image.symbol("text" + std::to_string(i), kGlobalFunction, 2, i * 16, 16);
  }
  if (text != 0) image.code(".text", other);
  return first_program(image.build());
}

TEST(ReadObject, ACallThatLoadersTakeToTwoSectionsIsNamed) {
  EXPECT_TRUE(calls_within(0).ok());
  EXPECT_TRUE(calls_within(1).ok()) << "libbpf finds nothing at slot 2 of .text";
  expect_error(calls_within(2), ErrorCode::RelocationMalformed, "both have one there");
}

enum class CalledBy : std::uint8_t { Function, Section };

/// xdp: call what the symbol of the first function, or of its section, and `added` slots say; exit.
/// .text: `first` and `second`, of two slots each.
Result<Program> calls_by_symbol(std::int32_t added, std::string_view second, CalledBy by) {
  ElfImage image;
  Bytes main;
  slot(main, 0x85, 0x10, 0, added - 1);
  slot(main, 0x95);
  const auto code = image.code("xdp", main);
  Bytes text = trivial_code();
  const Bytes more = trivial_code();
  text.insert(text.end(), more.begin(), more.end());
  image.code(".text", text);
  image.symbol("entry", kGlobalFunction, 1, 0, 16);
  const auto first = image.symbol("first", kLocalFunction, 2, 0, 16);
  image.symbol(std::string(second), kLocalFunction, 2, 16, 16);
  image.relocate(code, 0, 10, by == CalledBy::Section ? image.symbol("", 0x03, 2) : first);
  return first_program(image.build());
}

TEST(ReadObject, ACallThatAddsToItsFunctionIsNamed) {
  EXPECT_TRUE(calls_by_symbol(0, "second", CalledBy::Function).ok());
  EXPECT_TRUE(calls_by_symbol(2, "second", CalledBy::Section).ok())
      << "that is how a section's symbol is used";
  expect_error(calls_by_symbol(2, "second", CalledBy::Function), ErrorCode::RelocationMalformed,
               "a call adds to where the symbol 'first' lies");
}

TEST(ReadObject, ACallOfANameThatTwoFunctionsHaveIsNamed) {
  for (const CalledBy by : {CalledBy::Function, CalledBy::Section}) {
    EXPECT_TRUE(calls_by_symbol(0, "second", by).ok());
    expect_error(calls_by_symbol(0, "first", by), ErrorCode::RelocationMalformed,
                 "one of this name is elsewhere");
  }
}

TEST(ReadObject, AReferenceIntoAMapIsNamed) {
  for (const std::int32_t addend : {0, 20, -20}) {
    ElfImage image;
    Bytes maps;
    for (const std::uint32_t word : {2u, 4u, 8u, 1u, 0u, 2u, 4u, 4096u, 1u, 0u}) put(maps, word);
    const auto code = image.code("xdp", wide_code(0, addend, addend < 0 ? -1 : 0));
    image.section({.name = "maps", .flags = kAlloc, .data = maps});
    image.symbol("entry", kGlobalFunction, 1, 0, 32);
    const auto tiny = image.symbol("tiny", kGlobalObject, 2, 0, 20);
    const auto big = image.symbol("big", kGlobalObject, 2, 20, 20);
    image.relocate(code, 0, 1, addend < 0 ? big : tiny);
    const auto program = first_program(image.build());
    if (addend == 0) {
      EXPECT_TRUE(program.ok());
    } else {
      expect_error(program, ErrorCode::RelocationMalformed,
                   "adds " + std::to_string(addend) + " bytes, which some loaders ignore");
    }
  }
}

/// xdp: r1 = the address of `wanted`, which is not defined; r0 = 0; exit.
Result<Program> wants(std::uint8_t symbol_info, std::uint8_t source = 0) {
  ElfImage image;
  const auto code = image.code("xdp", wide_code(source));
  image.symbol("entry", kGlobalFunction, 1, 0, 32);
  image.relocate(code, 0, 1, image.symbol("wanted", symbol_info, 0));
  return first_program(image.build());
}

TEST(ReadObject, AWeakSymbolMayBeAbsent) {
  constexpr std::uint8_t kWeakUntyped = 0x20;
  const auto strong = wants(kGlobalUntyped);
  ASSERT_TRUE(strong.ok()) << strong.error().message;
  EXPECT_FALSE(strong.value().unresolved.at(0).may_be_absent);
  const auto weak = wants(kWeakUntyped);
  ASSERT_TRUE(weak.ok()) << weak.error().message;
  EXPECT_TRUE(weak.value().unresolved.at(0).may_be_absent);
  expect_error(wants(kWeakUntyped, 1), ErrorCode::RelocationMalformed, "src_reg 1 names 'wanted'");
}

/// xdp: r1 = &.text + `taken`; call .text + 0; exit.  .text: two functions of 16 bytes.
Bytes callbacks(std::int32_t taken) {
  ElfImage image;
  Bytes main = wide_code(4, taken);
  main.resize(16);
  slot(main, 0x85, 0x10, 0, -1);
  slot(main, 0x95);
  Bytes text = trivial_code();
  const Bytes more = trivial_code();
  text.insert(text.end(), more.begin(), more.end());
  const auto code = image.code("xdp", main);
  image.code(".text", text);
  image.symbol("entry", kGlobalFunction, 1, 0, 32);
  image.symbol("first", kGlobalFunction, 2, 0, 16);
  image.symbol("second", kLocalFunction, 2, 16, 16);
  const auto section = image.symbol("", 0x03, 2);
  image.relocate(code, 0, 1, section);
  image.relocate(code, 16, 10, section);
  return image.build();
}

TEST(ReadObject, CalledAndTakenFunctionsAreLinkedBehindTheEntry) {
  const auto object = read(callbacks(16));
  ASSERT_TRUE(object.ok()) << object.error().message;
  const auto& entries = object.value().programs;
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_FALSE(entries[0].only_when_named);
  EXPECT_TRUE(entries[1].only_when_named) << "a function of .text beside other code";
  EXPECT_TRUE(entries[2].only_when_named);
  ASSERT_TRUE(entries[0].program.ok()) << entries[0].program.error().message;
  const Program& program = entries[0].program.value();
  ASSERT_EQ(program.functions.size(), 3u);
  EXPECT_EQ(program.functions[1].name, "second")
      << "functions stand in the order in which they are met";
  EXPECT_EQ(wide_at(program, 0), (LoadImm64{Reg{1}, WideKind::Function, 4}));
  EXPECT_EQ(std::get<Call>(program.instructions.at(2)), (Call{CallKind::Local, 6}));
}

TEST(ReadObject, AFunctionAddressInsideAFunctionIsNamed) {
  const auto middle = read(callbacks(8));
  ASSERT_TRUE(middle.ok());
  expect_error(middle.value().programs[0].program, ErrorCode::JumpOutOfProgram,
               "no function begins");
  const auto half = read(callbacks(4));
  ASSERT_TRUE(half.ok());
  expect_error(half.value().programs[0].program, ErrorCode::RelocationMalformed,
               "is not an instruction");
}

TEST(ReadObject, AFunctionOfTextIsAnEntryWhenThereIsNoOtherCode) {
  ElfImage image;
  image.code(".text", trivial_code());
  image.symbol("func", kGlobalFunction, 1, 0, 16);
  const auto object = read(image.build());
  ASSERT_TRUE(object.ok());
  EXPECT_FALSE(object.value().programs.at(0).only_when_named);
}

TEST(ReadObject, AFunctionOfTextIsAnEntryWhereLoadersFindNoProgramInOtherCode) {
  ElfImage image;
  image.code(".text", trivial_code());
  image.code("xdp", trivial_code());
  image.symbol("func", kGlobalFunction, 1, 0, 16);
  const Bytes without = image.build();
  image.symbol("entry", kGlobalFunction, 2, 0, 16);
  const auto alone = read(without);
  ASSERT_TRUE(alone.ok());
  EXPECT_FALSE(alone.value().programs.at(0).only_when_named);
  const auto beside = read(image.build());
  ASSERT_TRUE(beside.ok());
  EXPECT_TRUE(beside.value().programs.at(0).only_when_named);
}

TEST(ReadObject, TwoNamesForOneProgramAreRefusedBecauseLoadersRelocateOne) {
  const auto named_twice = [](const char* section) {
    ElfImage image;
    image.code(section, trivial_code());
    image.symbol("f", kGlobalFunction, 1, 0, 16);
    image.symbol("g", kGlobalFunction, 1, 0, 16);
    return read(image.build());
  };
  expect_error(named_twice("xdp"), ErrorCode::SymbolMalformed,
               "functions 'f' and 'g' are the same instructions");
  EXPECT_TRUE(named_twice(".text").ok()) << "what loaders link, and load under neither name";
}

/// An entry that calls `inner` of `.text`, of which there are types.
struct CalledGlobal {
  BtfImage types;
  std::uint32_t prototype = types.type("", 13, 0, 0);
  std::uint8_t visibility = 0;

  bool is_global() {
    ElfImage image;
    Bytes code;
    slot(code, 0x85, 0x10, 0, -1);
    slot(code, 0x95);
    const auto main = image.code("xdp", code);
    const auto text = static_cast<std::uint16_t>(image.code(".text", trivial_code()));
    image.symbol("entry", kGlobalFunction, 1, 0, 16);
    const auto inner = image.symbol("inner", kGlobalFunction, text, 0, 16);
    if (visibility != 0) image.hide(inner, visibility);
    image.relocate(main, 0, 10, inner);
    image.section({.name = ".BTF", .data = types.build()});
    const auto program = first_program(image.build());
    EXPECT_TRUE(program.ok()) << program.error().message;
    return program.value().functions.at(1).is_global;
  }
};

TEST(ReadObject, AHiddenFunctionIsStaticAsLoadersMakeIt) {
  CalledGlobal seen;
  seen.types.type("inner", 12, 1, seen.prototype);
  EXPECT_TRUE(seen.is_global());
  for (const std::uint8_t visibility : {std::uint8_t{1}, std::uint8_t{2}}) {
    seen.visibility = visibility;
    EXPECT_FALSE(seen.is_global());
  }
  seen.visibility = 3;  // protected
  EXPECT_TRUE(seen.is_global());
}

TEST(ReadObject, AnUndefinedFunctionIsKeptByName) {
  ElfImage image;
  Bytes code;
  slot(code, 0x85, 0x10, 0, -1);
  slot(code, 0x95);
  const auto main = image.code("xdp", code);
  image.symbol("entry", kGlobalFunction, 1, 0, 16);
  image.relocate(main, 0, 10, image.symbol("elsewhere", kGlobalUntyped, 0));
  const auto program = first_program(image.build());
  ASSERT_TRUE(program.ok()) << program.error().message;
  ASSERT_EQ(program.value().unresolved.size(), 1u);
  EXPECT_EQ(program.value().unresolved[0], (ExternalSymbol{"elsewhere", false}));
  EXPECT_EQ(std::get<Call>(program.value().instructions.at(0)).kind, CallKind::Unresolved);
}

/// A chain in which every function calls the next, so that all programs together are quadratic.
TEST(ReadObject, ProgramsThatTogetherAreTooLargeAreRefused) {
  constexpr int kFunctions = 4000;
  ElfImage image;
  Bytes code;
  for (int i = 0; i < kFunctions; ++i) {
    slot(code, 0x85, 0x10, 0, i + 1 < kFunctions ? 0 : -kFunctions);
    image.symbol("f" + std::to_string(i), kGlobalFunction, 1, static_cast<std::uint64_t>(i) * 8, 8);
  }
  image.code("xdp", code);
  expect_error(read(image.build()), ErrorCode::LimitExceeded, "the programs of the object");
}

TEST(ReadObject, ABigTableIsSharedAmongPrograms) {
  ElfImage image;
  for (int i = 0; i < 200; ++i) image.code("xdp" + std::to_string(i), trivial_code());
  image.section({.name = ".rodata", .flags = kAlloc, .data = Bytes(8u << 20)});
  const auto object = read(image.build());
  ASSERT_TRUE(object.ok()) << object.error().message;
  EXPECT_EQ(object.value().programs.size(), 200u);
}

TEST(ReadObject, ANamesakeOfASectionThatRecordsSpeakOfIsRefusedWhateverItHolds) {
  const std::vector<SectionSpec> namesakes = {
      {.name = "xdp", .flags = kCode, .data = trivial_code()},
      {.name = "xdp", .flags = kAlloc, .data = Bytes(8)},
      {.name = "xdp", .type = kStringTable, .data = Bytes(8)},
      {.name = "xdp", .type = kNoBits, .flags = kAlloc, .size = 8}};
  for (const SectionSpec& namesake : namesakes) {
    for (const bool is_first : {true, false}) {
      BtfImage types;
      const auto name = types.string("xdp");
      ElfImage image;
      if (is_first) image.section(namesake);
      const auto code = static_cast<std::uint16_t>(image.code("xdp", trivial_code()));
      if (!is_first) image.section(namesake);
      image.symbol("entry", kGlobalFunction, code, 0, 16);
      image.section({.name = ".BTF", .data = types.build()});
      image.section({.name = ".BTF.ext", .data = lines(16, name, 1, {8, 0, 0, 0})});
      expect_error(read(image.build()), ErrorCode::SectionMalformed,
                   "two sections are named 'xdp'");
    }
  }
}

TEST(ReadObject, ARecordOfTypesBehindItsSectionIsNamed) {
  BtfImage types;
  const auto name = types.string("xdp");
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = ".BTF", .data = types.build()});
  image.section({.name = ".BTF.ext", .data = lines(16, name, 1, {16, 0, 0, 0})});
  expect_error(read(image.build()), ErrorCode::BtfMalformed,
               "past the end of section 'xdp' (16 bytes)");
}

}  // namespace
}  // namespace assay
