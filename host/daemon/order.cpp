// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/order.hpp"

#include <algorithm>

namespace assay::host {
namespace {

/// Of so many turns one is for a document that is tried again, and of so many one for a statement
/// that is known to be no kill switch.
constexpr std::uint64_t kTurns = 4;
constexpr std::uint64_t kOtherTurns = 8;
/// A package that has waited so long has a turn, whatever else there is.
constexpr std::chrono::seconds kPackageWaits{5};

bool is_due(const auto& waiting, Clock::time_point now) {
  return !waiting.empty() && waiting.begin()->first.first <= now;
}

std::size_t index_of(auto of) { return static_cast<std::size_t>(of); }

Order::Way other(Order::Way way) {
  return way == Order::Way::Folder ? Order::Way::Layout : Order::Way::Folder;
}

}  // namespace

std::map<Order::Number, std::string>& Order::fresh(const Item& item) {
  return fresh_.at(index_of(item.stage)).at(index_of(item.way));
}

Order::Again& Order::again(Stage stage) {
  return stage == Stage::Packages ? packages_ : documents_;
}

void Order::put(const Item& item) {
  remove(item.key);
  places_[item.key] = {item, Age::New, ++last_, {}};
  fresh(item)[last_] = item.key;
}

void Order::put_again(const Item& item, Clock::time_point due) {
  remove(item.key);
  places_[item.key] = {item, Age::Again, ++last_, due};
  again(item.stage)[{due, last_}] = item.key;
}

void Order::hasten(Clock::time_point now) {
  for (Again* const waiting : {&documents_, &packages_}) {
    Again all;
    for (const auto& [when, key] : *waiting) {
      Place& place = places_.at(key);
      place.due = std::min(place.due, now);
      all[{place.due, place.number}] = key;
    }
    *waiting = std::move(all);
  }
}

void Order::remove(const std::string& key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return;
  const Place& place = found->second;
  if (place.age == Age::New) {
    fresh(place.item).erase(place.number);
  } else {
    again(place.item.stage).erase({place.due, place.number});
  }
  places_.erase(found);
}

bool Order::has_fresh(Stage stage) const {
  return std::ranges::any_of(fresh_.at(index_of(stage)),
                             [](const auto& waiting) { return !waiting.empty(); });
}

std::optional<Order::Stage> Order::fresh_stage() const {
  // A root goes first, as statements that came with it may be signed by its keys.
  const bool root = has_fresh(Stage::Roots);
  const bool statement = has_fresh(Stage::Statements);
  if (root && !(statement && root_was_last_)) return Stage::Roots;
  for (const Stage stage : {Stage::Statements, Stage::OtherStatements}) {
    if (has_fresh(stage)) return stage;
  }
  if (has_fresh(Stage::Packages) && !packages_held_) return Stage::Packages;
  return std::nullopt;
}

std::string Order::first_fresh(Stage stage) const {
  const auto& ways = fresh_.at(index_of(stage));
  const Way last = last_way_.at(index_of(stage));
  const auto& others = ways.at(index_of(other(last)));
  return (others.empty() ? ways.at(index_of(last)) : others).begin()->second;
}

std::optional<std::string> Order::first_package(Clock::time_point now) const {
  if (packages_held_) return std::nullopt;
  if (has_fresh(Stage::Packages)) return first_fresh(Stage::Packages);
  if (is_due(packages_, now)) return packages_.begin()->second;
  return std::nullopt;
}

/// What has its share now, though others would go before it.
std::optional<std::string> Order::shared_key(Clock::time_point now) const {
  if (turn_ % kTurns == kTurns - 1 && is_due(documents_, now)) return documents_.begin()->second;
  if (turn_ % kOtherTurns == 0 && turn_ != 0 && has_fresh(Stage::OtherStatements)) {
    return first_fresh(Stage::OtherStatements);
  }
  if (package_due_ && now >= *package_due_) return first_package(now);
  return std::nullopt;
}

std::optional<std::string> Order::next_key(Clock::time_point now) const {
  if (auto shared = shared_key(now)) return shared;
  const auto stage = fresh_stage();
  if (stage && *stage != Stage::Packages) return first_fresh(*stage);
  if (stage) return first_package(now);
  if (is_due(documents_, now)) return documents_.begin()->second;
  return first_package(now);
}

bool Order::has_new_document() const {
  return has_fresh(Stage::Roots) || has_fresh(Stage::Statements) ||
         has_fresh(Stage::OtherStatements);
}

std::optional<Order::Next> Order::next(Clock::time_point now) const {
  const auto key = next_key(now);
  if (!key) return std::nullopt;
  const Place& place = places_.at(*key);
  return Next{place.item, place.age};
}

std::optional<Order::Next> Order::take(Clock::time_point now) {
  auto taken = next(now);
  if (!taken) return taken;
  ++turn_;
  if (taken->item.stage == Stage::Packages) {
    package_due_.reset();
  } else if (!package_due_ && first_package(now)) {
    package_due_ = now + kPackageWaits;
  }
  if (taken->age == Age::New) {
    const Stage stage = taken->item.stage;
    root_was_last_ = stage == Stage::Roots && has_fresh(Stage::Statements);
    last_way_.at(index_of(stage)) = taken->item.way;
  }
  remove(taken->item.key);
  return taken;
}

}  // namespace assay::host
