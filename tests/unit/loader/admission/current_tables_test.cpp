// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/current_tables.hpp"

#include <gtest/gtest.h>

#include <list>
#include <utility>
#include <vector>

namespace assay::loader {
namespace {

std::shared_ptr<const HookTables> tables(const std::string& hook) {
  HookTables made;
  made[hook] = {};
  return std::make_shared<const HookTables>(std::move(made));
}

class Current : public ::testing::Test {
 protected:
  /// Makes tables of that one hook current, and gives a sight of them that holds nothing.
  std::weak_ptr<const HookTables> put(const std::string& hook) {
    std::shared_ptr<const HookTables> made = tables(hook);
    current_.put(made);
    return made;
  }
  bool holds(const CurrentTables::Held& held, const std::string& hook) {
    return (*held).contains(hook);
  }

  CurrentTables current_;
};

TEST_F(Current, TablesThatWereUsedGoOnceOthersAreCurrent) {
  const std::weak_ptr<const HookTables> first = put("first");
  EXPECT_TRUE(holds(CurrentTables::Held(current_), "first"));
  EXPECT_FALSE(first.expired());
  (void)put("second");
  EXPECT_TRUE(first.expired());
  EXPECT_TRUE(holds(CurrentTables::Held(current_), "second"));
}

TEST_F(Current, WhatIsHeldStaysUntilItsLastHolderLetsGo) {
  const std::weak_ptr<const HookTables> first = put("first");
  {
    const CurrentTables::Held before(current_);
    const std::weak_ptr<const HookTables> second = put("second");
    (void)put("third");
    EXPECT_TRUE(second.expired());
    EXPECT_TRUE(holds(before, "first"));
    EXPECT_TRUE(holds(CurrentTables::Held(current_), "third")) << "while another has the old ones";
  }
  EXPECT_TRUE(first.expired());
  EXPECT_TRUE(holds(CurrentTables::Held(current_), "third"));
}

/// A machine of which one can see whether it is still there.
struct Seen final : Machinery {
  explicit Seen(std::shared_ptr<int> sign) : sign(std::move(sign)) {}
  std::shared_ptr<int> sign;
};

TEST_F(Current, AMachineStaysForTheNextEventAndGoesWithItsTables) {
  HookTables made;
  made["hook"] = {0, {{"sensor", 1, 10, nullptr, nullptr}}};
  current_.put(std::make_shared<const HookTables>(std::move(made)));
  std::weak_ptr<int> seen;
  {
    CurrentTables::Held held(current_);
    auto sign = std::make_shared<int>();
    seen = sign;
    ASSERT_EQ(held.machines().size(), 1U);
    EXPECT_EQ(held.machines()[0], nullptr);
    held.machines()[0] = std::make_unique<Seen>(std::move(sign));
  }
  {
    CurrentTables::Held held(current_);
    CurrentTables::Held meanwhile(current_);
    EXPECT_NE(held.machines()[0], nullptr);
    EXPECT_EQ(meanwhile.machines()[0], nullptr) << "that is another event's";
    (void)put("second");
    EXPECT_FALSE(seen.expired()) << "its event still runs";
  }
  EXPECT_TRUE(seen.expired());
  EXPECT_TRUE(CurrentTables::Held(current_).machines().empty());
}

/// A machine that notes when it goes whether its tables are still there.
struct GoesFirst final : Machinery {
  GoesFirst(std::weak_ptr<const HookTables> tables, std::vector<bool>& went)
      : tables(std::move(tables)), went(went) {}
  ~GoesFirst() override { went.push_back(!tables.expired()); }
  std::weak_ptr<const HookTables> tables;
  std::vector<bool>& went;
};

TEST_F(Current, MachinesGoBeforeTheTablesWithAPlaceAndWithout) {
  HookTables made;
  made["hook"] = {0, {{"sensor", 1, 10, nullptr, nullptr}}};
  auto shared = std::make_shared<const HookTables>(std::move(made));
  const std::weak_ptr<const HookTables> seen = shared;
  current_.put(std::move(shared));
  std::vector<bool> went;
  std::list<CurrentTables::Held> held;
  for (std::size_t i = 0; i < kPlaces + 1; ++i) {
    held.emplace_back(current_).machines()[0] = std::make_unique<GoesFirst>(seen, went);
  }
  (void)put("second");
  while (!held.empty()) held.pop_front();
  EXPECT_EQ(went, std::vector<bool>(kPlaces + 1, true));
  EXPECT_TRUE(seen.expired());
}

TEST_F(Current, MoreMayHoldThemThanThereArePlaces) {
  const std::weak_ptr<const HookTables> first = put("first");
  std::list<CurrentTables::Held> held;
  for (std::size_t i = 0; i < kPlaces + 2; ++i) held.emplace_back(current_);
  (void)put("second");
  EXPECT_TRUE(holds(held.front(), "first") && holds(held.back(), "first"));
  EXPECT_TRUE(holds(CurrentTables::Held(current_), "second"));
  held.pop_back();
  EXPECT_FALSE(first.expired());
  held.clear();
  EXPECT_TRUE(first.expired());
}

}  // namespace
}  // namespace assay::loader
