// SPDX-License-Identifier: Apache-2.0
#include "ir/object/elf_file.hpp"

#include "elf_image.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using namespace test;

struct Built {
  ElfImage image;
  Bytes bytes;
  std::uint32_t code = 0;
};

Built plain() {
  Built built;
  built.code = built.image.code("xdp", trivial_code());
  built.image.symbol("entry", kGlobalFunction, 1, 0, 16);
  built.bytes = built.image.build();
  return built;
}

TEST(ElfFile, AWellFormedImageIsRead) {
  const auto object = read(plain().bytes);
  ASSERT_TRUE(object.ok()) << object.error().message;
  ASSERT_EQ(object.value().programs.size(), 1u);
  EXPECT_EQ(object.value().programs[0].name, "entry");
}

TEST(ElfFile, EveryTruncationIsAnErrorAndNoCrash) {
  const Bytes whole = plain().bytes;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(read(part).ok()) << size;
  }
}

TEST(ElfFile, ATruncatedHeaderIsNamed) {
  expect_error(read(Bytes(63, 0)), ErrorCode::ElfMalformed, "no ELF header");
}

TEST(ElfFile, AnotherMachineClassOrTypeIsRefused) {
  for (const auto& [at, value] : {std::pair{4, 1}, {5, 2}, {18, 62}, {16, 2}}) {
    Bytes bytes = plain().bytes;
    bytes[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    const auto result = read(bytes);
    ASSERT_FALSE(result.ok()) << at;
    EXPECT_EQ(result.error().code, ErrorCode::ElfNotBpf) << result.error().message;
  }
}

TEST(ElfFile, ASectionHeaderTableOutsideTheFileIsRefused) {
  for (const std::uint64_t offset :
       {std::uint64_t{1} << 20, ~std::uint64_t{0}, ~std::uint64_t{63}}) {
    Bytes bytes = plain().bytes;
    poke(bytes, 40, offset);
    expect_error(read(bytes), ErrorCode::ElfMalformed, "section header");
  }
}

TEST(ElfFile, AHugeCountOfSectionsIsRefused) {
  Bytes bytes = plain().bytes;
  poke(bytes, 60, std::uint16_t{0xfeff});
  EXPECT_FALSE(read(bytes).ok());
  Built built = plain();
  poke(built.bytes, 60, std::uint16_t{0});  // the count then stands in the null section's size
  poke(built.bytes, built.image.header(0, 32), ~std::uint64_t{0});
  EXPECT_FALSE(read(built.bytes).ok());
}

TEST(ElfFile, ASectionOutsideTheFileIsNamed) {
  for (const std::uint64_t size : {std::uint64_t{1} << 30, ~std::uint64_t{0}}) {
    Built built = plain();
    poke(built.bytes, built.image.header(built.code, 32), size);
    expect_error(read(built.bytes), ErrorCode::SectionMalformed, "section 'xdp'");
  }
}

TEST(ElfFile, OverlappingSectionsAreNamed) {
  Built built;
  built.image.code("xdp", trivial_code());
  const auto other = built.image.section({.name = "other", .data = Bytes(16)});
  built.bytes = built.image.build();
  poke(built.bytes, built.image.header(other, 24), std::uint64_t{ElfImage::kHeaderBytes + 8});
  expect_error(read(built.bytes), ErrorCode::SectionMalformed, "overlap at file offset 72");
}

TEST(ElfFile, ANameOutsideItsTableIsRefused) {
  Built built = plain();
  poke(built.bytes, built.image.header(built.code, 0), std::uint32_t{0xffffff});
  expect_error(read(built.bytes), ErrorCode::SectionMalformed, "outside its string table");
}

TEST(ElfFile, ANameWithoutAnEndIsRefused) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.symbol(std::string(5000, 'a'), kGlobalFunction, 1, 0, 16);
  expect_error(read(image.build()), ErrorCode::SymbolMalformed, "does not end");
}

TEST(ElfFile, SymbolsOutOfRangeAreNamed) {
  const auto with_symbol = [](std::uint16_t section, std::uint64_t value, std::uint64_t size) {
    ElfImage image;
    image.code("xdp", trivial_code());
    image.symbol("entry", kGlobalFunction, section, value, size);
    return read(image.build());
  };
  expect_error(with_symbol(77, 0, 16), ErrorCode::SymbolMalformed, "'entry' lies in section 77");
  expect_error(with_symbol(1, 24, 0), ErrorCode::SymbolMalformed,
               "leave section 'xdp' of 16 bytes");
  expect_error(with_symbol(1, 8, 16), ErrorCode::SymbolMalformed, "leave section 'xdp'");
  expect_error(with_symbol(1, 8, ~std::uint64_t{7}), ErrorCode::SymbolMalformed,
               "leave section 'xdp'");
  expect_error(with_symbol(1, 4, 8), ErrorCode::SymbolMalformed, "whole instructions");
  expect_error(with_symbol(1, 16, 0), ErrorCode::SymbolMalformed, "whole instructions");
}

TEST(ElfFile, OverlappingFunctionsAreNamed) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.symbol("a", kGlobalFunction, 1, 0, 16);
  image.symbol("b", kGlobalFunction, 1, 8, 8);
  expect_error(read(image.build()), ErrorCode::SymbolMalformed,
               "functions 'a' and 'b' overlap at offset 0");
}

TEST(ElfFile, RelocationsOutOfRangeAreNamed) {
  const auto with_relocation = [](std::uint64_t offset, std::uint32_t symbol) {
    ElfImage image;
    const auto code = image.code("xdp", wide_code());
    image.symbol("entry", kGlobalFunction, 1, 0, 32);
    image.relocate(code, offset, 1, symbol);
    return read(image.build());
  };
  expect_error(with_relocation(32, 1), ErrorCode::RelocationMalformed,
               "offset 32 lies outside section 'xdp'");
  expect_error(with_relocation(~std::uint64_t{0}, 1), ErrorCode::RelocationMalformed,
               "outside section 'xdp'");
  expect_error(with_relocation(0, 9), ErrorCode::RelocationMalformed, "names symbol 9");
}

TEST(ElfFile, ARelocationSectionForNoSectionIsRefused) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.relocate(99, 0, 1, 0);
  expect_error(read(image.build()), ErrorCode::RelocationMalformed, "relocates section 99");
}

TEST(ElfFile, AFileThatIsNoneOrAFolderIsUnreadable) {
  expect_error(read_object(std::string("/no/such/file.o")), ErrorCode::FileUnreadable,
               "cannot be read");
  expect_error(read_object(std::string(ASSAY_BINARY_DIR)), ErrorCode::FileUnreadable,
               "cannot be read");
}

}  // namespace
}  // namespace assay
