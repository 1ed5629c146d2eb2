// SPDX-License-Identifier: Apache-2.0
// The journal: every decision as a line of JSON, each with its number and the digest of the line
// before, in files named by the number of their first record. It decides nothing and admits
// nothing: what is wrong with it is named. It holds no bytes of events, no command lines, no keys.
//
// Of a journal that was cut back, with the state, to an earlier whole one nothing tells but an
// earlier head that somebody else has kept: head() is made to be exported.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loader/files/files.hpp"

namespace assay::loader {

/// What happened. Texts are plain (loader/document); other characters are replaced.
struct Decision {
  std::uint64_t time = 0;  // seconds
  std::string who;         // "local", a client, "start"
  std::string what;        // "admitted", "refused", "killed"
  std::string subject;     // package, digest, hook or scope
  std::string why;         // a refusal's code, or ""
};

/// A text of more characters is cut: a record is never so large that its file could not be read.
inline constexpr std::size_t kLongestText = 1024;

/// How far a journal goes.
struct JournalHead {
  std::uint64_t number = 0;  // of the last record; 0: none
  std::string digest = std::string(64, '0');

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

/// One line, without its line feed.
[[nodiscard]] std::string write_record(const Decision& decision, const JournalHead& before);

class Journal {
 public:
  /// Reads all of it. `noted` is what the state knows: a journal that lacks it is JournalShort, one
  /// with another record of that number JournalForked. A torn last record is cut. What was found is
  /// in problems(); the journal goes on behind it in a new file, so that it is found again. So it
  /// does behind a file that cannot be read. Fails only where the folder cannot be listed.
  [[nodiscard]] static Outcome<Journal> open(Files& files, const JournalHead& noted);

  /// Writes a record and syncs it; after rotation also the folder. What fails leaves nothing that
  /// the next call must fail for: what it left is cut then, or the journal goes on in a new file.
  [[nodiscard]] Done append(Files& files, const Decision& decision);

  [[nodiscard]] const JournalHead& head() const { return head_; }
  [[nodiscard]] const std::vector<Refusal>& problems() const { return problems_; }

 private:
  friend class JournalReader;

  JournalHead head_;
  std::string file_;      // to which it appends; empty: the next record begins one
  std::size_t size_ = 0;  // of that file
  std::vector<Refusal> problems_;
  bool torn_ = false;  // behind size_ stands what an append left and could not be cut
};

}  // namespace assay::loader
