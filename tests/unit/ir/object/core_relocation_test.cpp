// SPDX-License-Identifier: Apache-2.0
#include "ir/object/core_relocation.hpp"

#include <random>

#include "elf_image.hpp"
#include "ir/base/errors.hpp"
#include "ir/types/btf_reader.hpp"

namespace assay {
namespace {

using namespace test;

constexpr std::uint32_t kBitFields = 0x80;  // with kStruct: offsets carry widths
constexpr std::uint32_t kSigned = 0x01000000;

/// The object's types: 1 int; 2 struct s {int a; int b[4]; int c:3 at bit 165; void *p}; 3 int[4];
/// 4 enum e {X = 7}; 5 void *; 6 unsigned; 7 struct iphdr {unsigned saddr at 12}; 8 the same at 16;
/// 9 struct u {unsigned n}.
BtfImage object_types() {
  BtfImage image;
  image.type("int", kInt, 0, 4, {kSigned | 32});
  image.type("s", kStruct | kBitFields, 4, 32,
             {image.string("a"), 1, 0, image.string("b"), 3, 32, image.string("c"), 1,
              3u << 24 | 165, image.string("p"), 5, 192});
  image.type("", kArray, 0, 0, {1, 1, 4});
  image.type("e", kEnum, 1, 4, {image.string("X"), 7});
  image.type("", kPointer, 0, 0);
  image.type("unsigned int", kInt, 0, 4, {32});
  image.type("iphdr", kStruct, 1, 20, {image.string("saddr"), 6, 96});
  image.type("iphdr", kStruct, 1, 20, {image.string("saddr"), 6, 128});
  image.type("u", kStruct, 1, 4, {image.string("n"), 6, 0});
  image.type("wide", kInt, 0, 16, {128});
  image.type("w", kStruct, 1, 16, {image.string("n"), 10, 0});
  return image;
}

struct Layers {
  BtfImage kernel;
  BtfImage module;
};

class CoreRelocation : public testing::Test {
 protected:
  /// What a relocation comes to; the target is the image, where there is one.
  Result<CoreAnswer> answer(CoreKind kind, std::uint32_t type, std::string_view path,
                            const BtfImage* target = nullptr) {
    record_ = record(kind, type, path);
    return answer_record(target);
  }
  Result<CoreAnswer> answer_record(const BtfImage* target) {
    target_ = nullptr;
    if (target != nullptr) {
      auto read = TargetTypes::read_bytes(target->build(), "target");
      if (!read) return read.error();
      target_ = read.value();
    }
    return answer_for_target();
  }
  Result<CoreAnswer> answer_for_target() {
    auto btf = read_btf(image_.build());
    if (!btf) return btf.error();
    btf_ = std::move(btf).value();
    info_.clear();
    info_["code"].core = others_;
    info_["code"].core.push_back(record_);
    relocations_.emplace(*btf_, info_, target_.get());
    return relocations_->answer(record_);
  }
  /// The same of a module's types that go on from a kernel's.
  Result<CoreAnswer> answer_in_module(CoreKind kind, std::uint32_t type, std::string_view path,
                                      const Layers& layers) {
    const auto file = [](const char* name, const Bytes& bytes) {
      const std::string at = testing::TempDir() + name;
      std::ofstream(at, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
      return at;
    };
    auto read = TargetTypes::read(file("core_module.btf", layers.module.build()),
                                  file("core_kernel.btf", layers.kernel.build()));
    if (!read) return read.error();
    target_ = read.value();
    record_ = record(kind, type, path);
    return answer_for_target();
  }
  CoreRecord record(CoreKind kind, std::uint32_t type, std::string_view path) {
    return {.offset = 0,
            .type = TypeId{type},
            .access = image_.string(path),
            .kind = static_cast<std::uint32_t>(kind)};
  }
  /// The number that the target gives.
  std::uint64_t given(CoreKind kind, std::uint32_t type, std::string_view path,
                      const BtfImage& target) {
    const auto found = answer(kind, type, path, &target);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().message);
    EXPECT_TRUE(found.value().given) << found.value().lacks;
    return found.value().given->number;
  }
  /// What the last answer does to the code.
  Result<CoreEffect> apply(Bytes& code, std::uint64_t base = 0) {
    const auto found = relocations_->answer(record_);
    if (!found) return found.error();
    return apply_core(record_, found.value(), code, base);
  }
  void expect_range(CoreKind kind, std::uint32_t type, std::string_view path, std::uint64_t min,
                    std::uint64_t max) {
    const auto found = answer(kind, type, path);
    ASSERT_TRUE(found.ok()) << found.error().message;
    EXPECT_FALSE(found.value().given) << "nothing says it before the program is loaded";
    EXPECT_EQ(found.value().unknown.min, min) << found.value().unknown.what;
    EXPECT_EQ(found.value().unknown.max, max) << found.value().unknown.what;
  }

