// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/peer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace assay::host {
namespace {

constexpr uid_t kSomebody = 4242;

TEST(Rights, BelongToTheHostsOwnUserUntilTheyAreGiven) {
  const Rights rights;
  EXPECT_TRUE(rights.has({::geteuid(), {}}, Right::Control));
  EXPECT_FALSE(rights.has({kSomebody, {}}, Right::Read));
}

TEST(Rights, AreSeparate) {
  Rights rights;
  ASSERT_TRUE(rights.give("read=user:4242").ok());
  EXPECT_TRUE(rights.has({kSomebody, {}}, Right::Read));
  for (const Right right : {Right::Submit, Right::Dispatch, Right::Control}) {
    EXPECT_FALSE(rights.has({kSomebody, {}}, right));
  }
}

TEST(Rights, AreGivenToGroupsAndToAll) {
  Rights rights;
  ASSERT_TRUE(rights.give("dispatch=group:77").ok());
  EXPECT_TRUE(rights.has({kSomebody, {5, 77}}, Right::Dispatch));
  EXPECT_FALSE(rights.has({kSomebody, {5}}, Right::Dispatch));
  ASSERT_TRUE(rights.give("read=all").ok());
  EXPECT_TRUE(rights.has({kSomebody, {}}, Right::Read));
}

TEST(Rights, AreNotGivenByWhatIsNoRule) {
  Rights rights;
  for (const char* const rule : {"", "read", "fly=all", "read=", "read=user:", "read=user:-1",
                                 "read=somebody", "read=user:no-such-user-here"}) {
    EXPECT_FALSE(rights.give(rule).ok()) << rule;
  }
}

}  // namespace
}  // namespace assay::host
