// SPDX-License-Identifier: Apache-2.0
#include "loader/privilege/descriptors.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::loader {
namespace {

TEST(Descriptors, WhatIsOpenedLaterIsNoStandardOne) {
  for (const int closed : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(closed);
      take_standard_descriptors();
      ::_exit(::open("/dev/null", O_RDONLY) > STDERR_FILENO ? 0 : 1);
    }
    int ended = -1;
    ::waitpid(child, &ended, 0);
    EXPECT_EQ(ended, 0) << closed;
  }
}

}  // namespace
}  // namespace assay::loader
