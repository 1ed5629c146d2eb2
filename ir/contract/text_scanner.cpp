// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/text_scanner.hpp"

#include <algorithm>
#include <utility>

namespace assay {

namespace {

bool is_of_name(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
         letter == '.' || letter == '-';
}
bool is_space(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}
bool is_control(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }

}  // namespace

bool TextScanner::at_end() {
  while (at_ < text_.size()) {
    if (text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (is_space(text_[at_])) {
      ++at_;
    } else {
      return false;
    }
  }
  return true;
}

std::string_view TextScanner::name() {
  at_end();
  begin_ = at_;
  while (at_ < text_.size() && is_of_name(text_[at_])) ++at_;
  return text_.substr(begin_, at_ - begin_);
}

bool TextScanner::take(char letter) {
  if (at_end() || text_[at_] != letter) return false;
  begin_ = at_++;
  return true;
}

std::optional<std::string> TextScanner::word() {
  if (!take('"')) return fail_here("a word in quotation marks is missing");
  std::string word;
  if (!add_piece(word)) return std::nullopt;
  return word;
}

std::optional<std::string> TextScanner::word_in_pieces() {
  std::optional<std::string> all = word();
  while (all && take('"')) {
    if (!add_piece(*all)) return std::nullopt;
  }
  return all;
}

bool TextScanner::add_piece(std::string& word) {
  const std::size_t begin = begin_;
  for (;; ++at_) {
    if (at_ == text_.size()) {
      fail(begin, "the word does not end");
      return false;
    }
    char letter = text_[at_];
    if (letter == '"') break;
    if (is_control(letter)) {
      fail(at_, "a word ends on its line, and has no control character");
      return false;
    }
    if (letter == '\\') {
      letter = ++at_ < text_.size() ? text_[at_] : '\0';
      if (letter != '"' && letter != '\\') {
        fail(at_, "\\ stands before \" and \\ alone");
        return false;
      }
    }
    word += letter;
  }
  ++at_;
  return true;
}

std::nullopt_t TextScanner::fail(std::size_t at, std::string what) {
  if (fault_) return std::nullopt;
  const std::string_view before = text_.substr(0, at);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? at + 1 : at - newline;
  fault_ = {static_cast<std::size_t>(lines) + 1, column, std::move(what)};
  return std::nullopt;
}

std::nullopt_t TextScanner::fail_here(std::string what) {
  at_end();
  return fail(at_, std::move(what));
}

}  // namespace assay
