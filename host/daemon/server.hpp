// SPDX-License-Identifier: Apache-2.0
// The socket: accepts clients, gathers their questions, hands out the answers. One thread, which
// waits for no client and for no answer. What a question means is not known here.
//
// A client that is too slow, too large or one too many is refused and let go; the others do not
// notice.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "host/daemon/attachments.hpp"
#include "host/daemon/connection.hpp"
#include "host/daemon/socket_lock.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::host {

struct ServerLimits {
  FrameLimits frame;
  std::size_t clients = 64;
  std::size_t clients_of_a_user = 32;
  std::size_t kept_clients = 8;  // of all, for those whose places are kept
  /// Of a user's one as large as a package may be, and little more.
  AttachmentLimits attachments{loader::kLongestSigned, std::size_t{144} << 20,
                               std::size_t{48} << 20};
  std::chrono::milliseconds patience{5000};  // for a question to come whole, an answer to be taken
  std::chrono::milliseconds idle{60'000};    // between questions
};

/// What the server does not know: who may say how much, and what is answered.
class Desk {
 public:
  using Reply = std::function<void(Frame)>;

  Desk() = default;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  virtual ~Desk() = default;

  /// Whose client may have a place at all; who may need one when all others are taken.
  enum class Place : std::uint8_t { None, Ordinary, Kept };
  [[nodiscard]] virtual Place place_for(const Peer& peer) const = 0;
  [[nodiscard]] virtual FrameLimits limits_for(const Peer& peer) const = 0;
  /// What the peer is told of a question that was not read, whose attachment is of so many bytes.
  [[nodiscard]] virtual Refusal unread(const Peer& peer, std::size_t attachment,
                                       Refusal why) const = 0;
  /// Takes a question and returns at once; `reply` must be called once, by any thread.
  virtual void ask(const Peer& peer, Frame question, Reply reply) = 0;
  /// Is called a few times a second.
  virtual void tick() = 0;
};

class Server {
 public:
  /// Listens at the path, which it claims (SocketLock), in the place of a socket that a host left
  /// there. SocketFailed.
  [[nodiscard]] static Outcome<std::unique_ptr<Server>> listen(const std::string& path,
                                                               ServerLimits limits);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// Serves until `stop`, a descriptor, becomes readable. Everything is called in this thread.
  void serve(Desk& desk, int stop);

  /// Removes the socket at that path, unless it is another one by now.
  void remove_socket(const std::string& path) const;

  /// Clients that were refused for being too many or too slow.
  [[nodiscard]] std::uint64_t turned_away() const { return turned_away_; }

 private:
  using Clients = std::map<std::uint64_t, std::unique_ptr<Connection>>;
  /// Answers that workers have left. Their replies share it, and may outlive the server.
  struct Answers {
    explicit Answers(const AttachmentLimits& limits) : attachments(limits) {}
    Answers(const Answers&) = delete;
    Answers& operator=(const Answers&) = delete;
    ~Answers();

    std::mutex lock;
    struct Ready {
      Frame frame;
      Connection::After after{};
    };
    std::map<std::uint64_t, Ready> by_client;
    Attachments attachments;
    int wake = -1;  // an event counter
  };

  Server(SocketLock claim, int listener, std::shared_ptr<Answers> answers, ServerLimits limits)
      : claim_(std::move(claim)),
        listener_(listener),
        limits_(limits),
        answers_(std::move(answers)) {}

  void accept_client(const Desk& desk);
  /// Why the peer gets no place.
  [[nodiscard]] loader::Done may_come(const Peer& peer, const Desk& desk) const;
  void read_from(std::uint64_t number, Connection& client, Desk& desk);
  void write_to(std::uint64_t number, Connection& client) const;
  void refuse(Connection& client, const Refusal& refusal) const;
  void take_answers();
  void drop_slow_and_gone();
  /// Waits for something to happen, and looks after the clients where it did; whether to stop.
  enum class Next : std::uint8_t { GoOn, Stop };
  Next wait_and_attend(Desk& desk, int stop, std::chrono::milliseconds longest);

  SocketLock claim_;
  int listener_;
  std::optional<std::pair<dev_t, ino_t>> file_;  // of its socket
  ServerLimits limits_;
  std::uint64_t next_ = 0;
  std::uint64_t turned_away_ = 0;
  Clients clients_;
  std::shared_ptr<Answers> answers_;
};

}  // namespace assay::host
