// SPDX-License-Identifier: Apache-2.0
#include "rules/c/guarded.hpp"

#include <clang/Basic/Stack.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/thread.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

extern "C" {
void LLVMInitializeBPFTargetInfo();
void LLVMInitializeBPFTarget();
void LLVMInitializeBPFTargetMC();
void LLVMInitializeBPFAsmPrinter();
void LLVMInitializeBPFAsmParser();
}

namespace assay {
namespace {

/// Bytes; a sensor nests a few levels, a generated one some thousands.
constexpr unsigned kStackBytes = 256u << 20;
constexpr std::size_t kSignalStackBytes = 64u << 10;

/// LLVM's crash handlers run on the stack that just overflowed, unless they are told not to.
void move_handlers_to_signal_stack() {
  for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE}) {
    struct sigaction action{};
    if (sigaction(number, nullptr, &action) != 0) continue;
    action.sa_flags |= SA_ONSTACK;
    sigaction(number, &action, nullptr);
  }
}

/// Where the words go with which the compiler gives up on this thread. Of the thread, because LLVM
/// has one handler for all of them and does not tell it whose compilation it is.
thread_local std::string* given_up = nullptr;

/// LLVM would print the words, and then end this process or die; here it dies on its leash.
void give_up(void*, const char* words, bool) {
  if (given_up != nullptr) *given_up = words;
  std::abort();
}

/// As operator new would: what waits for that (session/children.cpp) must hear of it from LLVM,
/// too.
void run_out_of_memory(void*, const char*, bool) {
  if (const std::new_handler handler = std::get_new_handler()) handler();
  std::abort();
}

void initialise_once() {
  static std::once_flag done;
  std::call_once(done, [] {
    LLVMInitializeBPFTargetInfo();
    LLVMInitializeBPFTarget();
    LLVMInitializeBPFTargetMC();
    LLVMInitializeBPFAsmPrinter();
    LLVMInitializeBPFAsmParser();
    llvm::install_fatal_error_handler(give_up);
    llvm::install_bad_alloc_error_handler(run_out_of_memory);
    llvm::CrashRecoveryContext::Enable();
    move_handlers_to_signal_stack();
  });
}

/// A stack for signal handlers, of this thread, for as long as the object lives.
class SignalStack {
 public:
  SignalStack() : bytes_(kSignalStackBytes) {
    stack_t stack{};
    stack.ss_sp = bytes_.data();
    stack.ss_size = bytes_.size();
    sigaltstack(&stack, &old_);
  }
  ~SignalStack() { sigaltstack(&old_, nullptr); }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  std::vector<char> bytes_;
  stack_t old_{};
};

/// Runs `work` to its end or its death.
Ended run_to_the_end(const std::function<void()>& work) {
  std::string fault;
  std::string words;
  llvm::CrashRecoveryContext guard;
  const auto body = [&] {
    clang::noteBottomOfStack();
    given_up = &words;
    try {
      work();
    } catch (const std::exception& error) {
      fault = error.what();
    }
  };
  bool returned = false;
  // Work that dies is left by a jump, past destructors: the signal stack is the thread's, not the
  // work's.
  llvm::thread thread(std::optional<unsigned>(kStackBytes), [&] {
    const SignalStack stack;
    returned = guard.RunSafely(body);
  });
  thread.join();
  if (!words.empty()) return {Ending::GaveUp, std::move(words)};
  if (!fault.empty()) return {Ending::Failed, std::move(fault)};
  return {returned ? Ending::Whole : Ending::Died, {}};
}

/// A thread that is left running must not see static objects die.
void end_without_destructors() {
  static std::once_flag done;
  std::call_once(done, [] { on_exit([](int status, void*) { _exit(status); }, nullptr); });
}

/// What the waiting thread and the working one share.
struct Shared {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;  // guarded by mutex, as is the next
  Ended ended;
};

}  // namespace

Ended run_guarded(std::function<void()> work, std::chrono::seconds limit) {
  initialise_once();
  const auto shared = std::make_shared<Shared>();
  std::thread worker([shared, work = std::move(work)] {
    Ended ended = run_to_the_end(work);
    const std::lock_guard lock(shared->mutex);
    shared->ended = std::move(ended);
    shared->done = true;
    shared->changed.notify_one();
  });
  std::unique_lock lock(shared->mutex);
  if (!shared->changed.wait_for(lock, limit, [&] { return shared->done; })) {
    end_without_destructors();
    worker.detach();
    return {Ending::Late, {}};
  }
  lock.unlock();
  worker.join();
  return shared->ended;
}

}  // namespace assay
