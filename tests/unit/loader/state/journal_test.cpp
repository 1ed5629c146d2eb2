// SPDX-License-Identifier: Apache-2.0
#include "loader/state/journal.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "loader/state/journal_reader.hpp"
#include "support/crash_states.hpp"

namespace assay::loader {
namespace {

const std::string kFirst = journal_file(1);

Decision decision(int i) { return {100, "local", "admitted", "sensor " + std::to_string(i), ""}; }

/// Five records.
MemoryFiles& fill(MemoryFiles& files, JournalHead* head = nullptr) {
  Journal journal = Journal::open(files, {}).value();
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(journal.append(files, decision(i)).ok());
  if (head != nullptr) *head = journal.head();
  return files;
}

std::vector<RefusalCode> problems(Files& files, const JournalHead& noted = {}) {
  const Outcome<Journal> journal = Journal::open(files, noted);
  EXPECT_TRUE(journal.ok());
  std::vector<RefusalCode> codes;
  for (const Refusal& problem : journal.value().problems()) codes.push_back(problem.code);
  return codes;
}

using Codes = std::vector<RefusalCode>;

std::vector<std::string> lines_of(const Bytes& bytes) {
  std::vector<std::string> lines(1);
  for (const std::uint8_t byte : bytes) {
    lines.back() += static_cast<char>(byte);
    if (byte == '\n') lines.emplace_back();
  }
  lines.pop_back();
  return lines;
}

Image with_lines(const std::vector<std::string>& lines) {
  Bytes bytes;
  for (const std::string& line : lines) bytes.insert(bytes.end(), line.begin(), line.end());
  return {{kFirst, bytes}};
}

TEST(Journal, GoesOnWhereItEnded) {
  MemoryFiles files;
  JournalHead head;
  fill(files, &head);
  Journal again = Journal::open(files, head).value();
  EXPECT_EQ(again.head(), head);
  EXPECT_TRUE(again.problems().empty());
  ASSERT_TRUE(again.append(files, decision(6)).ok());
  EXPECT_EQ(again.head().number, 6U);
  EXPECT_EQ(problems(files, head), Codes{});
  EXPECT_EQ(files.image().size(), 1U);
}

TEST(Journal, OneRecordIsOneSync) {
  MemoryFiles files;
  fill(files);
  Journal journal = Journal::open(files, {}).value();
  files.forget_steps();
  ASSERT_TRUE(journal.append(files, decision(6)).ok());
  EXPECT_EQ(files.count(FileAct::Sync), 1U);
  EXPECT_EQ(files.count(FileAct::SyncFolder), 0U);
}

TEST(Journal, ALineEndInATextMakesNoSecondRecord) {
  MemoryFiles files;
  Journal journal = Journal::open(files, {}).value();
  ASSERT_TRUE(journal.append(files, {1, "a\nb", "\"}", "\xff", "\\"}).ok());
  EXPECT_EQ(lines_of(files.image().at(kFirst)).size(), 1U);
  EXPECT_EQ(problems(files, journal.head()), Codes{});
}

TEST(Journal, AnAlteredRecordIsNamed) {
  MemoryFiles files;
  JournalHead head;
  const std::vector<std::string> good = lines_of(fill(files, &head).image().at(kFirst));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::vector<std::string> lines = good;
    const std::size_t at = lines[i].find("sensor");
    lines[i][at] = 'S';
    MemoryFiles altered(with_lines(lines));
    const Codes codes = problems(altered, head);
    ASSERT_EQ(codes.size(), 1U) << i;
    EXPECT_TRUE(codes[0] ==
                (i + 1 < good.size() ? RefusalCode::JournalAltered : RefusalCode::JournalForked));
  }
}

TEST(Journal, AMissingRecordIsAGap) {
  MemoryFiles files;
  JournalHead head;
  const std::vector<std::string> good = lines_of(fill(files, &head).image().at(kFirst));
  for (std::size_t i = 0; i + 1 < good.size(); ++i) {
    std::vector<std::string> lines = good;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    MemoryFiles gap(with_lines(lines));
    EXPECT_EQ(problems(gap, head), Codes{RefusalCode::JournalGap}) << i;
  }
}

TEST(Journal, ShorterThanTheStateSaysIsNamed) {
  MemoryFiles files;
  JournalHead head;
  std::vector<std::string> lines = lines_of(fill(files, &head).image().at(kFirst));
  lines.pop_back();
  MemoryFiles cut(with_lines(lines));
  EXPECT_EQ(problems(cut, head), Codes{RefusalCode::JournalShort});
  MemoryFiles none;
  EXPECT_EQ(problems(none, head), Codes{RefusalCode::JournalShort});
}

TEST(Journal, WhatWasNamedOnceIsNamedAgainAndTheJournalGoesOn) {
  MemoryFiles files;
  JournalHead head;
  std::vector<std::string> lines = lines_of(fill(files, &head).image().at(kFirst));
  lines.pop_back();
  MemoryFiles cut(with_lines(lines));
  Journal journal = Journal::open(cut, head).value();
  ASSERT_TRUE(journal.append(cut, decision(7)).ok());
  EXPECT_EQ(journal.head().number, head.number + 1);
  EXPECT_EQ(problems(cut, journal.head()), Codes{RefusalCode::JournalGap});
}

TEST(Journal, CutAtEachByteIsTornOrShortAndNeverUnreadable) {
  MemoryFiles files;
  JournalHead head;
  const Bytes whole = fill(files, &head).image().at(kFirst);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    MemoryFiles cut({{kFirst, Bytes(whole.begin(), whole.begin() + static_cast<long>(size))}});
    const bool torn = size > 0 && whole[size - 1] != '\n';
    EXPECT_EQ(problems(cut), torn ? Codes{RefusalCode::JournalTorn} : Codes{}) << size;
    MemoryFiles known({{kFirst, Bytes(whole.begin(), whole.begin() + static_cast<long>(size))}});
    const Codes codes = problems(known, head);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), RefusalCode::JournalShort), 1) << size;
  }
}

