// SPDX-License-Identifier: Apache-2.0
#include "ir/object/link.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ir/base/check.hpp"
#include "ir/object/read_object.hpp"

namespace assay {
namespace {

class Linker {
 public:
  Linker(const ObjectParts& object, FunctionCache& cache, const std::string& path) : object_(object), cache_(cache) {
    program_.object = path;
    program_.maps = object.maps.maps;
  }

  Result<Program> run(std::uint32_t entry) {
    const CodeFunction& first = object_.functions[entry];
    program_.section = object_.elf.sections[first.section].name;
    program_.name = first.name;
    enter(entry);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (auto error = append(order_[i])) return *error;
    }
    for (std::size_t i = 0; i < order_.size(); ++i) {
      connect(order_[i], program_.functions[i].begin);
    }
    find_context(first);
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
      return Error{ErrorCode::LimitExceeded, fmt::format("program '{}' has more than {} instructions", program_.name, kMaxProgramSlots)};
    }
    placed_[function] = begin;
    program_.functions.push_back({object_.functions[function].name, begin, begin + static_cast<std::uint32_t>(code.size())});
    for (Instruction i : code) {
      if (auto* jump = std::get_if<Jump>(&i)) jump->target += static_cast<std::int32_t>(begin);
      if (auto* jump = std::get_if<JumpIf>(&i)) jump->target += static_cast<std::int32_t>(begin);
      program_.instructions.push_back(i);
    }
    locate(object_.functions[function], code.size());
    for (const Reference& r : resolved.value().references) {
      if (r.kind == ReferenceKind::Call || r.kind == ReferenceKind::FunctionAddress) enter(r.target);
    }
    return std::nullopt;
  }

  /// Source lines: a record holds until the next one of the same function.
  void locate(const CodeFunction& function, std::size_t slots) {
    const auto info = object_.info.find(object_.elf.sections[function.section].name);
    SourceLocation current;
    std::size_t next = 0;
    const std::vector<LineRecord> none;
    const auto& lines = info == object_.info.end() ? none : info->second.lines;
    while (next < lines.size() && lines[next].offset < function.begin * kSlotBytes) ++next;
    for (std::size_t slot = 0; slot < slots; ++slot) {
      while (next < lines.size() && lines[next].offset <= (function.begin + slot) * kSlotBytes) current = location(lines[next++]);
      program_.locations.push_back(current);
    }
  }

  SourceLocation location(const LineRecord& record) {
    SourceLocation out;
    out.file = text_index(record.file, files_, program_.files);
    out.text = text_index(record.text, texts_, program_.line_texts);
    out.line = record.line;
    out.column = record.column;
    return out;
  }

  std::int32_t text_index(std::uint32_t offset, std::map<std::uint32_t, std::int32_t>& known, std::vector<std::string>& texts) {
    const std::string_view text = object_.btf == nullptr ? std::string_view{} : object_.btf->string(offset);
    if (text.empty()) return -1;
    const auto [it, added] = known.try_emplace(offset, static_cast<std::int32_t>(texts.size()));
    if (added) texts.emplace_back(text);
    return it->second;
  }

  std::uint32_t unresolved(std::uint32_t symbol) {
    program_.unresolved.push_back(object_.elf.symbols.at(symbol).name);
    return static_cast<std::uint32_t>(program_.unresolved.size() - 1);
  }

  void connect(std::uint32_t function, std::uint32_t begin) {
    for (const Reference& r : cache_.get(function).value().references) {
      Instruction& at = program_.instructions.at(begin + r.slot);
      const auto wide = [&](WideKind kind, std::uint64_t value) {
        auto* load = std::get_if<LoadImm64>(&at);
        ASSAY_CHECK(load != nullptr, "a reference stands at no wide load");
        *load = {load->dst, kind, value};
      };
      switch (r.kind) {
        case ReferenceKind::Map: wide(WideKind::Map, r.target); break;
        case ReferenceKind::MapValue: wide(WideKind::MapValue, r.target | std::uint64_t{r.offset} << 32); break;
        case ReferenceKind::FunctionAddress: wide(WideKind::Function, placed_.at(r.target)); break;
        case ReferenceKind::UnresolvedData: wide(WideKind::UnresolvedSymbol, unresolved(r.target)); break;
        case ReferenceKind::Call: at = Call{CallKind::Local, static_cast<std::int32_t>(placed_.at(r.target))}; break;
        case ReferenceKind::UnresolvedCall: at = Call{CallKind::Unresolved, static_cast<std::int32_t>(unresolved(r.target))}; break;
      }
    }
  }

  /// BTF id of the entry's function: by its place in the code, else by its name.
  std::optional<std::uint32_t> function_type(const CodeFunction& entry) const {
    const auto info = object_.info.find(object_.elf.sections[entry.section].name);
    if (info != object_.info.end()) {
      for (const FunctionRecord& f : info->second.functions) {
        if (f.offset == entry.begin * kSlotBytes) return f.type;
      }
    }
    for (std::uint32_t id = 1; id < object_.btf->size(); ++id) {
      if (object_.btf->type(id).kind == BtfKind::Function && object_.btf->name(id) == entry.name) return id;
    }
    return std::nullopt;
  }

  void find_context(const CodeFunction& entry) {
    if (object_.btf == nullptr) return;
    const Btf& btf = *object_.btf;
    const auto function = function_type(entry);
    if (!function || btf.type(*function).kind != BtfKind::Function) return;
    const BtfType& prototype = btf.type(btf.type(*function).type);
    if (prototype.kind != BtfKind::Prototype || btf.parts(prototype).empty()) return;
    const auto argument = btf.resolve(btf.parts(prototype)[0].a);
    if (!argument || btf.type(*argument).kind != BtfKind::Pointer) return;
    std::uint32_t id = btf.type(*argument).type;
    for (int guard = 0; guard < 64; ++guard) {
      const BtfType& type = btf.type(id);
      if (type.kind == BtfKind::Typedef && program_.context_typedef.empty()) program_.context_typedef = btf.name(id);
      const bool passes = type.kind == BtfKind::Typedef || type.kind == BtfKind::Const || type.kind == BtfKind::Volatile ||
                          type.kind == BtfKind::Restrict || type.kind == BtfKind::TypeTag;
      if (!passes) break;
      id = type.type;
    }
    if (btf.type(id).kind == BtfKind::Struct || btf.type(id).kind == BtfKind::Forward) program_.context_type = btf.name(id);
  }

  const ObjectParts& object_;
  FunctionCache& cache_;
  Program program_;
  std::vector<std::uint32_t> order_;
  std::map<std::uint32_t, std::uint32_t> placed_;
  std::map<std::uint32_t, std::int32_t> files_;
  std::map<std::uint32_t, std::int32_t> texts_;
};

}  // namespace

const Result<ResolvedFunction>& FunctionCache::get(std::uint32_t function) {
  auto& slot = cached_.at(function);
  if (!slot) slot = resolve_function(object_, object_.functions[function]);
  return *slot;
}

Result<Program> link_program(const ObjectParts& object, FunctionCache& cache, std::uint32_t entry, const std::string& path) {
  return Linker(object, cache, path).run(entry);
}

}  // namespace assay
