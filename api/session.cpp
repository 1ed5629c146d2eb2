// SPDX-License-Identifier: Apache-2.0
// Sessions: what programs are judged for.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "api/boundary.hpp"
#include "session/contract_header.hpp"

namespace assay {
namespace {

/// Calls `change` with the options of a session that is there.
template <class Change>
assay_error* changed(assay_session* session, Change&& change) noexcept {
  return at_the_boundary([&]() -> std::optional<Error> {
    if (session == nullptr) return misuse("the session is a null pointer");
    return change(*session);
  });
}

std::vector<std::uint8_t> copy_of(std::span<const std::uint8_t> bytes) {
  return {bytes.begin(), bytes.end()};
}

std::optional<Error> set_platform(assay_session& session, assay_platform platform) {
  switch (platform) {
    case ASSAY_PLATFORM_ANY:
      session.judge.platform = std::nullopt;
      return std::nullopt;
    case ASSAY_PLATFORM_LINUX:
      session.judge.platform = Platform::Linux;
      return std::nullopt;
    case ASSAY_PLATFORM_WINDOWS:
      session.judge.platform = Platform::Windows;
      return std::nullopt;
  }
  return misuse(fmt::format("there is no platform {}", static_cast<int>(platform)));
}

std::optional<Error> set_contents(assay_session& session, assay_contents contents) {
  Settings& settings = session.load.settings;
  switch (contents) {
    case ASSAY_CONTENTS_OBJECT:
      settings.mode = ContentsFrom::Object;
      return std::nullopt;
    case ASSAY_CONTENTS_SETTINGS:
      settings.mode = ContentsFrom::Settings;
      return std::nullopt;
    case ASSAY_CONTENTS_ANY:
      settings.mode = ContentsFrom::Any;
      return std::nullopt;
  }
  return misuse(fmt::format("there are no contents {}", static_cast<int>(contents)));
}

std::optional<Error> set_kernel_types(assay_session& session, const char* name, const void* bytes,
                                      std::size_t size) {
  const auto raw = bytes_at(bytes, size);
  if (!raw.ok()) return raw.error();
  auto types = TargetTypes::read_bytes(copy_of(raw.value()), text_at(name));
  if (!types.ok()) return types.error();
  session.load.target = std::move(types).value();
  return std::nullopt;
}

std::optional<Error> add_contents(assay_session& session, const char* section, const void* bytes,
                                  std::size_t size) {
  const auto contents = bytes_at(bytes, size);
  if (!contents.ok()) return contents.error();
  const std::string name = text_at(section);
  const bool fresh =
      session.load.settings.recorded.emplace(name, SharedBytes(copy_of(contents.value()))).second;
  if (fresh) return std::nullopt;
  return misuse(fmt::format("the contents of section '{}' are given twice", name));
}

std::optional<Error> add_contract_header(assay_session& session, const char* name, const char* text,
                                         std::size_t size) {
  if (text == nullptr && size != 0) return misuse("the text is a null pointer");
  const std::string called = text_at(name);
  auto contracts = extract_here(called, std::string(text == nullptr ? "" : text, size), {});
  if (!contracts.ok()) return contracts.error();
  auto all = with_contracts(session.judge.catalogue, called, std::move(contracts).value());
  if (!all.ok()) return all.error();
  session.judge.catalogue = std::move(all).value();
  return std::nullopt;
}

}  // namespace
}  // namespace assay

assay_error* assay_session_new(assay_session** session) {
  return assay::at_the_boundary([&]() -> std::optional<assay::Error> {
    if (session == nullptr) return assay::misuse("there is no place for the session");
    *session = nullptr;
    auto made = std::make_unique<assay_session>();
    made->judge.catalogue = assay::builtin_catalogue();
    *session = made.release();
    return std::nullopt;
  });
}

void assay_session_free(assay_session* session) { delete session; }

assay_error* assay_session_set_platform(assay_session* session, assay_platform platform) {
  return assay::changed(session, [&](auto& s) { return assay::set_platform(s, platform); });
}

assay_error* assay_session_set_contract(assay_session* session, const char* name) {
  return assay::changed(session, [&](auto& s) -> std::optional<assay::Error> {
    s.judge.contract = assay::text_at(name);
    return std::nullopt;
  });
}

assay_error* assay_session_set_execution(assay_session* session, const char* way) {
  return assay::changed(session, [&](auto& s) -> std::optional<assay::Error> {
    s.judge.execution = assay::text_at(way);
    return std::nullopt;
  });
}

assay_error* assay_session_set_max_instructions(assay_session* session, uint64_t count) {
  return assay::changed(session, [&](auto& s) -> std::optional<assay::Error> {
    s.judge.max_instructions = count == 0 ? std::nullopt : std::optional(count);
    return std::nullopt;
  });
}

assay_error* assay_session_set_kernel_types(assay_session* session, const char* name,
                                            const void* bytes, size_t size) {
  return assay::changed(session,
                        [&](auto& s) { return assay::set_kernel_types(s, name, bytes, size); });
}

assay_error* assay_session_set_contents(assay_session* session, assay_contents contents) {
  return assay::changed(session, [&](auto& s) { return assay::set_contents(s, contents); });
}

assay_error* assay_session_add_contents(assay_session* session, const char* section,
                                        const void* bytes, size_t size) {
  return assay::changed(session,
                        [&](auto& s) { return assay::add_contents(s, section, bytes, size); });
}

assay_error* assay_session_add_contract_header(assay_session* session, const char* name,
                                               const char* text, size_t size) {
  return assay::changed(session,
                        [&](auto& s) { return assay::add_contract_header(s, name, text, size); });
}
