// SPDX-License-Identifier: Apache-2.0
#include "session/contract_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

/// Splits CSV text into records, minding quotes; keeps the line at which each record begins.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  struct Record {
    std::size_t line = 0;  // from 1
    std::vector<std::string> fields;
  };

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  /// The next record, or a sentence that says what is wrong with it (nullopt in `fields`).
  std::optional<Record> next() {
    Record record{line_, {}};
    for (;;) {
      std::optional<std::string> field = next_field();
      if (!field) return std::nullopt;
      record.fields.push_back(std::move(*field));
      if (at_end()) return record;
      const char separator = text_[at_++];
      if (separator == ',') continue;
      ++line_;
      return record;
    }
  }

 private:
  /// A field up to, and not including, the comma or line feed that ends it. Nullopt: a quote is not
  /// closed, or text follows a closing quote.
  std::optional<std::string> next_field() {
    std::string field;
    if (at_end() || text_[at_] != '"') {
      while (!at_end() && text_[at_] != ',' && text_[at_] != '\n') field += text_[at_++];
      if (!field.empty() && field.back() == '\r') field.pop_back();
      return field;
    }
    for (++at_; !at_end(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[++at_];
      } else {
        ++at_;
        if (!at_end() && text_[at_] == '\r') ++at_;
        if (!at_end() && text_[at_] != ',' && text_[at_] != '\n') return std::nullopt;
        return field;
      }
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Error malformed_map(const std::string& path, std::size_t line, std::string_view what) {
  return {ErrorCode::ContractMapMalformed, fmt::format("{}:{}: {}", path, line, what)};
}

constexpr std::array<std::string_view, 4> kColumns = {"object", "section", "function",
                                                      "program_type"};

bool is_blank(const CsvReader::Record& record) {
  return record.fields.size() == 1 && record.fields[0].empty();
}

/// Whether `suffix` is the end of `path` and begins at a component of it.
bool fits_path(std::string_view path, std::string_view suffix) {
  if (!path.ends_with(suffix)) return false;
  if (path.size() == suffix.size()) return true;
  return suffix.front() == '/' || path[path.size() - suffix.size() - 1] == '/';
}

}  // namespace

Result<ContractMap> parse_contract_map(const std::string& path, std::string_view text) {
  CsvReader reader(text);
  if (reader.at_end()) return malformed_map(path, 1, "the file is empty");
  const auto header = reader.next();
  if (!header) return malformed_map(path, 1, "a quotation mark is not closed");
  std::array<std::size_t, kColumns.size()> columns{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto found = std::find(header->fields.begin(), header->fields.end(), kColumns[i]);
    if (found == header->fields.end()) {
      return malformed_map(path, 1, fmt::format("the header has no column '{}'", kColumns[i]));
    }
    columns[i] = static_cast<std::size_t>(found - header->fields.begin());
  }
  ContractMap map;
  std::size_t line = header->line;
  while (!reader.at_end()) {
    const auto record = reader.next();
    if (!record) return malformed_map(path, line + 1, "a quotation mark is not closed");
    line = record->line;
    if (is_blank(*record)) continue;
    if (record->fields.size() != header->fields.size()) {
      return malformed_map(path, line,
                           fmt::format("{} fields, where the header has {}", record->fields.size(),
                                       header->fields.size()));
    }
    ContractMapRow row{record->fields[columns[0]], record->fields[columns[1]],
                       record->fields[columns[2]], record->fields[columns[3]]};
    if (row.object.empty()) return malformed_map(path, line, "the object is empty");
    if (row.program_type.empty()) return malformed_map(path, line, "the program type is empty");
    map.push_back(std::move(row));
  }
  return map;
}

std::optional<std::string> mapped_program_type(const ContractMap& map, const Program& program) {
  const auto row = std::find_if(map.begin(), map.end(), [&](const ContractMapRow& candidate) {
    return fits_path(program.object, candidate.object) &&
           (candidate.section.empty() || candidate.section == program.section) &&
           (candidate.function.empty() || candidate.function == program.name);
  });
  if (row == map.end()) return std::nullopt;
  return row->program_type;
}

Result<std::string> contract_of_program_type(const Catalogue& catalogue,
                                             const std::string& program_type) {
  if (const auto full = catalogue.named(program_type)) return full->name;
  if (const auto linux_type = catalogue.named("linux/" + program_type)) return linux_type->name;
  return Error{ErrorCode::ContractUnknown,
               fmt::format("the contract map names the program type '{}', for which there is no "
                           "contract",
                           program_type)};
}

}  // namespace assay
