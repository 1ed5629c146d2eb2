// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/host_seeds.hpp"

#include <algorithm>

#include "host/protocol/answers.hpp"
#include "host/protocol/frame.hpp"
#include "loader/state/journal.hpp"
#include "loader/state/journal_reader.hpp"
#include "loader/state/state.hpp"
#include "support/memory_files.hpp"
#include "support/signing.hpp"

namespace assay::fuzz {
namespace {

using namespace loader;

Input input_of(std::string_view text) { return {text.begin(), text.end()}; }

/// The document of a state's text: the rest is made anew.
Input document_of(const State& state) {
  const std::string text = write_state(state);
  return input_of(text.substr(0, text.find('\n')));
}

State rich_state() {
  State state;
  state.sequence = 9;
  state.root_version = 2;
  state.latest = 1'800'000'000;
  state.records = 17;
  state.counters = {{"release/sensor", 4}, {"kill/hook/file_open", 2}};
  state.floors = {{"sensor", 4}};
  state.good["sensor"] = {{3, digest_of('3')}, {4, digest_of('4')}};
  state.vouched["sensor"] = {{5, digest_of('5')}};
  state.gates[digest_of('5')] = {1000, 0, 1, 50'000, 2000};
  state.contracts[digest_of('5')] = {digest_of('c'), digest_of('d')};
  state.quarantine = {{digest_of('6'), "L607"}};
  state.kills = {"hook/file_open"};
  state.local_kills = {"package/other", "program/sensor/main"};
  return state;
}

}  // namespace

std::vector<Input> states() { return {document_of({}), document_of(rich_state())}; }

std::vector<Input> statements() {
  Statement release = test_release();
  auto& says = std::get<Release>(release.says);
  std::vector<Input> out = {input_of(write_statement(release))};
  says.freezes = {{3000, 4000}};
  says.held_groups = {"critical", "till"};
  says.rings["early"] = 500;
  says.gates = {1000, 0, 1, 50'000, 2000};
  out.push_back(input_of(write_statement(release)));
  for (const Statement& one :
       {Statement{1, 2000, 9000, Kill{"all"}}, Statement{2, 2000, 9000, Unkill{"hook/file_open"}},
        Statement{3, 2000, 9000, Kill{"program/sensor/main"}},
        Statement{4, 2000, 9000, Downgrade{"sensor", 3}}}) {
    out.push_back(input_of(write_statement(one)));
  }
  return out;
}

std::vector<Input> roots() {
  Root root = test_root();
  std::vector<Input> out = {input_of(write_root(root))};
  root.version = 2;
  root.revoked_keys = keys_of("xy");
  root.revoked_digests = {digest_of('5')};
  root.floors = {{"sensor", 3}};
  out.push_back(input_of(write_root(root)));
  return out;
}

std::vector<Input> journals() {
  MemoryFiles files;
  Journal journal = Journal::open(files, {}).value();
  for (std::uint64_t i = 0; i < 5; ++i) {
    const char* const why = i == 2 ? "L601" : "";
    (void)journal.append(files, {2000 + i, "uid 1000", "admitted", digest_of('5'), why});
  }
  const loader::Bytes& whole = files.image().at(journal_file(1));
  const Input torn(whole.begin(), whole.end() - 9);
  const auto line = std::find(whole.begin(), whole.end(), '\n');
  return {whole, torn, Input(line + 1, whole.end())};
}

std::vector<Input> messages() {
  std::vector<Input> out;
  const auto add = [&](Table table, const loader::Bytes& attachment) {
    out.push_back(host::write_frame({write_document(Value{std::move(table)}), attachment}));
  };
  const auto text = [](const char* word) { return Value{std::string(word)}; };
  for (const char* word : {"status", "metrics", "journal", "hooks"}) add({{"do", text(word)}}, {});
  for (const char* word : {"statement", "root"}) add({{"do", text(word)}}, {'{', '}', '\n'});
  for (const char* word : {"kill", "unkill"}) {
    add({{"do", text(word)}, {"scope", text("hook/file_open")}}, {});
  }
  for (const char* word : {"promote", "revert"}) {
    add({{"do", text(word)}, {"package", text("sensor")}}, {});
  }
  add({{"do", text("dispatch")}, {"hook", text("windows/xdp")}}, {'{', '}'});
  add({{"do", text("submit")}}, {1, 2, 3, 4});
  out.push_back(host::write_frame(host::good_answer({{"answer", Value{std::uint64_t{1}}}})));
  out.push_back(host::write_frame(host::refusal_answer({RefusalCode::CheckRefused, "25: here"})));
  return out;
}

}  // namespace assay::fuzz
