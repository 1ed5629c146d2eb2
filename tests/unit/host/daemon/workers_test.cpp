// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/workers.hpp"

#include <gtest/gtest.h>

#include <future>
#include <string>

namespace assay::host {
namespace {

/// What is done in turn, a letter each, while all of it waits.
class Turns {
 public:
  Turns() {
    workers_.do_in_turn(Urgency::Control, [this] { begin_.get_future().wait(); });
  }
  void put(Urgency urgency, char letter) {
    workers_.do_in_turn(urgency, [this, letter] { done_ += letter; });
  }
  /// Of those that each put another one behind itself.
  void put_endless(Urgency urgency, char letter) {
    workers_.do_in_turn(urgency, [this, urgency, letter] {
      done_ += letter;
      if (done_.size() < 1000) put_endless(urgency, letter);
    });
  }
  std::string done() {
    begin_.set_value();
    std::promise<void> end;
    workers_.do_in_turn(Urgency::Submit, [&end] { end.set_value(); });
    end.get_future().wait();
    return done_;
  }

 private:
  std::promise<void> begin_;
  std::string done_;
  Workers workers_{1};
};

TEST(Workers, WhatIsUrgentGoesFirst) {
  Turns turns;
  turns.put(Urgency::Submit, 's');
  turns.put(Urgency::Read, 'r');
  turns.put(Urgency::Control, 'c');
  EXPECT_EQ(turns.done(), "crs");
}

TEST(Workers, WhoeverReadsWithoutEndKeepsNoPackageOut) {
  Turns turns;
  turns.put_endless(Urgency::Read, 'r');
  turns.put(Urgency::Submit, 's');
  EXPECT_EQ(turns.done().find('s'), kReadsBeforeSubmit);
}

TEST(Workers, WhatIsControlledWaitsForNeither) {
  Turns turns;
  for (int i = 0; i < 100; ++i) {
    turns.put(Urgency::Submit, 's');
    turns.put(Urgency::Read, 'r');
  }
  turns.put(Urgency::Control, 'c');
  EXPECT_EQ(turns.done().front(), 'c');
}

}  // namespace
}  // namespace assay::host
