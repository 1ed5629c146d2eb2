// SPDX-License-Identifier: Apache-2.0
// docs/package.md against the code: the package that it explains byte by byte is one that is
// written, and its table of the checker's codes is codes.def.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "ir/package/write.hpp"
#include "samples.hpp"

namespace assay {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(std::string(ASSAY_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The document's example: one program that looks at a table, under a contract of its own, so that
/// no change of a built-in contract changes the document.
std::vector<std::uint8_t> example() {
  Contract contract;
  contract.name = "example/hook";
  contract.platform_version = "1.0";
  contract.context_size = 8;
  contract.fields.resize(1);
  contract.fields[0].name = "number";
  contract.fields[0].size = 8;
  ProvedProgram program = test::proved(
      test::program_of("count", "r1 = map[0]\nr0 = 0\nexit\n", {test::table("counts")}));
  program.program = [&] {
    Program own = *program.program;
    own.section = "hook";
    return std::make_shared<const Program>(std::move(own));
  }();
  program.contract = std::make_shared<const Contract>(std::move(contract));
  program.worst_case = 3;
  SealedPackage package = test::packed({program});
  package.announced = {16, 0, 512, 0};
  return write_package(package);
}

std::string hexadecimal(const std::vector<std::uint8_t>& bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) out += fmt::format("{:02x} ", byte);
  return out;
}

TEST(PackageDocument, ExplainsAPackageThatIsWritten) {
  const std::regex line("^([0-9a-f]{4})  ((?:[0-9a-f]{2} )+) .*$");
  std::istringstream document(file("docs/package.md"));
  std::vector<std::uint8_t> bytes;
  for (std::string text; std::getline(document, text);) {
    std::smatch parts;
    if (!std::regex_match(text, parts, line)) continue;
    EXPECT_EQ(std::stoul(parts[1].str(), nullptr, 16), bytes.size()) << text;
    std::istringstream run(parts[2].str());
    for (std::string byte; run >> byte;)
      bytes.push_back(static_cast<std::uint8_t>(std::stoul(byte, nullptr, 16)));
  }
  EXPECT_EQ(bytes, example()) << "the package now: " << hexadecimal(example());
}

TEST(PackageDocument, ListsTheCodesOfTheChecker) {
  const auto all = [](const std::string& text, const std::regex& row) {
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at)
      found.insert((*at)[1].str() + " " + (*at)[2].str());
    return found;
  };
  const auto in_table =
      all(file("loader/checker/codes.def"), std::regex(R"(ASSAY_CHECK_CODE\((\w+), (\d+)\))"));
  const auto in_document =
      all(file("docs/package.md"), std::regex(R"(\n\| ([A-Z]\w+) \| (\d+) \|)"));
  EXPECT_GE(in_table.size(), 50u);
  EXPECT_EQ(in_document, in_table);
}

}  // namespace
}  // namespace assay
