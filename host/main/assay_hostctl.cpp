// SPDX-License-Identifier: Apache-2.0
// assay-hostctl: what a person asks of assay-host, and its answer as a table or as JSON.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <system_error>

#include "host/protocol/answers.hpp"
#include "host/protocol/client.hpp"
#include "host/protocol/table.hpp"

namespace assay::host {
namespace {

using loader::Table;
using loader::Value;

constexpr int kRefused = 1;
constexpr int kUsage = 2;

/// What was asked for on the command line.
struct Asked {
  std::string socket;
  std::string file;
  std::string word;
  bool json = false;
};

int tell(const Refusal& refusal) {
  fmt::print(stderr, "assay-hostctl: {}{}{} [{}]\n", loader::refusal_sentence(refusal.code),
             refusal.subject.empty() ? "" : ": ", loader::plain(refusal.subject),
             loader::refusal_id(refusal.code));
  return kRefused;
}

/// A file of the user's own, or standard input for "-": of no more bytes than a host takes.
Outcome<Bytes> bytes_in(const std::string& path) {
  const std::size_t most = FrameLimits{}.attachment;
  const std::string place = path == "-" ? "/dev/stdin" : path;
  std::error_code none;
  if (std::filesystem::is_directory(place, none)) {
    return Refusal{RefusalCode::FileNotRegular, path};
  }
  std::ifstream file(place, std::ios::binary);
  Bytes bytes;
  std::array<char, 1 << 16> part{};
  while (file && bytes.size() <= most) {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    bytes.insert(bytes.end(), part.begin(), part.begin() + file.gcount());
  }
  if (bytes.size() > most) return Refusal{RefusalCode::FileTooLarge, path};
  if (!file.eof()) return Refusal{RefusalCode::FileUnreadable, path};
  return bytes;
}

/// The answer's document; its attachment is printed as it is.
int ask(const Asked& asked, Table request, Bytes attachment,
        const std::function<void(const Table&)>& show) {
  Outcome<Client> client = Client::connect(asked.socket);
  if (!client.ok()) return tell(client.refusal());
  Client host = std::move(client).value();
  const Outcome<Frame> answer =
      host.ask({loader::write_document(Value{std::move(request)}), std::move(attachment)});
  if (!answer.ok()) return tell(answer.refusal());
  const Outcome<Table> table = read_answer(answer.value());
  if (asked.json && answer.value().attachment.empty()) {
    fmt::print("{}\n", answer.value().document);
    return table.ok() ? 0 : kRefused;
  }
  if (!table.ok()) return tell(table.refusal());
  const Bytes& rest = answer.value().attachment;
  (void)std::fwrite(rest.data(), 1, rest.size(), stdout);
  show(table.value());
  return 0;
}

void show_nothing(const Table& /*answer*/) {}

int ask_with_file(const Asked& asked, Table request,
                  const std::function<void(const Table&)>& show) {
  Outcome<Bytes> bytes = bytes_in(asked.file);
  if (!bytes.ok()) return tell(bytes.refusal());
  return ask(asked, std::move(request), std::move(bytes).value(), show);
}

int submit(const Asked& asked) {
  return ask_with_file(asked, {{"do", Value{std::string("submit")}}},
                       [](const Table&) { fmt::print("admitted\n"); });
}

int dispatch(const Asked& asked) {
  return ask_with_file(asked, {{"do", Value{std::string("dispatch")}}, {"hook", Value{asked.word}}},
                       [](const Table& answer) {
                         fmt::print("answer {} of {} program(s)\n", shown_answer(answer, "answer"),
                                    std::get<std::uint64_t>(answer.at("programs").held));
                       });
}

/// A request with at most one word besides.
void add_simple(CLI::App& app, Asked& asked, int& status, const std::array<const char*, 3>& what) {
  const auto [word, member, help] = what;
  CLI::App* command = app.add_subcommand(word, help);
  if (*member != '\0') command->add_option(member, asked.word)->required();
  command->callback([&asked, &status, asks = std::string(word), about = std::string(member)] {
    Table request{{"do", Value{asks}}};
    if (!about.empty()) request[about] = Value{asked.word};
    const auto show = asks == "status" ? show_status : show_nothing;
    status = ask(asked, std::move(request), {}, show);
  });
}

void add_bringing(CLI::App& app, Asked& asked, int& status) {
  CLI::App* bring = app.add_subcommand("submit", "Bring a package");
  bring->add_option("PACKAGE", asked.file, "Signed, unless the host is one with --unsigned")
      ->required();
  bring->callback([&asked, &status] { status = submit(asked); });
  CLI::App* event = app.add_subcommand("dispatch", "Send an event to a hook, and show the answer");
  event->add_option("HOOK", asked.word)->required();
  event->add_option("EVENT", asked.file, "An event file (docs/event.md), or -")->required();
  event->callback([&asked, &status] { status = dispatch(asked); });
  for (const char* const word : {"statement", "root"}) {
    CLI::App* text = app.add_subcommand(word, std::string("Bring a signed ") + word);
    text->add_option("FILE", asked.file)->required();
    text->callback([&asked, &status, word] {
      status = ask_with_file(asked, {{"do", Value{std::string(word)}}},
                             [](const Table&) { fmt::print("taken\n"); });
    });
  }
}

int run(int argc, char** argv) {
  CLI::App app("Speaks to assay-host");
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 done, 1 refused (also where something holds all the same: L615, L616, L621, "
      "L625, L627), 2 usage, 3 a fault of ours");
  Asked asked;
  int status = 0;
  app.add_option("--socket", asked.socket, "Where the host is spoken to")
      ->envname("ASSAY_HOST_SOCKET")
      ->required();
  app.add_flag("--json", asked.json, "Print the host's answer as it is");
  add_bringing(app, asked, status);
  add_simple(app, asked, status, {"status", "", "Show what runs, and what does not, and why"});
  add_simple(app, asked, status, {"metrics", "", "Print the metrics"});
  add_simple(app, asked, status, {"journal", "", "Print the journal, a line of JSON a record"});
  add_simple(app, asked, status, {"hooks", "", "Have the contracts of the hooks read anew"});
  add_simple(app, asked, status,
             {"kill", "scope", "Stop all, hook/NAME, package/NAME or program/PACKAGE/NAME"});
  add_simple(app, asked, status, {"unkill", "scope", "Clear a kill switch"});
  add_simple(app, asked, status, {"promote", "package", "Call the version in trial good now"});
  add_simple(app, asked, status,
             {"revert", "package", "Quarantine the version that runs; the last good one returns"});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  return status;
}

}  // namespace
}  // namespace assay::host

int main(int argc, char** argv) {
  try {
    return assay::host::run(argc, argv);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "assay-hostctl: internal error: {}\n", fault.what());
    return 3;
  }
}
