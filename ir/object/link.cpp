// SPDX-License-Identifier: Apache-2.0
#include "ir/object/link.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/read_object.hpp"
#include "ir/types/first_argument.hpp"
#include "ir/types/function_type.hpp"

namespace assay {
namespace {

class Linker {
 public:
  Linker(const ObjectParts& object, FunctionCache& cache, LinkBudget& budget)
      : object_(object), cache_(cache), budget_(budget) {}

  Result<Program> run(std::uint32_t entry, const std::string& path) {
    std::uint64_t map_bytes = path.size();
    for (const Map& map : object_.maps.maps) {
      map_bytes += sizeof(Map) + map.name.size() + map.special_fields.size() * sizeof(SpecialField);
    }
    if (!budget_.take_bytes(map_bytes)) return LinkBudget::error();
    program_.object = path;
    program_.maps = object_.maps.maps;
    program_.maps_of_one_type = object_.maps.of_one_type;
    const CodeFunction& first = object_.functions[entry];
    program_.section = object_.elf.sections[first.section].name;
    program_.name = first.name;
    if (object_.core != nullptr && object_.core->target() != nullptr) {
      program_.load_time.target = object_.core->target()->path();
      program_.load_time.target_digest = object_.core->target()->digest();
    }
    enter(entry);
    std::size_t appended = 0;
    while (appended < order_.size()) {  // append() enters what the function calls
      if (auto error = append(order_[appended++])) return *error;
    }
    for (std::size_t i = 0; i < order_.size(); ++i) connect(order_[i], program_.functions[i].begin);
    if (budget_.exhausted()) return LinkBudget::error();
    find_context(first);
    program_.copied_slots = cache_.copied_slots(entry);
    return std::move(program_);
  }

 private:
  void enter(std::uint32_t function) {
    if (placed_.try_emplace(function, 0).second) order_.push_back(function);
  }

  std::optional<Error> append(std::uint32_t function) {
    const auto& resolved = cache_.get(function);
    if (!resolved) return resolved.error();
    const auto begin = static_cast<std::uint32_t>(program_.instructions.size());
    const auto& code = resolved.value().instructions;
    if (begin + code.size() > kMaxProgramSlots) {
      return Error{ErrorCode::LimitExceeded,
                   fmt::format("program '{}' has more than {} instructions", program_.name,
                               kMaxProgramSlots)};
    }
    const CodeFunction& placed = object_.functions[function];
    const std::string_view name = placed.name;
    if (!budget_.take_slots(code.size()) || !budget_.take_bytes(sizeof(Function) + name.size()))
      return LinkBudget::error();
    placed_[function] = begin;
    program_.functions.push_back({std::string(name),
                                  begin,
                                  begin + static_cast<std::uint32_t>(code.size()),
                                  {placed.section, placed.begin}});
    if (const auto type = function_type(placed)) {
      program_.functions.back().is_global =
          is_global(object_.btf, *type) && !is_made_static(placed, *type);
      program_.functions.back().returns_number = returns_number(object_.btf, *type);
    }
    for (Instruction i : code) {
      if (auto* jump = std::get_if<Jump>(&i)) jump->target += static_cast<std::int32_t>(begin);
      if (auto* jump = std::get_if<JumpIf>(&i)) jump->target += static_cast<std::int32_t>(begin);
      program_.instructions.push_back(i);
    }
    if (auto error = locate(placed, code.size())) return error;
    for (const CoreReference& core : resolved.value().core) note_core(core, begin);
    for (const std::string& type : resolved.value().of_no_module) {
      if (budget_.take_bytes(sizeof(std::string) + type.size()))
        program_.load_time.of_no_module.insert(type);
    }
    for (const CodeReference& r : resolved.value().references) {
      if (r.kind == ReferenceKind::Call || r.kind == ReferenceKind::FunctionAddress)
        enter(r.target);
    }
    return std::nullopt;
  }

