// SPDX-License-Identifier: Apache-2.0
// Reads a journal from its first record to its last, and says where its chain does not hold. What a
// crash may leave is cut; everything else is left as it is, and named.
#pragma once

#include <string>
#include <string_view>

#include "loader/state/journal.hpp"

namespace assay::loader {

inline constexpr std::string_view kJournalPrefix = "journal-";
/// A file that has grown to so many bytes gets no further record.
inline constexpr std::size_t kRotateAt = 1U << 20U;

/// More problems are not named one by one: whoever writes here may make as many as they like.
inline constexpr std::size_t kMostProblems = 32;

/// The name of the file that begins with record `first`.
[[nodiscard]] std::string journal_file(std::uint64_t first);

class JournalReader {
 public:
  explicit JournalReader(JournalHead noted) : noted_(std::move(noted)) {}

  /// Reads all files; cuts a torn end of the last one.
  [[nodiscard]] Done read(Files& files);
  /// The journal, to go on with.
  [[nodiscard]] Journal journal() const { return journal_; }

 private:
  /// Of one file; whether it is the last decides what its end may be.
  Done read_file(Files& files, const std::string& name, const std::string& last);
  /// Whether the line is a record that follows those before.
  [[nodiscard]] bool follows(std::string_view line) const;
  void take(std::string_view line, const std::string& file);
  Done cut(Files& files, const std::string& file, std::size_t size);
  void name_problem(RefusalCode code, std::string subject);

  JournalHead noted_;
  Journal journal_;
  bool begun_ = false;  // a record was taken, which the next must follow
  bool broken_ = false;
};

}  // namespace assay::loader
