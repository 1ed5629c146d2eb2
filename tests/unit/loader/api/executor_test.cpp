// SPDX-License-Identifier: Apache-2.0
#include "loader/api/executor.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ir/isa/encode.hpp"
#include "support/run_once.hpp"

namespace assay::loader {
namespace {

/// What a host's executor was called with, and how its runs end.
struct Called {
  std::vector<std::string> loaded;
  std::vector<std::size_t> sizes;  // that the structs say
  std::string section;
  std::uint64_t context_bytes = 0;
  std::vector<std::uint8_t> slots;
  std::uint64_t value_size = 0;
  std::string contents;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;  // offsets and sizes
  int unloaded = 0;
  std::string event;
  int end = ASSAY_LOADER_ANSWERED;
  std::uint64_t instructions = 3;
  bool refuses = false;
};

void* load(void* context, const assay_loader_program* program) {
  auto& called = *static_cast<Called*>(context);
  if (called.refuses) return nullptr;
  called.loaded.emplace_back(program->name);
  called.sizes.push_back(program->struct_size);
  called.section = program->section;
  called.context_bytes = program->context_bytes;
  const auto* const slots = static_cast<const std::uint8_t*>(program->slots);
  called.slots.assign(slots, slots + program->slots_size);
  if (program->map_count == 1) {
    const assay_loader_map& map = *program->maps[0];
    called.sizes.push_back(map.struct_size);
    called.value_size = map.value_size;
    called.contents.assign(static_cast<const char*>(map.contents), map.contents_size);
    for (const assay_loader_span& span : std::span(map.kept, map.kept_count)) {
      called.kept.emplace_back(span.offset, span.size);
    }
  }
  return context;
}

int run(void* context, void* loaded, assay_loader_run* ran) {
  auto& called = *static_cast<Called*>(context);
  EXPECT_EQ(loaded, context);
  EXPECT_EQ(ran->bound, 10U);
  called.sizes.push_back(ran->struct_size);
  called.event.assign(static_cast<const char*>(ran->event), ran->event_size);
  ran->answer = 42;
  ran->instructions = called.instructions;
  return called.end;
}

void unload(void* context, void* /*loaded*/) { ++static_cast<Called*>(context)->unloaded; }

assay_loader_executor executor(Called& called) {
  return {sizeof(assay_loader_executor), &called, load, run, unload};
}

CheckedPackage package() {
  auto program = std::make_shared<Program>();
  program->section = "xdp/drop";
  program->instructions = {Exit{}};
  Map map;
  map.name = "words";
  map.value_size = 2;
  map.contents = std::vector<std::uint8_t>{'o', 'k'};
  map.read_only = true;
  program->maps = {map};
  return {"sensor", 5, {{"main", "windows/xdp", 10, program, nullptr, 24}}};
}

class ExecutorTest : public ::testing::Test {
 protected:
  [[nodiscard]] Outcome<std::vector<std::shared_ptr<const Runnable>>> loaded() {
    return executor_load(executor(called_))({}, checked_);
  }
  RunReport run_loaded() { return run_once(*loaded().value().at(0), HostEvent("event", 5), 10); }

