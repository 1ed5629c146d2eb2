// SPDX-License-Identifier: Apache-2.0
// A client's end of the socket: one question, one answer. It trusts the host with no more than the
// bytes that it allows.
#pragma once

#include <string>

#include "host/protocol/frame.hpp"

namespace assay::host {

class Client {
 public:
  /// SocketFailed.
  [[nodiscard]] static Outcome<Client> connect(const std::string& path);
  Client(Client&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// The host's answer. SocketFailed, MessageTooLarge.
  [[nodiscard]] Outcome<Frame> ask(const Frame& question);

 private:
  explicit Client(int socket) : socket_(socket) {}
  [[nodiscard]] Outcome<Bytes> receive(std::size_t count);

  int socket_;
};

}  // namespace assay::host
