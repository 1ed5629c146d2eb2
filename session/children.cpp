// SPDX-License-Identifier: Apache-2.0
#include "session/children.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "ir/base/check.hpp"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kOutOfMemory = 77;  // an exit status that nothing else has
constexpr std::uint64_t kMostResultBytes = std::uint64_t{512} << 20;
/// The first byte of what a child sends.
constexpr char kResult = 'R';
constexpr char kFault = 'F';

[[noreturn]] void out_of_memory() { _exit(kOutOfMemory); }

/// Bytes of this process that count against RLIMIT_DATA.
std::uint64_t data_bytes() {
  // size resident shared text library data dirty, in pages
  std::ifstream in("/proc/self/statm");
  std::array<std::uint64_t, 6> pages{};
  for (std::uint64_t& number : pages) in >> number;
  return in ? pages[5] * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

void limit(decltype(RLIMIT_DATA) what, std::uint64_t most) {
  rlimit now{};
  if (getrlimit(what, &now) != 0) return;
  now.rlim_cur = std::min<rlim_t>(most, now.rlim_max);
  setrlimit(what, &now);
}

void write_all(int pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(pipe, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) _exit(1);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void be_child(int pipe, const ChildLimits& limits,
                           const std::function<std::string()>& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nothing = open("/dev/null", O_RDWR);
  for (const int file : {STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, file);
  std::set_new_handler(out_of_memory);
  limit(RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__
  limit(RLIMIT_DATA, data_bytes() + limits.memory_bytes);
#endif
  try {
    const std::string result = work();
    write_all(pipe, std::string_view(&kResult, 1));
    write_all(pipe, result);
  } catch (const std::bad_alloc&) {
    out_of_memory();
  } catch (const std::exception& fault) {
    write_all(pipe, std::string_view(&kFault, 1));
    write_all(pipe, fault.what());
  }
  _exit(0);
}

/// A child that runs, and what it has sent so far.
struct Child {
  std::size_t index = 0;
  pid_t process = 0;
  int pipe = -1;
  Clock::time_point deadline;
  std::string sent;
  std::optional<ChildEnding> killed_for;
};

Child start(std::size_t index, const ChildLimits& limits,
            const std::function<std::string(std::size_t)>& work) {
  std::array<int, 2> ends{};
  ASSAY_CHECK(pipe2(ends.data(), O_CLOEXEC) == 0, std::strerror(errno));
  std::fflush(nullptr);
  const pid_t process = fork();
  ASSAY_CHECK(process >= 0, std::strerror(errno));
  if (process == 0) {
    close(ends[0]);
    be_child(ends[1], limits, [&] { return work(index); });
  }
  close(ends[1]);
  return {index, process, ends[0], Clock::now() + limits.time, {}, std::nullopt};
}

void kill_for(Child& child, ChildEnding why) {
  if (!child.killed_for) child.killed_for = why;
  kill(child.process, SIGKILL);
}

ChildResult result_of(Child& child, int status) {
  if (child.killed_for) return {*child.killed_for, {}};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory)
    return {ChildEnding::OutOfMemory, {}};
  // Nobody else kills so but the kernel, when the machine's memory is used up.
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return {ChildEnding::OutOfMemory, {}};
  if (WIFSIGNALED(status)) {
    return {ChildEnding::Died,
            fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)))};
  }
  const bool whole = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !child.sent.empty();
  if (!whole) return {ChildEnding::Died, fmt::format("exit status {}", WEXITSTATUS(status))};
  const bool done = child.sent.front() == kResult;
  child.sent.erase(0, 1);
  return {done ? ChildEnding::Done : ChildEnding::Died, std::move(child.sent)};
}

/// Takes what has come; whether the child has closed its end.
bool receive(Child& child) {
  std::array<char, 1u << 16> piece{};
  const ssize_t got = read(child.pipe, piece.data(), piece.size());
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return false;
  if (got > 0) child.sent.append(piece.data(), static_cast<std::size_t>(got));
  if (child.sent.size() > kMostResultBytes) kill_for(child, ChildEnding::OutOfMemory);
  return got <= 0;
}

/// Waits until some child has sent something, has ended, or is late.
void wait_for_news(std::vector<Child>& running, std::vector<ChildResult>& results) {
  std::vector<pollfd> pipes;
  Clock::time_point first = Clock::time_point::max();
  for (const Child& child : running) {
    pipes.push_back({child.pipe, POLLIN, 0});
    first = std::min(first, child.deadline);
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(first - Clock::now());
  const auto patience = std::clamp<std::int64_t>(left.count() + 1, 0, 1'000'000);
  if (poll(pipes.data(), pipes.size(), static_cast<int>(patience)) < 0) return;
  for (std::size_t i = running.size(); i-- > 0;) {
    Child& child = running[i];
    if (Clock::now() >= child.deadline) kill_for(child, ChildEnding::Late);
    if (pipes[i].revents == 0 || !receive(child)) continue;
    int status = 0;
    while (waitpid(child.process, &status, 0) < 0 && errno == EINTR) continue;
    close(child.pipe);
    results[child.index] = result_of(child, status);
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace

std::vector<ChildResult> run_children(std::size_t count, std::size_t parallel,
                                      const ChildLimits& limits,
                                      const std::function<std::string(std::size_t)>& work) {
  std::vector<ChildResult> results(count);
  std::vector<Child> running;
  std::size_t next = 0;
  while (next < count || !running.empty()) {
    while (next < count && running.size() < std::max<std::size_t>(parallel, 1)) {
      running.push_back(start(next++, limits, work));
    }
    wait_for_news(running, results);
  }
  return results;
}

}  // namespace assay
