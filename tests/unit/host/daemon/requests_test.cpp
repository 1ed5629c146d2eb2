// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/requests.hpp"

#include <gtest/gtest.h>

namespace assay::host {
namespace {

const Request& request(const std::string& word) {
  const auto document = loader::read_document("{\"do\":\"" + word + "\"}");
  return *request_of(document.value());
}
Urgency urgency_of(const std::string& word) { return request(word).urgency; }

TEST(Requests, AStatementWaitsForNoPackageThatClientsSubmit) {
  EXPECT_LT(urgency_of("statement"), urgency_of("submit"));
  EXPECT_LT(urgency_of("root"), urgency_of("submit"));
  EXPECT_LT(urgency_of("kill"), urgency_of("statement"));
}

TEST(Requests, AKillSwitchWaitsForNeitherPackagesNorHooks) {
  EXPECT_EQ(request("kill").lane, Lane::Turns);
  EXPECT_EQ(request("submit").lane, Lane::Packages);
  EXPECT_EQ(request("hooks").lane, Lane::Aside);
}

}  // namespace
}  // namespace assay::host
