// SPDX-License-Identifier: Apache-2.0
// `assay completion SHELL`: a completion script, made from the parser's own subcommands and
// options, so that it cannot name others.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"

namespace assay {
namespace {

enum class ValueKind : std::uint8_t { None, Free, File, Folder, Contract, Code, Choice };

/// What may stand behind an option, or in place of the positionals.
struct Value {
  ValueKind kind = ValueKind::None;
  std::string choices;  // of Choice: words with blanks between them
};

struct Word {
  std::vector<std::string> names;
  std::string description;
  Value value;
};

/// A subcommand with its words: "" is the program itself, "contract show" one below another.
struct Level {
  std::string path;
  std::vector<Word> subcommands;
  std::vector<Word> options;
  Value positional;
};

/// The name as it is meant to be written.
std::string dashed(const std::string& long_name) {
  return (is_one_dash(long_name) ? "-" : "--") + long_name;
}

/// A set that the parser checks against shows in the name of the type: "TEXT:{v1,v2}".
std::string choices_of(const std::string& type) {
  const std::size_t open = type.find('{');
  if (open == std::string::npos || !type.ends_with('}')) return "";
  std::string words = type.substr(open + 1, type.size() - open - 2);
  for (char& c : words) c = c == ',' ? ' ' : c;
  return words;
}

Value value_of(const CLI::Option& option) {
  if (option.get_expected_min() == 0) return {};  // a flag
  const std::string type = option.get_type_name();
  const std::string choices = choices_of(type);
  const std::string name = option.get_name();
  if (!choices.empty()) return {ValueKind::Choice, choices};
  if (name == "--contract" || name == "NAME") return {ValueKind::Contract, ""};
  if (name == "CODE") return {ValueKind::Code, ""};
  if (name == "-I") return {ValueKind::Folder, ""};
  const bool free = !type.starts_with("TEXT") || name == "-D" || name == "--std" ||
                    name == "--program" || name == "--hook";
  return {free ? ValueKind::Free : ValueKind::File, ""};
}

void add_levels(const CLI::App& app, const std::string& path, std::vector<Level>& levels) {
  Level level;
  level.path = path;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      if (level.positional.kind == ValueKind::None) level.positional = value_of(*option);
      continue;
    }
    Word word{{}, option->get_description(), value_of(*option)};
    for (const std::string& name : option->get_snames()) word.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) word.names.push_back(dashed(name));
    level.options.push_back(std::move(word));
  }
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* sub : all) {
    level.subcommands.push_back({{sub->get_name()}, sub->get_description(), {}});
  }
  levels.push_back(std::move(level));
  for (const CLI::App* sub : all) {
    add_levels(*sub, (path.empty() ? "" : path + " ") + sub->get_name(), levels);
  }
}

/// One shell: how it offers words, and each kind of value.
struct Shell {
  std::string_view begin;   // up to the choice of the level, which follows as cases
  std::string_view values;  // then the values of options, as cases
  std::string_view words;   // then the words of each level, as cases
  std::string_view end;
  std::string (*offer)(const Value&);
  std::string (*list)(const std::vector<Word>&);  // the words of a level, as an array
};

std::string bash_offer(const Value& value) {
  switch (value.kind) {
    case ValueKind::None:
    case ValueKind::Free:
      return ":";
    case ValueKind::File:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\")";
    case ValueKind::Folder:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
    case ValueKind::Contract:
      return "_assay_words \"$(\"${COMP_WORDS[0]}\" contract list 2>/dev/null)\"";
    case ValueKind::Code:
      return "_assay_words \"$(\"${COMP_WORDS[0]}\" explain 2>/dev/null | cut -d: -f1)\"";
    case ValueKind::Choice:
      return "_assay_words '" + value.choices + "'";
  }
  return ":";
}

std::string bash_list(const std::vector<Word>& words) {
  std::string text;
  for (const Word& word : words) {
    for (const std::string& name : word.names) text += (text.empty() ? "" : " ") + name;
  }
  return "'" + text + "'";
}

