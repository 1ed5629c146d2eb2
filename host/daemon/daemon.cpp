// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/daemon.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <optional>
#include <utility>

#include "host/daemon/intake.hpp"
#include "host/daemon/log.hpp"
#include "host/daemon/metrics.hpp"
#include "host/daemon/metrics_file.hpp"
#include "host/daemon/notify.hpp"
#include "host/daemon/requests.hpp"
#include "host/protocol/answers.hpp"

namespace assay::host {
namespace {

using loader::Done;
using loader::Value;

constexpr std::chrono::seconds kTendEvery{1};

Refusal not_permitted(const Peer& peer, Right right) {
  return {RefusalCode::NotPermitted, peer.name() + ", " + std::string(right_word(right))};
}

/// Who has no right to say much is not let say much.
class HostDesk final : public Desk {
 public:
  HostDesk(Host& host, Workers& workers)
      : host_(host),
        workers_(workers),
        intake_(
            host, workers,
            [&host](const FolderPackage& package) {
              return host.submit(package.bytes, package.who);
            },
            [this](const FolderRefusal& refused) {
              counts_.count(refused.refusal.code);
              refusals_.tell(refused.who, "not taken", refused.refusal);
            }) {}

  /// Places are kept for who may set a kill switch.
  [[nodiscard]] Place place_for(const Peer& peer) const override {
    const Rights& rights = host_.settings().rights;
    if (rights.has(peer, Right::Control)) return Place::Kept;
    const bool any = rights.has(peer, Right::Submit) || rights.has(peer, Right::Dispatch) ||
                     rights.has(peer, Right::Read);
    return any ? Place::Ordinary : Place::None;
  }

  [[nodiscard]] FrameLimits limits_for(const Peer& peer) const override {
    FrameLimits limits = host_.settings().server.frame;
    const Rights& rights = host_.settings().rights;
    if (!rights.has(peer, Right::Submit)) {
      limits.attachment = rights.has(peer, Right::Dispatch) ? kLongestEvent : 0;
    }
    return limits;
  }

  /// Of what only who may submit may bring, its size is not what is wrong.
  [[nodiscard]] Refusal unread(const Peer& peer, std::size_t attachment,
                               Refusal why) const override {
    const bool lacks_right = attachment > limits_for(peer).attachment &&
                             attachment <= host_.settings().server.frame.attachment;
    return lacks_right ? not_permitted(peer, Right::Submit) : std::move(why);
  }

  void ask(const Peer& peer, Frame question, Reply reply) override {
    const Outcome<Value> document = loader::read_document(question.document);
    if (!document.ok()) return refuse(document.refusal(), reply);
    const Request* const request = request_of(document.value());
    if (request == nullptr) return refuse({RefusalCode::RequestUnknown, {}}, reply);
    if (!host_.settings().rights.has(peer, request->right)) {
      return refuse(not_permitted(peer, request->right), reply);
    }
    auto asked = std::make_shared<const Question>(
        Question{peer.name(), document.value(), std::move(question.attachment)});
    const auto work = [this, request, asked = std::move(asked), reply = std::move(reply)] {
      const Outcome<Frame> answer = answer_of(*request, host_, counts_, *asked);
      if (answer.ok()) return reply(answer.value());
      refusals_.tell(asked->who, request->word, answer.refusal());
      refuse(answer.refusal(), reply);
    };
    switch (request->lane) {
      case Lane::Events:
        return workers_.do_event(peer.user, work);
      case Lane::Turns:
        return workers_.do_in_turn(request->urgency, peer.user, work);
      case Lane::Aside:
        return workers_.do_aside(peer.user, work);
      case Lane::Packages:
        return workers_.do_package(peer.user, work);
    }
  }

  void tick() override {
    intake_.tick();
    if (Clock::now() < next_tend_ || tending_.exchange(true)) return;
    next_tend_ = Clock::now() + kTendEvery;
    workers_.do_in_turn(Urgency::Control, kItself, [this] {
      tend();
      tending_ = false;
    });
  }

 private:
  static constexpr std::size_t kLongestEvent = std::size_t{1} << 20;

  void refuse(const Refusal& refusal, const Reply& reply) {
    counts_.count(refusal.code);
    reply(refusal_answer(refusal));
  }

  void tend() {
    try {
      if (const Done tended = host_.admission().tend(); !tended.ok()) {
        refusals_.tell("host", "tend", tended.refusal());
      }
      const Done written =
          write_metrics_file(host_.settings().metrics_file, metrics_of(host_, counts_));
      if (!written.ok()) refusals_.tell("host", "metrics", written.refusal());
    } catch (const std::exception& fault) {
      refusals_.tell("host", "tend", {RefusalCode::HostFault, fault.what()});
    }
    refusals_.tell_rest();
    notify("WATCHDOG=1");
  }

  Host& host_;
  Workers& workers_;
  Intake intake_;
  RefusalCounts counts_;
  RefusalLog refusals_;
  Clock::time_point next_tend_;
  std::atomic<bool> tending_ = false;
};

/// What the host keeps in memory, keys of its own among it, goes into no file.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
  (void)::prctl(PR_SET_DUMPABLE, 0);
}

/// A descriptor that becomes readable when the host is to stop; in all threads made from now on.
int stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  (void)::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return ::signalfd(-1, &set, SFD_CLOEXEC);
}

}  // namespace

Done run_daemon(const Settings& settings) {
  forbid_core_dumps();
  const int stop = stop_signals();
  const auto host = Host::open(settings);
  if (!host.ok()) return host.refusal();
  const auto server = Server::listen(settings.socket, settings.server);
  if (!server.ok()) return server.refusal();
  for (const Refusal& problem : host.value()->admission().problems()) log_refusal("found", problem);
  log_line("ready", {{"socket", Value{loader::plain(settings.socket)}},
                     {"unsigned", Value{settings.trust == Trust::Unsigned}}});
  notify("READY=1");
  {
    Workers workers(settings.event_threads);
    HostDesk desk(*host.value(), workers);
    server.value()->serve(desk, stop);
    notify("STOPPING=1");
    workers.stop();
  }
  log_line("stopped");
  server.value()->remove_socket(settings.socket);
  ::close(stop);
  return host.value()->admission().stop();
}

}  // namespace assay::host
