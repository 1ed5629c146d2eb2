// SPDX-License-Identifier: Apache-2.0
#include "loader/state/journal.hpp"

#include <utility>

#include "evidence/fuzz/targets.hpp"
#include "loader/state/journal_reader.hpp"
#include "support/memory_files.hpp"

namespace assay::fuzz {

using loader::Journal;
using loader::JournalHead;
using loader::MemoryFiles;

bool fuzz_journal(Bytes input) {
  const std::string file = loader::journal_file(1);
  loader::Image image;
  image[file].assign(input.begin(), input.end());
  MemoryFiles files(std::move(image));
  auto opened = Journal::open(files, {});
  require(opened.ok(), "no journal keeps a host from starting");
  Journal journal = std::move(opened).value();
  const std::vector<loader::Refusal> found = journal.problems();
  require(found.size() <= loader::kMostProblems + 1, "problems are bounded");
  const JournalHead before = journal.head();
  const auto added = journal.append(files, {1, "fuzz", "noted", "subject", ""});
  require(added.ok(), "a journal goes on, whatever it holds");
  const JournalHead head = journal.head();
  require(head.number == before.number + 1, "records are numbered");
  const auto again = Journal::open(files, head);
  require(again.ok() && again.value().head() == head, "it ends where it ended");
  // A torn end is cut, and so is not found again.
  const bool was_torn = !found.empty() && found.back().code == loader::RefusalCode::JournalTorn;
  const bool is_clean = again.value().problems().empty();
  require(is_clean == (found.empty() || (was_torn && found.size() == 1)),
          "what was wrong is named at each start, and nothing else");
  return found.empty() && before.number != 0;
}

}  // namespace assay::fuzz
