// SPDX-License-Identifier: Apache-2.0
// The letters of a contract's text, with their lines: names, words in quotation marks, single
// characters. The first fault is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ir/contract/text_form.hpp"

namespace assay {

class TextScanner {
 public:
  explicit TextScanner(std::string_view text) : text_(text) {}

  /// Passes over white space and comments; true where nothing else is left.
  bool at_end();
  /// The letters of a name, a keyword or a number; empty where there are none.
  std::string_view name();
  /// Passes over the character if it is next.
  bool take(char letter);
  /// A word in quotation marks, or a fault.
  std::optional<std::string> word();
  /// A word in one piece or several: "one and " "the other".
  std::optional<std::string> word_in_pieces();

  /// Where the last name or character began.
  [[nodiscard]] std::size_t begin() const { return begin_; }
  /// Reads again from there.
  void go_back(std::size_t at) { at_ = at; }

  /// A fault at that character, unless there was one before; nothing.
  std::nullopt_t fail(std::size_t at, std::string what);
  /// At what comes next.
  std::nullopt_t fail_here(std::string what);
  [[nodiscard]] const std::optional<TextFault>& fault() const { return fault_; }

 private:
  /// Adds what stands up to the next quotation mark; false for a fault.
  bool add_piece(std::string& word);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::optional<TextFault> fault_;
};

}  // namespace assay