std::string zsh_offer(const Value& value) {
  switch (value.kind) {
    case ValueKind::None:
      return ":";
    case ValueKind::Free:
      return "_message value";
    case ValueKind::File:
      return "_files";
    case ValueKind::Folder:
      return "_files -/";
    case ValueKind::Contract:
      return "compadd -- ${(f)\"$($words[1] contract list 2>/dev/null)\"}";
    case ValueKind::Code:
      return "compadd -- ${${(f)\"$($words[1] explain 2>/dev/null)\"}%%:*}";
    case ValueKind::Choice:
      return "compadd -- " + value.choices;
  }
  return ":";
}

std::string zsh_list(const std::vector<Word>& words) {
  std::string text;
  for (const Word& word : words) {
    std::string description;
    for (const char c : word.description) {
      description += c == '\'' ? "'\\''" : c == ':' ? "\\:" : std::string(1, c);
    }
    for (const std::string& name : word.names) text += fmt::format(" '{}:{}'", name, description);
  }
  return "(" + text + " )";
}

constexpr Shell kBash = {
    R"(# bash completion for assay. Written by 'assay completion bash'.
_assay_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word"); }

_assay() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} level= i
  COMPREPLY=()
  # bash takes --cpu=v3 apart
  if [[ $word == = ]]; then
    word=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    [[ ${COMP_WORDS[i]} != -- ]] || { compopt -o default; return; }
    case "$level ${COMP_WORDS[i]}" in
)",
    R"(    esac
  done
  case "$level $previous" in
)",
    R"(  esac
  local subcommands= options=
  case $level in
)",
    R"(  esac
  if [[ $word == -* ]]; then
    _assay_words "$options"
  elif [[ -n $subcommands ]]; then
    _assay_words "$subcommands"
  else
    _assay_value
  fi
}
complete -F _assay assay
)",
    bash_offer,
    bash_list};

constexpr Shell kZsh = {
    R"(#compdef assay
# zsh completion for assay. Written by 'assay completion zsh'.
_assay() {
  local word=${words[CURRENT]} previous=${words[CURRENT-1]} level= given
  if [[ $word == --*=* ]]; then
    previous=${word%%=*}
    compset -P '*='
  fi
  for given in ${words[2,CURRENT-1]}; do
    [[ $given != -- ]] || { _files; return }
    case "$level $given" in
)",
    R"(    esac
  done
  case "$level $previous" in
)",
    R"(  esac
  local -a subcommands options
  case $level in
)",
    R"(  esac
  if [[ $word == -* ]]; then
    _describe -o option options
  elif (( $#subcommands )); then
    _describe command subcommands
  else
    _assay_value
  fi
}
_assay "$@"
)",         zsh_offer, zsh_list};

std::string script(const Shell& shell, const std::vector<Level>& levels) {
  std::string descents;
  std::string values;
  std::string words;
  for (const Level& level : levels) {
    if (!level.path.empty()) {
      const std::size_t last = level.path.rfind(' ');
      const std::string key = last == std::string::npos ? " " + level.path : level.path;
      descents += fmt::format("      '{}') level='{}' ;;\n", key, level.path);
    }
    for (const Word& option : level.options) {
      if (option.value.kind == ValueKind::None) continue;
      for (const std::string& name : option.names) {
        values += fmt::format("    '{} {}') {}; return ;;\n", level.path, name,
                              shell.offer(option.value));
      }
    }
    words += fmt::format("    '{}')\n      subcommands={}\n      options={}\n", level.path,
                         shell.list(level.subcommands), shell.list(level.options));
    words +=
        fmt::format("      _assay_value() {{ {}; }}\n      ;;\n", shell.offer(level.positional));
  }
  return fmt::format("{}{}{}{}{}{}{}", shell.begin, descents, shell.values, values, shell.words,
                     words, shell.end);
}

}  // namespace

void add_completion_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("completion", "Print the completion script of a shell");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash or zsh")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  command->callback([shell, &app, &status] {
    std::vector<Level> levels;
    add_levels(app, "", levels);
    fmt::print("{}", script(*shell == "bash" ? kBash : kZsh, levels));
    status = kExitAccepted;
  });
}

}  // namespace assay
