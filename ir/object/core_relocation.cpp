// SPDX-License-Identifier: Apache-2.0
#include "ir/object/core_relocation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <string_view>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/code_function.hpp"
#include "ir/types/user_api.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMost32 = std::numeric_limits<std::uint32_t>::max();

Error malformed(const CoreRecord& record, std::string_view what) {
  return {ErrorCode::CoreRelocationMalformed,
          fmt::format("CO-RE relocation at byte {}: {}", record.offset, what)};
}
Error malformed(const CoreRecord& record, const Error& error) {
  return {error.code, fmt::format("CO-RE relocation at byte {}: {}", record.offset, error.message)};
}

/// What the relocation asks for, for people.
std::string question(CoreKind kind, const Btf& btf, const CoreSpec& spec) {
  const std::string type = type_text(btf, spec.root);
  const std::string path = path_text(spec);
  switch (kind) {
    case CoreKind::ByteOffset:
      return fmt::format("the offset of '{}' in '{}'", path, type);
    case CoreKind::ByteSize:
      return fmt::format("the size of '{}' in '{}'", path, type);
    case CoreKind::FieldExists:
      return fmt::format("whether '{}' has '{}'", type, path);
    case CoreKind::Signed:
      return fmt::format("whether '{}' in '{}' is signed", path, type);
    case CoreKind::LeftShift:
    case CoreKind::RightShift:
      return fmt::format("how far '{}' in '{}' is shifted", path, type);
    case CoreKind::LocalTypeId:
    case CoreKind::TargetTypeId:
      return fmt::format("the number of the type '{}'", type);
    case CoreKind::TypeExists:
      return fmt::format("whether '{}' exists", type);
    case CoreKind::TypeSize:
      return fmt::format("the size of '{}'", type);
    case CoreKind::EnumeratorExists:
      return fmt::format("whether '{}' has '{}'", type, path);
    case CoreKind::EnumeratorValue:
      return fmt::format("the value of '{}' in '{}'", path, type);
    case CoreKind::TypeMatches:
      return fmt::format("whether '{}' matches", type);
  }
  throw InternalFault("no such kind of CO-RE relocation");
}

/// What the number is at most, and at least, on any kernel.
std::pair<std::uint64_t, std::uint64_t> range_of(CoreKind kind) {
  switch (kind) {
    case CoreKind::FieldExists:
    case CoreKind::TypeExists:
    case CoreKind::EnumeratorExists:
    case CoreKind::TypeMatches:
    case CoreKind::Signed:
      return {0, 1};
    case CoreKind::ByteSize:
    case CoreKind::LeftShift:
    case CoreKind::RightShift:
    case CoreKind::ByteOffset:
    case CoreKind::TargetTypeId:
    case CoreKind::TypeSize:
      return {0, kMost32};
    case CoreKind::EnumeratorValue:
      return {0, std::numeric_limits<std::uint64_t>::max()};
    case CoreKind::LocalTypeId:
      break;
  }
  throw InternalFault("the number of a local type is known");
}

/// A scalar may have 16 bytes elsewhere (`freelist_full_t` of Linux), and libbpf takes integers of
/// any two sizes for one another. Where the object has one of a register's size, so that other
/// kernels are assumed to have one, too, this says what the number then is.
void assume_register_size(const CoreSpec& spec, const Btf& local, CoreAnswer& answer) {
  const std::uint64_t here = answer.written.number;
  const bool size = answer.kind == CoreKind::ByteSize && std::has_single_bit(here) && here <= 8;
  const bool shift =
      (answer.kind == CoreKind::LeftShift || answer.kind == CoreKind::RightShift) && here < 64;
  if ((!size && !shift) || !ends_at_scalar(local, spec)) return;
  LoadTimeNumber& number = answer.unknown;
  if (size) {
    number.min = 1;
    number.never = {3, 5, 6, 7};
  }
  number.max = size ? 8 : 63;
  number.assumed_of = type_text(local, spec.root);
}

