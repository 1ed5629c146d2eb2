// SPDX-License-Identifier: Apache-2.0
// One client of the socket: what came of its question, and what is to go out of the answer. It
// never waits. A client has one question at a time; what it sends besides stays in the kernel.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "host/daemon/peer.hpp"
#include "host/protocol/frame.hpp"

namespace assay::host {

using Clock = std::chrono::steady_clock;

class Connection {
 public:
  enum class State : std::uint8_t {
    Reading,  // waits for the client
    Working,  // the question is with the workers
    Writing,  // the answer goes out
    Closing,  // likewise, and then it is over
    Over,
  };

  /// Takes the socket, which does not block.
  Connection(int socket, Peer peer, Clock::time_point until);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] const Peer& peer() const { return peer_; }
  [[nodiscard]] State state() const { return state_; }
  /// Until when the client must have done its part; nothing while the host works.
  [[nodiscard]] std::optional<Clock::time_point> until() const;

  /// Whether it waits for the first byte of a question.
  [[nodiscard]] bool is_idle() const { return state_ == State::Reading && in_.empty(); }
  /// Bytes of the attachment that is on its way: that the client has announced, that is with the
  /// workers, or that the client has yet to take.
  [[nodiscard]] std::size_t attachment() const { return attachment_; }

  /// Likewise of a question that was refused before it was read.
  [[nodiscard]] std::size_t announced() const;

  /// Reads what there is. The question, once it is whole; a refusal is for the client.
  [[nodiscard]] Outcome<std::optional<Frame>> read(const FrameLimits& limits);
  /// Writes of an answer as much as goes.
  void write();
  enum class After : std::uint8_t { NextQuestion, Close };
  /// Sets the answer, which write() sends, and which the client must take until then.
  void answer(const Frame& frame, After after, Clock::time_point until);
  void set_until(Clock::time_point until) { until_ = until; }
  void give_up() { state_ = State::Over; }

 private:
  int socket_;
  Peer peer_;
  State state_ = State::Reading;
  Clock::time_point until_;
  Bytes in_;
  Bytes out_;
  std::size_t sent_ = 0;
  std::size_t attachment_ = 0;
};

}  // namespace assay::host
