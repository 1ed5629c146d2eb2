// SPDX-License-Identifier: Apache-2.0
// What a host asks of the loader, over one handle.
#include <cstdlib>
#include <cstring>
#include <memory>

#include "loader/api/boundary.hpp"
#include "loader/api/executor.hpp"
#include "loader/document/document.hpp"
#include "loader/files/folder.hpp"
#include "loader/host/check.hpp"
#include "loader/host/hook.hpp"
#include "loader/host/hooked.hpp"
#include "loader/host/machine.hpp"
#include "loader/host/status.hpp"

struct assay_loader {
  std::unique_ptr<assay::loader::Folder> folder;
  std::unique_ptr<assay::loader::Hooked> hooked;
  bool runs_itself = false;            // events are the host's executor's
  assay::loader::ProcessMark process;  // whose the loader is; a child of fork() has only a copy
};

namespace assay::loader {
namespace {

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What the host set, if it set all that this interface knows and nothing besides.
Outcome<assay_loader_settings> asked_of(const assay_loader_settings* settings) {
  if (settings == nullptr) return misuse("the settings are a null pointer");
  if (Done known = known_part(*settings, "assay_loader_settings"); !known.ok())
    return known.refusal();
  if (settings->folder == nullptr) return misuse("there is no folder");
  const bool lacks_groups = settings->groups == nullptr && settings->group_count != 0;
  if (lacks_groups) return misuse("the groups are a null pointer");
  return *settings;
}

Outcome<HostSetup> setup_of(const assay_loader_settings& asked, Files& files) {
  CheckLimits limits = host_limits();
  if (asked.max_instructions != 0) limits.instructions = asked.max_instructions;
  Outcome<HostSetup> made = machine_setup(files, limits);
  if (!made.ok()) return made;
  HostSetup setup = std::move(made).value();
  setup.host = {text_or(asked.host_id, "host"), text_or(asked.ring, "default"), {}};
  for (const char* group : std::span(asked.groups, asked.group_count)) {
    setup.host.groups.insert(text_or(group, ""));
  }
  if (asked.healthy_events != 0) setup.health.events = asked.healthy_events;
  if (asked.healthy_seconds != 0) setup.health.seconds = asked.healthy_seconds;
  if (asked.executor == nullptr) return setup;
  const Outcome<assay_loader_executor> executor = executor_of(*asked.executor);
  if (!executor.ok()) return executor.refusal();
  setup.load = executor_load(executor.value());
  return setup;
}

Done open(const assay_loader_settings* settings, assay_loader** loader) {
  if (loader == nullptr) return misuse("there is no place for the loader");
  *loader = nullptr;
  const Outcome<assay_loader_settings> asked = asked_of(settings);
  if (!asked.ok()) return asked.refusal();
  const auto root = bytes_at(asked.value().root, asked.value().root_size);
  if (!root.ok()) return root.refusal();
  auto folder = Folder::open(asked.value().folder);
  if (!folder.ok()) return folder.refusal();
  if (Done alone = folder.value()->claim(); !alone.ok()) {
    return Refusal{alone.refusal().code, asked.value().folder};
  }
  Outcome<HostSetup> setup = setup_of(asked.value(), *folder.value());
  if (!setup.ok()) return setup.refusal();
  auto admission = asked.value().root == nullptr
                       ? Admission::start(std::move(setup).value())
                       : Admission::install(std::move(setup).value(), text_of(root.value()));
  if (!admission.ok()) return admission.refusal();
  auto made = std::make_unique<assay_loader>();
  made->folder = std::move(folder).value();
  made->hooked = std::make_unique<Hooked>(std::move(admission).value());
  made->runs_itself = asked.value().executor != nullptr;
  *loader = made.release();
  return done();
}

/// Whether it is a copy that fork() made. What it has of the folder is its parent's, too.
bool is_copy(const assay_loader& loader) { return !loader.process.is_own(); }

/// Calls `work` with a loader that is there, and is this process's.
template <class Work>
assay_loader_error* with(assay_loader* loader, Work&& work) noexcept {
  return at_the_boundary([&]() -> Done {
    if (loader == nullptr) return misuse("the loader is a null pointer");
    if (is_copy(*loader)) return misuse("the loader belongs to the process that opened it");
    return work(*loader);
  });
}

/// Calls `work` with bytes that are there, and who brings them.
template <class Work>
assay_loader_error* brought(assay_loader* loader, const void* bytes, std::size_t size,
                            const char* who, Work&& work) noexcept {
  return with(loader, [&](assay_loader& to) -> Done {
    const auto given = bytes_at(bytes, size);
    if (!given.ok()) return given.refusal();
    return work(to.hooked->admission(), given.value(), text_or(who, "host"));
  });
}

using Act = Done (Admission::*)(const std::string&, const std::string&);

assay_loader_error* acted(assay_loader* loader, Act act, const char* word,
                          const char* who) noexcept {
  return with(loader, [&](assay_loader& to) -> Done {
    if (word == nullptr) return misuse("the name is a null pointer");
    return (to.hooked->admission().*act)(word, text_or(who, "host"));
  });
}

Done set_hooks(assay_loader& loader, const assay_loader_hook* hooks, std::size_t count) {
  if (hooks == nullptr && count != 0) return misuse("the hooks are a null pointer");
  std::vector<HookSpec> made;
  for (const assay_loader_hook& hook : std::span(hooks, count)) {
    const auto contract = bytes_at(hook.contract, hook.contract_size);
    if (!contract.ok()) return contract.refusal();
    Outcome<HookSpec> one = hook_of(contract.value(), hook.default_answer);
    if (!one.ok()) return one.refusal();
    made.push_back(std::move(one).value());
  }
  return loader.hooked->set_hooks(std::move(made));
}

Done dispatch(assay_loader& loader, const char* hook, std::span<const std::uint8_t> event,
              assay_loader_answer* answer) {
  if (hook == nullptr || answer == nullptr)
    return misuse("the hook or the answer is a null pointer");
  *answer = {};
  if (!loader.runs_itself) {
    // A reader of text looks at it more than once, and somebody else may write to the host's.
    const std::string own(text_of(event));
    const Outcome<Answer> ran = loader.hooked->dispatch(hook, own);
    if (!ran.ok()) return ran.refusal();
    *answer = {ran.value().answer, ran.value().programs};
    return done();
  }
  const auto ran = loader.hooked->admission().dispatch(hook, HostEvent(event.data(), event.size()));
  if (!ran) return Refusal{RefusalCode::HookAbsent, hook};
  *answer = {ran->answer, ran->programs};
  return done();
}

Done status(assay_loader& loader, char** json) {
  if (json == nullptr) return misuse("there is no place for the text");
  *json = nullptr;
  const std::string text =
      write_document(Value{status_of(loader.hooked->admission(), loader.hooked->hooks())});
  auto* const copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, text.c_str(), text.size() + 1);
  *json = copy;
  return done();
}

}  // namespace
}  // namespace assay::loader

