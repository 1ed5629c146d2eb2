// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hooked.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include "support/memory_files.hpp"
#include "unit/loader/host/sealed_sensor.hpp"

namespace assay::loader::test {
namespace {

constexpr const char* kHook = "windows/xdp";

class HookedTest : public ::testing::Test {
 protected:
  MemoryFiles files_;
  Hooked hooked_{installed(files_)};
};

TEST_F(HookedTest, EventsAreReadByTheHooksOfNow) {
  EXPECT_EQ(hooked_.dispatch(kHook, "{}").refusal().code, RefusalCode::HookAbsent);
  ASSERT_TRUE(hooked_.set_hooks({hook(kHook)}).ok());
  EXPECT_EQ(hooked_.hooks().size(), 1U);
  EXPECT_TRUE(hooked_.dispatch(kHook, "{}").ok());
  EXPECT_EQ(hooked_.dispatch(kHook, R"({"context":{"none":1}})").refusal().code,
            RefusalCode::EventUnfit);
  ASSERT_TRUE(hooked_.set_hooks({}).ok());
  EXPECT_EQ(hooked_.dispatch(kHook, "{}").refusal().code, RefusalCode::HookAbsent);
}

TEST_F(HookedTest, AHookThatIsNoneChangesNothing) {
  ASSERT_TRUE(hooked_.set_hooks({hook(kHook)}).ok());
  HookSpec malformed = hook(kHook);
  malformed.name = "other";
  malformed.contract.pop_back();
  EXPECT_EQ(hooked_.set_hooks({malformed}).refusal().code, RefusalCode::ContractMalformed);
  EXPECT_EQ(hooked_.set_hooks({hook(kHook), hook(kHook)}).refusal().code,
            RefusalCode::ContractMalformed);
  EXPECT_TRUE(hooked_.dispatch(kHook, "{}").ok());
  EXPECT_EQ(hooked_.hooks().size(), 1U);
}

TEST_F(HookedTest, EventsWithoutAPauseKeepNobodyFromSettingHooks) {
  ASSERT_TRUE(hooked_.set_hooks({hook(kHook)}).ok());
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> seen = 0;
  std::atomic<std::uint64_t> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this, &stop, &seen, &wrong] {
      while (!stop.load()) {
        if (!hooked_.dispatch(kHook, "{}").ok()) ++wrong;
        ++seen;
      }
    });
  }
  while (seen.load() < 1000) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  std::thread setter([this, &stop] {
    EXPECT_TRUE(hooked_.set_hooks({hook(kHook)}).ok());
    stop = true;
  });
  // So that one that waits for ever fails, and does not hang.
  while (!stop.load() && std::chrono::steady_clock::now() - begin < std::chrono::seconds{1})
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  EXPECT_TRUE(stop.exchange(true)) << "within a second";
  setter.join();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong.load(), 0U);
}

}  // namespace
}  // namespace assay::loader::test
