// SPDX-License-Identifier: Apache-2.0
#include "loader/state/journal_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/document/fields.hpp"

namespace assay::loader {
namespace {

/// What a record says of its place; nothing where the line is no record.
struct Place {
  std::uint64_t number = 0;
  std::string after;
};

std::optional<Place> place_of(std::string_view line) {
  const Outcome<Value> document = read_document(line);
  if (!document.ok()) return std::nullopt;
  Fields fields(document.value());
  Place place{fields.number("number"), fields.text("after")};
  for (const char* member : {"subject", "what", "who", "why"}) (void)fields.text(member);
  (void)fields.number("time");
  if (!fields.finish().ok() || place.number == 0) return std::nullopt;
  return place;
}

bool is_journal(const std::string& name) {
  constexpr std::size_t kDigits = 20;
  const std::size_t prefix = kJournalPrefix.size();
  return name.starts_with(kJournalPrefix) && name.size() == prefix + kDigits &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(prefix), name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// The number in a journal's name; of one that is too large, the largest.
std::uint64_t first_of(std::string_view name) {
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  const std::string_view digits = name.substr(kJournalPrefix.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), first);
  return first;
}

}  // namespace

std::string journal_file(std::uint64_t first) {
  return fmt::format("{}{:020}", kJournalPrefix, first);
}

Done JournalReader::read(Files& files) {
  const Outcome<std::vector<std::string>> listed = files.list();
  if (!listed.ok()) return listed.refusal();
  std::vector<std::string> names;
  std::copy_if(listed.value().begin(), listed.value().end(), std::back_inserter(names), is_journal);
  for (const std::string& name : names) {
    const Done read = read_file(files, name, names.back());
    if (read.ok()) continue;
    // It decides nothing, so nothing waits for it. No new file takes its name.
    name_problem(read.refusal().code, name);
    journal_.head_.number = std::max(journal_.head_.number, first_of(name));
  }
  if (journal_.head_.number < noted_.number) {
    name_problem(RefusalCode::JournalShort, std::to_string(noted_.number));
    journal_.head_.number = noted_.number;
  }
  if (broken_) journal_.file_.clear();
  return done();
}

Done JournalReader::read_file(Files& files, const std::string& name, const std::string& last) {
  const Outcome<Bytes> bytes = files.read(name, 2 * kRotateAt);
  if (!bytes.ok()) return bytes.refusal();
  const std::string_view text(reinterpret_cast<const char*>(bytes.value().data()),
                              bytes.value().size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    const bool whole = end != std::string_view::npos;
    const std::string_view line = text.substr(at, whole ? end - at : end);
    const bool is_last = name == last && (!whole || end + 1 == text.size());
    // A crash damages what was not yet synced, and the state knows of synced records alone.
    const bool unsynced = journal_.head_.number >= noted_.number;
    if (is_last && (!whole || (unsynced && !follows(line)))) return cut(files, name, at);
    take(line, name);
    if (!whole) break;
    at = end + 1;
  }
  journal_.file_ = name;
  journal_.size_ = text.size();
  return done();
}

bool JournalReader::follows(std::string_view line) const {
  const std::optional<Place> place = place_of(line);
  if (!place) return false;
  return !begun_ ||
         (place->number == journal_.head_.number + 1 && place->after == journal_.head_.digest);
}

void JournalReader::take(std::string_view line, const std::string& file) {
  const std::optional<Place> place = place_of(line);
  const std::uint64_t expected = journal_.head_.number + 1;
  const std::string where = file + ", record " + std::to_string(place ? place->number : expected);
  const std::string digest = to_hex(sha256(line));
  if (!place) {
    name_problem(RefusalCode::JournalAltered, where);
  } else if (begun_ && place->number != expected) {
    name_problem(RefusalCode::JournalGap, where);
  } else if (begun_ && place->after != journal_.head_.digest) {
    // The record before is another than the one that this was written behind.
    name_problem(RefusalCode::JournalAltered, where);
  } else if (!begun_ && file != journal_file(place->number)) {
    name_problem(RefusalCode::JournalGap, where);
  }
  if (place && place->number == noted_.number && digest != noted_.digest) {
    name_problem(RefusalCode::JournalForked, where);
  }
  journal_.head_ = {place ? place->number : expected, digest};
  begun_ = true;
}

Done JournalReader::cut(Files& files, const std::string& file, std::size_t size) {
  journal_.problems_.push_back({RefusalCode::JournalTorn, file});
  journal_.file_ = file;
  journal_.size_ = size;
  if (Done shorter = files.truncate(file, size); !shorter.ok()) return shorter;
  return files.sync(file);
}

void JournalReader::name_problem(RefusalCode code, std::string subject) {
  broken_ = true;
  if (journal_.problems_.size() >= kMostProblems) return;
  journal_.problems_.push_back({code, std::move(subject)});
}

}  // namespace assay::loader
