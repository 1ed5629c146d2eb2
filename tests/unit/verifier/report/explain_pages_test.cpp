// SPDX-License-Identifier: Apache-2.0
// Every error code has a page in docs/explain, and every page a code.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr ErrorCode kCodes[] = {
#define ASSAY_ERROR(name, code, kind, title, repair) ErrorCode::name,
#include "ir/base/errors.def"
#undef ASSAY_ERROR
};

std::filesystem::path folder() {
  return std::filesystem::path(ASSAY_SOURCE_DIR) / "docs" / "explain";
}

TEST(ExplainPages, EveryCodeHasAPageWithItsTitleAndARepair) {
  for (const ErrorCode code : kCodes) {
    const std::string id(error_id(code));
    std::ifstream in(folder() / (id + ".md"));
    ASSERT_TRUE(in) << id << " has no page";
    std::string heading;
    std::getline(in, heading);
    EXPECT_EQ(heading, "# " + id + ": " + std::string(error_title(code)));
    const std::string rest((std::istreambuf_iterator<char>(in)), {});
    EXPECT_NE(rest.find("## Repair\n"), std::string::npos) << id;
  }
}

TEST(ExplainPages, EveryPageHasACode) {
  std::set<std::string> known;
  for (const ErrorCode code : kCodes) known.insert(std::string(error_id(code)) + ".md");
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    EXPECT_TRUE(known.contains(entry.path().filename().string())) << entry.path();
  }
}

}  // namespace
}  // namespace assay
