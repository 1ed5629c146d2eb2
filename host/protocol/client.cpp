// SPDX-License-Identifier: Apache-2.0
#include "host/protocol/client.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace assay::host {
namespace {

Refusal failed(const char* what) {
  return {RefusalCode::SocketFailed, std::string(what) + ": " + std::strerror(errno)};
}

}  // namespace

Outcome<Client> Client::connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return Refusal{RefusalCode::SocketFailed, path};
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) return failed("socket");
  Client client(made);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return failed(path.c_str());
  }
  return client;
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

Outcome<Bytes> Client::receive(std::size_t count) {
  Bytes bytes(count);
  std::size_t have = 0;
  while (have < count) {
    const ssize_t got = ::recv(socket_, bytes.data() + have, count - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("receive");
    if (got == 0) return Refusal{RefusalCode::SocketFailed, "the host hung up"};
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

Outcome<Frame> Client::ask(const Frame& question) {
  const Bytes out = write_frame(question);
  std::size_t sent = 0;
  while (sent < out.size()) {
    const ssize_t put = ::send(socket_, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    // The host may have answered before it took all: its refusal is what counts.
    if (put < 0) break;
    sent += static_cast<std::size_t>(put);
  }
  Outcome<Bytes> head = receive(kHeadBytes);
  if (!head.ok()) return head.refusal();
  FrameLimits limits;
  limits.document = loader::kLongestDocument;
  const auto size = frame_size(head.value(), limits);
  if (!size.ok()) return size.refusal();
  Bytes whole = std::move(head).value();
  const Outcome<Bytes> rest = receive(*size.value() - kHeadBytes);
  if (!rest.ok()) return rest.refusal();
  whole.insert(whole.end(), rest.value().begin(), rest.value().end());
  return frame_of(whole);
}

}  // namespace assay::host
