// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/frame_names.hpp"

#include <gtest/gtest.h>

#include <string>

#include "explained_program.hpp"

namespace assay {
namespace {

using test::program_of;

FrameLayout layout_of(std::vector<FrameVariable> variables) {
  FrameLayout layout;
  layout.variables = std::move(variables);
  return layout;
}

std::string name_at(const std::string& text, const FrameLayout& layout, std::int64_t byte) {
  const Program program = program_of(text);
  const auto found = FrameNames(program, 0, layout).at(byte);
  return found ? found->variable->name : "";
}

constexpr const char* kTwo =
    "*(u32 *)(r10 - 4) = 1; *(u64 *)(r10 - 16) = 2; r0 = *(u32 *)(r10 - 4); exit";

TEST(FrameNames, CountFromTheFramesLowestByte) {
  FrameLayout layout = layout_of({{.name = "key", .offset = 12, .size = 4}});
  layout.bytes = 16;
  EXPECT_EQ(name_at(kTwo, layout, -4), "key");
  EXPECT_EQ(name_at(kTwo, layout, -1), "key");
  EXPECT_EQ(name_at(kTwo, layout, -5), "");
}

TEST(FrameNames, AreCertainWhenOneSizeFitsAllAccesses) {
  const FrameLayout layout = layout_of(
      {{.name = "key", .offset = 12, .size = 4}, {.name = "value", .offset = 0, .size = 8}});
  EXPECT_EQ(name_at(kTwo, layout, -4), "key");
  EXPECT_EQ(name_at(kTwo, layout, -16), "value");
}

TEST(FrameNames, AreNotGivenWhenSeveralSizesFit) {
  // In a frame of 16 bytes it is the one that lies lower, in one of 24 the other.
  const char* text = "*(u64 *)(r10 - 8) = 1; *(u64 *)(r10 - 16) = 2; r0 = *(u64 *)(r10 - 8); exit";
  EXPECT_EQ(name_at(text, layout_of({{.name = "x", .offset = 8, .size = 8}}), -8), "");
}

TEST(FrameNames, AreNotGivenWhenNoSizeFits) {
  // An access over the edge of the variable, and a variable that nothing uses.
  EXPECT_EQ(name_at("*(u64 *)(r10 - 8) = 1; r0 = 0; exit",
                    layout_of({{.name = "key", .offset = 4, .size = 4}}), -4),
            "");
  EXPECT_EQ(name_at("*(u64 *)(r10 - 8) = 1; r0 = 0; exit",
                    layout_of({{.name = "a", .offset = 0, .size = 8},
                               {.name = "b", .offset = 8, .size = 8}}),
                    -8),
            "");
}

TEST(FrameNames, AddressesThatAreHandedOnCountAsUses) {
  const char* text = "*(u32 *)(r10 - 8) = 1; r2 = r10; r2 += -32; call 1; r0 = 0; exit";
  EXPECT_EQ(name_at(text,
                    layout_of({{.name = "buffer", .offset = 0, .size = 24},
                               {.name = "key", .offset = 24, .size = 4}}),
                    -10),
            "buffer");
  // Alone, the address could also lie in the middle of the buffer.
  EXPECT_EQ(name_at("r2 = r10; r2 += -24; call 1; r0 = 0; exit",
                    layout_of({{.name = "buffer", .offset = 0, .size = 24}}), -10),
            "");
}

TEST(FrameNames, PreferTheVariableInScope) {
  FrameLayout layout = layout_of({{.name = "first", .offset = 0, .size = 8, .in_scope = false},
                                  {.name = "second", .offset = 0, .size = 8}});
  layout.bytes = 8;
  EXPECT_EQ(name_at(kTwo, layout, -8), "second");
  layout.variables[0].in_scope = true;
  EXPECT_EQ(name_at(kTwo, layout, -8), "");  // two share the place
  for (FrameVariable& variable : layout.variables) variable.in_scope = false;
  EXPECT_EQ(name_at(kTwo, layout, -8), "");
  layout.variables[1].name = "first";  // of a function that is inlined twice
  EXPECT_EQ(name_at(kTwo, layout, -8), "first");
}

}  // namespace
}  // namespace assay
