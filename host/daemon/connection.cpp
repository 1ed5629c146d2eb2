// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/connection.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace assay::host {
namespace {

/// How much is read at once: memory grows with what a client has sent, not with what it announces.
constexpr std::size_t kChunk = std::size_t{1} << 16;

}  // namespace

Connection::Connection(int socket, Peer peer, Clock::time_point until)
    : socket_(socket), peer_(std::move(peer)), until_(until) {}

Connection::~Connection() { ::close(socket_); }

std::optional<Clock::time_point> Connection::until() const {
  return state_ == State::Working ? std::nullopt : std::optional(until_);
}

Outcome<std::optional<Frame>> Connection::read(const FrameLimits& limits) {
  const Outcome<std::optional<std::size_t>> known = frame_size(in_, limits);
  if (!known.ok()) return known.refusal();
  const std::size_t wanted = known.value().value_or(kHeadBytes);
  const std::size_t have = in_.size();
  in_.resize(have + std::min(kChunk, wanted - have));
  const ssize_t got = ::recv(socket_, in_.data() + have, in_.size() - have, 0);
  in_.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  const bool later = got < 0 && (errno == EAGAIN || errno == EINTR);
  if (got == 0 || (got < 0 && !later)) state_ = State::Over;
  const Outcome<std::optional<std::size_t>> size = frame_size(in_, limits);
  if (!size.ok()) return size.refusal();
  attachment_ = attachment_bytes(in_);
  if (state_ == State::Over || !size.value() || in_.size() < *size.value()) {
    return std::optional<Frame>{};
  }
  Frame frame = frame_of(in_);
  in_ = Bytes{};
  state_ = State::Working;
  return std::optional<Frame>{std::move(frame)};
}

std::size_t Connection::announced() const { return attachment_bytes(in_); }

void Connection::answer(const Frame& frame, After after, Clock::time_point until) {
  in_ = Bytes{};
  out_ = write_frame(frame);
  attachment_ = frame.attachment.size();
  sent_ = 0;
  until_ = until;
  state_ = after == After::Close ? State::Closing : State::Writing;
}

void Connection::write() {
  while (sent_ < out_.size()) {
    const ssize_t put =
        ::send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) return;
    if (put < 0) {
      state_ = State::Over;
      return;
    }
    sent_ += static_cast<std::size_t>(put);
  }
  out_ = Bytes{};  // with its memory, which "= {}" would keep
  attachment_ = 0;
  state_ = state_ == State::Closing ? State::Over : State::Reading;
}

}  // namespace assay::host
