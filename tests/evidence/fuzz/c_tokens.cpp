// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/c_tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace assay::fuzz {
namespace {

using Tokens = std::vector<std::string>;

/// Numbers at which widths and signs end.
constexpr std::array<std::string_view, 18> kNumbers = {"0",
                                                       "1",
                                                       "-1",
                                                       "0x7f",
                                                       "255",
                                                       "0x7fffffff",
                                                       "0x80000000",
                                                       "0xffffffff",
                                                       "0x100000000",
                                                       "0x7fffffffffffffff",
                                                       "0x8000000000000000ULL",
                                                       "0xffffffffffffffffULL",
                                                       "512",
                                                       "513",
                                                       "(1ull << 40)",
                                                       "((__int128)1 << 100)",
                                                       "1.5",
                                                       "\"text\""};

/// Words that turn a declaration or an expression into something rare.
constexpr std::array<std::string_view, 34> kWords = {"const",
                                                     "volatile",
                                                     "static",
                                                     "extern",
                                                     "inline",
                                                     "_Atomic",
                                                     "__int128",
                                                     "float",
                                                     "void",
                                                     "u8",
                                                     "u64",
                                                     "struct",
                                                     "union",
                                                     "enum",
                                                     "goto",
                                                     "switch",
                                                     "typedef",
                                                     "sizeof",
                                                     "__thread",
                                                     "signed",
                                                     "_BitInt(65)",
                                                     "__attribute__((alias(\"f\")))",
                                                     "__attribute__((weak))",
                                                     "__attribute__((section(\"xdp\")))",
                                                     "__attribute__((packed))",
                                                     "__attribute__((aligned(4096)))",
                                                     "__attribute__((cleanup(f)))",
                                                     "__attribute__((noreturn))",
                                                     "asm(\".8byte 1\")",
                                                     "__builtin_preserve_access_index",
                                                     "__builtin_trap()",
                                                     "ASSAY_READ_ONLY",
                                                     "ASSAY_OPAQUE",
                                                     "ASSAY_NULLABLE"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return at + 1;
}

std::size_t end_of_blank(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (std::isspace(static_cast<unsigned char>(text[at])) != 0) {
      ++at;
    } else if (text.substr(at, 2) == "//") {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.substr(at, 2) == "/*") {
      const std::size_t end = text.find("*/", at + 2);
      at = end == std::string_view::npos ? text.size() : end + 2;
    } else {
      break;
    }
  }
  return at;
}

/// The places of the tokens that are more than blanks.
std::vector<std::size_t> solid(const Tokens& tokens) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (end_of_blank(tokens[i], 0) == 0) places.push_back(i);
  }
  return places;
}

Tokens::iterator at(Tokens& tokens, std::size_t place) {
  return tokens.begin() + static_cast<std::ptrdiff_t>(place);
}

