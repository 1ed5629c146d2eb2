// SPDX-License-Identifier: Apache-2.0
// `assay sign`: packages (ADR 49), and the documents by which a host trusts them (docs/loader.md,
// ADR 37).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/package_file.hpp"
#include "cli/signing.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "ir/package/write.hpp"
#include "loader/base/hex.hpp"
#include "loader/decide/control.hpp"
#include "loader/sign/statement.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

using loader::RefusalCode;
using loader::SignedKind;

CLI::Option* add_keys(CLI::App& command, std::vector<std::string>& keys) {
  return command.add_option("--key", keys, "A key of assay keygen (repeatable)")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

void add_common(CLI::App& command, SignArguments& arguments) {
  add_keys(command, arguments.keys)->required();
  command.add_option("-o,--output", arguments.output, "The signed document")->required();
}

void add_days(CLI::App& command, SignArguments& arguments) {
  constexpr std::uint64_t kMostDays = 36'500;
  command.add_option("--days", arguments.days, "Until it expires (default: 30)")
      ->check(CLI::Range(std::uint64_t{1}, kMostDays));
}

struct RootArguments {
  SignArguments common;
  std::string after;  // file of the document before; empty: none
  std::uint64_t version = 1;
  std::vector<std::string> root, package, statement, revoked_keys, revoked_packages, floors;
  std::uint64_t threshold = 1;
  std::uint64_t package_threshold = 1;
};

/// The root document in the file, signed by its own threshold.
loader::Outcome<loader::Root> root_in(const std::string& path) {
  const Result<std::string> text = read_text(path);
  if (!text.ok()) return loader::Refusal{RefusalCode::FileUnreadable, path};
  const auto document = loader::read_signed(text.value());
  if (!document.ok()) return document.refusal();
  return loader::first_root(document.value());
}

/// What a document goes on from: the version, and what was revoked, which stays so.
loader::Root begun_after(const loader::Root& before) {
  loader::Root root;
  root.version = before.version + 1;
  root.revoked_keys = before.revoked_keys;
  root.revoked_digests = before.revoked_digests;
  return root;
}

void warn_of_the_clock(const std::string& before) {
  fmt::print(stderr,
             "assay: warning: this root is dated before {}: the clock was wrong then, or is now. "
             "It retires a key for statements, but ends no release that was signed since its date. "
             "Set the clock right and sign the root again.\n",
             printable(before));
}

/// Adds the floors "NAME=VERSION".
loader::Done add_floors(loader::Root& root, const std::vector<std::string>& floors) {
  for (const std::string& floor : floors) {
    const std::size_t equals = floor.rfind('=');
    std::uint64_t version = 0;
    const char* const end = floor.data() + floor.size();
    const char* const number = equals == std::string::npos ? end : floor.data() + equals + 1;
    const auto [rest, error] = std::from_chars(number, end, version);
    if (error != std::errc{} || rest != end || equals == 0) {
      return loader::Refusal{RefusalCode::DocumentIncomplete, floor};
    }
    root.floors[floor.substr(0, equals)] = version;
  }
  return loader::done();
}

int sign_root(const RootArguments& arguments) {
  loader::Root before;
  loader::Root root;
  root.version = arguments.version;
  if (!arguments.after.empty()) {
    auto read = root_in(arguments.after);
    if (!read.ok()) return tell(read.refusal());
    before = std::move(read).value();
    root = begun_after(before);
  }
  root.issued = validity(arguments.common).issued;
  root.expires = validity(arguments.common).expires;
  for (const auto& [words, role] :
       {std::pair(&arguments.root, &root.root), std::pair(&arguments.package, &root.package),
        std::pair(&arguments.statement, &root.statement)}) {
    auto keys = public_keys(*words);
    if (!keys.ok()) return tell(keys.refusal());
    *role = {std::move(keys).value(), 1};
  }
  root.root.threshold = arguments.threshold;
  root.package.threshold = arguments.package_threshold;
  auto revoked = public_keys(arguments.revoked_keys);
  if (!revoked.ok()) return tell(revoked.refusal());
  root.revoked_keys.merge(std::move(revoked).value());
  for (const std::string& digest : arguments.revoked_packages) {
    if (!loader::array_from_hex<32>(digest))
      return tell(loader::Refusal{RefusalCode::DocumentIncomplete, digest});
    root.revoked_digests.insert(digest);
  }
  if (const auto added = add_floors(root, arguments.floors); !added.ok()) {
    return tell(added.refusal());
  }
  const int status = sign_and_write(arguments.common, SignedKind::Root, loader::write_root(root));
  if (status == 0 && loader::ends_no_release(before, root)) warn_of_the_clock(arguments.after);
  return status;
}

void add_root(CLI::App& sign, int& status) {
  CLI::App* command =
      sign.add_subcommand("root", "Name the keys of roots, packages and statements");
  auto arguments = std::make_shared<RootArguments>();
  add_common(*command, arguments->common);
  add_days(*command, arguments->common);
  CLI::Option* const version =
      command->add_option("--document-version", arguments->version,
                          "Of the document: one more than the one before (default: 1)");
  command
      ->add_option("--after", arguments->after,
                   "The document before: the version is the next, what it revokes stays revoked")
      ->excludes(version);
  command->add_option("--root-key", arguments->root, "A public key for roots (repeatable)")
      ->required();
  command->add_option("--package-key", arguments->package, "A public key for packages (repeatable)")
      ->required();
  command
      ->add_option("--statement-key", arguments->statement,
                   "A public key for statements (repeatable)")
      ->required();
  command->add_option("--threshold", arguments->threshold,
                      "How many keys for roots must sign the next one (default: 1)");
  command->add_option("--package-threshold", arguments->package_threshold,
                      "How many keys for packages must sign one (default: 1)");
  command->add_option("--revoke-key", arguments->revoked_keys,
                      "A public key that counts no more (repeatable)");
  command->add_option("--revoke-package", arguments->revoked_packages,
                      "The digest of a package that must not run (repeatable)");
  command->add_option("--floor", arguments->floors,
                      "NAME=VERSION: the least version of a package from now on (repeatable)");
  command->callback([arguments, &status] { status = sign_root(*arguments); });
}

struct PackageArguments {
  std::string package;
  std::vector<std::string> keys;
  std::string output;  // empty: in the package's place
};

int sign_package(const PackageArguments& arguments) {
  if (arguments.package.empty() || arguments.keys.empty())
    return tell({ErrorCode::UsageError, "sign takes a package and a --key, or a subcommand"});
  const auto keys = keys_in(arguments.keys);
  if (!keys.ok()) return tell(keys.refusal());
  const Result<SealedPackage> package = package_in(arguments.package);
  if (!package.ok()) return tell(package.error());
  const auto out = signed_package(write_package(package.value()), keys.value());
  if (!out.ok()) return tell(out.refusal());
  const std::string& path = arguments.output.empty() ? arguments.package : arguments.output;
  if (const auto error = write_output(path, out.value())) return tell(*error);
  return kExitAccepted;
}

/// What `assay sign` does by itself. Call it when the subcommands are there.
void add_package(CLI::App& sign, int& status) {
  auto arguments = std::make_shared<PackageArguments>();
  const std::vector<CLI::Option*> own = {
      sign.add_option("PACKAGE", arguments->package,
                      "A sealed package, to which signatures are added"),
      add_keys(sign, arguments->keys),
      sign.add_option("-o,--output", arguments->output,
                      "The signed package (default: in place of the other)")};
  for (CLI::App* const below : sign.get_subcommands([](const CLI::App*) { return true; })) {
    for (CLI::Option* const option : own) below->excludes(option);
  }
  sign.callback([arguments, &sign, &status] {
    if (sign.get_subcommands().empty()) status = sign_package(*arguments);
  });
}

/// A statement's part that all have.
struct StatementArguments {
  SignArguments common;
  std::uint64_t counter = 0;  // 0: the time
};

void add_statement_options(CLI::App& command, StatementArguments& arguments) {
  add_common(command, arguments.common);
  add_days(command, arguments.common);
  command.add_option(
      "--counter", arguments.counter,
      "Greater than that of the statement on the same matter before (default: the time in seconds, "
      "behind which small numbers are not heard any more)");
}

int sign_statement(
    const StatementArguments& arguments,
    std::variant<loader::Release, loader::Kill, loader::Unkill, loader::Downgrade> says) {
  const Validity when = validity(arguments.common);
  const loader::Statement statement{arguments.counter == 0 ? when.issued : arguments.counter,
                                    when.issued, when.expires, std::move(says)};
  return sign_and_write(arguments.common, SignedKind::Statement,
                        loader::write_statement(statement));
}

struct ReleaseArguments {
  StatementArguments statement;
  std::vector<std::string> packages;
  std::vector<std::string> rings;
  std::vector<std::string> held_groups;
  loader::Gates gates;
};

/// "NAME" or "NAME=PERCENT".
std::optional<std::pair<std::string, loader::Permyriad>> ring_of(const std::string& word) {
  constexpr loader::Permyriad kOnePercent = 100;
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos) return std::pair(word, loader::kAllHosts);
  std::uint64_t percent = 0;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data() + equals + 1, end, percent);
  if (error != std::errc{} || rest != end || percent > 100) return std::nullopt;
  return std::pair(word.substr(0, equals), percent * kOnePercent);
}

