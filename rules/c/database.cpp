// SPDX-License-Identifier: Apache-2.0
#include "rules/c/database.hpp"

#include <clang/Driver/Options.h>
#include <clang/Tooling/JSONCompilationDatabase.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <array>
#include <memory>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

namespace options = clang::driver::options;

Error unusable(const std::string& file, const std::string& why) {
  return Error{ErrorCode::DatabaseUnusable, file + ": " + why};
}

bool is_any_of(const llvm::opt::Arg& argument, llvm::ArrayRef<options::ID> wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](options::ID id) { return argument.getOption().matches(id); });
}

/// What Assay decides itself: what is compiled to what, and for which machine.
bool is_dropped(const llvm::opt::Arg& argument) {
  constexpr std::array<options::ID, 7> kDropped = {
      options::OPT_INPUT, options::OPT_Action_Group, options::OPT_M_Group,   options::OPT_o,
      options::OPT_x,     options::OPT_target,       options::OPT__DASH_DASH};
  return is_any_of(argument, kDropped);
}

bool names_path(const llvm::opt::Arg& argument) {
  constexpr std::array<options::ID, 8> kPaths = {
      options::OPT_I,       options::OPT_isystem, options::OPT_iquote,   options::OPT_idirafter,
      options::OPT_include, options::OPT_imacros, options::OPT_isysroot, options::OPT__sysroot_EQ};
  return is_any_of(argument, kPaths);
}

/// A path of a command, which ran in `folder`.
std::string seen_from(const std::string& folder, llvm::StringRef path) {
  llvm::SmallString<256> absolute(path);
  llvm::sys::fs::make_absolute(folder, absolute);
  return std::string(absolute);
}

/// -include names a file that is looked for like any header; only one that is there has a place.
bool is_found(const std::string& path) { return llvm::sys::fs::exists(path); }

void add_path(const llvm::opt::Arg& argument, const std::string& folder,
              std::vector<std::string>& flags) {
  std::string path = seen_from(folder, argument.getValue());
  const bool searched = is_any_of(argument, {options::OPT_include, options::OPT_imacros});
  if (searched && !is_found(path)) path = argument.getValue();
  if (argument.getOption().matches(options::OPT__sysroot_EQ)) {
    flags.push_back("--sysroot=" + path);
    return;
  }
  flags.push_back(argument.getSpelling().str());
  flags.push_back(std::move(path));
}

std::vector<std::string> adapted(const clang::tooling::CompileCommand& command) {
  std::vector<const char*> words;
  for (const std::string& word : command.CommandLine) words.push_back(word.c_str());
  if (!words.empty()) words.erase(words.begin());  // the compiler
  unsigned missing = 0;
  unsigned count = 0;
  const llvm::opt::InputArgList arguments = clang::driver::getDriverOptTable().ParseArgs(
      words, missing, count, llvm::opt::Visibility(options::ClangOption));
  std::vector<std::string> flags;
  for (const llvm::opt::Arg* argument : arguments) {
    if (is_dropped(*argument)) continue;
    if (names_path(*argument)) {
      add_path(*argument, command.Directory, flags);
      continue;
    }
    llvm::opt::ArgStringList rendered;
    argument->render(arguments, rendered);
    flags.insert(flags.end(), rendered.begin(), rendered.end());
  }
  return flags;
}

}  // namespace

Result<std::vector<std::string>> database_flags(const std::string& folder,
                                                const std::string& source) {
  llvm::SmallString<256> file(folder);
  llvm::sys::path::append(file, "compile_commands.json");
  const std::string name(file);
  const auto buffer = llvm::MemoryBuffer::getFile(name);
  if (!buffer) return unusable(name, buffer.getError().message());
  // Clang's reader takes YAML, and tells what is wrong with it to the standard error.
  if (auto parsed = llvm::json::parse((*buffer)->getBuffer()); !parsed) {
    return unusable(name, llvm::toString(parsed.takeError()));
  }
  std::string fault;
  const auto database = clang::tooling::JSONCompilationDatabase::loadFromBuffer(
      (*buffer)->getBuffer(), fault, clang::tooling::JSONCommandLineSyntax::Gnu);
  if (!database) return unusable(name, fault);
  llvm::SmallString<256> path(source);
  llvm::sys::fs::make_absolute(path);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  const auto commands = database->getCompileCommands(path);
  if (commands.empty()) return unusable(name, "has no command for " + source);
  return adapted(commands.front());
}

}  // namespace assay
