// SPDX-License-Identifier: Apache-2.0
#include "ir/event/parse_event.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

const Contract& process() {
  const Contract* contract = find_contract("windows/process");
  if (contract == nullptr) throw InternalFault("the process hook has no contract");
  return *contract;
}

Program program_with_map() {
  Program program;
  Map map;
  map.name = "denied";
  map.kind = 1;  // hash, on Windows as on Linux
  map.key_size = 4;
  map.value_size = 8;
  map.max_entries = 2;
  program.maps = {map};
  return program;
}

Event parsed(std::string_view text) {
  Result<Event> event = parse_event(text, program_with_map(), process());
  EXPECT_TRUE(event.ok()) << (event.ok() ? "" : event.error().message);
  return event.ok() ? std::move(event).value() : Event{};
}

/// The message of the error, which begins with a JSON pointer.
std::string refused(std::string_view text) {
  const Result<Event> event = parse_event(text, program_with_map(), process());
  if (event.ok()) return "accepted";
  EXPECT_EQ(event.error().code, ErrorCode::EventMalformed);
  return event.error().message;
}

TEST(EventFile, EmptyObjectIsAnEventOfZeros) {
  const Event event = parsed("{}");
  EXPECT_TRUE(event.fields.empty());
  EXPECT_TRUE(event.regions.empty());
}