/// The number where the target has nothing of the kind; nothing where the instruction is poisoned.
std::optional<std::uint64_t> number_of_nothing(CoreKind kind) {
  const bool poisons =
      kind == CoreKind::EnumeratorValue || (asks_of_field(kind) && kind != CoreKind::FieldExists);
  return poisons ? std::nullopt : std::optional<std::uint64_t>(0);
}

}  // namespace

CoreKey key_of(const CoreRecord& record) { return {record.kind, record.type, record.access}; }

CoreRelocations::CoreRelocations(const Btf& local, const BtfExt& info, const TargetTypes* target)
    : local_(local), target_(target) {
  if (target == nullptr) return;
  matcher_.emplace(local, target->btf());
  std::map<CoreKey, CoreRecord> by_key;
  for (const auto& [section, code] : info) {
    for (const CoreRecord& record : code.core) by_key.try_emplace(key_of(record), record);
  }
  for (const auto& [key, record] : by_key) records_[record.type].push_back(record);
}

Result<CoreAnswer> CoreRelocations::answer(const CoreRecord& record) {
  const CoreKey key = key_of(record);
  auto found = answers_.find(key);
  if (found == answers_.end()) found = answers_.emplace(key, compute(record)).first;
  if (!found->second) return malformed(record, found->second.error());
  return found->second.value();
}

Result<CoreAnswer> CoreRelocations::compute(const CoreRecord& record) {
  if (record.kind >= kCoreKinds) {
    return Error{ErrorCode::CoreRelocationMalformed,
                 fmt::format("the unknown kind {}", record.kind)};
  }
  CoreAnswer answer;
  answer.kind = static_cast<CoreKind>(record.kind);
  const auto spec = core_spec(record, answer.kind, local_);
  if (!spec) return spec.error();
  if (answer.kind == CoreKind::LocalTypeId || answer.kind == CoreKind::TargetTypeId) {
    answer.written = {to_number(record.type),
                      false};  // linkers renumber types and leave the code alone
    if (answer.kind == CoreKind::LocalTypeId) {
      answer.given = answer.written;
      return answer;
    }
  } else {
    const auto written = core_number(answer.kind, local_, spec.value());
    if (!written) return written.error();
    answer.written = written.value();
  }
  if (target_ == nullptr) return untargeted(std::move(answer), spec.value());
  return targeted(std::move(answer), record, spec.value());
}

CoreAnswer CoreRelocations::untargeted(CoreAnswer answer, const CoreSpec& spec) const {
  const auto [least, most] = range_of(answer.kind);
  answer.unknown = {question(answer.kind, local_, spec), least, most, {}, answer.written.number};
  assume_register_size(spec, local_, answer);
  if (answer.kind != CoreKind::ByteOffset) return answer;
  switch (user_api_fit(local_, spec, answer.written)) {
    case ApiFit::NotOfApi:
      answer.unknown.layout = type_text(local_, spec.root);
      return answer;
    case ApiFit::Fits:
      answer.given = answer.written;
      return answer;
    case ApiFit::Contradicts:
      answer.contradiction = fmt::format(
          "the object has '{}' of '{}' at byte {}, but the kernel's user API has it elsewhere",
          path_text(spec), type_text(local_, spec.root), answer.written.number);
      return answer;
  }
  throw InternalFault("no such fit");
}

/// Whether the kernel itself, and not a module, has a candidate.
bool CoreRelocations::has_base_of(const Candidates& candidates) const {
  if (candidates.empty()) return false;
  return !target_->has_base() || target_->is_of_base(candidates.front());
}

