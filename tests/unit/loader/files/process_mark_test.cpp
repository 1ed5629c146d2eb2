// SPDX-License-Identifier: Apache-2.0
#include "loader/files/process_mark.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::loader {
namespace {

constexpr int kYes = 0;
constexpr int kNo = 1;
constexpr int kCannotTell = 2;

/// How a child ends that does `work`.
template <class Work>
int end_of_child(Work&& work) {
  const pid_t child = ::fork();
  if (child == 0) _exit(work());
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ProcessMark, IsTheProcesssOwnAndNotItsChildren) {
  const ProcessMark mark;
  EXPECT_TRUE(mark.is_own());
  EXPECT_EQ(end_of_child([&] { return mark.is_own() ? kYes : kNo; }), kNo);
  EXPECT_TRUE(mark.is_own());
}

TEST(ProcessMark, AChildOfTheSameNumberIsAnother) {
  // The first process of a namespace is number 1, and so is the first one of the next.
  const int end = end_of_child([] {
    if (::unshare(CLONE_NEWPID) != 0) return kCannotTell;
    return end_of_child([] {
      const ProcessMark mark;
      if (::getpid() != 1 || ::unshare(CLONE_NEWPID) != 0) return kCannotTell;
      return end_of_child([&] { return ::getpid() == 1 && mark.is_own() ? kYes : kNo; });
    });
  });
  if (end == kCannotTell) GTEST_SKIP() << "this process may make no namespace";
  EXPECT_EQ(end, kNo);
}

}  // namespace
}  // namespace assay::loader
