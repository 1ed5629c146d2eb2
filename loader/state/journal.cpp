// SPDX-License-Identifier: Apache-2.0
#include "loader/state/journal.hpp"

#include <fmt/format.h>

#include <utility>

#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/document/document.hpp"
#include "loader/state/journal_reader.hpp"

namespace assay::loader {
namespace {

std::string record_text(const std::string& text) { return plain(text.substr(0, kLongestText)); }

}  // namespace

std::string write_record(const Decision& decision, const JournalHead& before) {
  return write_document(Value{Table{{"after", Value{before.digest}},
                                    {"number", Value{before.number + 1}},
                                    {"subject", Value{record_text(decision.subject)}},
                                    {"time", Value{decision.time}},
                                    {"what", Value{record_text(decision.what)}},
                                    {"who", Value{record_text(decision.who)}},
                                    {"why", Value{record_text(decision.why)}}}});
}

Outcome<Journal> Journal::open(Files& files, const JournalHead& noted) {
  JournalReader reader(noted);
  Done read = reader.read(files);
  if (!read.ok()) return read.refusal();
  return reader.journal();
}

Done Journal::append(Files& files, const Decision& decision) {
  // Half a record would stand before this one; where it still cannot be cut, others go on
  // elsewhere.
  if (torn_ && !files.truncate(file_, size_).ok()) file_.clear();
  torn_ = false;
  const bool begins = file_.empty() || size_ >= kRotateAt;
  std::string file = begins ? journal_file(head_.number + 1) : file_;
  const std::size_t size = begins ? 0 : size_;
  const std::string line = write_record(decision, head_);
  const std::string text = line + '\n';
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  // All that needs memory comes before the disk has the record.
  JournalHead next{head_.number + 1, to_hex(sha256(line))};
  // Written, where it begins a file: half a record may stand there that could not be cut.
  Done written = begins ? files.write(file, bytes) : files.append(file, bytes);
  if (written.ok()) written = files.sync(file);
  if (written.ok() && begins) written = files.sync_folder();
  if (!written.ok()) {
    torn_ = !files.truncate(file, size).ok() && !begins;
    return written;
  }
  file_ = std::move(file);
  size_ = size + text.size();
  head_ = std::move(next);
  return done();
}

}  // namespace assay::loader