  BtfImage image_ = object_types();
  std::shared_ptr<const Btf> btf_;
  BtfExt info_;
  CoreRecord record_;
  std::vector<CoreRecord> others_;  // further relocations of the object
  std::shared_ptr<const TargetTypes> target_;
  std::optional<CoreRelocations> relocations_;
};

TEST_F(CoreRelocation, TheCompilersNumbersComeFromTheObjectsOwnTypes) {
  EXPECT_EQ(answer(CoreKind::ByteOffset, 2, "0:1:2").value().written.number, 12u);
  EXPECT_EQ(answer(CoreKind::ByteOffset, 2, "1:0").value().written.number, 32u);
  EXPECT_EQ(answer(CoreKind::ByteSize, 2, "0:1").value().written.number, 16u);
  EXPECT_EQ(answer(CoreKind::Signed, 2, "0:0").value().written.number, 1u);
  EXPECT_EQ(answer(CoreKind::TypeSize, 2, "0").value().written.number, 32u);
  EXPECT_EQ(answer(CoreKind::EnumeratorValue, 4, "0").value().written.number, 7u);
}

TEST_F(CoreRelocation, ABitFieldIsReadThroughItsStorage) {
  EXPECT_EQ(answer(CoreKind::ByteOffset, 2, "0:2").value().written.number, 20u);
  EXPECT_EQ(answer(CoreKind::LeftShift, 2, "0:2").value().written.number, 64u - (165 + 3 - 160));
  EXPECT_EQ(answer(CoreKind::RightShift, 2, "0:2").value().written.number, 61u);
}

TEST_F(CoreRelocation, WithoutATargetEachKindHasTheRangeThatHoldsOnEveryKernel) {
  constexpr std::uint64_t kMost32 = 0xffffffff;
  for (const CoreKind kind : {CoreKind::FieldExists, CoreKind::Signed})
    expect_range(kind, 2, "0:0", 0, 1);
  for (const CoreKind kind : {CoreKind::TypeExists, CoreKind::TypeMatches})
    expect_range(kind, 2, "0", 0, 1);
  expect_range(CoreKind::EnumeratorExists, 4, "0", 0, 1);
  expect_range(CoreKind::LeftShift, 2, "0:2", 0, 63);
  expect_range(CoreKind::RightShift, 2, "0:2", 0, 63);
  expect_range(CoreKind::ByteSize, 2, "0:0", 1, 8);
  expect_range(CoreKind::ByteSize, 2, "0:3", 1, 8);
  EXPECT_EQ(answer(CoreKind::ByteSize, 2, "0:0").value().unknown.never,
            (std::vector<std::uint64_t>{3, 5, 6, 7}));
  EXPECT_EQ(answer(CoreKind::ByteSize, 2, "0:0").value().unknown.assumed_of, "struct s")
      << "another kernel may have 16 bytes there";
  EXPECT_EQ(answer(CoreKind::RightShift, 2, "0:2").value().unknown.assumed_of, "struct s");
  expect_range(CoreKind::ByteSize, 2, "0:1", 0, kMost32);
  EXPECT_TRUE(answer(CoreKind::ByteSize, 2, "0:1").value().unknown.never.empty());
  expect_range(CoreKind::ByteSize, 11, "0:0", 0, kMost32);
  expect_range(CoreKind::RightShift, 11, "0:0", 0, kMost32);
  expect_range(CoreKind::TypeSize, 2, "0", 0, kMost32);
  expect_range(CoreKind::TargetTypeId, 2, "0", 0, kMost32);
  expect_range(CoreKind::ByteOffset, 2, "0:0", 0, kMost32);
  expect_range(CoreKind::EnumeratorValue, 4, "0", 0, ~std::uint64_t{0});
}

TEST_F(CoreRelocation, OnlyTheNumberOfALocalTypeIsKnownWithoutATarget) {
  EXPECT_EQ(answer(CoreKind::LocalTypeId, 2, "0").value().given->number, 2u);
}

TEST_F(CoreRelocation, WhatTheUserApiFixesIsKnownAndMayNotBeContradicted) {
  EXPECT_EQ(answer(CoreKind::ByteOffset, 7, "0:0").value().given->number, 12u);
  const auto elsewhere = answer(CoreKind::ByteOffset, 8, "0:0");
  EXPECT_FALSE(elsewhere.value().given);
  Bytes load;
  slot(load, 0x61, 0x10, 16);
  expect_error(apply(load), ErrorCode::CoreRelocationMalformed,
               "but the kernel's user API has it elsewhere");
  Bytes probed;
  slot(probed, 0x07, 1, 0, 16);
  const auto effect = apply(probed);
  ASSERT_TRUE(effect.ok());
  EXPECT_TRUE(std::get<LoadTimeNumber>(effect.value()).layout.empty())
      << "no pointer may be moved by it";
}

TEST_F(CoreRelocation, AnyOtherLayoutIsTheObjectsAndNamed) {
  ASSERT_TRUE(answer(CoreKind::ByteOffset, 2, "0:1:2").ok());
  Bytes load;
  slot(load, 0x61, 0x10, 12);
  const auto direct = apply(load);
  ASSERT_TRUE(direct.ok()) << direct.error().message;
  EXPECT_EQ(std::get<ObjectLayout>(direct.value()).type, "struct s");
  Bytes add;
  slot(add, 0x07, 1, 0, 12);
  const auto offset = apply(add);
  ASSERT_TRUE(offset.ok());
  EXPECT_EQ(std::get<LoadTimeNumber>(offset.value()).layout, "struct s");
  EXPECT_EQ(std::get<LoadTimeNumber>(offset.value()).in_object, 12u);
}

/// A kernel where s has grown: {void *p; struct {int new_one; int b[8];}; long a; }, no c; two
/// layouts of u; no enumerator X, but Y.
BtfImage kernel_types() {
  BtfImage image;
  image.type("int", kInt, 0, 4, {kSigned | 32});
  image.type("", kArray, 0, 0, {1, 1, 8});
  image.type("", kStruct, 2, 36, {image.string("new_one"), 1, 0, image.string("b"), 2, 32});
  image.type("", kPointer, 0, 0);
  image.type("long", kInt, 0, 8, {kSigned | 64});
  image.type("s___new", kStruct, 3, 56,
             {image.string("p"), 4, 0, 0, 3, 64, image.string("a"), 5, 384});
  image.type("e", kEnum, 1, 4, {image.string("Y"), 9});
  image.type("unsigned long", kInt, 0, 8, {64});
  image.type("u", kStruct, 1, 8, {image.string("n"), 8, 0});
  return image;
}

TEST_F(CoreRelocation, ATargetGivesItsOwnNumbers) {
  const BtfImage kernel = kernel_types();
  EXPECT_EQ(given(CoreKind::ByteOffset, 2, "0:1:2", kernel), 8u + 4 + 2 * 4);
  EXPECT_EQ(given(CoreKind::ByteSize, 2, "0:1", kernel), 32u);
  EXPECT_EQ(given(CoreKind::ByteOffset, 2, "0:3", kernel), 0u);
  EXPECT_EQ(given(CoreKind::ByteSize, 2, "0:0", kernel), 8u);
  EXPECT_EQ(given(CoreKind::FieldExists, 2, "0:0", kernel), 1u);
  EXPECT_EQ(given(CoreKind::FieldExists, 2, "0:2", kernel), 0u);
  EXPECT_EQ(given(CoreKind::TypeExists, 2, "0", kernel), 1u);
  EXPECT_EQ(given(CoreKind::TypeExists, 7, "0", kernel), 0u);
  EXPECT_EQ(given(CoreKind::TypeMatches, 2, "0", kernel), 0u);
  EXPECT_EQ(given(CoreKind::TypeSize, 2, "0", kernel), 56u);
  EXPECT_EQ(given(CoreKind::TypeSize, 7, "0", kernel), 0u);
  EXPECT_EQ(given(CoreKind::TargetTypeId, 2, "0", kernel), 6u);
  EXPECT_EQ(given(CoreKind::EnumeratorExists, 4, "0", kernel), 0u);
  EXPECT_EQ(given(CoreKind::LocalTypeId, 2, "0", kernel), 2u);
}

/// Where vmlinux has no candidate, libbpf looks for one in every module.
TEST_F(CoreRelocation, WhatTheTargetHasNothingOfRestsOnItsModules) {
  const BtfImage kernel = kernel_types();
  for (const CoreKind kind :
       {CoreKind::TypeExists, CoreKind::TypeMatches, CoreKind::TypeSize, CoreKind::TargetTypeId}) {
    EXPECT_EQ(answer(kind, 7, "0", &kernel).value().of_no_module, "struct iphdr");
  }
  EXPECT_EQ(answer(CoreKind::FieldExists, 7, "0:0", &kernel).value().of_no_module, "struct iphdr");
  EXPECT_EQ(answer(CoreKind::ByteOffset, 7, "0:0", &kernel).value().of_no_module, "")
      << "it is poisoned, and no proof rests on that";
  EXPECT_EQ(answer(CoreKind::FieldExists, 2, "0:2", &kernel).value().of_no_module, "")
      << "the kernel has the type, so that no module is asked";
  EXPECT_EQ(answer(CoreKind::TypeExists, 2, "0", &kernel).value().of_no_module, "");
  EXPECT_EQ(answer(CoreKind::TypeExists, 7, "0").value().of_no_module, "") << "it may be 0 or 1";
  image_.type("iphdr___old", kStruct, 0, 20);
  EXPECT_EQ(answer(CoreKind::TypeExists, 12, "0", &kernel).value().of_no_module, "struct iphdr");
}

/// A kernel that has u without n, and a module of it that has s with a alone.
Layers kernel_and_module() {
  Layers layers;
  layers.kernel.type("int", kInt, 0, 4, {kSigned | 32});
  layers.kernel.type("u", kStruct, 0, 8);
  layers.module = BtfImage::after(layers.kernel);
  layers.module.type("s", kStruct, 1, 4, {layers.module.string("a"), 1, 0});
  return layers;
}

/// What the module lacks another may have, but not of a type that the kernel has.
TEST_F(CoreRelocation, WhatAModuleLacksRestsOnTheOthers) {
  const Layers layers = kernel_and_module();
  EXPECT_EQ(answer_in_module(CoreKind::TypeExists, 2, "0", layers).value().of_no_module, "")
      << "one more type of the name takes nothing away";
  EXPECT_EQ(answer_in_module(CoreKind::FieldExists, 2, "0:2", layers).value().of_no_module,
            "struct s");
  EXPECT_EQ(answer_in_module(CoreKind::FieldExists, 9, "0:0", layers).value().of_no_module, "");
  EXPECT_EQ(answer_in_module(CoreKind::TypeExists, 7, "0", layers).value().of_no_module,
            "struct iphdr");
  others_.push_back(record(CoreKind::FieldExists, 2, "0:2"));
  const auto beside = answer_in_module(CoreKind::ByteOffset, 2, "0:0", layers);
  ASSERT_TRUE(beside.ok()) << beside.error().message;
  EXPECT_EQ(beside.value().of_no_module, "struct s")
      << "a module that has both gives its own number";
}

TEST_F(CoreRelocation, ATypeMatchesWhatHasAllOfIt) {
  const BtfImage same = object_types();
  EXPECT_EQ(given(CoreKind::TypeMatches, 2, "0", same), 1u);
  EXPECT_EQ(given(CoreKind::TypeMatches, 4, "0", same), 1u);
}

TEST_F(CoreRelocation, WhatTheTargetLacksIsPoisonedAsLibbpfDoesIt) {
  const BtfImage kernel = kernel_types();
  ASSERT_FALSE(answer(CoreKind::ByteOffset, 2, "0:2", &kernel).value().lacks.empty());
  Bytes wide = wide_code(0, 20);
  const auto poisoned = apply(wide);
  ASSERT_TRUE(poisoned.ok()) << poisoned.error().message;
  EXPECT_TRUE(std::holds_alternative<Poison>(poisoned.value()));
  Bytes expected;
  for (int i = 0; i < 2; ++i) slot(expected, 0x85, 0, 0, 0xbad2310);
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), wide.begin()));
  EXPECT_FALSE(answer(CoreKind::EnumeratorValue, 4, "0", &kernel).value().lacks.empty());
}