/// The types of the target that the object's type may be (bpf_core_find_cands of libbpf).
Result<CoreRelocations::Candidates> CoreRelocations::candidates_of(TypeId type) {
  const std::string_view name = local_.name(type);
  if (name.empty()) {
    return Error{ErrorCode::CoreRelocationMalformed,
                 "a type without a name cannot be looked for in the target"};
  }
  Candidates candidates;
  for (const TypeId id : target_->named(name)) {
    if (auto spent = matcher_->spend()) return *spent;
    // Where the base has a candidate, what goes on from it is not asked.
    if (has_base_of(candidates) && target_->has_base() && !target_->is_of_base(id)) break;
    if (kinds_fit(target_->btf().kind(id), local_.kind(type))) candidates.push_back(id);
  }
  return candidates;
}

Result<CoreRelocations::Matches> CoreRelocations::matches_of(const CoreRecord& record,
                                                             const Result<Candidates>& candidates) {
  const auto kind = static_cast<CoreKind>(record.kind);
  const auto spec = core_spec(record, kind, local_);
  if (!spec) return spec.error();
  if (!candidates) return candidates.error();
  Matches matches;
  for (const TypeId id : candidates.value()) {
    auto found = matcher_->match(kind, spec.value(), id);
    if (!found) return found.error();
    if (found.value()) matches.push_back({id, *found.value()});
  }
  return matches;
}

/// libbpf keeps of a type's candidates those that matched, from one relocation to the next, so that
/// its answers hang on their order, and on which programs are loaded. What every relocation of the
/// type matches is what no order can take away.
CoreRelocations::Root& CoreRelocations::root_of(TypeId type) {
  const auto [it, added] = roots_.try_emplace(type);
  Root& root = it->second;
  if (!added) return root;
  const auto candidates = candidates_of(type);
  const bool is_of_kernel = candidates.ok() && has_base_of(candidates.value());
  bool first = true;
  for (const CoreRecord& record : records_[type]) {
    const bool asks =
        record.kind < kCoreKinds && static_cast<CoreKind>(record.kind) != CoreKind::LocalTypeId;
    if (!asks) continue;
    const auto& matches =
        root.matches.emplace(key_of(record), matches_of(record, candidates)).first->second;
    if (!matches) continue;
    if (matches.value().empty()) {
      root.asks_modules = !is_of_kernel;
      continue;
    }
    std::vector<TypeId> ids;
    for (const Match& match : matches.value()) ids.push_back(match.candidate);
    if (first) {
      root.common = std::move(ids);
    } else {
      std::erase_if(root.common, [&](TypeId id) { return !std::ranges::binary_search(ids, id); });
    }
    first = false;
  }
  return root;
}

Result<CoreNumber> CoreRelocations::number_of(CoreKind kind, const Match& match) const {
  if (kind == CoreKind::TargetTypeId) return CoreNumber{to_number(match.candidate), false};
  return core_number(kind, target_->btf(), match.spec);
}

/// Pointers and unsigned integers keep their meaning at another width; nothing else does.
bool CoreRelocations::width_misfits(const CoreNumber& written, const CoreNumber& given) const {
  if (written.access_bytes == given.access_bytes) return false;
  const BtfType& before = local_.type(written.access_type);
  const BtfType& after = target_->btf().type(given.access_type);
  constexpr std::uint32_t kSigned = 1u << 24;  // the encoding is that, and nothing else
  const auto is_unsigned = [](const BtfType& type) {
    return type.kind == BtfKind::Int && (type.encoding & 0x0f000000) != kSigned;
  };
  const bool pointers = before.kind == BtfKind::Pointer && after.kind == BtfKind::Pointer;
  return !pointers && !(is_unsigned(before) && is_unsigned(after));
}

