// SPDX-License-Identifier: Apache-2.0
#include "loader/state/journal.hpp"

#include <fmt/format.h>

#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/document/document.hpp"
#include "loader/state/journal_reader.hpp"

namespace assay::loader {

std::string write_record(const Decision& decision, const JournalHead& before) {
  return write_document(Value{Table{{"after", Value{before.digest}},
                                    {"number", Value{before.number + 1}},
                                    {"subject", Value{plain(decision.subject)}},
                                    {"time", Value{decision.time}},
                                    {"what", Value{plain(decision.what)}},
                                    {"who", Value{plain(decision.who)}},
                                    {"why", Value{plain(decision.why)}}}});
}

Outcome<Journal> Journal::open(Files& files, const JournalHead& noted) {
  JournalReader reader(noted);
  Done read = reader.read(files);
  if (!read.ok()) return read.refusal();
  return reader.journal();
}

Done Journal::append(Files& files, const Decision& decision) {
  if (broken_) return *broken_;
  const bool begins = file_.empty() || size_ >= kRotateAt;
  const std::string file = begins ? journal_file(head_.number + 1) : file_;
  const std::size_t size = begins ? 0 : size_;
  const std::string line = write_record(decision, head_);
  const std::string text = line + '\n';
  Done written = files.append(
      file, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  if (written.ok()) written = files.sync(file);
  if (written.ok() && begins) written = files.sync_folder();
  if (!written.ok()) {
    // Half a record would stand before the next one.
    if (!files.truncate(file, size).ok() && !begins) broken_ = written.refusal();
    return written;
  }
  file_ = file;
  size_ = size + text.size();
  head_ = {head_.number + 1, to_hex(sha256(line))};
  return done();
}

}  // namespace assay::loader