/// Adds the package for each contract that its programs were proved under.
std::optional<Error> add_package_to(loader::Release& release, const std::string& file) {
  const Result<SealedPackage> read = package_in(file);
  if (!read.ok()) return read.error();
  const SealedPackage& package = read.value();
  const bool other = !release.package.empty() &&
                     (release.package != package.name || release.version != package.version);
  if (other) {
    return Error{ErrorCode::UsageError,
                 fmt::format("{} is version {} of {}, and a release is of one version", file,
                             package.version, package.name)};
  }
  release.package = package.name;
  release.version = package.version;
  const std::string digest = loader::to_hex(digest_of(package));
  for (const SealedProgram& program : package.programs) {
    release.digests[loader::to_hex(program.contract_digest)] = digest;
  }
  return std::nullopt;
}

int sign_release(const ReleaseArguments& arguments) {
  loader::Release release;
  for (const std::string& file : arguments.packages) {
    if (const auto error = add_package_to(release, file)) return tell(*error);
  }
  for (const std::string& word : arguments.rings) {
    const auto ring = ring_of(word);
    if (!ring)
      return tell({ErrorCode::UsageError, fmt::format("'{}' is no ring with a percentage", word)});
    release.rings.insert(*ring);
  }
  release.held_groups = {arguments.held_groups.begin(), arguments.held_groups.end()};
  release.gates = arguments.gates;
  return sign_statement(arguments.statement, std::move(release));
}

