// SPDX-License-Identifier: Apache-2.0
// docs/contract-facts.md: each fact, and who honours it.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "ir/contract/schema.hpp"

namespace assay::schema {
namespace {

const std::string kRoot = ASSAY_SOURCE_DIR "/";

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Reader {
  std::vector<std::string> folders;
};
const std::vector<Reader>& readers() {
  static const std::vector<Reader> all = {{{"verifier/"}},
                                          {{"ir/interpreter/"}},
                                          {{"tests/evidence/soundness/", "tests/support/oracle/"}}};
  return all;
}

/// The cells of a row of one of the page's tables.
using Row = std::vector<std::string>;

/// The rows of so many cells.
std::vector<Row> rows(std::size_t cells) {
  std::vector<Row> found;
  std::istringstream page(text_of(kRoot + "docs/contract-facts.md"));
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `")) continue;
    Row row;
    for (std::size_t at = 2; at < line.size();) {
      const std::size_t end = line.find(" |", at);
      row.push_back(line.substr(at, end - at));
      at = end + 3;
    }
    if (row.size() == cells) found.push_back(std::move(row));
  }
  return found;
}

using Facts = std::vector<std::string>;

template <Record Owner>
void add_facts(Rests rests, const std::string& prefix, Facts& facts) {
  each_fact<Owner>([&]<class Value>(const Fact<Owner, Value>& row) {
    if (row.rests != rests) return;
    const std::string name = prefix + std::string(row.name);
    if constexpr (kIsPart<Value>) {
      add_facts<Value>(rests, name + ".", facts);
    } else {
      facts.push_back("`" + name + "`");
    }
  });
}

template <Record... Owner>
Facts facts_of(Rests rests) {
  Facts facts;
  (add_facts<Owner>(rests, std::string(kKeyword<Owner>) + ".", facts), ...);
  return facts;
}
Facts all_facts(Rests rests) {
  return facts_of<ContextField, Region, Argument, Helper, MapKind, ReturnRange, NamedValue,
                  AbsentHelper, Policy, Limits, Execution, Contract>(rests);
}

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether the text has `name` as a whole word, after one of `before` and with `after` behind it.
bool mentions(const std::string& text, const std::string& name, std::string_view before,
              bool (*after)(char)) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const char left = at == 0 ? ' ' : text[at - 1];
    const char right = at + name.size() < text.size() ? text[at + name.size()] : ' ';
    if (!is_letter(right) && before.find(left) != std::string_view::npos && after(right))
      return true;
  }
  return false;
}

bool reads_member(const std::string& text, const std::string& name) {
  return mentions(text, name, ".>:", [](char next) { return next != '('; });
}
bool calls(const std::string& text, const std::string& name) {
  return mentions(text, name, " .>:!(", [](char next) { return next == '('; });
}

/// The last part of a fact's name, by which its member is called. A part of a fact
/// ("key_bytes.least") is read with the fact.
std::string member_of(const std::string& fact) {
  const std::string rest = fact.substr(fact.find('.') + 1);
  return rest.substr(0, rest.find('.'));
}

/// "[file](../path)", or with " (function)" behind it: the path.
std::string path_in(const std::string& cell) {
  const std::size_t begin = cell.find("(../");
  if (begin == std::string::npos) return {};
  return cell.substr(begin + 4, cell.find(')', begin) - begin - 4);
}

void expect_reads(const std::string& fact, const std::string& name, const std::string& cell,
                  const Reader& reader) {
  const std::string path = path_in(cell);
  ASSERT_NE(path, "") << fact << ": " << cell;
  const std::size_t end = cell.find(')', cell.find("(../"));
  bool is_of_reader = false;
  for (const std::string& folder : reader.folders) is_of_reader |= path.starts_with(folder);
  EXPECT_TRUE(is_of_reader) << fact << ": " << path;
  const std::string text = text_of(kRoot + path);
  if (end + 1 == cell.size()) {
    EXPECT_TRUE(reads_member(text, name)) << path << " does not read " << fact;
  } else {
    const std::string function = cell.substr(end + 3, cell.size() - end - 4);
    EXPECT_TRUE(calls(text, function)) << path << " does not call " << function;
  }
}

void expect_unread(const std::string& fact, const std::string& name, const Reader& reader) {
  for (const std::string& folder : reader.folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot + folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".hpp") continue;
      EXPECT_FALSE(reads_member(text_of(entry.path().string()), name))
          << entry.path() << " reads " << fact << ", and the page says that nobody does";
    }
  }
}

TEST(ContractFacts, the_page_has_each_fact_of_a_proof) {
  Facts listed;
  for (const Row& row : rows(1 + readers().size())) listed.push_back(row.front());
  EXPECT_EQ(listed, all_facts(Rests::Proof));
}

TEST(ContractFacts, the_page_has_each_other_fact_and_who_reads_it) {
  Facts listed;
  for (const Row& row : rows(2)) {
    listed.push_back(row.front());
    const std::string fact = row.front().substr(1, row.front().size() - 2);
    const std::string path = path_in(row.back());
    ASSERT_NE(path, "") << fact;
    EXPECT_TRUE(reads_member(text_of(kRoot + path), member_of(fact)))
        << path << " does not read " << fact;
  }
  EXPECT_EQ(listed, all_facts(Rests::Nothing));
}

TEST(ContractFacts, are_honoured_where_the_page_says_so_and_nowhere_else) {
  for (const Row& row : rows(1 + readers().size())) {
    const std::string fact = row.front().substr(1, row.front().size() - 2);
    const std::string name = member_of(fact);
    for (std::size_t i = 0; i < readers().size(); ++i) {
      const std::string& cell = row.at(i + 1);
      if (!cell.starts_with("no: ")) {
        expect_reads(fact, name, cell, readers()[i]);
      } else if (cell.size() < 10) {
        ADD_FAILURE() << fact << ": no reason";
      } else {
        expect_unread(fact, name, readers()[i]);
      }
    }
  }
}

}  // namespace
}  // namespace assay::schema
