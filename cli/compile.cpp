// SPDX-License-Identifier: Apache-2.0
// `assay compile`: one C source to one BPF object, and its dependency file.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/compile_options.hpp"
#include "cli/contract_header.hpp"
#include "cli/output_file.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "session/source_messages.hpp"
#include "verifier/report/diagnostic_text.hpp"

namespace assay {
namespace {

struct CompileArguments {
  std::string source;
  std::string output;
  std::string contract;
  std::string contract_header;
  std::string platform;
  std::string dependency_file;
  std::string dependency_target;
  CompileOptions options;
  bool dependencies = false;
  bool user_dependencies = false;
  bool debug_information = true;  // -g is always on; taken because every build passes it
};

/// `path` with its last extension replaced, in the current folder, as compilers do.
std::string named_after(const std::string& path, std::string_view extension) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.')) + std::string(extension);
}

/// A file name as make reads it.
std::string escaped(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c == ' ' || c == '#' || c == '\t') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

std::string dependency_rule(const CompileArguments& arguments, const Compiled& compiled) {
  std::string text = escaped(arguments.dependency_target) + ":";
  if (arguments.source != "-") text += " " + escaped(arguments.source);
  for (const IncludedFile& file : compiled.included) {
    if (file.path == arguments.source || (file.system && !arguments.dependencies)) continue;
    text += " \\\n  " + escaped(file.path);
  }
  return text + "\n";
}

/// Fills in what follows from the other arguments, or says what is missing.
std::optional<Error> complete(CompileArguments& arguments) {
  const bool standard_input = arguments.source == "-";
  if (arguments.output.empty() && standard_input) {
    return Error{ErrorCode::UsageError, "a source from standard input needs -o"};
  }
  if (arguments.output.empty()) arguments.output = named_after(arguments.source, ".o");
  if (arguments.output == arguments.source && !standard_input) {
    return Error{ErrorCode::UsageError, arguments.output + " is the source itself"};
  }
  if (arguments.dependency_target.empty()) arguments.dependency_target = arguments.output;
  const bool wanted = arguments.dependencies || arguments.user_dependencies;
  if (!wanted && !arguments.dependency_file.empty()) {
    return Error{ErrorCode::UsageError, "-MF needs -MD or -MMD"};
  }
  if (wanted && arguments.dependency_file.empty()) {
    if (arguments.output == "-") return Error{ErrorCode::UsageError, "-MD needs -MF here"};
    arguments.dependency_file =
        arguments.output.substr(
            0, arguments.output.size() - (arguments.output.ends_with(".o") ? 2 : 0)) +
        ".d";
  }
  return std::nullopt;
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  // NOLINTNEXTLINE: characters are bytes
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

int compile_command(CompileArguments arguments) {
  if (const auto error = complete(arguments)) return tell(*error);
  const ContractHeader header = read_contract_header(arguments.contract_header, arguments.options);
  if (header.status != kExitAccepted) return header.status;
  ContractChoice choice;
  choice.catalogue = header.catalogue;
  choice.name = arguments.contract;
  if (arguments.platform == "linux") choice.platform = Platform::Linux;
  if (arguments.platform == "windows") choice.platform = Platform::Windows;
  const Result<Compiled> result = compile_source(arguments.source, arguments.options, choice);
  if (!result.ok()) return tell(result.error());
  const Compiled& compiled = result.value();
  fmt::print(stderr, "{}", render_messages(compiled.messages));
  if (has_error(compiled.messages)) return exit_status(compiled.messages);
  if (!arguments.dependency_file.empty()) {
    const std::string rule = dependency_rule(arguments, compiled);
    if (const auto error = write_output(arguments.dependency_file, bytes_of(rule))) {
      return tell(*error);
    }
  }
  if (const auto error = write_output(arguments.output, compiled.object)) return tell(*error);
  return kExitAccepted;
}

}  // namespace

void add_compile_command(CLI::App& app, const ClangFlags& flags, int& status) {
  CLI::App* command =
      app.add_subcommand("compile", "Compile a sensor in restricted C to a BPF object");
  auto arguments = std::make_shared<CompileArguments>();
  command->add_option("SENSOR", arguments->source, "A C source, or - for standard input")
      ->required();
  command->footer(kFlagsFooter);
  command->add_option(
      "-o", arguments->output,
      "The object, or - for standard output (default: SENSOR.o in the current folder)");
  add_compile_options(*command, arguments->options);
  command->add_flag("-g", arguments->debug_information, "Debug information (always on)");
  command->add_flag("--MD", arguments->dependencies,
                    "-MD: write a dependency file for make and ninja");
  command->add_flag("--MMD", arguments->user_dependencies,
                    "-MMD: the same, without system headers");
  command->add_option("--MF", arguments->dependency_file,
                      "-MF: its name (default: the object's with .d)");
  command->add_option("--MT", arguments->dependency_target,
                      "-MT: its target (default: the object)");
  command->add_option("--platform", arguments->platform, "linux or windows")
      ->check(CLI::IsMember({"linux", "windows"}));
  command->add_option("--contract", arguments->contract, "The contract of every program");
  command->add_option("--contract-header", arguments->contract_header,
                      "An annotated C header; its hooks become contracts too");
  command->callback([arguments, &flags, &status] {
    arguments->options.flags = flags;
    status = compile_command(*arguments);
  });
}

}  // namespace assay
