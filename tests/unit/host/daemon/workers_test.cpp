// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/workers.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

namespace assay::host {
namespace {

using namespace std::chrono_literals;

/// Work that has begun, and ends when it is let go.
class Held {
 public:
  Work work() {
    return [this] {
      began_.set_value();
      let_go_.get_future().wait();
    };
  }
  void wait_for_it() { ASSERT_EQ(began_.get_future().wait_for(20s), std::future_status::ready); }
  void let_go() { let_go_.set_value(); }

 private:
  std::promise<void> began_;
  std::promise<void> let_go_;
};

TEST(Workers, WhatIsDoneAsideKeepsNoTurnAndNoEventWaiting) {
  Held slow;
  Held package;
  Workers workers(1);
  workers.do_aside({}, slow.work());
  workers.do_package({}, package.work());
  slow.wait_for_it();
  package.wait_for_it();
  std::promise<void> turn;
  std::promise<void> event;
  workers.do_in_turn(Urgency::Control, {}, [&] { turn.set_value(); });
  workers.do_event({}, [&] { event.set_value(); });
  EXPECT_EQ(turn.get_future().wait_for(20s), std::future_status::ready);
  EXPECT_EQ(event.get_future().wait_for(20s), std::future_status::ready);
  slow.let_go();
  package.let_go();
}

/// What is done in turn, a letter each, while all of it waits.
class Turns {
 public:
  Turns() {
    workers_.do_in_turn(Urgency::Control, {}, [this] { begin_.get_future().wait(); });
  }
  void put(Urgency urgency, char letter, Asker who = {}) {
    workers_.do_in_turn(urgency, who, [this, letter] { done_ += letter; });
  }
  /// Of those that each put another one behind itself.
  void put_endless(Urgency urgency, char letter) {
    workers_.do_in_turn(urgency, {}, [this, urgency, letter] {
      done_ += letter;
      if (done_.size() < 1000) put_endless(urgency, letter);
    });
  }
  /// Up to what `who` asks for last.
  std::string done(Asker who = {}) {
    begin_.set_value();
    std::promise<void> end;
    workers_.do_in_turn(Urgency::Submit, who, [&end] { end.set_value(); });
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

TEST(Workers, WhoeverAsksForMuchKeepsNoOtherUserWaiting) {
  Turns turns;
  for (int i = 0; i < 31; ++i) turns.put(Urgency::Submit, 'm', 1000);
  turns.put(Urgency::Submit, 'h');
  for (int i = 0; i < 2; ++i) turns.put(Urgency::Submit, 'o', 1001);
  EXPECT_EQ(turns.done(1000).substr(0, 7), "mhomomm");
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