void add_release(CLI::App& sign, int& status) {
  CLI::App* command = sign.add_subcommand("release", "Say which hosts take a version of a package");
  auto arguments = std::make_shared<ReleaseArguments>();
  loader::Gates& gates = arguments->gates;
  command
      ->add_option("PACKAGE", arguments->packages, "The version's package, one for each contract")
      ->required();
  add_statement_options(*command, arguments->statement);
  command->add_option("--ring", arguments->rings, "NAME or NAME=PERCENT of its hosts (repeatable)")
      ->required();
  command->add_option("--hold-group", arguments->held_groups,
                      "A group whose hosts do not take it yet (repeatable)");
  command->add_option("--gate-events", gates.events,
                      "Over how many events the gates hold (default: none)");
  command->add_option("--gate-faults", gates.most_faults, "The most faults in them (default: 0)");
  command->add_option("--gate-p99", gates.most_p99_ns, "The most nanoseconds of nearly all runs");
  command->add_option("--gate-matches", gates.matches_factor,
                      "Matches within this factor of the version before, in thousandths");
  command->callback([arguments, &status] { status = sign_release(*arguments); });
}

void add_switches(CLI::App& sign, int& status) {
  for (const bool sets : {true, false}) {
    CLI::App* command = sets ? sign.add_subcommand("kill", "Set a kill switch")
                             : sign.add_subcommand("unkill", "Clear a kill switch");
    auto arguments = std::make_shared<StatementArguments>();
    auto scope = std::make_shared<std::string>();
    command->add_option("SCOPE", *scope, "all, hook/NAME, package/NAME or program/PACKAGE/NAME")
        ->required();
    add_statement_options(*command, *arguments);
    command->callback([arguments, scope, sets, &status] {
      if (!loader::is_kill_scope(*scope)) {
        status = tell({ErrorCode::UsageError, fmt::format("'{}' is no scope", *scope)});
      } else if (sets) {
        status = sign_statement(*arguments, loader::Kill{*scope});
      } else {
        status = sign_statement(*arguments, loader::Unkill{*scope});
      }
    });
  }
}

void add_downgrade(CLI::App& sign, int& status) {
  CLI::App* command =
      sign.add_subcommand("downgrade", "Let hosts take a version below one that ran well");
  auto arguments = std::make_shared<StatementArguments>();
  auto downgrade = std::make_shared<loader::Downgrade>();
  command->add_option("NAME", downgrade->package, "The package's name")->required();
  command->add_option("VERSION", downgrade->version, "The least version from now on")->required();
  add_statement_options(*command, *arguments);
  command->callback(
      [arguments, downgrade, &status] { status = sign_statement(*arguments, *downgrade); });
}

}  // namespace

void add_sign_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "sign", "Sign a package, or what a host asks for besides: root documents, statements");
  command->require_subcommand(0, 1);
  add_root(*command, status);
  add_release(*command, status);
  add_switches(*command, status);
  add_downgrade(*command, status);
  add_package(*command, status);
}

}  // namespace assay