TEST(Journal, ALateFileWithoutItsForerunnersIsAJournal) {
  MemoryFiles files;
  Journal journal = Journal::open(files, {}).value();
  const std::string text(kLongestText, 'x');
  const Decision large{100, text, text, text, text};
  while (files.image().size() < 3) ASSERT_TRUE(journal.append(files, large).ok());
  EXPECT_EQ(problems(files, journal.head()), Codes{}) << "rotation keeps the chain";
  ASSERT_TRUE(files.remove(kFirst).ok());
  EXPECT_EQ(problems(files, journal.head()), Codes{}) << "the oldest were moved away";
  ASSERT_TRUE(files.remove(files.image().rbegin()->first).ok());
  EXPECT_EQ(problems(files, journal.head()), Codes{RefusalCode::JournalShort});
}

TEST(Journal, ALongTextIsCut) {
  MemoryFiles files;
  Journal journal = Journal::open(files, {}).value();
  ASSERT_TRUE(journal.append(files, {1, "local", "killed", std::string(kRotateAt, 'x'), ""}).ok());
  EXPECT_LT(files.image().at(kFirst).size(), 2 * kLongestText);
  EXPECT_EQ(problems(files, journal.head()), Codes{});
}

TEST(Journal, AFileThatCannotBeReadIsNamedAndTheJournalGoesOnInANewOne) {
  MemoryFiles files;
  JournalHead head;
  fill(files, &head);
  MemoryFiles large({{kFirst, Bytes(2 * kRotateAt + 1, 'x')}});
  files.make_unreadable(kFirst);
  for (MemoryFiles* of : {&files, &large}) {
    for (const JournalHead& noted : {head, JournalHead{}}) {
      const Bytes before = of->image().at(kFirst);
      Outcome<Journal> opened = Journal::open(*of, noted);
      ASSERT_TRUE(opened.ok());
      Journal journal = std::move(opened).value();
      EXPECT_EQ(journal.problems().at(0).subject, kFirst);
      ASSERT_TRUE(journal.append(*of, decision(6)).ok());
      EXPECT_EQ(of->image().at(kFirst), before);
    }
  }
}

