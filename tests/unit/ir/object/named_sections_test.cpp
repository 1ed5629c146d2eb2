// SPDX-License-Identifier: Apache-2.0
#include "ir/object/named_sections.hpp"

#include "elf_image.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using namespace test;

constexpr std::uint32_t kNote = 7;
constexpr std::uint32_t kAddressSignificance = 0x6fff4c03;  // SHT_LLVM_ADDRSIG

/// An object of one program and that section.
Result<Object> beside_a_program(SectionSpec section) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.symbol("entry", kGlobalFunction, 1, 0, 16);
  image.section(std::move(section));
  return read(image.build());
}

Bytes no_types() { return BtfImage().build(); }
Bytes no_records() { return lines(16, 0, 1, {0, 0, 0, 0}); }

class NamedSections : public ::testing::TestWithParam<const char*> {
 protected:
  static Bytes contents() {
    const std::string_view name = GetParam();
    if (name == ".BTF") return no_types();
    if (name == ".BTF.ext") return no_records();
    return {'G', 'P', 'L', 0};
  }
};

TEST_P(NamedSections, OfAnotherTypeAreRefusedBecauseLoadersPassOverThem) {
  EXPECT_TRUE(beside_a_program({.name = GetParam(), .data = contents()}).ok());
  for (const std::uint32_t type : {kStringTable, kAddressSignificance, kNote}) {
    expect_error(beside_a_program({.name = GetParam(), .type = type, .data = contents()}),
                 ErrorCode::SectionMalformed, "its type is not PROGBITS");
  }
  expect_error(beside_a_program({.name = GetParam(), .type = kNoBits, .size = 4}),
               ErrorCode::SectionMalformed, "its type is not PROGBITS");
}

TEST_P(NamedSections, ThatAreCodeAreRefusedBecauseLoadersFindNoProgramThere) {
  expect_error(beside_a_program({.name = GetParam(), .flags = kCode, .data = trivial_code()}),
               ErrorCode::SectionMalformed, "it holds code");
}

INSTANTIATE_TEST_SUITE_P(Each, NamedSections,
                         ::testing::Values("license", "version", ".BTF", ".BTF.ext"));

TEST(NamedSections, CodeAmongDebugInformationIsRefused) {
  expect_error(beside_a_program({.name = ".debug_code", .flags = kCode, .data = trivial_code()}),
               ErrorCode::SectionMalformed, "section '.debug_code': it holds code");
}

TEST(NamedSections, ASecondTextIsRefused) {
  ElfImage image;
  image.code(".text", trivial_code());
  image.code(".text", trivial_code());
  expect_error(read(image.build()), ErrorCode::SectionMalformed, "a second section of that name");
  ElfImage empty;
  empty.code(".text", {});
  empty.code(".text", trivial_code());
  EXPECT_TRUE(read(empty.build()).ok()) << "loaders pass over an empty one";
}

}  // namespace
}  // namespace assay
