// SPDX-License-Identifier: Apache-2.0
#include "ir/base/boundary.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace assay {
namespace {

std::string no_memory() noexcept { return "no memory"; }
std::string fault(const char* what) noexcept { return what; }

template <class Work>
std::string told(Work&& work) {
  return behind_the_boundary<std::string>({no_memory, fault}, std::forward<Work>(work));
}

TEST(Boundary, WhatIsThrownBecomesAHandle) {
  EXPECT_EQ(told([] { return std::string("done"); }), "done");
  EXPECT_EQ(told([]() -> std::string { throw std::bad_alloc(); }), "no memory");
  EXPECT_EQ(told([]() -> std::string { throw std::runtime_error("broken"); }), "broken");
  EXPECT_EQ(told([]() -> std::string { throw 7; }), "an unknown exception");
}

/// As it was when asked; it is enabled afterwards.
int cancel_state() {
  int state = 0;
  EXPECT_EQ(::pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state), 0);
  return state;
}

TEST(Boundary, NoThreadIsCancelledBehindIt) {
  int within = PTHREAD_CANCEL_ENABLE;
  EXPECT_EQ(told([&] {
              within = cancel_state();
              return std::string();
            }),
            "");
  EXPECT_EQ(within, PTHREAD_CANCEL_DISABLE);
  EXPECT_EQ(cancel_state(), PTHREAD_CANCEL_ENABLE);
}

}  // namespace
}  // namespace assay
