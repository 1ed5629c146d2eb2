// SPDX-License-Identifier: Apache-2.0
#include "loader/base/refusal.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "loader/base/hex.hpp"

namespace assay::loader {
namespace {

constexpr RefusalCode kAll[] = {
#define LOADER_REFUSAL(name, code, sentence) RefusalCode::name,
#include "loader/base/refusals.def"
#undef LOADER_REFUSAL
};

TEST(Refusal, EachHasACodeOfItsOwnThatLeadsBackToIt) {
  std::set<std::string_view> ids;
  for (const RefusalCode code : kAll) {
    EXPECT_TRUE(ids.insert(refusal_id(code)).second) << refusal_id(code);
    EXPECT_EQ(refusal_named(refusal_id(code)), code);
  }
  EXPECT_EQ(refusal_named("L999"), std::nullopt);
}

TEST(Refusal, SentencesAreClausesWithoutAFullStop) {
  for (const RefusalCode code : kAll) {
    const std::string_view sentence = refusal_sentence(code);
    EXPECT_FALSE(sentence.empty());
    EXPECT_NE(sentence.back(), '.');
    EXPECT_TRUE(sentence.front() >= 'a' && sentence.front() <= 'z') << sentence;
  }
}

TEST(Hex, BytesComeBackAndNothingElseIsTaken) {
  const Bytes bytes{0x00, 0x9f, 0xff};
  EXPECT_EQ(to_hex(bytes), "009fff");
  EXPECT_EQ(from_hex("009fff"), bytes);
  for (const char* wrong : {"0", "0G", "FF", " 0", "0x"}) EXPECT_EQ(from_hex(wrong), std::nullopt);
  EXPECT_EQ(array_from_hex<2>("009fff"), std::nullopt);
  EXPECT_EQ(array_from_hex<2>("009f"), (std::array<std::uint8_t, 2>{0x00, 0x9f}));
}

}  // namespace
}  // namespace assay::loader
