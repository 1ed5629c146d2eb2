// SPDX-License-Identifier: Apache-2.0
#include "loader/api/executor.hpp"

#include <limits>
#include <utility>

#include "ir/isa/encode.hpp"
#include "loader/api/boundary.hpp"

namespace assay::loader {
namespace {

class HostProgram final : public Runnable {
 public:
  explicit HostProgram(const assay_loader_executor& executor) : executor_(executor) {}
  HostProgram(const HostProgram&) = delete;
  HostProgram& operator=(const HostProgram&) = delete;
  ~HostProgram() override {
    const bool unloads = loaded_ != nullptr && executor_.unload != nullptr;
    if (unloads) executor_.unload(executor_.context, loaded_);
  }

  /// Whether the host could make it ready. Where it could, this object unloads it.
  [[nodiscard]] bool load(const assay_loader_program& program) {
    loaded_ = executor_.load(executor_.context, &program);
    return loaded_ != nullptr;
  }

  [[nodiscard]] RunReport run(const Event& event, std::uint64_t bound,
                              std::unique_ptr<Machinery>& /*kept*/) const override {
    const auto& own = static_cast<const HostEvent&>(event);
    assay_loader_run ran{sizeof(assay_loader_run), own.bytes, own.size, bound, 0, 0};
    const int end = executor_.run(executor_.context, loaded_, &ran);
    if (end == ASSAY_LOADER_PASSED_BOUND || ran.instructions > bound) {
      return {RunEnd::PassedBound, 0, ran.instructions};
    }
    const RunEnd ended = end == ASSAY_LOADER_ANSWERED ? RunEnd::Answered : RunEnd::Faulted;
    return {ended, ran.answer, ran.instructions};
  }

 private:
  assay_loader_executor executor_;
  void* loaded_ = nullptr;
};

/// What a map's view points to.
struct MapParts {
  std::vector<std::uint8_t> contents;
  std::vector<assay_loader_span> kept;
};

MapParts parts_of(const Map& map) {
  MapParts parts{map.contents.copy(), {}};
  for (const SpecialField& field : map.special_fields) {
    parts.kept.push_back({field.offset, field.size});
  }
  return parts;
}

/// `parts` are the map's.
assay_loader_map view_of(const Map& map, const MapParts& parts) {
  assay_loader_map view{};
  view.struct_size = sizeof view;
  view.name = map.name.c_str();
  view.kind = map.kind;
  view.key_size = map.key_size;
  view.value_size = map.value_size;
  view.max_entries = map.max_entries;
  view.flags = map.flags;
  view.inner = map.inner.value_or(std::numeric_limits<std::uint32_t>::max());
  view.read_only = map.read_only ? 1 : 0;
  view.contents = parts.contents.empty() ? nullptr : parts.contents.data();
  view.contents_size = parts.contents.size();
  view.kept = parts.kept.empty() ? nullptr : parts.kept.data();
  view.kept_count = parts.kept.size();
  return view;
}

/// Hands one program over; null where the host cannot make it ready.
std::shared_ptr<const Runnable> loaded(const assay_loader_executor& executor,
                                       const CheckedPackage& package,
                                       const CheckedProgram& checked) {
  const Program& program = *checked.program;
  const std::vector<std::uint8_t> slots = encode(program.instructions);
  const std::size_t count = program.maps.size();
  std::vector<MapParts> parts;
  std::vector<assay_loader_map> views;
  std::vector<const assay_loader_map*> maps;
  parts.reserve(count);
  views.reserve(count);
  maps.reserve(count);
  for (const Map& map : program.maps) parts.push_back(parts_of(map));
  for (std::size_t i = 0; i < count; ++i) {
    views.push_back(view_of(program.maps[i], parts[i]));
  }
  for (const assay_loader_map& map : views) maps.push_back(&map);
  const assay_loader_program view{.struct_size = sizeof(assay_loader_program),
                                  .package = package.name.c_str(),
                                  .version = package.version,
                                  .name = checked.name.c_str(),
                                  .section = program.section.c_str(),
                                  .hook = checked.hook.c_str(),
                                  .context_bytes = checked.context_bytes,
                                  .bound = checked.bound,
                                  .slots = slots.data(),
                                  .slots_size = slots.size(),
                                  .maps = maps.data(),
                                  .map_count = maps.size()};
  // Before the host has anything to unload, so that it is unloaded where memory ends.
  auto made = std::make_shared<HostProgram>(executor);
  if (!made->load(view)) return nullptr;
  return made;
}

}  // namespace

Outcome<assay_loader_executor> executor_of(const assay_loader_executor& given) {
  if (Done known = known_part(given, "assay_loader_executor"); !known.ok()) return known.refusal();
  if (given.load == nullptr || given.run == nullptr) return misuse("the executor lacks a function");
  return given;
}

Load executor_load(const assay_loader_executor& executor) {
  return [executor](const std::string& /*digest*/, const CheckedPackage& checked)
             -> Outcome<std::vector<std::shared_ptr<const Runnable>>> {
    std::vector<std::shared_ptr<const Runnable>> out;
    for (const CheckedProgram& program : checked.programs) {
      std::shared_ptr<const Runnable> made = loaded(executor, checked, program);
      if (made == nullptr) return Refusal{RefusalCode::ProgramNotReady, program.name};
      out.push_back(std::move(made));
    }
    return out;
  };
}

}  // namespace assay::loader
