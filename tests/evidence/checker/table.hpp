// SPDX-License-Identifier: Apache-2.0
// The table of forgeries: for each refusal of the checker some forgeries of real packages that it
// refuses so, and for each fact of contracts one that it refuses when the host's contract denies
// the fact. It is searched for anew, in a fixed order, so that no layout is written down here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/checker/forge.hpp"

namespace assay::forge {

struct Entry {
  std::uint32_t code = 0;
  std::string from;  // which program
  std::string contract;
  Forgery forgery;
};

struct TableOptions {
  std::vector<std::string> folders;
  std::size_t stride = 1;  // of the programs below the folders
  std::size_t quota = 4;   // forgeries of a code
  std::size_t every = 1;   // of the changes of a package of 16 KiB take each n-th, of others more
};

struct Table {
  std::map<std::uint32_t, std::vector<Entry>> by_code;
  std::map<std::string, std::vector<Entry>> by_fact;  // with the name of the fact
  std::vector<Entry> genuine;                         // packages as they were sealed, some of them
  std::vector<std::string> admitted;                  // rejected programs that the checker admits
  std::uint64_t attacks = 0;                          // rejected programs in forged packages
  std::uint64_t asks = 0;
};
[[nodiscard]] Table make_table(const TableOptions& options);

}  // namespace assay::forge
