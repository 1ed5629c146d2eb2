// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/server.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "host/protocol/answers.hpp"

namespace assay::host {
namespace {

constexpr std::chrono::milliseconds kTick{250};
constexpr int kBacklog = 128;
/// Clients that are accepted before others are attended to.
constexpr int kAcceptedAtOnce = 64;

Refusal failed(const std::string& what) {
  return {RefusalCode::SocketFailed, what + ": " + std::strerror(errno)};
}

Outcome<int> bound_socket(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return Refusal{RefusalCode::SocketFailed, path};
  }
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  struct stat about{};
  // Of a host that was killed. Anything else that lies there stays.
  if (::lstat(path.c_str(), &about) == 0 && S_ISSOCK(about.st_mode)) ::unlink(path.c_str());
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (made < 0) return failed("socket");
  // Who may ask for what is decided by the kernel's word on the peer, not by the file's mode.
  if (::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::chmod(path.c_str(), 0666) != 0 || ::listen(made, kBacklog) != 0) {
    const Refusal refusal = failed(path);
    ::close(made);
    return refusal;
  }
  return made;
}

}  // namespace

Outcome<std::unique_ptr<Server>> Server::listen(const std::string& path, ServerLimits limits) {
  const Outcome<int> listener = bound_socket(path);
  if (!listener.ok()) return listener.refusal();
  auto answers = std::make_shared<Answers>();
  answers->wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (answers->wake < 0) {
    ::close(listener.value());
    return failed("eventfd");
  }
  return std::unique_ptr<Server>(new Server(listener.value(), std::move(answers), limits));
}

Server::Answers::~Answers() {
  if (wake >= 0) ::close(wake);
}

Server::~Server() { ::close(listener_); }

bool Server::has_room_for(const Peer& peer) const {
  if (clients_.size() >= limits_.clients) return false;
  const auto of_user = std::ranges::count_if(
      clients_, [&](const auto& entry) { return entry.second->peer().user == peer.user; });
  return static_cast<std::size_t>(of_user) < limits_.clients_of_a_user;
}

bool Server::has_room_for_attachment(const Connection& client) const {
  // What has none, or a small one, is always let through, so that no attachment keeps a kill switch
  // out, nor a statement that is one.
  if (client.attachment() <= limits_.small_attachment) return true;
  std::size_t all = 0;
  std::size_t of_user = 0;
  for (const auto& [number, other] : clients_) {
    if (other->attachment() <= limits_.small_attachment) continue;
    all += other->attachment();
    if (other->peer().user == client.peer().user) of_user += other->attachment();
  }
  return all <= limits_.attachments && of_user <= limits_.attachments_of_a_user;
}

void Server::accept_client() {
  const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (socket < 0) return;
  const Outcome<Peer> peer = peer_of(socket);
  if (!peer.ok()) {
    ::close(socket);
    return;
  }
  const bool room = has_room_for(peer.value());
  auto client = std::make_unique<Connection>(socket, peer.value(), Clock::now() + limits_.patience);
  if (room) {
    clients_.emplace(next_++, std::move(client));
    return;
  }
  ++turned_away_;
  // What goes into the socket at once is all that it hears.
  client->answer(refusal_answer({RefusalCode::TooManyClients, client->peer().name()}),
                 Connection::After::Close, Clock::now());
  client->write();
}

void Server::refuse(Connection& client, const Refusal& refusal) const {
  client.answer(refusal_answer(refusal), Connection::After::Close, Clock::now() + limits_.patience);
  client.write();
}

void Server::read_from(std::uint64_t number, Connection& client, Desk& desk) {
  Outcome<std::optional<Frame>> frame = client.read(desk.limits_for(client.peer()));
  if (!frame.ok()) return refuse(client, frame.refusal());
  if (!has_room_for_attachment(client)) {
    return refuse(client, {RefusalCode::TooManyClients, client.peer().name()});
  }
  std::optional<Frame> question = std::move(frame).value();
  if (!question) return;
  const auto reply = [answers = answers_, number](Frame answer) {
    const std::scoped_lock lock(answers->lock);
    answers->by_client.insert_or_assign(number, std::move(answer));
    const std::uint64_t one = 1;
    // A counter that is full wakes as well.
    if (::write(answers->wake, &one, sizeof(one)) < 0) return;
  };
  desk.ask(client.peer(), *std::move(question), reply);
}

void Server::write_to(Connection& client) const {
  client.write();
  if (client.state() == Connection::State::Reading) {
    client.set_until(Clock::now() + limits_.idle);
  }
}

void Server::take_answers() {
  std::uint64_t count = 0;
  if (::read(answers_->wake, &count, sizeof(count)) < 0) return;
  std::map<std::uint64_t, Frame> ready;
  {
    const std::scoped_lock lock(answers_->lock);
    ready.swap(answers_->by_client);
  }
  for (const auto& [number, frame] : ready) {
    Connection& client = *clients_.at(number);
    client.answer(frame, Connection::After::NextQuestion, Clock::now() + limits_.patience);
    if (!has_room_for_attachment(client)) {
      refuse(client, {RefusalCode::TooManyClients, client.peer().name()});
      continue;
    }
    write_to(client);
  }
}

void Server::drop_slow_and_gone() {
  const Clock::time_point now = Clock::now();
  for (auto& [number, client] : clients_) {
    const auto until = client->until();
    if (!until || now < *until) continue;
    ++turned_away_;
    if (client->state() == Connection::State::Reading) {
      refuse(*client, {RefusalCode::TooSlow, client->peer().name()});
    } else {
      client->give_up();
    }
  }
  std::erase_if(clients_,
                [](const auto& entry) { return entry.second->state() == Connection::State::Over; });
}

Server::Next Server::wait_and_attend(Desk& desk, int stop, std::chrono::milliseconds longest) {
  std::vector<pollfd> waits = {
      {stop, POLLIN, 0}, {answers_->wake, POLLIN, 0}, {listener_, POLLIN, 0}};
  const std::size_t first = waits.size();
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, client] : clients_) {
    // A client whose question is with the workers keeps its place until they have answered, also
    // when it has gone: so the clients that may be there bound the work that waits.
    if (client->state() == Connection::State::Working) continue;
    const bool reads = client->state() == Connection::State::Reading;
    numbers.push_back(number);
    waits.push_back({client->socket(), static_cast<short>(reads ? POLLIN : POLLOUT), 0});
  }
  if (::poll(waits.data(), waits.size(), static_cast<int>(longest.count())) < 0) return Next::GoOn;
  if (waits[0].revents != 0) return Next::Stop;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (waits[first + i].revents == 0) continue;
    Connection& client = *clients_.at(numbers[i]);
    if (client.state() == Connection::State::Reading) {
      read_from(numbers[i], client, desk);
    } else {
      write_to(client);
    }
  }
  take_answers();
  if (waits[2].revents != 0) {
    for (int i = 0; i < kAcceptedAtOnce; ++i) accept_client();
  }
  return Next::GoOn;
}

void Server::serve(Desk& desk, int stop) {
  Clock::time_point next_tick = Clock::now();
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(next_tick - Clock::now());
    const auto wait = std::clamp(left, std::chrono::milliseconds{0}, kTick);
    if (wait_and_attend(desk, stop, wait) == Next::Stop) return;
    drop_slow_and_gone();
    if (Clock::now() < next_tick) continue;
    next_tick = Clock::now() + kTick;
    desk.tick();
  }
}

}  // namespace assay::host