TEST_F(CoreRelocation, ALoadTakesTheWidthOfAnUnsignedNumberAndOfNothingElse) {
  const BtfImage kernel = kernel_types();
  ASSERT_TRUE(answer(CoreKind::ByteOffset, 9, "0:0", &kernel).ok());
  Bytes load;
  slot(load, 0x61, 0x10, 0);  // 4 bytes
  ASSERT_TRUE(std::holds_alternative<FixedNumber>(apply(load).value()));
  EXPECT_EQ(load[0], 0x79) << "8 bytes";
  Bytes narrow;
  slot(narrow, 0x69, 0x10, 0);
  expect_error(apply(narrow), ErrorCode::CoreRelocationMalformed, "as many bytes as the field");
  ASSERT_TRUE(answer(CoreKind::ByteOffset, 2, "0:0", &kernel).ok());
  Bytes signed_load;
  slot(signed_load, 0x61, 0x10, 0);
  EXPECT_TRUE(std::holds_alternative<Poison>(apply(signed_load).value()))
      << "a signed number of another width means something else";
  Bytes add;
  slot(add, 0x07, 1, 0, 0);
  EXPECT_TRUE(std::holds_alternative<FixedNumber>(apply(add).value())) << "only accesses have one";
}

TEST_F(CoreRelocation, TypesOfOneNameMustAgree) {
  BtfImage kernel;
  kernel.type("unsigned int", kInt, 0, 4, {32});
  kernel.type("u", kStruct, 1, 8, {kernel.string("n"), 1, 0});
  kernel.type("u___other", kStruct, 1, 8, {kernel.string("n"), 1, 32});
  expect_error(answer(CoreKind::ByteOffset, 9, "0:0", &kernel), ErrorCode::CoreRelocationMalformed,
               "they differ");
  expect_error(answer(CoreKind::FieldExists, 9, "0:0", &kernel), ErrorCode::CoreRelocationMalformed,
               "they differ");
  EXPECT_EQ(given(CoreKind::TypeExists, 9, "0", kernel), 1u);
}

