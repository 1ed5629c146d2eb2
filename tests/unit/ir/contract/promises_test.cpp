// SPDX-License-Identifier: Apache-2.0
// Each promise of each built-in contract names who makes it: what no source of a platform promises,
// no contract may promise.
#include "ir/contract/promises.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/builtin.hpp"

namespace assay {
namespace {

TEST(Promises, EachHasASource) {
  for (const Contract& contract : builtin_contracts()) {
    for (const Promise& promise : promises_of(contract)) {
      EXPECT_FALSE(promise.source.empty())
          << contract.name << ": nobody is named for " << promise.subject << ": " << promise.fact;
    }
  }
}

/// The test above would say nothing of what promises_of leaves out.
TEST(Promises, NoFactIsLeftOut) {
  for (const Contract& contract : builtin_contracts()) {
    const std::vector<Promise> promises = promises_of(contract);
    const auto of = [&](PromiseOf kind) {
      return static_cast<std::size_t>(std::ranges::count(promises, kind, &Promise::of));
    };
    const std::size_t context = contract.context_size == 0 ? 0 : 1 + contract.fields.size();
    EXPECT_EQ(of(PromiseOf::Context), context) << contract.name;
    EXPECT_EQ(of(PromiseOf::Region), contract.regions.size()) << contract.name;
    EXPECT_EQ(of(PromiseOf::Result), 1U) << contract.name;
    EXPECT_EQ(of(PromiseOf::Policy), 1U) << contract.name;
    EXPECT_EQ(of(PromiseOf::Limits), 1U) << contract.name;
    EXPECT_EQ(of(PromiseOf::MapKind), contract.map_kinds.size()) << contract.name;
    EXPECT_EQ(of(PromiseOf::Helper), contract.helpers.size()) << contract.name;
  }
}

std::string source_of(const Contract& contract, const std::string& subject) {
  for (const Promise& promise : promises_of(contract)) {
    if (promise.subject == subject) return promise.source;
  }
  return "no such promise";
}

TEST(Promises, AHelperNamesItsFunctionAndAFieldItsRegion) {
  const Contract& xdp = *find_contract("linux/xdp");
  EXPECT_EQ(source_of(xdp, "helper 190 xdp_store_bytes"), "net/core/filter.c, bpf_xdp_store_bytes");
  EXPECT_EQ(source_of(xdp, "field data"), xdp.regions[0].source.text);
  EXPECT_EQ(source_of(xdp, "field rx_queue_index"), xdp.source.text);
}

TEST(Promises, AFactIsToldAsItIs) {
  Contract contract = *find_contract("windows/process");
  contract.regions[0].may_be_null = false;
  contract.regions[0].reversed = 5;
  for (const Promise& promise : promises_of(contract)) {
    if (promise.of != PromiseOf::Region) continue;
    EXPECT_NE(promise.fact.find("never null"), std::string::npos) << promise.fact;
    EXPECT_NE(promise.fact.find("up to 5 bytes before"), std::string::npos) << promise.fact;
  }
}

TEST(Promises, WhereAFactComesFromIsNoFact) {
  Contract contract = *find_contract("windows/process");
  contract.source.text = "hearsay";
  contract.regions[0].source.text.clear();
  contract.helpers[0].source.text = "a rumour";
  EXPECT_EQ(contract, *find_contract("windows/process"));
}

}  // namespace
}  // namespace assay