Result<CoreAnswer> CoreRelocations::targeted(CoreAnswer answer, const CoreRecord& record,
                                             const CoreSpec& spec) {
  const Root& root = root_of(record.type);
  const auto& matches = root.matches.at(key_of(record));
  if (!matches) return matches.error();
  const auto ambiguous = [&] {
    return Error{ErrorCode::CoreRelocationMalformed,
                 fmt::format("'{}' has several types that could be '{}', and they differ: {}",
                             target_->path(), type_text(local_, spec.root),
                             question(answer.kind, local_, spec))};
  };
  if (root.asks_modules) answer.of_no_module = without_flavour(type_text(local_, spec.root));
  if (matches.value().empty()) {
    if (const auto number = number_of_nothing(answer.kind)) {
      answer.given = CoreNumber{*number};
    } else {
      answer.of_no_module.clear();  // no proof rests on what is poisoned
      answer.lacks =
          fmt::format("'{}' does not say {}", target_->path(), question(answer.kind, local_, spec));
    }
    return answer;
  }
  if (root.common.empty()) return ambiguous();
  std::uint64_t place = 0;
  for (const Match& match : matches.value()) {
    if (!std::ranges::binary_search(root.common, match.candidate)) continue;
    const auto number = number_of(answer.kind, match);
    if (!number) return number.error();
    if (answer.given &&
        (answer.given->number != number.value().number || place != match.spec.bit_offset)) {
      return ambiguous();
    }
    answer.given = number.value();
    place = match.spec.bit_offset;
  }
  if (answer.kind != CoreKind::ByteOffset) return answer;
  answer.width_misfits = width_misfits(answer.written, *answer.given);
  for (const Match& match : matches.value()) {
    const auto number = number_of(answer.kind, match);
    if (!number || number.value().number != answer.given->number) continue;
    if (number.value().access_bytes != answer.given->access_bytes ||
        width_misfits(answer.written, number.value()) != answer.width_misfits) {
      return ambiguous();
    }
  }
  return answer;
}

