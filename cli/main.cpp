// SPDX-License-Identifier: Apache-2.0
// The command line: chooses a subcommand, and turns what escapes from it into an exit status.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"

namespace {

/// The command line, taken apart at "--".
struct Words {
  std::vector<std::string> arguments;  // in the reverse order that CLI11 wants
  assay::ClangFlags flags;
  bool has_dashes = false;
};

/// A C programmer writes a few long options with one dash, which CLI11 would take for a row of
/// short ones.
Words words_of(int argc, char** argv) {
  constexpr std::array<std::string_view, 4> kOneDash = {"-MD", "-MMD", "-MF", "-MT"};
  Words words;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (words.has_dashes) {
      words.flags.emplace_back(argument);
      continue;
    }
    words.has_dashes = argument == "--";
    if (words.has_dashes) continue;
    const bool long_option =
        argument.starts_with("-std=") ||
        std::find(kOneDash.begin(), kOneDash.end(), argument) != kOneDash.end();
    words.arguments.push_back((long_option ? "-" : "") + std::string(argument));
  }
  std::reverse(words.arguments.begin(), words.arguments.end());
  return words;
}

/// The innermost subcommand that the command line names, and its words: "contract extract".
struct Chosen {
  const CLI::App* app;
  std::string name;
};
Chosen chosen(const CLI::App& app) {
  Chosen found{&app, ""};
  for (auto below = app.get_subcommands(); !below.empty(); below = found.app->get_subcommands()) {
    found.app = below.front();
    found.name += (found.name.empty() ? "" : " ") + found.app->get_name();
  }
  return found;
}

std::string question(const std::string& wanted, const std::vector<std::string>& words) {
  const std::string near = assay::nearest_word(wanted, words);
  return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(sub->get_name());
  }
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back((assay::is_one_dash(name) ? "-" : "--") + name);
    }
  }
  return names;
}

/// What is wrong with a command line that the parser refuses, in one sentence.
std::string complaint(const CLI::App& app, const CLI::ParseError& error) {
  const Chosen at = chosen(app);
  const std::vector<std::string> left = app.remaining(true);
  const std::vector<std::string> below = subcommands_of(*at.app);
  if (left.empty() || left.front() == "-") return error.what();
  const std::string& word = left.front();
  const std::string who = at.name.empty() ? "assay" : "'assay " + at.name + "'";
  if (word.starts_with('-')) {
    const std::string name = word.substr(0, word.find('='));
    return fmt::format("{} has no option '{}'{}", who, name, question(name, options_of(*at.app)));
  }
  if (!below.empty()) {
    return fmt::format("{} has no subcommand '{}'{}", who, word, question(word, below));
  }
  return fmt::format("{} takes no argument '{}'", who, word);
}

int refuse(const CLI::App& app, const CLI::ParseError& error) {
  const Chosen at = chosen(app);
  const int status = assay::tell({assay::ErrorCode::UsageError, complaint(app, error)});
  fmt::print(stderr, "  run 'assay{}{} --help' for its {}\n", at.name.empty() ? "" : " ", at.name,
             subcommands_of(*at.app).empty() ? "options" : "subcommands");
  return status;
}

/// Whether the words before "--" name a subcommand that hands flags on to Clang.
bool takes_flags(const Words& words) {
  std::vector<std::string> named;
  for (auto word = words.arguments.rbegin(); word != words.arguments.rend(); ++word) {
    if (!word->starts_with('-') && named.size() < 2) named.push_back(*word);
  }
  if (named.empty()) return false;
  if (named.front() == "contract") return named.size() > 1 && named[1] == "extract";
  return named.front() == "compile" || named.front() == "verify" || named.front() == "seal";
}

int parse_and_run(int argc, char** argv) {
  CLI::App app{"Assay proves that eBPF programs terminate and stay inside their memory."};
  app.set_version_flag("--version", "assay " ASSAY_VERSION);
  app.require_subcommand(1);
  Words words = words_of(argc, argv);
  int status = assay::kExitAccepted;
  assay::add_compile_command(app, words.flags, status);
  assay::add_verify_command(app, words.flags, status);
  assay::add_compare_command(app, status);
  assay::add_run_command(app, status);
  assay::add_seal_command(app, words.flags, status);
  assay::add_check_command(app, status);
  assay::add_show_command(app, status);
  assay::add_diff_command(app, status);
  assay::add_load_command(app, status);
  assay::add_keygen_command(app, status);
  assay::add_sign_command(app, status);
  assay::add_disasm_command(app, status);
  assay::add_explain_command(app, status);
  assay::add_contract_command(app, words.flags, status);
  assay::add_completion_command(app, status);
  if (words.has_dashes && !takes_flags(words)) {
    return assay::tell(
        {assay::ErrorCode::UsageError,
         "only compile, verify, seal and contract extract take flags for Clang after --"});
  }
  try {
    app.name(argv[0]);
    app.parse(words.arguments);
  } catch (const CLI::Success& help) {
    app.exit(help);
  } catch (const CLI::ParseError& error) {
    return refuse(app, error);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  int status = assay::kExitInternal;
  try {
    status = parse_and_run(argc, argv);
  } catch (const std::exception& error) {
    assay::tell(
        {assay::ErrorCode::InternalError, std::string("internal error in Assay: ") + error.what()});
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return std::max(status, assay::tell({assay::ErrorCode::OutputUnwritable,
                                         "standard output cannot be written"}));
  }
  return status;
}
