// SPDX-License-Identifier: Apache-2.0
#include "ir/object/inlining.hpp"

#include <string>
#include <vector>

#include "elf_image.hpp"

namespace assay {
namespace {

using namespace test;

const char* const kTraced = "tests/data/cli/inputs/traced.O2.v3";

std::vector<CodePlace> every_place(const Program& program) {
  std::vector<CodePlace> places;
  for (std::uint32_t slot = 0; slot < program.instructions.size(); ++slot) {
    places.push_back(code_place(program, slot));
  }
  return places;
}

/// "callee<caller:line callee<caller:line", the innermost call first.
std::string chain(const std::vector<InlinedCall>& calls) {
  std::string text;
  for (const InlinedCall& call : calls) {
    text += (text.empty() ? "" : " ") + call.callee + "<" + call.caller + ":" +
            std::to_string(call.line);
  }
  return text;
}

TEST(InlinedCalls, AreToldFromTheInside) {
  const Bytes bytes = sample(kTraced);
  ASSERT_FALSE(bytes.empty());
  const auto program = first_program(bytes);
  ASSERT_TRUE(program.ok());
  const auto calls = read_inlined_calls(bytes, every_place(program.value()));
  ASSERT_TRUE(calls.ok()) << calls.error().message;
  ASSERT_EQ(calls.value().size(), program.value().instructions.size());
  // The byte is read in the innermost function; the last instruction is the hook's own.
  std::size_t reads = 0;
  for (std::size_t slot = 0; slot < calls.value().size(); ++slot) {
    const auto* load = std::get_if<Load>(&program.value().instructions[slot]);
    if (load == nullptr || load->size != Width::W8) continue;
    ++reads;
    EXPECT_EQ(chain(calls.value()[slot]), "match_byte<match_path:13 match_path<on_packet:18");
    EXPECT_TRUE(calls.value()[slot][0].file.ends_with("traced.c")) << calls.value()[slot][0].file;
    EXPECT_EQ(calls.value()[slot][0].column, 10U);
  }
  EXPECT_EQ(reads, 1U);
  EXPECT_EQ(chain(calls.value().back()), "");
}

TEST(InlinedCalls, AreNoneWhereTheObjectDoesNotTell) {
  ElfImage image;
  image.code("xdp", trivial_code());
  const Bytes bytes = image.build();
  const std::vector<CodePlace> places = {{1, 0}, {0, 0}, {77, 1u << 30}};
  const auto calls = read_inlined_calls(bytes, places);
  ASSERT_TRUE(calls.ok()) << calls.error().message;
  EXPECT_EQ(calls.value().size(), 3U);
  for (const auto& found : calls.value()) EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace assay
