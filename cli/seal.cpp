// SPDX-License-Identifier: Apache-2.0
// `assay seal`: proves programs, puts them with their proofs into one package, and has it checked
// as a loader would.
#include "session/seal.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/compile_options.hpp"
#include "cli/contract_header.hpp"
#include "cli/judge_options.hpp"
#include "cli/layout_folder.hpp"
#include "cli/load_options.hpp"
#include "cli/output_file.hpp"
#include "cli/report_writer.hpp"
#include "cli/signing.hpp"
#include "cli/tell.hpp"
#include "cli/verify_inputs.hpp"
#include "ir/base/errors.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

struct SealArguments {
  VerifyArguments inputs;  // files, programs, and what they are judged by
  std::string package;     // -o, or empty
  std::string layout;      // --oci, or empty
  std::vector<std::string> keys;
  PackageIdentity identity;
};

/// The moment of SOURCE_DATE_EPOCH, which is the only one that a package says; 0 where it is not
/// set. Error: UsageError where it is no number.
Result<std::uint64_t> epoch() {
  const char* const text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr || *text == '\0') return std::uint64_t{0};
  const std::string digits = text;
  std::uint64_t seconds = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (fault != std::errc{} || end != digits.data() + digits.size())
    return Error{ErrorCode::UsageError,
                 fmt::format("SOURCE_DATE_EPOCH is '{}', which is no number of seconds", digits)};
  return seconds;
}

/// The file's name without folder and extension.
std::string stem_of(const std::string& path) {
  const std::string stem = std::filesystem::path(path).stem().string();
  return path == "-" || stem.empty() ? "sensor" : stem;
}

/// What was proved, or the exit status that refusals ask for; those are told.
struct Proved {
  std::vector<SealableProgram> programs;
  int status = kExitAccepted;
};

Proved prove_all(const std::vector<Task>& tasks, const SealArguments& arguments,
                 const JudgeOptions& options, const std::vector<SourceWarning>& warnings) {
  Proved out;
  std::vector<ProgramReport> refused;
  for (const Task& task : tasks) {
    Result<std::optional<SealableProgram>> proved{std::optional<SealableProgram>{}};
    if (!task.settled) proved = prove_for_package(task.candidate, options);
    if (!proved.ok()) {
      out.status = std::max(out.status, tell(proved.error()));
    } else if (proved.value()) {
      out.programs.push_back(*proved.value());
    } else {
      refused.push_back(report_of(task, options));
    }
  }
  if (refused.empty()) return out;
  ReportWriter writer(arguments.inputs, warnings);
  for (const ProgramReport& report : refused) writer.add(report);
  if (const auto error = writer.finish(refused)) out.status = std::max(out.status, tell(*error));
  out.status = std::max(out.status, exit_status(refused));
  return out;
}

/// Exit status of one that is not sealed although it is proved.
int tell_not_sealed(const Error& error) {
  const int status = tell(error);
  const bool refused =
      error.code == ErrorCode::NotSealable || error.code == ErrorCode::PackageRefused;
  return refused ? kExitRejected : status;
}

/// Writes the package, signed by the keys, unless the checker refuses it.
int write_sealed(const SealArguments& arguments, const SealedBytes& sealed,
                 const std::vector<loader::KeySeed>& keys) {
  if (!sealed.verdict.accepted()) return tell_not_sealed(error_of(sealed.verdict));
  const auto bytes = signed_package(sealed.bytes, keys);
  if (!bytes.ok()) return tell(bytes.refusal());
  if (!arguments.layout.empty()) {
    const std::string reference =
        fmt::format("{}-{}", arguments.identity.name, arguments.identity.version);
    const auto error = write_layout(arguments.layout, bytes.value(), reference);
    if (error) return tell(*error);
  }
  if (arguments.package.empty()) return kExitAccepted;
  if (const auto error = write_output(arguments.package, bytes.value())) return tell(*error);
  return kExitAccepted;
}

int seal_command(SealArguments arguments) {
  if (arguments.package.empty() && arguments.layout.empty())
    return tell({ErrorCode::UsageError, "seal writes a package: say where, by -o or --oci"});
  const Result<std::uint64_t> time = epoch();
  if (!time.ok()) return tell(time.error());
  const auto keys = keys_in(arguments.keys);
  if (!keys.ok()) return tell(keys.refusal());
  PackageIdentity& identity = arguments.identity;
  identity.time = time.value();
  identity.tool = "assay";
  identity.tool_version = ASSAY_VERSION;
  if (identity.name.empty()) identity.name = stem_of(arguments.inputs.files.front());
  const ContractHeader header =
      read_contract_header(arguments.inputs.contract_header, arguments.inputs.compile);
  if (header.status != kExitAccepted) return header.status;
  const Result<JudgeOptions> options = judge_options(arguments.inputs, header);
  if (!options.ok()) return tell(options.error());
  const Result<ReadOptions> load = read_load_options(arguments.inputs.load);
  if (!load.ok()) return tell(load.error());
  const ReadTasks read = read_tasks(arguments.inputs, options.value(), load.value());
  for (const std::string& name : missing_names(arguments.inputs, read.tasks))
    return tell({ErrorCode::UsageError, fmt::format("no file has a program '{}'", name)});
  const Proved proved = prove_all(read.tasks, arguments, options.value(), read.warnings);
  if (proved.status != kExitAccepted) return proved.status;
  const Result<SealedBytes> sealed = seal(identity, proved.programs, options.value().catalogue);
  if (!sealed.ok()) return tell_not_sealed(sealed.error());
  return write_sealed(arguments, sealed.value(), keys.value());
}

void add_input_options(CLI::App& command, VerifyArguments& inputs) {
  command
      .add_option("FILE", inputs.files, "ELF objects, C sources (.c), or assembly text (.asm, .s)")
      ->required();
  command.add_option("--platform", inputs.platform, "linux or windows")
      ->check(CLI::IsMember({"linux", "windows"}));
  command.add_option("--contract", inputs.contract, "The contract of every program");
  command.add_option("--contract-header", inputs.contract_header,
                     "An annotated C header; the hooks that it declares are contracts too");
  command.add_option("--program", inputs.programs, "Only the program of this name (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  add_load_options(command, inputs.load);
  add_map_options(command, inputs.load);
  add_compile_options(command, inputs.compile);
}

}  // namespace

void add_seal_command(CLI::App& app, const ClangFlags& flags, int& status) {
  CLI::App* command =
      app.add_subcommand("seal", "Prove programs, and seal them with their proofs in a package");
  command->footer(kFlagsFooter);
  auto arguments = std::make_shared<SealArguments>();
  command->add_option("-o", arguments->package, "The package");
  command->add_option("--oci", arguments->layout,
                      "The folder of an OCI layout that gets the package as NAME-VERSION");
  command->add_option("--name", arguments->identity.name,
                      "The package's name (default: that of the first file)");
  command->add_option("--package-version", arguments->identity.version,
                      "A number that grows with each release of the package (default: 0)");
  command
      ->add_option("--key", arguments->keys,
                   "A key of assay keygen that signs the package (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  add_input_options(*command, arguments->inputs);
  command->callback([arguments, &flags, &status] {
    arguments->inputs.compile.flags = flags;
    status = seal_command(*arguments);
  });
}

}  // namespace assay
