// SPDX-License-Identifier: Apache-2.0
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <string>

#include "unit/api/host.hpp"

namespace {

using host::code;
using host::first_code;
using host::session;
using host::told;
using host::verify;

const char* const kPass = "// contract: linux/xdp\nr0 = 2\nexit\n";

TEST(Session, a_contract_by_name_is_that_of_every_program) {
  const auto here = session();
  EXPECT_EQ(told(assay_session_set_contract(here.get(), "linux/socket_filter")), "no error");
  const auto result = verify(here, "x.asm", kPass);
  EXPECT_STREQ(assay_program_contract(assay_result_program(result.get(), 0)),
               "linux/socket_filter");
  EXPECT_EQ(told(assay_session_set_contract(here.get(), nullptr)), "no error");
  const auto again = verify(here, "x.asm", kPass);
  EXPECT_STREQ(assay_program_contract(assay_result_program(again.get(), 0)), "linux/xdp");
}

TEST(Session, an_unknown_contract_is_an_error_of_the_call_that_judges) {
  const auto here = session();
  EXPECT_EQ(told(assay_session_set_contract(here.get(), "linux/nothing")), "no error");
  EXPECT_EQ(host::refusal(here, "x.asm", kPass), "A117");
}

TEST(Session, a_platform_that_contradicts_the_program_is_a_finding) {
  const auto here = session();
  EXPECT_EQ(told(assay_session_set_platform(here.get(), ASSAY_PLATFORM_WINDOWS)), "no error");
  const auto result = verify(here, "x.o", host::sample("packet-filter/packet_filter"));
  EXPECT_NE(assay_result_verdict(result.get()), ASSAY_VERDICT_ACCEPT);
  EXPECT_EQ(code(assay_session_set_platform(here.get(), static_cast<assay_platform>(3))), "A117");
}

TEST(Session, the_instruction_budget_is_the_hosts) {
  const auto here = session();
  EXPECT_EQ(told(assay_session_set_max_instructions(here.get(), 1)), "no error");
  EXPECT_EQ(first_code(verify(here, "x.asm", kPass)), "A306");
  EXPECT_EQ(told(assay_session_set_max_instructions(here.get(), 0)), "no error");
  EXPECT_EQ(assay_result_verdict(verify(here, "x.asm", kPass).get()), ASSAY_VERDICT_ACCEPT);
}

TEST(Session, a_way_of_execution_that_the_contract_does_not_have_is_never_accepted) {
  const auto here = session();
  EXPECT_EQ(told(assay_session_set_execution(here.get(), "magic")), "no error");
  EXPECT_EQ(assay_result_verdict(verify(here, "x.asm", kPass).get()), ASSAY_VERDICT_ERROR);
}

TEST(Session, kernel_types_are_checked_where_they_are_given) {
  const auto here = session();
  EXPECT_EQ(code(assay_session_set_kernel_types(here.get(), "types", "not BTF", 7)), "A108");
  EXPECT_EQ(code(assay_session_set_kernel_types(here.get(), "types", nullptr, 7)), "A117");
}

TEST(Session, contents_of_a_section_are_given_once_and_fit_the_object) {
  const auto here = session();
  EXPECT_EQ(told(assay_session_add_contents(here.get(), ".rodata", "\1\2", 2)), "no error");
  EXPECT_EQ(code(assay_session_add_contents(here.get(), ".rodata", "\1\2", 2)), "A117");
  const auto result = verify(here, "x.o", host::sample("packet-filter/packet_filter"));
  EXPECT_EQ(assay_result_verdict(result.get()), ASSAY_VERDICT_ERROR);
  EXPECT_EQ(first_code(result), "A117");
  EXPECT_EQ(code(assay_session_set_contents(here.get(), static_cast<assay_contents>(3))), "A117");
}

TEST(Session, a_hook_of_a_header_can_be_judged_for) {
  const auto here = session();
  const std::string header = host::text_of(ASSAY_SOURCE_DIR "/examples/hook-header/file_open.h");
  ASSERT_EQ(told(assay_session_add_contract_header(here.get(), "file_open.h", header.data(),
                                                   header.size())),
            "no error");
  EXPECT_EQ(told(assay_session_set_contract(here.get(), "windows/file_open")), "no error");
  EXPECT_EQ(assay_result_verdict(verify(here, "x.asm", "r0 = 0\nexit\n").get()),
            ASSAY_VERDICT_ACCEPT);
  // Other sessions know nothing of it.
  const auto other = session();
  EXPECT_EQ(told(assay_session_set_contract(other.get(), "windows/file_open")), "no error");
  EXPECT_EQ(host::refusal(other, "x.asm", "r0 = 0\nexit\n"), "A117");
}

TEST(Session, a_header_that_does_not_compile_is_an_error) {
  const auto here = session();
  const std::string text = "int f(";
  EXPECT_EQ(code(assay_session_add_contract_header(here.get(), "bad.h", text.data(), text.size())),
            "A118");
}

TEST(Session, nothing_can_be_set_of_no_session) {
  EXPECT_EQ(code(assay_session_new(nullptr)), "A117");
  EXPECT_EQ(code(assay_session_set_contract(nullptr, "x")), "A117");
  EXPECT_EQ(code(assay_session_set_max_instructions(nullptr, 1)), "A117");
}

struct Caller {
  const host::Session& session;
  std::atomic<int> calls{0};
};

void* calls_until_cancelled(void* argument) {
  auto& caller = *static_cast<Caller*>(argument);
  for (;;) {
    static_cast<void>(told(assay_session_set_contract(caller.session.get(), "linux/xdp")));
    ++caller.calls;
    ::pthread_testcancel();
  }
}

TEST(Session, a_thread_is_cancelled_behind_its_call) {
  const auto here = session();
  for (int i = 0; i < 20; ++i) {
    Caller caller{here};
    pthread_t thread{};
    ASSERT_EQ(::pthread_create(&thread, nullptr, calls_until_cancelled, &caller), 0);
    while (caller.calls.load() == 0) ::usleep(100);
    ASSERT_EQ(::pthread_cancel(thread), 0);
    void* ended = nullptr;
    ASSERT_EQ(::pthread_join(thread, &ended), 0);
    EXPECT_EQ(ended, PTHREAD_CANCELED);
  }
}

}  // namespace
