// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/order.hpp"

#include <gtest/gtest.h>

namespace assay::host {
namespace {

using Stage = Order::Stage;
using Way = Order::Way;
using std::chrono::seconds;

const Clock::time_point kNow{seconds{1000}};

/// The names of what is taken by then, at most so many.
std::string taken(Order& order, std::size_t most, Clock::time_point now = kNow) {
  std::string names;
  for (std::size_t i = 0; i < most; ++i) {
    const auto next = order.take(now);
    if (!next) break;
    names += (names.empty() ? "" : " ") + next->item.key;
  }
  return names;
}

void put_many(Order& order, const std::string& name, Way way, Stage stage) {
  for (int i = 0; i < 4000; ++i) order.put({name + std::to_string(i), way, stage});
}

TEST(Order, RootsGoFirstAndPackagesLast) {
  Order order;
  order.put({"package", Way::Folder, Stage::Packages});
  order.put({"other", Way::Folder, Stage::OtherStatements});
  order.put({"kill", Way::Folder, Stage::Statements});
  order.put({"root", Way::Folder, Stage::Roots});
  EXPECT_EQ(taken(order, 9), "root kill other package");
}

TEST(Order, ManyRootsKeepNoStatementWaiting) {
  Order order;
  put_many(order, "a", Way::Folder, Stage::Roots);
  order.put({"kill", Way::Folder, Stage::Statements});
  EXPECT_EQ(taken(order, 2), "a0 kill");
}

TEST(Order, TheLayoutKeepsTheFolderFromNothing) {
  for (const Stage stage :
       {Stage::Roots, Stage::Statements, Stage::OtherStatements, Stage::Packages}) {
    Order order;
    put_many(order, "a", Way::Layout, stage);
    order.put({"z", Way::Folder, stage});
    EXPECT_EQ(taken(order, 3), "z a0 a1");
    put_many(order, "b", Way::Folder, stage);
    EXPECT_EQ(taken(order, 3), "b0 a2 b1");
  }
}

TEST(Order, WhatCameFirstGoesFirstWhateverItsName) {
  Order order;
  order.put({"z", Way::Folder, Stage::Statements});
  order.put({"a", Way::Folder, Stage::Statements});
  EXPECT_EQ(taken(order, 2), "z a");
  order.put({"a", Way::Folder, Stage::Statements});
  order.put({"z", Way::Folder, Stage::Statements});
  order.put({"a", Way::Folder, Stage::OtherStatements});
  EXPECT_EQ(taken(order, 3), "z a");  // it lies in one place
}

TEST(Order, WhatIsTriedAgainGoesBehindWhatIsNew) {
  Order order;
  order.put_again({"late", Way::Folder, Stage::Packages}, kNow + seconds{2});
  order.put_again({"package", Way::Folder, Stage::Packages}, kNow);
  order.put_again({"root", Way::Folder, Stage::Roots}, kNow);
  order.put({"new", Way::Folder, Stage::Packages});
  EXPECT_EQ(taken(order, 9), "new root package");
  EXPECT_EQ(taken(order, 9, kNow + seconds{1}), "");
  EXPECT_EQ(taken(order, 9, kNow + seconds{2}), "late");
}

TEST(Order, WhatIsNewKeepsNoDocumentFromBeingTriedAgain) {
  Order order;
  put_many(order, "a", Way::Folder, Stage::Statements);
  order.put_again({"kill", Way::Folder, Stage::Statements}, kNow);
  order.put_again({"package", Way::Folder, Stage::Packages}, kNow);
  EXPECT_EQ(taken(order, 8), "a0 a1 a2 kill a3 a4 a5 a6");
}

TEST(Order, ManyThatMayBeKillSwitchesKeepNothingElseOut) {
  Order order;
  put_many(order, "a", Way::Folder, Stage::Statements);
  order.put({"release", Way::Folder, Stage::OtherStatements});
  order.put({"package", Way::Folder, Stage::Packages});
  EXPECT_EQ(taken(order, 9), "a0 a1 a2 a3 a4 a5 a6 a7 release");
  EXPECT_EQ(taken(order, 1, kNow + seconds{4}), "a8");
  EXPECT_EQ(taken(order, 2, kNow + seconds{5}), "package a9");
}

TEST(Order, ManyPackagesTakeNoMoreThanTheirShare) {
  Order order;
  put_many(order, "a", Way::Folder, Stage::Statements);
  put_many(order, "p", Way::Folder, Stage::Packages);
  EXPECT_EQ(taken(order, 2), "a0 a1");
  EXPECT_EQ(taken(order, 3, kNow + seconds{6}), "p0 a2 a3");
  EXPECT_EQ(taken(order, 1, kNow + seconds{10}), "a4");
  EXPECT_EQ(taken(order, 2, kNow + seconds{11}), "p1 a5");
}

TEST(Order, PackagesThatAreHeldKeepNothingElseWaiting) {
  Order order;
  order.put({"package", Way::Folder, Stage::Packages});
  order.put_again({"old", Way::Folder, Stage::Packages}, kNow);
  order.put_again({"root", Way::Folder, Stage::Roots}, kNow);
  order.put({"kill", Way::Folder, Stage::Statements});
  order.hold_packages();
  EXPECT_EQ(taken(order, 9), "kill root");
  order.put({"other", Way::Folder, Stage::OtherStatements});
  EXPECT_EQ(taken(order, 9, kNow + seconds{9}), "other") << "its share waits, too";
  order.let_packages_go();
  EXPECT_EQ(taken(order, 9, kNow + seconds{9}), "package old");
}

TEST(Order, WhatIsHastenedGoesByWhenItWasTried) {
  Order order;
  order.put_again({"z", Way::Folder, Stage::Statements}, kNow + seconds{30});
  order.put_again({"a", Way::Folder, Stage::Statements}, kNow + seconds{1});
  EXPECT_FALSE(order.next(kNow));
  order.hasten(kNow);
  EXPECT_EQ(taken(order, 9), "z a");
}

TEST(Order, WhatIsRemovedIsTakenNoMore) {
  Order order;
  order.put({"new", Way::Folder, Stage::Roots});
  order.put_again({"again", Way::Folder, Stage::Roots}, kNow);
  order.remove("new");
  order.remove("again");
  order.remove("never there");
  EXPECT_EQ(taken(order, 9), "");
}

}  // namespace
}  // namespace assay::host
