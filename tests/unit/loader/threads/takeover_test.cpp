// SPDX-License-Identifier: Apache-2.0
// Events from eight threads while versions change 500 times, built with ThreadSanitizer: each event
// meets exactly one version, and none is lost; at the switchboard alone, and through admission.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

#include "loader/admission/switchboard.hpp"
#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

constexpr int kThreads = 8;
constexpr int kUpdates = 500;
constexpr std::uint64_t kDefault = 0;

class Answers final : public Runnable {
 public:
  explicit Answers(std::uint64_t answer) : answer_(answer) {}
  [[nodiscard]] RunReport run(const Event& /*event*/, std::uint64_t /*bound*/,
                              std::unique_ptr<Machinery>& /*kept*/) const override {
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

/// Sends events to the hook from eight threads until it ends.
class Senders {
 public:
  explicit Senders(const Admission& admission) {
    for (int i = 0; i < kThreads; ++i) threads_.emplace_back([&] { send(admission); });
  }
  void end() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> wrong = 0;  // no version, two, or an older one again

 private:
  void send(const Admission& admission) {
    const Event event;
    std::uint64_t last = 0;
    while (!stop_.load()) {
      const Answer answer = admission.dispatch(kHook, event).value();
      if (answer.programs != 1 || answer.answer < last) ++wrong;
      last = answer.answer;
      ++sent;
      std::this_thread::yield();
    }
  }

  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

/// ASSAY_UPDATES in the environment, of which a whole run has 500.
int updates() {
  const char* const told = std::getenv("ASSAY_UPDATES");
  return told == nullptr ? 60 : std::atoi(told);
}

TEST(Takeover, EachEventMeetsOneVersionThroughAdmissions) {
  FakeHost host;
  host.install();
  // Each version answers more than the one before, and otherwise than the hook does by itself.
  const auto version = [](int number) { return sensor(number, std::to_string(1000 + number)); };
  ASSERT_TRUE(host.release(version(1)).ok());
  Senders senders(host.admission());
  std::atomic<bool> stop = false;
  // Whoever watches the host meanwhile waits for no event, and no event for them.
  std::thread watcher([&] {
    while (!stop.load()) {
      EXPECT_EQ(host.admission().status().size(), 1U);
      EXPECT_TRUE(host.admission().kills().empty());
      std::this_thread::yield();
    }
  });
  int refused = 0;
  for (int number = 2; number <= updates() + 1; ++number) {
    refused += host.release(version(number)).ok() ? 0 : 1;
    if (number % 10 == 0) refused += host.admission().tend().ok() ? 0 : 1;
    host.files().forget_steps();
  }
  stop = true;
  watcher.join();
  senders.end();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(senders.wrong.load(), 0U);
  EXPECT_EQ(host.met(), senders.sent.load());
  EXPECT_GT(senders.sent.load(), 0U);
  EXPECT_EQ(host.runs(), static_cast<std::uint64_t>(updates() + 1));
  std::cout << senders.sent.load() << " events during " << updates() << " admissions\n";
}

}  // namespace
}  // namespace assay::loader