  void note_core(const CoreReference& core, std::uint32_t begin) {
    LoadTime& load_time = program_.load_time;
    const std::uint32_t slot = begin + core.slot;
    if (const auto* number = std::get_if<LoadTimeNumber>(&core.effect)) {
      const auto next = static_cast<std::uint32_t>(load_time.numbers.size());
      const auto [it, added] = numbers_.try_emplace(core.key, next);
      const std::uint64_t text = number->what.size() + number->layout.size();
      if (added && budget_.take_bytes(sizeof(LoadTimeNumber) + text))
        load_time.numbers.push_back(*number);
      load_time.uses.push_back({slot, it->second});
    } else if (const auto* layout = std::get_if<ObjectLayout>(&core.effect)) {
      const auto next = static_cast<std::uint32_t>(load_time.layouts.size());
      const auto [it, added] = layouts_.try_emplace(layout->type, next);
      if (added && budget_.take_bytes(sizeof(std::string) + layout->type.size()))
        load_time.layouts.push_back(layout->type);
      load_time.layout_uses.push_back({slot, it->second});
    } else if (const auto* poison = std::get_if<Poison>(&core.effect)) {
      if (budget_.take_bytes(sizeof(PoisonedSlot) + poison->lacks.size()))
        load_time.poisoned.push_back({slot, poison->lacks});
    }
  }

  /// Source lines: a record holds until the next one of the same function.
  std::optional<Error> locate(const CodeFunction& function, std::size_t slots) {
    const auto by_btf = object_.info.find(object_.elf.sections[function.section].name);
    const bool has_btf = by_btf != object_.info.end() && !by_btf->second.lines.empty();
    const auto by_dwarf = object_.dwarf.sections.find(function.section);
    std::span<const LineRecord> lines;
    if (has_btf) {
      lines = by_btf->second.lines;
    } else if (by_dwarf != object_.dwarf.sections.end()) {
      lines = by_dwarf->second;
    }
    auto next =
        std::ranges::lower_bound(lines, function.begin * kSlotBytes, {}, &LineRecord::offset);
    SourceLocation current;
    for (std::size_t slot = 0; slot < slots; ++slot) {
      if (next != lines.end() && next->offset == (function.begin + slot) * kSlotBytes) {
        current = has_btf ? btf_location(*next) : dwarf_location(*next);
        ++next;
      }
      if (budget_.exhausted()) return LinkBudget::error();
      program_.locations.push_back(current);
    }
    return std::nullopt;
  }

  SourceLocation btf_location(const LineRecord& record) {
    const auto text = [&](std::uint32_t offset) { return object_.btf.string(offset); };
    SourceLocation out{.line = record.line, .column = record.column};
    out.file = text_index(record.file, text(record.file), files_, program_.files);
    out.text = text_index(record.text, text(record.text), texts_, program_.line_texts);
    return out;
  }

  SourceLocation dwarf_location(const LineRecord& record) {
    SourceLocation out{.line = record.line, .column = record.column};
    out.file =
        text_index(record.file, object_.dwarf.files.at(record.file), dwarf_files_, program_.files);
    return out;
  }

  /// Index into `texts` of the text, which is known by a number.
  std::int32_t text_index(std::uint32_t number, std::string_view text,
                          std::map<std::uint32_t, std::int32_t>& known,
                          std::vector<std::string>& texts) {
    if (text.empty()) return -1;
    const auto [it, added] = known.try_emplace(number, static_cast<std::int32_t>(texts.size()));
    if (added && budget_.take_bytes(sizeof(std::string) + text.size())) texts.emplace_back(text);
    return it->second;
  }

  std::uint32_t unresolved(std::uint32_t symbol) {
    const auto [it, added] =
        unresolved_.try_emplace(symbol, static_cast<std::uint32_t>(program_.unresolved.size()));
    const ElfSymbol& named = object_.elf.symbols.at(symbol);
    if (added && budget_.take_bytes(sizeof(ExternalSymbol) + named.name.size())) {
      program_.unresolved.push_back(
          {std::string(named.name), named.binding == SymbolBinding::Weak});
    }
    return it->second;
  }