TEST(EventFile, NumbersTakeTheWidthOfTheirPlace) {
  const Event event = parsed(R"({"context": {"exit_code": -2, "process_id": "0x1234"},
                                 "maps": {"denied": [{"key": 1, "value": 2}]}})");
  EXPECT_EQ(event.fields.at("exit_code"), (Bytes{0xfe, 0xff, 0xff, 0xff}));
  EXPECT_EQ(event.fields.at("process_id"), (Bytes{0x34, 0x12, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(event.maps.at("denied")[0].key, (Bytes{1, 0, 0, 0}));
  EXPECT_EQ(event.maps.at("denied")[0].value, (Bytes{2, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(EventFile, RegionsTakeEveryNotation) {
  const auto region = [](const std::string& notation) {
    return parsed(R"({"regions": {"command_line": )" + notation + "}}")
        .regions.at("command_line")
        .bytes;
  };
  EXPECT_EQ(region(R"({"hex": "4d 5A:00"})"), (Bytes{0x4d, 0x5a, 0}));
  EXPECT_EQ(region(R"({"text": "ab"})"), (Bytes{'a', 'b'}));
  EXPECT_EQ(region(R"({"utf16": "a\u00e9\ud83d\ude00"})"),
            (Bytes{'a', 0, 0xe9, 0, 0x3d, 0xd8, 0x00, 0xde}));
  EXPECT_EQ(region(R"({"zeros": 3})"), (Bytes{0, 0, 0}));
  EXPECT_EQ(region(R"({"u16": 258})"), (Bytes{2, 1}));
  EXPECT_EQ(region(R"({"base": "0x20000000"})"), Bytes{});
  EXPECT_EQ(region(R"({"base": 0})"), Bytes{});  // null at both ends
}

TEST(EventFile, HelperResultsAreNumbersOrObjects) {
  const Event event =
      parsed(R"({"helpers": {"get_prandom_u32": [7, {"r0": 8, "output": {"hex": "01"}}]}})");
  const std::vector<HelperResult>& results = event.helpers.at("get_prandom_u32");
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0].r0, 7u);
  EXPECT_EQ(results[1].r0, 8u);
  EXPECT_EQ(results[1].output, Bytes{1});
}

struct Malformed {
  std::string text;
  std::string pointer;
};

TEST(EventFile, MalformedEventsAreRefusedWithAPointer) {
  const Malformed cases[] = {
      {"[]", "the document:"},
      {R"({"contexts": {}})", "/contexts:"},
      {R"({"context": 3})", "/context:"},
      {R"({"context": {"nosuch": 1}})", "/context/nosuch:"},
      {R"({"context": {"command_start": 1}})", "/context/command_start:"},
      {R"({"context": {"operation": 256}})", "/context/operation:"},
      {R"({"context": {"operation": -129}})", "/context/operation:"},
      {R"({"context": {"operation": 1.5}})", "/context/operation:"},
      {R"({"context": {"token_sid": {"zeros": 69}}})", "/context/token_sid/zeros:"},
      {R"({"regions": {"nosuch": {"hex": ""}}})", "/regions/nosuch:"},
      {R"({"regions": {"command_line": {"hex": "0"}}})", "/regions/command_line/hex:"},
      {R"({"regions": {"command_line": {"hex": "0g"}}})", "/regions/command_line/hex:"},
      {R"({"regions": {"command_line": {"words": "x"}}})", "/regions/command_line/words:"},
      {R"({"regions": {"command_line": {"hex": "", "text": ""}}})", "/regions/command_line:"},
      {R"({"regions": {"command_line": {"zeros": 65536}}})", "/regions/command_line/zeros:"},
      {R"({"regions": {"command_line": {"zeros": 1, "base": 4096}}})",
       "/regions/command_line/base:"},
      {R"({"regions": {"command_line": {"zeros": 1, "base": 0}}})", "/regions/command_line/base:"},
      {R"({"regions": {"command_line": {"zeros": 1, "marks": [1]}}})",
       "/regions/command_line/marks:"},
      {R"({"maps": {"nosuch": []}})", "/maps/nosuch:"},
      {R"({"maps": {"denied": [{"key": 1}]}})", "/maps/denied/0/value:"},
      {R"({"maps": {"denied": [{"value": 1}]}})", "/maps/denied/0/key:"},
      {R"({"maps": {"denied": [{"key": {"hex": "00"}, "value": 1}]}})", "/maps/denied/0/key:"},
      {R"({"maps": {"denied": [{"key": 1, "value": 1}, {"key": 2, "value": 1}, {"key": 3, "value": 1}]}})",
       "/maps/denied:"},
      {R"({"helpers": {"nosuch": [1]}})", "/helpers/nosuch:"},
      {R"({"helpers": {"get_prandom_u32": [{"r1": 1}]}})", "/helpers/get_prandom_u32/0/r1:"},
      {R"({"time": "soon"})", "/time:"},
  };
  for (const Malformed& malformed : cases) {
    EXPECT_EQ(refused(malformed.text).substr(0, malformed.pointer.size()), malformed.pointer)
        << malformed.text;
  }
}

TEST(EventFile, WhatNestsDeepIsRefusedBeforeItIsBuilt) {
  for (const std::size_t depth : {std::size_t{17}, std::size_t{60'000}, std::size_t{1'000'000}}) {
    const std::string deep = std::string(depth, '[') + std::string(depth, ']');
    const std::string text = R"({"regions":{"command_line":)" + deep + "}}";
    EXPECT_EQ(refused(text), "the document: nests deeper than 16") << depth;
  }
}

/// An event of that many results of a helper, each with the most output.
std::string of_outputs(std::size_t count) {
  std::string text = R"({"helpers":{"get_prandom_u32":[0)";
  for (std::size_t i = 0; i < count; ++i) text += R"(,{"output":{"zeros":1048576}})";
  return text + "]}}";
}

TEST(EventFile, TakesNoMoreBytesThanARunMay) {
  EXPECT_EQ(refused(of_outputs(257)),
            "/helpers/get_prandom_u32/257/output/zeros: at most 0 bytes fit");
}

std::string refused_at_hook(const std::string& text, const Contract& contract) {
  const Result<Event> event = parse_hook_event(text, contract);
  return event.ok() ? "accepted" : event.error().message;
}

TEST(HookEvent, SaysNothingOfMapsAndHelpers) {
  EXPECT_EQ(refused_at_hook(of_outputs(30'000), process()), "/helpers: is the host's to say");
  EXPECT_EQ(refused_at_hook(R"({"maps":{}})", process()), "/maps: is the host's to say");
  EXPECT_EQ(refused_at_hook(R"({"context":{"process_id":7},"time":9})", process()), "accepted");
}

TEST(HookEvent, HasFourMebibytesAtMost) {
  Contract contract = process();
  for (Region& region : contract.regions) region.max_size = Region::kAnyLength;
  const auto of = [&](const std::string& first, const std::string& second) {
    return refused_at_hook(R"({"context":{"process_id":1},"regions":{"command_line":{"zeros":)" +
                               first + R"(},"packet":{"zeros":)" + second + "}}}",
                           contract);
  };
  EXPECT_EQ(of("4194296", "0"), "accepted");
  EXPECT_EQ(of("4194297", "0"), "/regions/command_line/zeros: at most 4194296 bytes fit");
  EXPECT_EQ(of("4194290", "7"), "/regions/packet/zeros: at most 6 bytes fit");
  EXPECT_EQ(of("268435456", "0"), "/regions/command_line/zeros: at most 4194296 bytes fit");
}

TEST(EventFile, ARegionTakesOneNotationBesidesItsPlace) {
  const auto region = [](const std::string& text) {
    return refused(R"({"regions": {"command_line": )" + text + "}}");
  };
  EXPECT_EQ(region(R"({"base": 536870912, "hex": "00", "text": "a"})"),
            "/regions/command_line: needs exactly one notation");
  EXPECT_EQ(region("[]").substr(0, 22), "/regions/command_line:");
  EXPECT_EQ(region("7").substr(0, 22), "/regions/command_line:");
}

TEST(EventFile, WhatIsNotJsonIsRefused) {
  EXPECT_NE(refused(""), "accepted");
  EXPECT_NE(refused("{\"context\": "), "accepted");
  EXPECT_NE(refused("{\"context\": {\"\xff\": 1}}"), "accepted");
}

}  // namespace
}  // namespace assay
