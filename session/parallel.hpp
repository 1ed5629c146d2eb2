// SPDX-License-Identifier: Apache-2.0
// A pool of threads over a list of independent tasks, with results taken in the order of the list.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace assay {

/// Runs work(0) .. work(count - 1) on at most `threads` threads. The owner waits for each index in
/// turn; tasks start in order and finish in any.
///
/// Invariants: `work` must not throw, and may only write what belongs to its index. A wait_for(i)
/// that returned true happens after everything that work(i) did. The destructor joins all threads.
class ParallelTasks {
 public:
  ParallelTasks(std::size_t count, std::size_t threads, std::function<void(std::size_t)> work);
  ~ParallelTasks();
  ParallelTasks(const ParallelTasks&) = delete;
  ParallelTasks& operator=(const ParallelTasks&) = delete;

  /// Whether task `index` is done, after waiting for it at most `patience`.
  [[nodiscard]] bool wait_for(std::size_t index, std::chrono::milliseconds patience);
  /// How many tasks are done.
  [[nodiscard]] std::size_t done_count();

 private:
  void run();

  std::function<void(std::size_t)> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<char> done_;      // guarded by mutex_
  std::size_t next_ = 0;        // guarded by mutex_: the first task that nobody has taken
  std::size_t done_count_ = 0;  // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace assay
