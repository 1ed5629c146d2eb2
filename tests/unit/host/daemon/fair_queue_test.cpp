// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/fair_queue.hpp"

#include <gtest/gtest.h>

#include <string>

namespace assay::host {
namespace {

class FairQueueTest : public testing::Test {
 protected:
  void put(Asker who, char letter) {
    queue_.put(who, [this, letter] { done_ += letter; });
  }
  std::string take(int count) {
    done_.clear();
    for (; count > 0; --count) queue_.take()();
    return done_;
  }

  FairQueue queue_;
  std::string done_;
};

TEST_F(FairQueueTest, UsersTakeTurnsAndEachHasWhatItAskedForFirst) {
  for (const char letter : {'a', 'b', 'c', 'd'}) put(1000, letter);
  put(1001, 'x');
  put({}, '0');
  put(1001, 'y');
  EXPECT_EQ(take(7), "ax0bycd");
  EXPECT_TRUE(queue_.empty());
}

TEST_F(FairQueueTest, WhoComesBackGoesBehindWhoWaits) {
  put(1000, 'a');
  put(1000, 'b');
  put(1001, 'x');
  EXPECT_EQ(take(1), "a");
  put(1000, 'c');
  put(1002, 'q');
  EXPECT_EQ(take(4), "xbqc");
  put(1000, 'd');
  EXPECT_EQ(take(1), "d");
}

}  // namespace
}  // namespace assay::host