  Called called_;
  CheckedPackage checked_ = package();
};

TEST_F(ExecutorTest, GetsWhatTheCheckerHasReadAndTheEventAsItWas) {
  const RunReport report = run_loaded();
  EXPECT_EQ(called_.loaded, std::vector<std::string>{"main"});
  EXPECT_EQ(called_.slots, encode(std::vector<Instruction>{Exit{}}));
  EXPECT_EQ(called_.section, "xdp/drop");
  EXPECT_EQ(called_.context_bytes, 24U);
  EXPECT_EQ(called_.value_size, 2U);
  EXPECT_EQ(called_.contents, "ok");
  EXPECT_EQ(called_.event, "event");
  EXPECT_EQ(report.end, RunEnd::Answered);
  EXPECT_EQ(report.answer, 42U);
  EXPECT_EQ(called_.unloaded, 1) << "once nobody holds the program";
}

TEST_F(ExecutorTest, GetsWhatThePlatformKeepsOfTheValuesOfAMap) {
  auto program = std::make_shared<Program>(*checked_.programs[0].program);
  program->maps[0].contents = std::vector<std::uint8_t>{};
  program->maps[0].special_fields = {{SpecialFieldKind::SpinLock, 8, 4},
                                     {SpecialFieldKind::Timer, 16, 16}};
  checked_.programs[0].program = program;
  (void)run_loaded();
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> kept = {{8, 4}, {16, 16}};
  EXPECT_EQ(called_.kept, kept);
}

TEST_F(ExecutorTest, WhatTheLoaderFillsSaysHowLongItIs) {
  (void)run_loaded();
  const std::vector<std::size_t> sizes = {sizeof(assay_loader_program), sizeof(assay_loader_map),
                                          sizeof(assay_loader_run)};
  EXPECT_EQ(called_.sizes, sizes);
}

TEST_F(ExecutorTest, AnyOtherEndIsAFaultAndMoreThanTheBoundIsOneToo) {
  called_.end = ASSAY_LOADER_FAULTED;
  EXPECT_EQ(run_loaded().end, RunEnd::Faulted);
  called_.end = 77;
  EXPECT_EQ(run_loaded().end, RunEnd::Faulted);
  called_.end = ASSAY_LOADER_PASSED_BOUND;
  EXPECT_EQ(run_loaded().end, RunEnd::PassedBound);
  called_.end = ASSAY_LOADER_ANSWERED;
  called_.instructions = 11;
  EXPECT_EQ(run_loaded().end, RunEnd::PassedBound);
}

TEST_F(ExecutorTest, AProgramThatItDoesNotTakeIsNotAdmitted) {
  called_.refuses = true;
  const auto made = loaded();
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.refusal().code, RefusalCode::ProgramNotReady);
  EXPECT_EQ(called_.unloaded, 0) << "nothing was loaded";
}

TEST_F(ExecutorTest, OneThatLacksAFunctionIsRefused) {
  EXPECT_TRUE(executor_of(executor(called_)).ok());
  assay_loader_executor short_one = executor(called_);
  short_one.struct_size = sizeof(short_one) - 1;
  EXPECT_EQ(executor_of(short_one).refusal().code, RefusalCode::CallUnfit);
  assay_loader_executor no_run = executor(called_);
  no_run.run = nullptr;
  EXPECT_EQ(executor_of(no_run).refusal().code, RefusalCode::CallUnfit);
}

TEST_F(ExecutorTest, WhatALaterInterfaceSaysIsNotPassedBy) {
  struct Later {
    assay_loader_executor known;
    std::uint64_t more[2];
  };
  Later later{executor(called_), {0, 0}};
  later.known.struct_size = sizeof later;
  EXPECT_TRUE(executor_of(later.known).ok());
  later.more[1] = std::uint64_t{1} << 63;
  EXPECT_EQ(executor_of(later.known).refusal().code, RefusalCode::CallUnfit);
  later.known.struct_size = std::size_t{1} << 40;
  EXPECT_EQ(executor_of(later.known).refusal().code, RefusalCode::CallUnfit)
      << "and nothing is read";
}

TEST(LoaderCalls, NullPointersAreErrorsAndNoCrashes) {
  assay_loader* loader = nullptr;
  assay_loader_settings settings{};
  settings.struct_size = sizeof settings;
  char* text = nullptr;
  const std::vector<assay_loader_error*> errors = {
      assay_loader_open(nullptr, &loader),
      assay_loader_open(&settings, &loader),
      assay_loader_open(&settings, nullptr),
      assay_loader_set_hooks(nullptr, nullptr, 1),
      assay_loader_submit(nullptr, nullptr, 1, nullptr),
      assay_loader_kill(nullptr, nullptr, nullptr),
      assay_loader_dispatch(nullptr, nullptr, nullptr, 0, nullptr),
      assay_loader_tend(nullptr),
      assay_loader_status(nullptr, &text),
  };
  for (assay_loader_error* error : errors) {
    ASSERT_NE(error, nullptr);
    EXPECT_STREQ(assay_loader_error_code(error), "L622");
    assay_loader_error_free(error);
  }
  EXPECT_EQ(assay_loader_close(nullptr), nullptr);
  EXPECT_STREQ(assay_loader_error_code(nullptr), "");
  assay_loader_error_free(nullptr);
  assay_loader_text_free(nullptr);
}

}  // namespace
}  // namespace assay::loader
