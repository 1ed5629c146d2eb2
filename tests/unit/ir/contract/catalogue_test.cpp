// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/catalogue.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

Contract named(std::string name, std::uint32_t context_size = 0) {
  Contract made;
  made.name = std::move(name);
  made.context_size = context_size;
  return made;
}

std::vector<std::string> names_of(const Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const auto& contract : catalogue.contracts()) names.push_back(contract->name);
  return names;
}

TEST(Catalogue, a_short_name_is_found_where_it_is_unique) {
  const Catalogue catalogue(
      {named("linux/xdp"), named("windows/xdp"), named("linux/lwt"), named("unspec")});
  EXPECT_EQ(catalogue.find("xdp"), nullptr);
  EXPECT_EQ(catalogue.find("linux/xdp")->name, "linux/xdp");
  EXPECT_EQ(catalogue.find("lwt")->name, "linux/lwt");
  EXPECT_EQ(catalogue.find("unspec")->name, "unspec");
  EXPECT_EQ(catalogue.find("no such"), nullptr);
  EXPECT_EQ(catalogue.named("lwt"), nullptr);
  EXPECT_EQ(catalogue.named("linux/lwt")->name, "linux/lwt");
}

TEST(Catalogue, has_each_name_once_and_the_first_counts) {
  const Catalogue catalogue({named("a", 1), named("b"), named("a", 2)});
  EXPECT_EQ(names_of(catalogue), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(catalogue.find("a")->context_size, 1u);
}

TEST(Catalogue, others_stand_before_it_and_do_not_take_its_names) {
  const Catalogue first({named("a", 1), named("b")});
  const Catalogue both = first.with({named("a", 2), named("c")});
  EXPECT_EQ(names_of(both), (std::vector<std::string>{"c", "a", "b"}));
  EXPECT_EQ(both.find("a"), first.find("a"));
  EXPECT_EQ(names_of(first), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace assay
