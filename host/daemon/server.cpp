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
#include <optional>
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

/// Removes the socket of a host that was killed. Anything else that lies there stays, that of a
/// host which lives among it: nobody could reach that any more, not with a kill switch either.
loader::Done make_free(const std::string& path, const sockaddr_un& address) {
  struct stat about{};
  if (::lstat(path.c_str(), &about) != 0 || !S_ISSOCK(about.st_mode)) return loader::done();
  const int asks = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (asks < 0) return failed("socket");
  const int connected =
      ::connect(asks, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  const bool is_dead = connected != 0 && errno == ECONNREFUSED;
  ::close(asks);
  if (!is_dead) return Refusal{RefusalCode::SocketFailed, path + ": somebody listens there"};
  ::unlink(path.c_str());
  return loader::done();
}

/// Which file lies there; nothing where there is none.
std::optional<std::pair<dev_t, ino_t>> file_at(const std::string& path) {
  struct stat about{};
  if (::lstat(path.c_str(), &about) != 0) return std::nullopt;
  return std::pair{about.st_dev, about.st_ino};
}

Outcome<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return Refusal{RefusalCode::SocketFailed, path};
  }
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  return address;
}

/// The path must be claimed: between the look at what lies there and listen() another host would
/// see a dead one.
Outcome<int> bound_socket(const std::string& path, const sockaddr_un& address) {
  if (loader::Done free = make_free(path, address); !free.ok()) return free.refusal();
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
  const Outcome<sockaddr_un> address = address_of(path);
  if (!address.ok()) return address.refusal();
  Outcome<SocketLock> claim = SocketLock::take(path);
  if (!claim.ok()) return claim.refusal();
  const Outcome<int> listener = bound_socket(path, address.value());
  if (!listener.ok()) return listener.refusal();
  auto answers = std::make_shared<Answers>(limits.attachments);
  answers->wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (answers->wake < 0) {
    ::close(listener.value());
    return failed("eventfd");
  }
  std::unique_ptr<Server> made(
      new Server(std::move(claim).value(), listener.value(), std::move(answers), limits));
  made->file_ = file_at(path);
  return made;
}

void Server::remove_socket(const std::string& path) const {
  if (file_ && file_at(path) == file_) ::unlink(path.c_str());
}

Server::Answers::~Answers() {
  if (wake >= 0) ::close(wake);
}

Server::~Server() { ::close(listener_); }

loader::Done Server::may_come(const Peer& peer, const Desk& desk) const {
  const Desk::Place place = desk.place_for(peer);
  if (place == Desk::Place::None) return Refusal{RefusalCode::NotPermitted, peer.name()};
  const std::size_t kept = place == Desk::Place::Kept ? 0 : limits_.kept_clients;
  const auto of_user = std::ranges::count_if(
      clients_, [&](const auto& entry) { return entry.second->peer().user == peer.user; });
  const bool room = clients_.size() + kept < limits_.clients &&
                    static_cast<std::size_t>(of_user) < limits_.clients_of_a_user;
  return room ? loader::done() : Refusal{RefusalCode::TooManyClients, peer.name()};
}

void Server::accept_client(const Desk& desk) {
  const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (socket < 0) return;
  const Outcome<Peer> peer = peer_of(socket);
  if (!peer.ok()) {
    ::close(socket);
    return;
  }
  const loader::Done may = may_come(peer.value(), desk);
  auto client = std::make_unique<Connection>(socket, peer.value(), Clock::now() + limits_.patience);
  if (may.ok()) {
    clients_.emplace(next_++, std::move(client));
    return;
  }
  ++turned_away_;
  // What goes into the socket at once is all that it hears.
  client->answer(refusal_answer(may.refusal()), Connection::After::Close, Clock::now());
  client->write();
}

void Server::refuse(Connection& client, const Refusal& refusal) const {
  client.answer(refusal_answer(refusal), Connection::After::Close, Clock::now() + limits_.patience);
  client.write();
}

void Server::read_from(std::uint64_t number, Connection& client, Desk& desk) {
  const bool was_idle = client.is_idle();
  Outcome<std::optional<Frame>> frame = client.read(desk.limits_for(client.peer()));
  if (!frame.ok())
    return refuse(client, desk.unread(client.peer(), client.announced(), frame.refusal()));
  // From its first byte on a question has as long as any other.
  if (was_idle && !client.is_idle()) client.set_until(Clock::now() + limits_.patience);
  const uid_t user = client.peer().user;
  if (!answers_->attachments.put(number, user, client.attachment())) {
    return refuse(client, {RefusalCode::TooManyClients, client.peer().name()});
  }
  std::optional<Frame> question = std::move(frame).value();
  if (!question) return;
  const auto reply = [answers = answers_, number, user](Frame answer) {
    Answers::Ready ready{std::move(answer), Connection::After::NextQuestion};
    // Counted from now on, however long it waits for the thread that hands it out.
    if (!answers->attachments.put(number, user, ready.frame.attachment.size())) {
      ready = {refusal_answer({RefusalCode::TooManyClients, "answers"}), Connection::After::Close};
    }
    const std::scoped_lock lock(answers->lock);
    answers->by_client.insert_or_assign(number, std::move(ready));
    const std::uint64_t one = 1;
    // A counter that is full wakes as well.
    if (::write(answers->wake, &one, sizeof(one)) < 0) return;
  };
  desk.ask(client.peer(), *std::move(question), reply);
}

void Server::write_to(std::uint64_t number, Connection& client) const {
  client.write();
  const bool sends =
      client.state() == Connection::State::Writing || client.state() == Connection::State::Closing;
  if (!sends) answers_->attachments.remove(number);
  if (client.state() == Connection::State::Reading) {
    client.set_until(Clock::now() + limits_.idle);
  }
}

void Server::take_answers() {
  std::uint64_t count = 0;
  if (::read(answers_->wake, &count, sizeof(count)) < 0) return;
  std::map<std::uint64_t, Answers::Ready> answers;
  {
    const std::scoped_lock lock(answers_->lock);
    answers.swap(answers_->by_client);
  }
  // One by one, so that no more than one is there twice.
  while (!answers.empty()) {
    const auto ready = answers.extract(answers.begin());
    Connection& client = *clients_.at(ready.key());
    client.answer(ready.mapped().frame, ready.mapped().after, Clock::now() + limits_.patience);
    write_to(ready.key(), client);
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
  std::erase_if(clients_, [this](const auto& entry) {
    const bool is_over = entry.second->state() == Connection::State::Over;
    if (is_over) answers_->attachments.remove(entry.first);
    return is_over;
  });
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
      write_to(numbers[i], client);
    }
  }
  take_answers();
  if (waits[2].revents != 0) {
    for (int i = 0; i < kAcceptedAtOnce; ++i) accept_client(desk);
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
