// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/brought.hpp"

#include <string_view>
#include <utility>

namespace assay::host {
namespace {

/// What a text claims to be; only its place in the order rests on it.
bool seems_kill(std::string_view statement) {
  return statement.find("\"says\":\"kill\"") != std::string_view::npos;
}

}  // namespace

void Brought::add_statement(std::string text) {
  if (seems_kill(text)) {
    statements.insert(statements.begin(), std::move(text));
  } else {
    statements.push_back(std::move(text));
  }
}

}  // namespace assay::host
