// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/requests.hpp"

#include <algorithm>
#include <array>
#include <exception>

#include "host/daemon/metrics.hpp"
#include "host/protocol/answers.hpp"
#include "loader/document/fields.hpp"
#include "loader/host/status.hpp"

namespace assay::host {
namespace {

using loader::Done;
using loader::Fields;
using loader::Table;
using loader::Value;

/// What of the journal goes into one answer.
constexpr std::size_t kMostJournal = std::size_t{16} << 20;

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Outcome<Frame> frame_of(const Done& what) {
  if (!what.ok()) return what.refusal();
  return good_answer();
}

/// The members of a request besides "do".
class Members : public Fields {
 public:
  explicit Members(const Question& question) : Fields(question.document) { (void)text("do"); }
};

Outcome<Frame> dispatch(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  Members members(question);
  const std::string hook = members.text("hook");
  if (const Done well = members.finish(); !well.ok()) return well.refusal();
  const auto answer = host.hooked().dispatch(hook, text_of(question.attachment));
  if (!answer.ok()) return answer.refusal();
  return good_answer({{"answer", Value{answer.value().answer}},
                      {"programs", Value{std::uint64_t{answer.value().programs}}}});
}

Outcome<Frame> submit(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  return frame_of(host.submit(question.attachment, question.who));
}

Outcome<Frame> statement(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  return frame_of(host.admission().take_statement(text_of(question.attachment), question.who));
}

Outcome<Frame> root(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  return frame_of(host.admission().take_root(text_of(question.attachment), question.who));
}

Outcome<Frame> status(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  Table status = loader::status_of(host.admission(), host.hooked().hooks());
  status["unsigned"] = Value{host.settings().trust == Trust::Unsigned};
  return good_answer(std::move(status));
}

Outcome<Frame> metrics(Host& host, const RefusalCounts& counts, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  const std::string text = metrics_of(host, counts);
  return good_answer({}, {text.begin(), text.end()});
}

Outcome<Frame> journal(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  Outcome<Bytes> lines = host.admission().journal(kMostJournal);
  if (!lines.ok()) return lines.refusal();
  return good_answer({}, std::move(lines).value());
}

Outcome<Frame> hooks(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  if (const Done well = Members(question).finish(); !well.ok()) return well.refusal();
  return frame_of(host.register_hooks());
}

/// Of requests with one word and nothing else.
template <Done (loader::Admission::*act)(const std::string&, const std::string&)>
Outcome<Frame> acts_on(Host& host, const Question& question, std::string_view member) {
  Members members(question);
  const std::string word = members.text(member);
  if (const Done well = members.finish(); !well.ok()) return well.refusal();
  return frame_of((host.admission().*act)(word, question.who));
}

Outcome<Frame> kill(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  return acts_on<&loader::Admission::kill>(host, question, "scope");
}
Outcome<Frame> unkill(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  return acts_on<&loader::Admission::unkill>(host, question, "scope");
}
Outcome<Frame> promote(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  return acts_on<&loader::Admission::promote>(host, question, "package");
}
Outcome<Frame> revert(Host& host, const RefusalCounts& /*counts*/, const Question& question) {
  return acts_on<&loader::Admission::revert>(host, question, "package");
}

constexpr auto kRequests = std::to_array<Request>({
    {"dispatch", Right::Dispatch, Lane::Events, Urgency::Read, dispatch},
    {"hooks", Right::Control, Lane::Aside, Urgency::Control, hooks},
    {"journal", Right::Read, Lane::Turns, Urgency::Read, journal},
    {"kill", Right::Control, Lane::Turns, Urgency::Control, kill},
    {"metrics", Right::Read, Lane::Turns, Urgency::Read, metrics},
    {"promote", Right::Control, Lane::Turns, Urgency::Control, promote},
    {"revert", Right::Control, Lane::Turns, Urgency::Control, revert},
    {"root", Right::Submit, Lane::Turns, Urgency::Read, root},
    {"statement", Right::Submit, Lane::Turns, Urgency::Read, statement},
    {"status", Right::Read, Lane::Turns, Urgency::Read, status},
    {"submit", Right::Submit, Lane::Packages, Urgency::Submit, submit},
    {"unkill", Right::Control, Lane::Turns, Urgency::Control, unkill},
});

}  // namespace

const Request* request_of(const Value& document) {
  const auto* const table = std::get_if<Table>(&document.held);
  if (table == nullptr) return nullptr;
  const auto member = table->find("do");
  if (member == table->end()) return nullptr;
  const auto* const word = std::get_if<std::string>(&member->second.held);
  if (word == nullptr) return nullptr;
  const auto request = std::ranges::find(kRequests, *word, &Request::word);
  return request == kRequests.end() ? nullptr : &*request;
}

Outcome<Frame> answer_of(const Request& request, Host& host, const RefusalCounts& counts,
                         const Question& question) {
  try {
    return request.answer(host, counts, question);
  } catch (const std::exception& fault) {
    return Refusal{RefusalCode::HostFault, fault.what()};
  }
}

}  // namespace assay::host
