// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "unit/api/host.hpp"

namespace {

using host::first_code;
using host::sample;
using host::session;
using host::verify;

const char* const kSafe = "packet-filter/packet_filter";
const char* const kTwin = "packet-filter/packet_filter_twin";

/// The document without what differs from run to run.
nlohmann::json document(const host::Result& result) {
  nlohmann::json all = nlohmann::json::parse(assay_result_json(result.get()));
  for (auto& program : all["programs"]) program.erase("seconds");
  return all;
}

TEST(Verify, a_safe_sample_in_memory_is_accepted) {
  const auto result = verify(session(), "filter.o", sample(kSafe));
  EXPECT_EQ(assay_result_verdict(result.get()), ASSAY_VERDICT_ACCEPT);
  ASSERT_EQ(assay_result_program_count(result.get()), 1u);
  const assay_program* program = assay_result_program(result.get(), 0);
  EXPECT_STREQ(assay_program_contract(program), "linux/xdp");
  EXPECT_STREQ(assay_program_section(program), "xdp");
  EXPECT_GT(assay_program_worst_case(program), 0u);
  EXPECT_EQ(assay_program_finding_count(program), 0u);
  EXPECT_EQ(document(result)["programs"][0]["file"], "filter.o");
}

TEST(Verify, its_twin_is_refused_at_a_source_line) {
  const auto result = verify(session(), "twin.o", sample(kTwin));
  EXPECT_EQ(assay_result_verdict(result.get()), ASSAY_VERDICT_REJECT);
  const assay_program* program = assay_result_program(result.get(), 0);
  ASSERT_GE(assay_program_finding_count(program), 1u);
  const assay_finding* finding = assay_program_finding(program, 0);
  const nlohmann::json same = document(result)["programs"][0]["findings"][0];
  EXPECT_EQ(assay_finding_code(finding), same["code"].get<std::string>());
  EXPECT_EQ(assay_finding_message(finding), same["message"].get<std::string>());
  EXPECT_EQ(assay_finding_suggestion(finding), same["suggestion"].get<std::string>());
  EXPECT_EQ(assay_finding_file(finding), same["file"].get<std::string>());
  EXPECT_EQ(assay_finding_line(finding), same["line"].get<std::uint32_t>());
  EXPECT_EQ(assay_finding_column(finding), same["column"].get<std::uint32_t>());
  EXPECT_EQ(assay_finding_instruction(finding), same["instruction"].get<std::int64_t>());
  ASSERT_EQ(assay_finding_note_count(finding), same["notes"].size());
  for (std::size_t i = 0; i < same["notes"].size(); ++i) {
    EXPECT_EQ(assay_note_message(assay_finding_note(finding, i)),
              same["notes"][i]["message"].get<std::string>());
  }
  EXPECT_NE(assay_explain(assay_finding_code(finding)), nullptr);
}

TEST(Verify, a_malformed_object_is_a_finding_and_no_error) {
  for (const std::string& bytes : {std::string(),
                                   std::string("\x7f"
                                               "ELF"),
                                   std::string(64, 'x')}) {
    const auto result = verify(session(), "bad.o", bytes);
    EXPECT_EQ(assay_result_verdict(result.get()), ASSAY_VERDICT_ERROR);
    EXPECT_EQ(first_code(result), "A102");
    EXPECT_EQ(document(result)["programs"].size(), 1u);
  }
}

TEST(Verify, an_object_that_is_cut_off_anywhere_is_never_accepted) {
  const std::string whole = sample(kSafe);
  const auto here = session();
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    const auto result = verify(here, "cut.o", whole.substr(0, size));
    EXPECT_EQ(assay_result_verdict(result.get()), ASSAY_VERDICT_ERROR) << size;
  }
}

TEST(Verify, assembly_text_is_known_by_its_name) {
  const auto accepted = verify(session(), "one.asm", "// contract: linux/xdp\nr0 = 2\nexit\n");
  EXPECT_EQ(assay_result_verdict(accepted.get()), ASSAY_VERDICT_ACCEPT);
  const auto refused = verify(session(), "one.asm", "// contract: linux/xdp\nexit\n");
  EXPECT_EQ(assay_result_verdict(refused.get()), ASSAY_VERDICT_REJECT);
}

TEST(Verify, a_C_source_is_an_error) {
  EXPECT_EQ(host::refusal(session(), "sensor.c", "int f(void);"), "A117");
}

TEST(Verify, two_threads_with_one_session_find_the_same) {
  const auto here = session();
  const std::string safe = sample(kSafe);
  const std::string twin = sample(kTwin);
  std::vector<nlohmann::json> found(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back(
        [&, i] { found[i] = document(verify(here, "x.o", i % 2 == 0 ? safe : twin)); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found[0], found[2]);
  EXPECT_EQ(found[1], found[3]);
  EXPECT_EQ(found[0]["programs"][0]["verdict"], "accept");
  EXPECT_EQ(found[1]["programs"][0]["verdict"], "reject");
}

TEST(Verify, null_pointers_are_errors_and_read_as_nothing) {
  const auto here = session();
  const assay_input no_bytes{"x.o", nullptr, 1};
  const assay_input empty{nullptr, nullptr, 0};
  assay_result* result = nullptr;
  EXPECT_EQ(host::code(assay_verify(nullptr, &empty, &result)), "A117");
  EXPECT_EQ(host::code(assay_verify(here.get(), nullptr, &result)), "A117");
  EXPECT_EQ(host::code(assay_verify(here.get(), &no_bytes, &result)), "A117");
  EXPECT_EQ(host::code(assay_verify(here.get(), &empty, nullptr)), "A117");
  EXPECT_EQ(result, nullptr);
  EXPECT_EQ(assay_result_verdict(nullptr), ASSAY_VERDICT_ERROR);
  EXPECT_EQ(assay_result_program(nullptr, 0), nullptr);
  EXPECT_EQ(assay_program_verdict(nullptr), ASSAY_VERDICT_ERROR);
  EXPECT_STREQ(assay_finding_code(nullptr), "");
  EXPECT_STREQ(assay_finding_file(nullptr), "");
  assay_result_free(nullptr);
  assay_error_free(nullptr);
  assay_session_free(nullptr);
}

TEST(Verify, an_index_past_the_end_is_a_null_pointer) {
  const auto result = verify(session(), "filter.o", sample(kSafe));
  EXPECT_EQ(assay_result_program(result.get(), 1), nullptr);
  EXPECT_EQ(assay_program_finding(assay_result_program(result.get(), 0), 0), nullptr);
}

TEST(Explain, pages_are_found_by_code_alone) {
  EXPECT_TRUE(std::string(assay_explain("A501")).starts_with("# A501"));
  EXPECT_EQ(assay_explain("A000"), nullptr);
  EXPECT_EQ(assay_explain(nullptr), nullptr);
}

}  // namespace
