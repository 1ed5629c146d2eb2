// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/requests.hpp"

#include <gtest/gtest.h>

namespace assay::host {
namespace {

Urgency urgency_of(const std::string& word) {
  const auto document = loader::read_document("{\"do\":\"" + word + "\"}");
  return request_of(document.value())->urgency;
}

TEST(Requests, AStatementWaitsForNoPackageThatClientsSubmit) {
  EXPECT_LT(urgency_of("statement"), urgency_of("submit"));
  EXPECT_LT(urgency_of("root"), urgency_of("submit"));
  EXPECT_LT(urgency_of("kill"), urgency_of("statement"));
}

}  // namespace
}  // namespace assay::host
