// SPDX-License-Identifier: Apache-2.0
// What lies in a folder by which a fleet brings packages and statements. Nothing of it was looked
// at.
#pragma once

#include <string>
#include <vector>

#include "loader/base/hex.hpp"

namespace assay::host {

/// What was found, by kind. Of each kind in the order of the names.
struct Brought {
  std::vector<std::string> roots;
  std::vector<std::string> statements;  // kill switches first
  std::vector<loader::Bytes> packages;

  void add_statement(std::string text);
};

}  // namespace assay::host
