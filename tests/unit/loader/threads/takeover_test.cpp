// SPDX-License-Identifier: Apache-2.0
// Events from eight threads while versions change 500 times, built with ThreadSanitizer: each event
// meets exactly one version, the same in both programs of it, and none is lost.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "loader/admission/switchboard.hpp"

namespace assay::loader {
namespace {

constexpr int kThreads = 8;
constexpr int kUpdates = 500;
constexpr std::uint64_t kDefault = 0;

class Answers final : public Runnable {
 public:
  explicit Answers(std::uint64_t answer) : answer_(answer) {}
  [[nodiscard]] RunReport run(const Event& /*event*/, std::uint64_t /*bound*/) const override {
    return {RunEnd::Answered, answer_, 1};
  }

 private:
  std::uint64_t answer_;
};

struct Attached {
  HookTables tables;
  std::shared_ptr<Tally> tally = std::make_shared<Tally>();
};

Attached version(std::uint64_t number) {
  Attached made;
  made.tables["hook"] = {kDefault,
                         {{"sensor", number, 10, std::make_shared<Answers>(number), made.tally}}};
  return made;
}

TEST(Takeover, EachEventMeetsExactlyOneVersionAndNoneIsLost) {
  Switchboard board;
  Attached first = version(1);
  std::vector<std::shared_ptr<Tally>> tallies{first.tally};
  board.put(std::move(first.tables));
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      const Event event;
      std::uint64_t last = 0;
      while (!stop.load()) {
        const Answer answer = board.dispatch("hook", event).value();
        // Versions only grow, and each event has one of them.
        if (answer.programs != 1 || answer.answer < last || answer.answer == kDefault) ++wrong;
        last = answer.answer;
        ++sent;
        std::this_thread::yield();
      }
    });
  }
  for (std::uint64_t number = 2; number <= kUpdates + 1; ++number) {
    Attached next = version(number);
    tallies.push_back(next.tally);
    board.put(std::move(next.tables));
    std::this_thread::yield();
  }
  while (sent.load() < kUpdates) std::this_thread::yield();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  std::uint64_t met = 0;
  for (const auto& tally : tallies) met += tally->events();
  EXPECT_EQ(wrong.load(), 0U);
  EXPECT_EQ(met, sent.load());
  EXPECT_GE(sent.load(), static_cast<std::uint64_t>(kUpdates));
}

}  // namespace
}  // namespace assay::loader
