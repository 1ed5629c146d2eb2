// SPDX-License-Identifier: Apache-2.0
// Who gets a place at the socket, and how long a question may take to come.
#include "host/daemon/server.hpp"

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <filesystem>
#include <list>
#include <thread>
#include <vector>

#include "host/protocol/answers.hpp"

namespace assay::host {
namespace {

/// Answers everything, and gives each peer the place that is set.
class TestDesk final : public Desk {
 public:
  [[nodiscard]] Place place_for(const Peer& /*peer*/) const override { return place; }
  [[nodiscard]] FrameLimits limits_for(const Peer& /*peer*/) const override { return {}; }
  [[nodiscard]] Refusal unread(const Peer& /*peer*/, std::size_t attachment,
                               Refusal why) const override {
    return {why.code, why.subject + " of " + std::to_string(attachment)};
  }
  void ask(const Peer& /*peer*/, Frame /*question*/, Reply reply) override { reply(good_answer()); }
  void tick() override {}

  std::atomic<Place> place = Place::Ordinary;
};

/// A client's end of a connection.
class End {
 public:
  explicit End(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(std::begin(address.sun_path), sizeof(address.sun_path) - 1);
    const timeval patience{10, 0};
    EXPECT_EQ(::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)), 0);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  End(const End&) = delete;
  End& operator=(const End&) = delete;
  ~End() { ::close(socket_); }

  void send(std::span<const std::uint8_t> bytes) const {
    EXPECT_EQ(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  /// What comes next, or "" where the host has closed.
  [[nodiscard]] std::string hear() const {
    std::string text(4096, '\0');
    const ssize_t got = ::recv(socket_, text.data(), text.size(), 0);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return text;
  }
  /// The answer to a question; what the host says without one, where it lets nobody ask.
  [[nodiscard]] std::string ask() const {
    const Bytes question = write_frame({"{}", {}});
    (void)::send(socket_, question.data(), question.size(), MSG_NOSIGNAL);
    return hear();
  }

 private:
  int socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
};

class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "assay-server-XXXXXX").string();
    place_ = ::mkdtemp(pattern.data());
    ServerLimits limits;
    limits.clients = 5;
    limits.kept_clients = 2;
    limits.patience = std::chrono::milliseconds{500};
    auto made = Server::listen(path(), limits);
    ASSERT_TRUE(made.ok());
    server_ = std::move(made).value();
    thread_ = std::thread([this] { server_->serve(desk_, stop_); });
  }
  void TearDown() override {
    const std::uint64_t one = 1;
    ASSERT_EQ(::write(stop_, &one, sizeof(one)), static_cast<ssize_t>(sizeof(one)));
    thread_.join();
    std::filesystem::remove_all(place_);
  }
  [[nodiscard]] std::string path() const { return (place_ / "socket").string(); }
  [[nodiscard]] static bool says(const std::string& answer, const char* what) {
    return answer.find(what) != std::string::npos;
  }

  std::filesystem::path place_;
  TestDesk desk_;
  int stop_ = ::eventfd(0, EFD_CLOEXEC);
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

TEST_F(ServerTest, PlacesAreKeptForThoseWhoMaySetAKillSwitch) {
  std::list<End> ordinary;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(says(ordinary.emplace_back(path()).ask(), "true"));
  EXPECT_TRUE(says(End(path()).ask(), "L704"));
  desk_.place = Desk::Place::Kept;
  std::list<End> kept;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(says(kept.emplace_back(path()).ask(), "true"));
  EXPECT_TRUE(says(End(path()).ask(), "L704"));
}

TEST_F(ServerTest, NobodyTakesTheSocketOfAHostThatLives) {
  const auto second = Server::listen(path(), {});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.refusal().code, RefusalCode::SocketFailed);
  EXPECT_TRUE(says(second.refusal().subject, "another host has it"));
  EXPECT_TRUE(says(End(path()).ask(), "true")) << "the first goes on";
  std::filesystem::remove(path() + kLockEnd);
  const auto third = Server::listen(path(), {});
  ASSERT_FALSE(third.ok());
  EXPECT_TRUE(says(third.refusal().subject, "somebody listens there"));
  EXPECT_TRUE(says(End(path()).ask(), "true"));
}

TEST_F(ServerTest, AHostRemovesItsOwnSocketAndNoOther) {
  const std::string other = (place_ / "other").string();
  auto made = Server::listen(other, {});
  ASSERT_TRUE(made.ok());
  const std::unique_ptr<Server> first = std::move(made).value();
  std::filesystem::rename(other, place_ / "kept");
  std::filesystem::remove(other + kLockEnd);
  const auto next = Server::listen(other, {});
  ASSERT_TRUE(next.ok());
  first->remove_socket(other);
  EXPECT_TRUE(std::filesystem::exists(other)) << "it is another one's by now";
  next.value()->remove_socket(other);
  EXPECT_FALSE(std::filesystem::exists(other));
}

TEST_F(ServerTest, TheSocketOfAHostThatWasKilledIsTaken) {
  const std::string other = (place_ / "other").string();
  EXPECT_TRUE(Server::listen(other, {}).ok());
  ASSERT_TRUE(std::filesystem::exists(other)) << "nobody has removed it";
  EXPECT_TRUE(Server::listen(other, {}).ok());
}

TEST_F(ServerTest, OfHostsThatStartAtOnceOneHasTheSocket) {
  const std::string other = (place_ / "other").string();
  for (int round = 0; round < 100; ++round) {
    EXPECT_TRUE(Server::listen(other, {}).ok());  // and leaves its socket there
    constexpr int kHosts = 8;
    std::barrier begin(kHosts);
    std::array<std::unique_ptr<Server>, kHosts> servers;
    {
      std::vector<std::jthread> hosts;
      for (std::unique_ptr<Server>& server : servers) {
        hosts.emplace_back([&] {
          begin.arrive_and_wait();
          auto made = Server::listen(other, {});
          if (made.ok()) server = std::move(made).value();
        });
      }
    }
    const auto have_it =
        std::ranges::count_if(servers, [](const auto& server) { return server != nullptr; });
    EXPECT_EQ(have_it, 1);
  }
}

TEST_F(ServerTest, TheDeskSaysWhyAQuestionIsNotRead) {
  const End client(path());
  client.send(Bytes{2, 0, 0, 0, 0, 0, 0, 0x10});
  EXPECT_TRUE(says(client.hear(), "268435456 of 268435456"));
}

TEST_F(ServerTest, WhoHasNoRightHasNoPlace) {
  desk_.place = Desk::Place::None;
  std::list<End> none;
  for (int i = 0; i < 9; ++i) EXPECT_TRUE(says(none.emplace_back(path()).ask(), "L703"));
  desk_.place = Desk::Place::Ordinary;
  EXPECT_TRUE(says(End(path()).ask(), "true"));
}

TEST_F(ServerTest, ASecondQuestionMustComeAsQuicklyAsTheFirst) {
  const End client(path());
  EXPECT_TRUE(says(client.ask(), "true"));
  const Clock::time_point begun = Clock::now();
  client.send(Bytes{1});
  EXPECT_TRUE(says(client.hear(), "L705"));
  EXPECT_LT(Clock::now() - begun, std::chrono::seconds{9});
}

}  // namespace
}  // namespace assay::host
