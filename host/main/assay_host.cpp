// SPDX-License-Identifier: Apache-2.0
// assay-host: plays the operating system, so that the loader can be tried in five minutes. Settings
// come from options or from a file of them (docs/host.md).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "host/daemon/daemon.hpp"
#include "loader/host/check.hpp"

namespace assay::host {
namespace {

constexpr int kRefused = 1;
constexpr int kUsage = 2;

/// What the parser leaves besides the settings.
struct Asked {
  Settings settings;
  std::vector<std::string> rights;
  std::vector<std::string> groups;
  std::size_t clients = 0;
  bool is_unsigned = false;
};

void add_places(CLI::App& app, Asked& asked) {
  Settings& settings = asked.settings;
  app.add_option("--state", settings.state, "Folder of what the host must not forget")->required();
  app.add_option("--contracts", settings.contracts,
                 "Folder of the contracts of its hooks (assay contract show NAME -o FILE)")
      ->required();
  app.add_option("--socket", settings.socket, "Where the host is spoken to")->required();
  app.add_option("--watch", settings.watch, "Folder of packages and statements that are taken");
  app.add_option("--oci", settings.layout, "Folder that is an OCI layout of them");
  app.add_option("--metrics-file", settings.metrics_file,
                 "File of metrics, replaced each second by rename");
}

void add_trust(CLI::App& app, Asked& asked) {
  Settings& settings = asked.settings;
  CLI::Option* install =
      app.add_option("--install", settings.root,
                     "Install the host with this root document; only for the first time");
  app.add_flag("--unsigned", asked.is_unsigned,
               "Take packages that nobody signed; every report and a gauge say so")
      ->excludes(install);
  app.add_option("--allow", asked.rights,
                 "RIGHT=user:NAME, RIGHT=group:NAME or RIGHT=all; rights: submit, dispatch, read, "
                 "control. A right that is given to nobody is the host's own user's");
}

void add_policy(CLI::App& app, Asked& asked) {
  Settings& settings = asked.settings;
  settings.identity = {"host", "default", {}};
  settings.check = loader::host_limits();
  app.add_option("--id", settings.identity.id, "Name of this host, by which rollouts choose it")
      ->capture_default_str();
  app.add_option("--ring", settings.identity.ring, "Ring of rollouts that it belongs to")
      ->capture_default_str();
  app.add_option("--group", asked.groups, "Group for which releases may be held back");
  app.add_option(
      "--default-answer", settings.answers,
      "HOOK=NUMBER: the answer where no program answers, 0 or a result that its contract "
      "takes; 0 unless told");
  app.add_option("--healthy-events", settings.health.events,
                 "Events after which a version in trial may be called good")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--healthy-seconds", settings.health.seconds, "And how long it must have run")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--max-instructions", settings.check.instructions,
                 "Refuse a program that may execute more instructions in one run")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--max-units", settings.check.units,
                 "Refuse a package whose check takes more units of work")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--max-clients", settings.server.clients, "Clients that are served at once")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--max-clients-of-a-user", settings.server.clients_of_a_user, "And of one user")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

int tell(const loader::Refusal& refusal) {
  fmt::print(stderr, "assay-host: error: {}{}{} [{}]\n", loader::refusal_sentence(refusal.code),
             refusal.subject.empty() ? "" : ": ", loader::plain(refusal.subject),
             loader::refusal_id(refusal.code));
  return kRefused;
}

int run(int argc, char** argv) {
  CLI::App app("A host for sealed packages: admits what the checker accepts, runs it, fails back");
  Asked asked;
  add_places(app, asked);
  add_trust(app, asked);
  add_policy(app, asked);
  app.footer(
      "Exit status: 0 stopped in order, 1 could not start or stop as it should, 2 usage, 3 a fault "
      "of ours");
  app.set_config("--config", "", "Read options from a file, one NAME=VALUE a line");
  // A name that is mistyped is an error there as it is on the command line.
  app.allow_config_extras(CLI::config_extras_mode::error);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  Settings& settings = asked.settings;
  settings.trust = asked.is_unsigned ? Trust::Unsigned : Trust::Signed;
  settings.identity.groups = {asked.groups.begin(), asked.groups.end()};
  for (const std::string& rule : asked.rights) {
    if (const auto given = settings.rights.give(rule); !given.ok()) return tell(given.refusal());
  }
  const auto done = run_daemon(settings);
  return done.ok() ? 0 : tell(done.refusal());
}

}  // namespace
}  // namespace assay::host

int main(int argc, char** argv) {
  try {
    return assay::host::run(argc, argv);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "assay-host: internal error: {}\n", fault.what());
    return 3;
  }
}
