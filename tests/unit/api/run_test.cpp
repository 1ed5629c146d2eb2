// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <string>

#include "unit/api/host.hpp"

namespace {

using host::session;

struct Ran {
  std::string error;
  host::RunResult result;
};

Ran run(const std::string& text, const assay_run_options* options) {
  const auto here = session();
  const assay_input input{"x.asm", text.data(), text.size()};
  assay_run_result* result = nullptr;
  std::string error = host::told(assay_run(here.get(), &input, options, &result));
  return {std::move(error), host::RunResult(result)};
}

TEST(Run, a_program_returns_its_result) {
  const Ran ran = run("// contract: linux/xdp\nr0 = 2\nexit\n", nullptr);
  EXPECT_EQ(ran.error, "no error");
  EXPECT_EQ(assay_run_result_faulted(ran.result.get()), 0);
  EXPECT_EQ(nlohmann::json::parse(assay_run_result_json(ran.result.get()))["r0"], 2);
}

TEST(Run, what_a_program_does_wrong_is_its_fault) {
  const Ran ran = run("// contract: linux/xdp\nr0 = *(u64 *)(r10 + 0)\nexit\n", nullptr);
  EXPECT_EQ(ran.error, "no error");
  EXPECT_NE(assay_run_result_faulted(ran.result.get()), 0);
  EXPECT_NE(assay_run_result_faulted(nullptr), 0);
}

TEST(Run, a_malformed_event_is_an_error) {
  assay_run_options options{};
  options.struct_size = sizeof options;
  options.event = "{";
  EXPECT_EQ(run("// contract: linux/xdp\nr0 = 2\nexit\n", &options).error.substr(0, 4), "A116");
}

TEST(Run, instructions_are_limited_as_asked) {
  assay_run_options options{};
  options.struct_size = sizeof options;
  options.max_instructions = 1;
  const Ran ran = run("// contract: linux/xdp\nr0 = 2\nexit\n", &options);
  EXPECT_NE(assay_run_result_faulted(ran.result.get()), 0);
}

TEST(Run, options_without_their_size_are_an_error) {
  const assay_run_options options{};
  EXPECT_EQ(run("// contract: linux/xdp\nr0 = 2\nexit\n", &options).error.substr(0, 4), "A117");
}

}  // namespace