/// libbpf forgets the candidates that one relocation of a type did not match, so that the order
/// decides what the next finds.
TEST_F(CoreRelocation, CandidatesThatNoOrderKeepsAreNoAnswer) {
  BtfImage kernel;
  kernel.type("int", kInt, 0, 4, {kSigned | 32});
  kernel.type("s", kStruct, 1, 8, {kernel.string("a"), 1, 0});
  kernel.type("", kPointer, 0, 0);
  kernel.type("s", kStruct, 1, 8, {kernel.string("p"), 3, 0});
  EXPECT_EQ(given(CoreKind::FieldExists, 2, "0:0", kernel), 1u);
  others_.push_back({.offset = 8,
                     .type = TypeId{2},
                     .access = image_.string("0:3"),
                     .kind = static_cast<std::uint32_t>(CoreKind::FieldExists)});
  expect_error(answer(CoreKind::FieldExists, 2, "0:0", &kernel), ErrorCode::CoreRelocationMalformed,
               "several types");
}

TEST_F(CoreRelocation, MalformedRecordsAreNamed) {
  const auto code = ErrorCode::CoreRelocationMalformed;
  expect_error(answer(static_cast<CoreKind>(99), 2, "0:0"), code, "unknown kind 99");
  for (const char* path : {"", ":", "0:", "x", "0::1", "99999999999", "-1"}) {
    expect_error(answer(CoreKind::ByteOffset, 2, path), code, "not a list of numbers");
  }
  expect_error(answer(CoreKind::ByteOffset, 2, "0:9"), code, "no member 9");
  expect_error(answer(CoreKind::ByteOffset, 2, "0:0:0"), code, "no parts");
  expect_error(answer(CoreKind::ByteOffset, 2, "0:1:4"), code, "past the end of an array");
  expect_error(answer(CoreKind::ByteOffset, 2, "2147483647:0"), code, "too far away");
  expect_error(answer(CoreKind::ByteOffset, 0, "0"), code, "no size");
  expect_error(answer(CoreKind::EnumeratorValue, 4, "1"), code, "no such enumerator");
  expect_error(answer(CoreKind::EnumeratorValue, 2, "0"), code, "not an enumeration");
  expect_error(answer(CoreKind::TypeExists, 2, "0:0"), code, "of a type is not 0");
  const BtfImage kernel = kernel_types();
  expect_error(answer(CoreKind::ByteSize, 3, "0:0", &kernel), code, "without a name");
}

