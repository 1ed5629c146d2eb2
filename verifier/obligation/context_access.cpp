// SPDX-License-Identifier: Apache-2.0
// A load or store of the context fits a field, and the field may be used that way.
#include "verifier/obligation/context_access.hpp"

#include "ir/base/errors.hpp"
#include "verifier/obligation/memory.hpp"

namespace assay {
namespace {

/// Beyond all contexts, on both sides.
constexpr std::int64_t kMostContext = std::int64_t{1} << 33;

/// The `size` bytes at `offset` are ones of the field that may be read or written alone.
bool fits(const ContextField& field, std::int64_t offset, std::uint32_t size, AccessKind kind) {
  const bool whole = offset == field.offset && size == field.size;
  const bool narrow = field.kind == FieldKind::Scalar && field.narrow &&
                      (field.narrow_inside || offset == field.offset) &&
                      (kind == AccessKind::Read || field.narrow_writes);
  return offset + size <= field.offset + field.size && (whole || narrow);
}

}  // namespace

Missing check_context_access(const Site& site, const Value& pointer, const Accessible& access) {
  const auto base = pointer.term().as_constant();
  if (!base || (!site.contract.policy.moved_context_pointers && *base != 0))
    return Miss{ErrorCode::ContextPointerModified};
  if (access.kind == AccessKind::Atomic) return Miss{ErrorCode::AtomicNotAllowed};
  const std::uint32_t size = bytes(access.at.size);
  const auto moved = static_cast<std::int64_t>(*base);
  // Neither addition below wraps where the base is near.
  if (moved < -kMostContext || moved > kMostContext) return Miss{ErrorCode::ContextOutOfBounds};
  const std::int64_t offset = moved + access.at.offset;
  if (offset < 0 || offset + size > site.contract.context_size)
    return Miss{ErrorCode::ContextOutOfBounds};
  const ContextField* field = field_at(site.contract, static_cast<std::uint32_t>(offset));
  const bool aligned = !site.contract.policy.aligned_context || offset % size == 0;
  if (field == nullptr || !fits(*field, offset, size, access.kind) || !aligned ||
      (access.kind == AccessKind::Read && !field->readable))
    return Miss{ErrorCode::ContextFieldUnknown};
  if (access.kind == AccessKind::Write && !field->writable) return Miss{ErrorCode::ReadOnlyWritten};
  return std::nullopt;
}

}  // namespace assay