  void connect(std::uint32_t function, std::uint32_t begin) {
    for (const CodeReference& r : cache_.get(function).value().references) {
      Instruction& at = program_.instructions.at(begin + r.slot);
      const auto wide = [&](WideKind kind, std::uint64_t value) {
        auto* load = std::get_if<LoadImm64>(&at);
        ASSAY_CHECK(load != nullptr, "a reference stands at no wide load");
        *load = {load->dst, kind, value};
      };
      switch (r.kind) {
        case ReferenceKind::Map:
          wide(WideKind::Map, r.target);
          break;
        case ReferenceKind::MapValue:
          wide(WideKind::MapValue, r.target | std::uint64_t{r.offset} << 32);
          break;
        case ReferenceKind::FunctionAddress:
          wide(WideKind::Function, placed_.at(r.target));
          break;
        case ReferenceKind::UnresolvedData:
          wide(WideKind::UnresolvedSymbol, unresolved(r.target));
          break;
        case ReferenceKind::Call:
          at = Call{CallKind::Local, static_cast<std::int32_t>(placed_.at(r.target))};
          break;
        case ReferenceKind::UnresolvedCall:
          at = Call{CallKind::Unresolved, static_cast<std::int32_t>(unresolved(r.target))};
          break;
      }
    }
  }

  /// The function in the types: by its place in the code, else by its name.
  std::optional<TypeId> function_type(const CodeFunction& entry) const {
    const auto info = object_.info.find(object_.elf.sections[entry.section].name);
    if (info != object_.info.end()) {
      const auto& records = info->second.functions;
      const auto found =
          std::ranges::lower_bound(records, entry.begin * kSlotBytes, {}, &FunctionRecord::offset);
      if (found != records.end() && found->offset == entry.begin * kSlotBytes) return found->type;
    }
    return cache_.type_named(entry.name);
  }

  /// Whether loaders make the function static in what they give the kernel (mark_btf_static of
  /// libbpf): a hidden function of `.text`, by the first global type of its name.
  bool is_made_static(const CodeFunction& function, TypeId type) const {
    const bool is_inner = object_.text != 0 && function.section == object_.text;
    return function.hidden && is_inner && cache_.type_named(function.name) == type;
  }

  void find_context(const CodeFunction& entry) {
    const auto function = function_type(entry);
    if (!function) return;
    const PointedType context = first_argument(object_.btf, *function);
    program_.context_type = context.record;
    program_.context_typedef = context.alias;
  }

  const ObjectParts& object_;
  FunctionCache& cache_;
  LinkBudget& budget_;
  Program program_;
  std::vector<std::uint32_t> order_;
  std::map<std::uint32_t, std::uint32_t> placed_;
  std::map<std::uint32_t, std::int32_t> files_;
  std::map<std::uint32_t, std::int32_t> texts_;
  std::map<std::uint32_t, std::int32_t> dwarf_files_;
  std::map<std::uint32_t, std::uint32_t> unresolved_;
  std::map<CoreKey, std::uint32_t> numbers_;
  std::map<std::string, std::uint32_t> layouts_;
};

}  // namespace

const Result<ResolvedFunction>& FunctionCache::get(std::uint32_t function) {
  auto& slot = cached_.at(function);
  if (!slot) slot = resolve_function(object_, object_.functions[function]);
  return *slot;
}

std::optional<TypeId> FunctionCache::type_named(std::string_view name) {
  if (!types_) types_ = object_.btf.named(BtfKind::Function);
  const auto found = types_->find(name);
  return found == types_->end() ? std::nullopt : std::optional(found->second);
}

Error LinkBudget::error() {
  return {ErrorCode::LimitExceeded, fmt::format("the programs of the object have more than {} "
                                                "instructions, or {} bytes beside them, in all",
                                                kMaxLinkedSlots, kMaxLinkedBytes)};
}

Result<Program> link_program(const ObjectParts& object, FunctionCache& cache, LinkBudget& budget,
                             std::uint32_t entry, const std::string& path) {
  return Linker(object, cache, budget).run(entry, path);
}

}  // namespace assay