TEST(Journal, OfManyProblemsTheFirstAreNamed) {
  MemoryFiles files({{kFirst, Bytes(20'000, '\n')}});
  EXPECT_EQ(problems(files).size(), kMostProblems + 1) << "and the end, which was cut";
}

TEST(JournalCrash, AnUnfinishedRecordIsCutAndAllBeforeItStay) {
  for (const bool begins : {false, true}) {
    MemoryFiles before;
    JournalHead head;
    if (!begins) fill(before, &head);
    MemoryFiles files(before.image());
    Journal journal = Journal::open(files, head).value();
    Decision large = decision(9);
    large.subject = std::string(600, 'x');
    ASSERT_TRUE(journal.append(files, large).ok());
    const auto survives = [&](const std::vector<FileStep>& steps) {
      bool well = true;
      for_each_crash(before.image(), steps, [&](const CrashState& crash) {
        MemoryFiles left(crash.image);
        const Outcome<Journal> found = Journal::open(left, head);
        ASSERT_TRUE(found.ok());
        const bool torn_at_most =
            std::all_of(found.value().problems().begin(), found.value().problems().end(),
                        [](const Refusal& r) { return r.code == RefusalCode::JournalTorn; });
        const bool known = found.value().head() == journal.head() ||
                           (found.value().head() == head && crash.after < steps.size());
        well = well && torn_at_most && known;
      });
      return well;
    };
    EXPECT_TRUE(survives(files.steps()));
    for (const Mistake& mistake : mistakes_of(files.steps())) {
      EXPECT_FALSE(survives(mistake.steps)) << mistake.what;
    }
  }
}

TEST(JournalCrash, AHalfRecordThatBeginsAFileAndCannotBeCutIsNotGoneOnBehind) {
  MemoryFiles files;
  Journal journal = Journal::open(files, {}).value();
  files.fill_disk_at(0);
  files.fail_once(FileAct::Truncate);
  EXPECT_EQ(journal.append(files, decision(1)).refusal().code, RefusalCode::FileUnwritable);
  files.empty_disk();
  ASSERT_TRUE(journal.append(files, decision(2)).ok());
  EXPECT_EQ(lines_of(files.image().at(kFirst)).size(), 1U);
  EXPECT_EQ(problems(files, journal.head()), Codes{});
}

TEST(JournalCrash, AMomentInWhichNothingCanBeWrittenIsOver) {
  MemoryFiles files;
  fill(files);
  Journal journal = Journal::open(files, {}).value();
  files.make_read_only();
  EXPECT_EQ(journal.append(files, decision(6)).refusal().code, RefusalCode::FileUnwritable);
  EXPECT_EQ(journal.append(files, decision(6)).refusal().code, RefusalCode::FileUnwritable);
  files.make_writable();
  ASSERT_TRUE(journal.append(files, decision(6)).ok());
  EXPECT_EQ(problems(files, journal.head()), Codes{});
  EXPECT_EQ(journal.head().number, 6U);
}

TEST(JournalCrash, HalfARecordIsCutBeforeTheNextOneOrLeftBehind) {
  for (const bool cuts : {true, false}) {
    MemoryFiles files;
    fill(files);
    Journal journal = Journal::open(files, {}).value();
    const Image before = files.image();
    files.fill_disk_at(0);
    files.fail_when([](const FileStep& step) { return step.act == FileAct::Truncate; });
    EXPECT_FALSE(journal.append(files, decision(6)).ok());
    files.empty_disk();
    if (cuts) files.make_writable();
    for (int i = 6; i < 9; ++i) ASSERT_TRUE(journal.append(files, decision(i)).ok());
    EXPECT_EQ(journal.head().number, 8U);
    EXPECT_EQ(files.image().size(), before.size() + (cuts ? 0 : 1));
    EXPECT_EQ(problems(files, journal.head()).empty(), cuts);
    // Whoever starts with it goes on.
    Journal next = Journal::open(files, journal.head()).value();
    files.make_writable();
    ASSERT_TRUE(next.append(files, decision(9)).ok());
  }
}

TEST(JournalCrash, AFullDiskLeavesNoHalfRecord) {
  MemoryFiles files;
  fill(files);
  Journal journal = Journal::open(files, {}).value();
  files.fill_disk_at(0);
  EXPECT_EQ(journal.append(files, decision(6)).refusal().code, RefusalCode::FileUnwritable);
  files.empty_disk();
  ASSERT_TRUE(journal.append(files, decision(7)).ok());
  EXPECT_EQ(problems(files, journal.head()), Codes{});
  EXPECT_EQ(journal.head().number, 6U);
}

}  // namespace
}  // namespace assay::loader