namespace {

constexpr std::uint8_t kClassMask = 0x07;
constexpr std::uint8_t kClassLoadStoreLast = 0x03;  // LD 0, LDX 1, ST 2, STX 3
constexpr std::uint8_t kClassAlu = 0x04;
constexpr std::uint8_t kClassAlu64 = 0x07;
constexpr std::uint8_t kRegisterSource = 0x08;
constexpr std::uint8_t kWidthMask = 0x18;

void write_u32(std::span<std::uint8_t> bytes, std::uint64_t offset, std::uint64_t value) {
  for (unsigned i = 0; i < 4; ++i) {
    bytes[offset + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

std::optional<std::uint8_t> width_bits(std::uint32_t bytes) {
  if (bytes == 1) return 0x10;
  if (bytes == 2) return 0x08;
  if (bytes == 4) return 0x00;
  if (bytes == 8) return 0x18;
  return std::nullopt;
}

/// One instruction that is relocated.
class Patch {
 public:
  Patch(const CoreRecord& record, const CoreAnswer& answer, std::span<std::uint8_t> code,
        std::uint64_t at)
      : record_(record), answer_(answer), code_(code), at_(at) {}

  Result<CoreEffect> apply() {
    const std::uint8_t opcode = code_[at_];
    const std::uint8_t op_class = opcode & kClassMask;
    if (opcode == kWideLoad && !inside(at_, 16, code_.size()))
      return malformed(record_, "a 16-byte instruction lacks its second slot");
    if (!answer_.lacks.empty()) return poison(answer_.lacks);
    if (opcode == kWideLoad) return wide_load();
    if ((op_class == kClassAlu || op_class == kClassAlu64) && (opcode & kRegisterSource) == 0)
      return arithmetic();
    if (op_class != 0 && op_class <= kClassLoadStoreLast) return access();
    return malformed(record_, fmt::format("opcode 0x{:02x} cannot be relocated", opcode));
  }

 private:
  Result<CoreEffect> poison(std::string lacks) {
    const std::uint64_t slots = code_[at_] == kWideLoad ? 2 : 1;
    for (std::uint64_t i = 0; i < slots; ++i) {
      const auto slot = code_.subspan(at_ + 8 * i, 8);
      std::ranges::fill(slot, std::uint8_t{0});
      slot[0] = kCall;
      write_u32(slot, 4, kPoisonHelper);
    }
    return CoreEffect(Poison{std::move(lacks)});
  }

  Error contradicts(std::uint64_t found) const {
    return malformed(record_, fmt::format("the instruction holds {}, but the types give {}",
                                          static_cast<std::int64_t>(found),
                                          static_cast<std::int64_t>(answer_.written.number)));
  }
  bool contradicted_by(std::uint64_t found) const {
    return answer_.written.certain && found != answer_.written.number;
  }
  CoreEffect unknown() const { return answer_.unknown; }

  Result<CoreEffect> wide_load() {
    const std::uint64_t found =
        std::uint64_t{u32_at(code_, at_ + 12).value()} << 32 | u32_at(code_, at_ + 4).value();
    if (contradicted_by(found)) return contradicts(found);
    if (!answer_.given) return unknown();
    write_u32(code_, at_ + 4, answer_.given->number);
    write_u32(code_, at_ + 12, answer_.given->number >> 32);
    return CoreEffect();
  }

  Result<CoreEffect> arithmetic() {
    const auto imm = static_cast<std::int32_t>(u32_at(code_, at_ + 4).value());
    const auto found = static_cast<std::uint64_t>(std::int64_t{imm});
    if (contradicted_by(found)) return contradicts(found);
    if (!answer_.given) return unknown();
    write_u32(code_, at_ + 4, answer_.given->number);
    return CoreEffect();
  }

  Result<CoreEffect> access() {
    const std::uint16_t raw = u16_at(code_, at_ + 2).value();
    const auto found = static_cast<std::uint64_t>(std::int64_t{static_cast<std::int16_t>(raw)});
    if (contradicted_by(found)) return contradicts(found);
    if (!answer_.contradiction.empty()) return malformed(record_, answer_.contradiction);
    if (!answer_.given) {
      if (!answer_.unknown.layout.empty()) return CoreEffect(ObjectLayout{answer_.unknown.layout});
      return malformed(record_, "the displacement of a load or store is not an offset of a field");
    }
    if (answer_.given->number > std::uint64_t{std::numeric_limits<std::int16_t>::max()}) {
      return malformed(record_, fmt::format("{} does not fit in an offset", answer_.given->number));
    }
    if (answer_.width_misfits) {
      return poison("the target's field has another size, and is not an unsigned number");
    }
    code_[at_ + 2] = static_cast<std::uint8_t>(answer_.given->number);
    code_[at_ + 3] = static_cast<std::uint8_t>(answer_.given->number >> 8);
    return set_width();
  }

  Result<CoreEffect> set_width() {
    const std::uint32_t before = answer_.written.access_bytes;
    const std::uint32_t after = answer_.given->access_bytes;
    if (before == after) return CoreEffect();
    const auto old_bits = width_bits(before);
    if (!old_bits || (code_[at_] & kWidthMask) != *old_bits)
      return malformed(record_, "the instruction does not access as many bytes as the field has");
    const auto new_bits = width_bits(after);
    if (!new_bits) return malformed(record_, fmt::format("no access has {} bytes", after));
    code_[at_] = static_cast<std::uint8_t>((code_[at_] & ~kWidthMask) | *new_bits);
    return CoreEffect();
  }

  const CoreRecord& record_;
  const CoreAnswer& answer_;
  std::span<std::uint8_t> code_;
  std::uint64_t at_;
};

}  // namespace

Result<CoreEffect> apply_core(const CoreRecord& record, const CoreAnswer& answer,
                              std::span<std::uint8_t> code, std::uint64_t base) {
  if (record.offset < base || record.offset % 8 != 0 ||
      !inside(record.offset - base, 8, code.size())) {
    return malformed(record, "no instruction begins there");
  }
  return Patch(record, answer, code, record.offset - base).apply();
}

}  // namespace assay