/// A run of a few tokens of `from`.
Tokens run_of(const Tokens& from, Random& random) {
  if (from.empty()) return {};
  const std::size_t begin = random.below(from.size());
  const std::size_t end = std::min(from.size(), begin + 1 + random.below(24));
  return {from.begin() + static_cast<std::ptrdiff_t>(begin),
          from.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// The token in brackets, many of them now and then.
std::string nested(const std::string& token, Random& random) {
  constexpr std::array<std::pair<char, char>, 3> kBrackets = {{{'(', ')'}, {'{', '}'}, {'[', ']'}}};
  const auto [open, close] = kBrackets.at(random.below(kBrackets.size()));
  const std::size_t depth = random.one_in(8) ? 1 + random.below(400) : 1 + random.below(3);
  return std::string(depth, open) + token + std::string(depth, close);
}

enum class Sort : std::uint8_t { Number, Word, Quoted, Mark };
Sort sort_of(const std::string& token) {
  const char first = token.front();
  if (std::isdigit(static_cast<unsigned char>(first)) != 0) return Sort::Number;
  if (is_word(first)) return Sort::Word;
  return first == '"' || first == '\'' ? Sort::Quoted : Sort::Mark;
}

/// Those of `places` whose tokens are of that sort.
std::vector<std::size_t> of_sort(const Tokens& tokens, std::vector<std::size_t> places, Sort sort) {
  std::erase_if(places, [&](std::size_t place) { return sort_of(tokens[place]) != sort; });
  return places;
}

/// Changes after which C often still is C: of a number, of a name, of a mark into another one, or
/// of a whole statement.
void change_gently(Tokens& tokens, const std::vector<std::size_t>& places, Random& random) {
  const std::size_t kind = random.below(4);
  if (kind == 3) {
    std::vector<std::size_t> ends = places;
    std::erase_if(ends, [&](std::size_t place) { return tokens[place] != ";"; });
    if (ends.size() < 2) return;
    const std::size_t n = random.below(ends.size() - 1);
    const Tokens statement(at(tokens, ends[n] + 1), at(tokens, ends[n + 1] + 1));
    if (random.one_in(3)) {
      tokens.erase(at(tokens, ends[n] + 1), at(tokens, ends[n + 1] + 1));
    } else {
      tokens.insert(at(tokens, ends[random.below(ends.size())] + 1), statement.begin(),
                    statement.end());
    }
    return;
  }
  constexpr std::array<Sort, 3> kSorts = {Sort::Number, Sort::Word, Sort::Mark};
  const std::vector<std::size_t> same = of_sort(tokens, places, kSorts.at(kind));
  if (same.empty()) return;
  std::string& token = tokens[same[random.below(same.size())]];
  if (kind == 0) {
    token = kNumbers.at(random.below(kNumbers.size()));
  } else {
    token = tokens[same[random.below(same.size())]];
  }
}

void change(Tokens& tokens, const Tokens& other, Random& random) {
  const std::vector<std::size_t> places = solid(tokens);
  if (places.empty()) {
    tokens = other;
    return;
  }
  if (!random.one_in(4)) {
    change_gently(tokens, places, random);
    return;
  }
  const std::size_t place = places[random.below(places.size())];
  std::string& token = tokens[place];
  switch (random.below(6)) {
    case 0:
      tokens.erase(at(tokens, place),
                   at(tokens, std::min(tokens.size(), place + 1 + random.below(12))));
      break;
    case 1: {
      const Tokens run = run_of(tokens, random);
      tokens.insert(at(tokens, place), run.begin(), run.end());
      break;
    }
    case 2: {
      const Tokens run = run_of(other, random);
      tokens.insert(at(tokens, place), run.begin(), run.end());
      break;
    }
    case 3:
      std::swap(token, tokens[places[random.below(places.size())]]);
      break;
    case 4:
      token = std::string(kWords.at(random.below(kWords.size()))) + " " + token;
      break;
    default:
      token = nested(token, random);
      break;
  }
}

}  // namespace

std::vector<std::string> c_tokens(std::string_view text) {
  Tokens tokens;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = end_of_blank(text, i);
    if (end == i && (text[i] == '"' || text[i] == '\'')) end = end_of_quoted(text, i);
    while (end < text.size() && (end == i || is_word(text[end - 1])) && is_word(text[end])) ++end;
    if (end == i) ++end;
    tokens.emplace_back(text.substr(i, end - i));
    i = end;
  }
  return tokens;
}

std::string changed_c(std::string_view text, std::string_view other, std::size_t most_bytes,
                      Random& random) {
  Tokens tokens = c_tokens(text);
  const Tokens pieces = c_tokens(other);
  for (std::uint64_t n = 1 + random.below(3); n > 0; --n) change(tokens, pieces, random);
  std::string out;
  for (const std::string& token : tokens) out += token;
  if (out.size() > most_bytes) out.resize(most_bytes);
  return out;
}

}  // namespace assay::fuzz