using assay::loader::Admission;

assay_loader_error* assay_loader_open(const assay_loader_settings* settings,
                                      assay_loader** loader) {
  return assay::loader::at_the_boundary([&] { return assay::loader::open(settings, loader); });
}

assay_loader_error* assay_loader_close(assay_loader* loader) {
  if (loader == nullptr) return nullptr;
  const assay::NotCancelled uncancelled;
  assay_loader_error* const error = assay::loader::at_the_boundary([&]() -> assay::loader::Done {
    if (assay::loader::is_copy(*loader)) return assay::loader::done();
    return loader->hooked->admission().stop();
  });
  delete loader;
  return error;
}

assay_loader_error* assay_loader_set_hooks(assay_loader* loader, const assay_loader_hook* hooks,
                                           size_t count) {
  return assay::loader::with(
      loader, [&](assay_loader& to) { return assay::loader::set_hooks(to, hooks, count); });
}

assay_loader_error* assay_loader_submit(assay_loader* loader, const void* package, size_t size,
                                        const char* who) {
  return assay::loader::brought(loader, package, size, who,
                                [](Admission& to, std::span<const std::uint8_t> bytes,
                                   const std::string& by) { return to.submit(bytes, by); });
}

assay_loader_error* assay_loader_statement(assay_loader* loader, const char* text, size_t size,
                                           const char* who) {
  return assay::loader::brought(
      loader, text, size, who,
      [](Admission& to, std::span<const std::uint8_t> bytes, const std::string& by) {
        return to.take_statement(assay::loader::text_of(bytes), by);
      });
}

assay_loader_error* assay_loader_root(assay_loader* loader, const char* text, size_t size,
                                      const char* who) {
  return assay::loader::brought(
      loader, text, size, who,
      [](Admission& to, std::span<const std::uint8_t> bytes, const std::string& by) {
        return to.take_root(assay::loader::text_of(bytes), by);
      });
}

assay_loader_error* assay_loader_kill(assay_loader* loader, const char* scope, const char* who) {
  return assay::loader::acted(loader, &Admission::kill, scope, who);
}

assay_loader_error* assay_loader_unkill(assay_loader* loader, const char* scope, const char* who) {
  return assay::loader::acted(loader, &Admission::unkill, scope, who);
}

assay_loader_error* assay_loader_promote(assay_loader* loader, const char* package,
                                         const char* who) {
  return assay::loader::acted(loader, &Admission::promote, package, who);
}

assay_loader_error* assay_loader_revert(assay_loader* loader, const char* package,
                                        const char* who) {
  return assay::loader::acted(loader, &Admission::revert, package, who);
}

assay_loader_error* assay_loader_dispatch(assay_loader* loader, const char* hook, const void* event,
                                          size_t event_size, assay_loader_answer* answer) {
  return assay::loader::with(loader, [&](assay_loader& to) -> assay::loader::Done {
    const auto given = assay::loader::bytes_at(event, event_size);
    if (!given.ok()) return given.refusal();
    return assay::loader::dispatch(to, hook, given.value(), answer);
  });
}

assay_loader_error* assay_loader_tend(assay_loader* loader) {
  return assay::loader::with(loader,
                             [](assay_loader& to) { return to.hooked->admission().tend(); });
}

assay_loader_error* assay_loader_status(assay_loader* loader, char** json) {
  return assay::loader::with(loader,
                             [&](assay_loader& to) { return assay::loader::status(to, json); });
}

void assay_loader_text_free(char* text) { std::free(text); }