TEST_F(CoreRelocation, TheNumberIsWrittenWhereTheInstructionTakesIt) {
  ASSERT_TRUE(answer(CoreKind::ByteOffset, 2, "0:1:2").ok());
  Bytes contradiction;
  slot(contradiction, 0x07, 1, 0, 16);
  expect_error(apply(contradiction), ErrorCode::CoreRelocationMalformed,
               "holds 16, but the types give 12");
}

TEST_F(CoreRelocation, OnlyInstructionsWithANumberAreRelocated) {
  ASSERT_TRUE(answer(CoreKind::ByteOffset, 2, "0:1:2").ok());
  Bytes code;
  slot(code, 0x95);
  EXPECT_FALSE(apply(code).ok()) << "exit has none";
  EXPECT_FALSE(apply(code, 8).ok()) << "before the code";
  Bytes half;
  slot(half, 0x18, 1, 0, 12);
  EXPECT_FALSE(apply(half).ok()) << "half a 16-byte load";
  ASSERT_TRUE(answer(CoreKind::FieldExists, 2, "0:0").ok());
  Bytes load;
  slot(load, 0x61, 0x10, 1);
  EXPECT_FALSE(apply(load).ok()) << "a truth value is not a displacement";
}

/// Members without a name that hold one another 40 times each, 60 deep.
TEST_F(CoreRelocation, ATargetThatTakesForeverIsALimit) {
  BtfImage kernel;
  kernel.type("int", kInt, 0, 4, {kSigned | 32});
  std::uint32_t inner = kernel.type("", kStruct, 1, 4, {kernel.string("other"), 1, 0});
  for (int depth = 0; depth < 60; ++depth) {
    std::vector<std::uint32_t> members;
    for (int i = 0; i < 40; ++i) members.insert(members.end(), {0, inner, 0});
    inner = kernel.type(depth == 59 ? "s" : "", kStruct, 40, 4, members);
  }
  expect_error(answer(CoreKind::FieldExists, 2, "0:0", &kernel), ErrorCode::LimitExceeded,
               "comparisons");
}

