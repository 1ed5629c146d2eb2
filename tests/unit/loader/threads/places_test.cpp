// SPDX-License-Identifier: Apache-2.0
// The places from which events take their tables, built with ThreadSanitizer, by more threads than
// there are places: tables change, events are sent inside events, and some end by an exception.
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "loader/admission/switchboard.hpp"

namespace assay::loader {
namespace {

constexpr std::size_t kManyThreads = kPlaces + 4;
constexpr std::uint64_t kTables = 3000;

/// What a program keeps: whose it is, and how many runs it had.
struct Counting final : Machinery {
  explicit Counting(std::uint64_t number) : number(number) {}
  std::uint64_t number;
  std::uint64_t runs = 0;
};

/// Answers the number of its tables, now and then with another event inside, or not at all.
class Numbered final : public Runnable {
 public:
  Numbered(std::uint64_t number, const Switchboard& board) : number_(number), board_(board) {}
  ~Numbered() override { number_ = 0; }
  [[nodiscard]] RunReport run(const Event& event, std::uint64_t /*bound*/,
                              std::unique_ptr<Machinery>& kept) const override {
    // That nobody else has it is for the sanitizer to see.
    if (kept == nullptr) kept = std::make_unique<Counting>(number_);
    auto& own = static_cast<Counting&>(*kept);
    ++own.runs;
    if (own.number != number_) return {RunEnd::Answered, 1, 1};
    if (event.time % 8 == 1) throw std::runtime_error("no answer");
    if (event.time % 8 == 2) {
      Event inner;
      inner.time = 0;
      const std::uint64_t inside = board_.dispatch("hook", inner)->answer;
      if (inside < number_) return {RunEnd::Answered, 1, 1};
    }
    return {RunEnd::Answered, number_, 1};
  }

 private:
  std::uint64_t number_;
  const Switchboard& board_;
};

std::weak_ptr<const Runnable> put(Switchboard& board, std::uint64_t number) {
  auto program = std::make_shared<Numbered>(number, board);
  HookTables tables;
  tables["hook"] = {0, {{"sensor", number, 10, program, std::make_shared<Tally>()}}};
  std::weak_ptr<const Runnable> seen = program;
  program.reset();
  board.put(std::move(tables));
  return seen;
}

TEST(Places, BehindPutNoEventBeginsWithTheTablesBefore) {
  Switchboard board;
  constexpr std::uint64_t kFirst = 10;
  std::vector<std::weak_ptr<const Runnable>> all = {put(board, kFirst)};
  std::atomic<std::uint64_t> current = kFirst;
  std::atomic<std::uint64_t> wrong = 0;
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kManyThreads; ++i) {
    threads.emplace_back([&, i] {
      Event event;
      for (event.time = i; !stop.load(); ++event.time) {
        const std::uint64_t least = current.load();
        try {
          if (board.dispatch("hook", event)->answer < least) ++wrong;
        } catch (const std::runtime_error&) {
          // It has given its place back.
        }
        if (event.time % 64 == 0) std::this_thread::yield();
      }
    });
  }
  for (std::uint64_t number = kFirst + 1; number < kFirst + kTables; ++number) {
    all.push_back(put(board, number));
    current.store(number);
    if (number % 16 == 0) std::this_thread::yield();
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong.load(), 0U);
  EXPECT_FALSE(all.back().expired());
  all.pop_back();
  for (const auto& gone : all) EXPECT_TRUE(gone.expired()) << "and nobody holds them";
}

TEST(Places, TablesThatTwoPutAtOnceAreNotHeldByAnyPlace) {
  Switchboard board;
  (void)put(board, 1);
  std::atomic<bool> stop = false;
  std::vector<std::thread> senders;
  for (std::size_t i = 0; i < kManyThreads; ++i) {
    senders.emplace_back([&] {
      const Event event;
      while (!stop.load()) EXPECT_GT(board.dispatch("hook", event)->answer, 0U);
    });
  }
  std::vector<std::vector<std::weak_ptr<const Runnable>>> all(2);
  std::vector<std::thread> putters;
  for (auto& mine : all) {
    putters.emplace_back([&] {
      for (std::uint64_t i = 0; i < kTables / 2; ++i) mine.push_back(put(board, i + 2));
    });
  }
  for (std::thread& thread : putters) thread.join();
  stop = true;
  for (std::thread& thread : senders) thread.join();
  board.put({});
  for (const auto& mine : all) {
    for (const auto& gone : mine) EXPECT_TRUE(gone.expired());
  }
}

}  // namespace
}  // namespace assay::loader
