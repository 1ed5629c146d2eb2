// SPDX-License-Identifier: Apache-2.0
#include "rules/c/subset/assembly_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace assay {
namespace {

/// Directives of LLVM 19's assembler (AsmParser.cpp) that only place bytes, or name, align and
/// order what is there.
constexpr std::array<std::string_view, 40> kPlain = {
    ".2byte",   ".4byte",      ".8byte",    ".align",     ".ascii",       ".asciz",  ".balign",
    ".bss",     ".byte",       ".data",     ".equ",       ".fill",        ".global", ".globl",
    ".hidden",  ".ident",      ".int",      ".internal",  ".local",       ".long",   ".octa",
    ".p2align", ".popsection", ".previous", ".protected", ".pushsection", ".quad",   ".rodata",
    ".section", ".set",        ".short",    ".size",      ".skip",        ".space",  ".string",
    ".text",    ".type",       ".value",    ".weak",      ".zero",
};
/// Those of them that take names or bytes in quotes.
constexpr std::array<std::string_view, 6> kTakeQuotes = {
    ".ascii", ".asciz", ".ident", ".pushsection", ".section", ".string",
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '$';
}
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\v'; }
/// What ends a statement, to LLVM's lexer: a carriage return alone does, too.
constexpr std::string_view kEnds = "\n\r;";
/// After one of these a statement may begin: separators, a label's end, alternatives of a dialect,
/// and whatever may end or begin a comment.
bool may_precede_statement(char c) {
  return kEnds.find(c) != std::string_view::npos ||
         std::string_view(":{|}/*#\0", 8).find(c) != std::string_view::npos;
}

std::string lower(std::string_view word) {
  std::string text(word);
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

template <class Words>
bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view word_at(std::string_view text, std::size_t at) {
  const std::size_t end = static_cast<std::size_t>(
      std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_word) -
      text.begin());
  return text.substr(at, end - at);
}

/// The directive at the dot, if it is not a plain one, with what it is continued by in pieces.
std::string unknown_at(std::string_view text, std::size_t dot) {
  const std::string_view word = word_at(text, dot);
  const std::size_t end = dot + word.size();
  const bool is_pieced = end < text.size() && (text[end] == '%' || text[end] == '\\');
  if (is_pieced) return std::string(text.substr(dot, word.size() + 1));
  const bool is_local_label = word.starts_with(".L");
  return is_local_label || contains(kPlain, lower(word)) ? std::string() : std::string(word);
}

std::string_view without_blanks_before(std::string_view text) {
  const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
  return text.substr(static_cast<std::size_t>(first - text.begin()));
}

/// Whether the statement has quotes, and is none of a directive that takes them: its first word may
/// be a label instead, and a name in quotes behind it a directive.
bool misquotes(std::string_view statement) {
  if (statement.find('"') == std::string_view::npos) return false;
  const std::string_view text = without_blanks_before(statement);
  const std::string_view word = word_at(text, 0);
  const std::string_view behind = without_blanks_before(text.substr(word.size()));
  const bool has_operand = !behind.empty() && (behind.front() == '"' || is_word(behind.front()));
  return !has_operand || !contains(kTakeQuotes, lower(word));
}

}  // namespace

std::string unknown_directive(std::string_view text) {
  char before = '\n';  // the last character that is not a blank
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' && may_precede_statement(before)) {
      std::string found = unknown_at(text, i);
      if (!found.empty()) return found;
    }
    if (!is_blank(text[i])) before = text[i];
  }
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(kEnds, begin), text.size());
    if (misquotes(text.substr(begin, end - begin))) return "\"";
    begin = end + 1;
  }
  return {};
}

bool is_plain_symbol(std::string_view name) {
  const auto fits = [](char c) { return is_word(c) && c != '$'; };
  return !name.empty() && name.front() != '.' &&
         std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
         std::all_of(name.begin(), name.end(), fits);
}

}  // namespace assay