/// Forwards named as the struct that is looked for, which are no candidates.
BtfImage forwards(std::uint32_t count) {
  BtfImage kernel;
  kernel.type("int", kInt, 0, 4, {kSigned | 32});
  const std::uint32_t name = kernel.string("s");
  for (std::uint32_t i = 0; i < count; ++i) kernel.type_named(name, 7, 0, 0);
  return kernel;
}

TEST_F(CoreRelocation, CandidatesAreChosenOncePerType) {
  const BtfImage kernel = forwards(100'000);
  for (std::uint32_t i = 0; i < 1'000; ++i)
    others_.push_back(record(CoreKind::FieldExists, 2, std::to_string(i) + ":0"));
  EXPECT_EQ(given(CoreKind::TypeExists, 2, "0", kernel), 0u)
      << "1,000 relocations times 100,000 types would be more than the limit of comparisons";
}

TEST_F(CoreRelocation, TypesOfOneNameAreComparisons) {
  const BtfImage kernel = forwards(100'000);
  for (std::uint32_t i = 0; i < 60; ++i) {
    const std::uint32_t other = image_.type("s___" + std::to_string(i), kStruct, 0, 4);
    others_.push_back(record(CoreKind::TypeExists, other, "0"));
  }
  ASSERT_TRUE(answer(CoreKind::TypeExists, 2, "0", &kernel).ok());
  Result<CoreAnswer> last = relocations_->answer(record_);
  for (const CoreRecord& other : others_) last = relocations_->answer(other);
  expect_error(last, ErrorCode::LimitExceeded, "comparisons");
}

TEST_F(CoreRelocation, ACandidateWithoutMembersIsAComparison) {
  BtfImage kernel;
  const std::uint32_t name = kernel.string("s");
  for (std::uint32_t i = 0; i < 100'000; ++i) kernel.type_named(name, kStruct, 0, 4);
  for (std::uint32_t i = 0; i < 60; ++i)
    others_.push_back(record(CoreKind::FieldExists, 2, std::to_string(i) + ":0"));
  expect_error(answer(CoreKind::FieldExists, 2, "60:0", &kernel), ErrorCode::LimitExceeded,
               "comparisons");
}

/// Types of the object and of the target with a few bytes changed: each is read or refused.
TEST_F(CoreRelocation, MutatedTypesGiveAnAnswerOrAnError) {
  std::mt19937_64 random(20240719);
  const auto mutated = [&](Bytes bytes) {
    for (int change = 0; change < 3; ++change)
      bytes[24 + random() % (bytes.size() - 24)] = static_cast<std::uint8_t>(random());
    return bytes;
  };
  int answered = 0;
  for (int run = 0; run < 3000; ++run) {
    BtfImage image = object_types();
    const std::uint32_t paths[] = {image.string("0"), image.string("0:1:2"), image.string("0:0")};
    const Bytes object = run % 2 == 0 ? mutated(image.build()) : image.build();
    const auto local = read_btf(object);
    const auto target = TargetTypes::read_bytes(mutated(kernel_types().build()), "target");
    if (!local || !target) continue;
    BtfExt info;
    for (std::uint32_t kind = 0; kind < kCoreKinds; ++kind) {
      for (const std::uint32_t type : {2u, 4u, 9u}) {
        const auto offset = static_cast<std::uint32_t>(8 * info["code"].core.size());
        info["code"].core.push_back({offset, TypeId{type}, paths[random() % 3], kind});
      }
    }
    for (const TargetTypes* aim :
         {target.value().get(), static_cast<const TargetTypes*>(nullptr)}) {
      CoreRelocations relocations(*local.value(), info, aim);
      for (const CoreRecord& record : info["code"].core) {
        const auto found = relocations.answer(record);
        answered += found.ok() ? 1 : 0;
        Bytes code = wide_code(0, 12);
        if (found)
          static_cast<void>(apply_core({0, TypeId{2}, 0, record.kind}, found.value(), code, 0));
      }
    }
  }
  EXPECT_GT(answered, 1000);
}

}  // namespace

}  // namespace assay
