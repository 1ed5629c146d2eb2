// SPDX-License-Identifier: Apache-2.0
// Takes a table apart, member by member: each must be there in the form that is asked for, and none
// may be left over, so that nothing that was signed goes unread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "loader/document/document.hpp"

namespace assay::loader {

/// Asks for members of `value`, which must outlive it. What was wrong first is in finish(); until
/// then an absent member reads as 0, "", or empty.
class Fields {
 public:
  explicit Fields(const Value& value);

  [[nodiscard]] std::uint64_t number(std::string_view name);
  [[nodiscard]] bool truth(std::string_view name);
  [[nodiscard]] std::string text(std::string_view name);
  [[nodiscard]] const List& list(std::string_view name);
  [[nodiscard]] const Table& table(std::string_view name);
  /// The member, in whatever form it has.
  [[nodiscard]] const Value& value(std::string_view name);
  /// Notes a member whose meaning does not fit.
  void refuse(std::string_view name);

  /// DocumentIncomplete for the first member that was missing or of another form;
  /// DocumentUnknownPart for one that was not asked for.
  [[nodiscard]] Done finish() const;

 private:
  template <class T>
  const T& member(std::string_view name);

  const Table* table_ = nullptr;
  std::set<std::string, std::less<>> asked_;
  std::optional<Refusal> wrong_;
};

/// The elements as texts or numbers; `fields` notes under `name` where one is something else.
[[nodiscard]] std::vector<std::string> texts_in(Fields& fields, std::string_view name);
[[nodiscard]] std::map<std::string, std::uint64_t> numbers_in(Fields& fields,
                                                              std::string_view name);
/// The same the other way round.
[[nodiscard]] Value list_value(const std::vector<std::string>& texts);
[[nodiscard]] Value table_value(const std::map<std::string, std::uint64_t>& numbers);

}  // namespace assay::loader
