// SPDX-License-Identifier: Apache-2.0
// Threads that do what clients ask for, so that whoever speaks to the socket waits for nobody.
// Events have threads of their own, and so have packages and whatever else takes long and lets
// others take their turns meanwhile; everything else takes turns, what is urgent first. Of what is
// equally urgent, and of events, users take turns.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "host/daemon/fair_queue.hpp"

namespace assay::host {

/// In the order in which they go: what the host's own people say and what keeps it alive; what is
/// read or said quickly, statements and roots among it; packages, which are large. Of so many turns
/// for what is read while a package waits, one is for the package.
enum class Urgency : std::uint8_t { Control, Read, Submit };
/// As many as clients may be there, so that what each of them says once waits for one package at
/// most.
inline constexpr std::size_t kReadsBeforeSubmit = 64;

class Workers {
 public:
  explicit Workers(std::size_t event_threads);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() { stop(); }
  /// Waits for what has begun; what has not is dropped, and so is what comes later.
  void stop();

  /// `work` must throw nothing. Callers bound how much of it waits.
  void do_event(Asker who, Work work);
  /// One after the other, beside all else.
  void do_aside(Asker who, Work work);
  /// Likewise, and beside that.
  void do_package(Asker who, Work work);
  void do_in_turn(Urgency urgency, Asker who, Work work);

 private:
  struct Queue {
    FairQueue works;
    std::condition_variable came;
  };

  void put(Queue& queue, Asker who, Work work);
  void run(Queue& queue);
  void run_turns();
  [[nodiscard]] Work next_turn();
  [[nodiscard]] Urgency next_urgency();

  std::mutex lock_;
  std::condition_variable turn_came_;
  bool over_ = false;
  Queue events_;
  Queue aside_;
  Queue packages_;
  std::array<FairQueue, 3> turns_;  // by urgency
  std::size_t reads_ = 0;           // since a package waits
  std::vector<std::thread> threads_;
};

}  // namespace assay::host
