// SPDX-License-Identifier: Apache-2.0
// `assay load`: checks a sealed package without any rights, and hands it to the one process that
// has rights in the kernel (cli/kernel_helper), which checks it again.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/check_words.hpp"
#include "cli/commands.hpp"
#include "cli/kernel_helper/arguments.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "loader/privilege/capabilities.hpp"
#include "loader/privilege/descriptors.hpp"
#include "loader/privilege/sealed_memory.hpp"
#include "session/check_package.hpp"
#include "session/read_text.hpp"

namespace assay {
namespace {

struct LoadPackageArguments {
  std::string package;
  loader::HelperArguments helper;
};

int tell_refusal(const loader::Refusal& refusal) {
  return tell({ErrorCode::InternalError, fmt::format("{}: {} [{}]", refusal_sentence(refusal.code),
                                                     refusal.subject, refusal_id(refusal.code))});
}

/// Becomes the helper, with the descriptor as its standard input. Returns where that fails.
Error become_helper(int package, const loader::HelperArguments& arguments) {
  std::error_code failed;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
  const std::string helper = (self.parent_path() / loader::kHelperName).string();
  std::vector<std::string> words{helper};
  for (const std::string& word : write_arguments(arguments)) words.push_back(word);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  if (!failed && ::dup2(package, STDIN_FILENO) == STDIN_FILENO)
    ::execv(helper.c_str(), pointers.data());
  return {ErrorCode::FileUnreadable,
          fmt::format("{} cannot be started: {}", helper, std::strerror(errno))};
}

int load_command(const LoadPackageArguments& arguments) {
  loader::take_standard_descriptors();
  if (const auto kept = loader::keep_kernel_rights_for_the_helper(); !kept.ok())
    return tell_refusal(kept.refusal());
  const Result<std::vector<std::uint8_t>> bytes = read_bytes(arguments.package, kMostPackageBytes);
  if (!bytes.ok()) return tell(bytes.error());
  const PackageVerdict verdict = check_package(bytes.value(), builtin_catalogue(), CheckLimits{});
  if (!verdict.accepted()) return tell_refused(arguments.package, verdict);
  const loader::Outcome<int> sealed = loader::sealed_memory(bytes.value());
  if (!sealed.ok()) return tell_refusal(sealed.refusal());
  return tell(become_helper(sealed.value(), arguments.helper));
}

}  // namespace

void add_load_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "load", "Load the programs of a sealed package into this machine's kernel (Linux)");
  auto arguments = std::make_shared<LoadPackageArguments>();
  loader::HelperArguments& helper = arguments->helper;
  command->add_option("PACKAGE", arguments->package, "A sealed package, or -")->required();
  command
      ->add_option("--pin", helper.folder,
                   "The folder in a file system of type bpf that keeps programs, maps and links")
      ->required();
  command->add_option("--interface", helper.interface,
                      "The network interface to which XDP programs are attached");
  command->add_option("--cgroup", helper.cgroup,
                      "The folder of the control group to which its programs are attached");
  command->add_option("--license", helper.license,
                      "What the kernel is told of the programs' license (GPL): it keeps some "
                      "helpers for programs under the GPL");
  command->callback([arguments, &status] { status = load_command(*arguments); });
}

}  // namespace assay
