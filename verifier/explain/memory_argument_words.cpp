// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/memory_argument_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/argument_kinds.hpp"
#include "ir/contract/words.hpp"
#include "verifier/explain/access_words.hpp"
#include "verifier/explain/argument_words.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

ArgumentBytes known_bytes(const ArgumentSite& at) {
  const auto bytes = bytes_of(at);
  ASSAY_CHECK(bytes, "memory that fails although nobody knows its size");
  return *bytes;
}

/// Of an argument that is a part of a map's element, and whose map is known.
const Map& map_of_argument(const ArgumentSite& at) {
  const auto map = map_of_call(at.site, at.helper);
  ASSAY_CHECK(map, "a part of a map that is not known");
  return at.site.program.maps.at(*map);
}

Finding null_memory(const ArgumentSite& at) {
  Finding f = refuse(at.site, ErrorCode::ArgumentMayBeNull, name_of_argument(at) + " is null");
  if (at.argument().kind != ArgKind::MapKey) {
    f.suggestion = "pass the address of memory that the function owns, not NULL";
    return f;
  }
  const Map& map = map_of_argument(at);
  f.suggestion = fmt::format("store the key of map '{}' ({}) in a variable and pass its address",
                             map.name, counted(map.key_size, "byte"));
  return f;
}

Finding too_large(const ArgumentSite& at) {
  const ArgumentBytes bytes = known_bytes(at);
  const std::string range =
      bytes.at_most ? describe_range(read_width(at.next())) : describe_range(at.site, bytes.size);
  Finding f = refuse(at.site, ErrorCode::ArgumentSizeUnbounded,
                     "the size passed with " + name_of_argument(at) + " is " + range);
  if (bytes.at_most) {
    explain_origin(at.site, at.next().value().term(), f, "number whose low 32 bits are the size");
  } else {
    explain_origin(at.site, bytes.size, f, "size");
  }
  const Scalar size = at.site.state.knowledge.evaluate_bounded(bytes.size);
  if (static_cast<std::int64_t>(size.umin()) < 0)
    f.suggestion =
        "the size is negative, which is read as a very large number: rule that out first";
  return f;
}

Finding size_not_constant(const ArgumentSite& at) {
  Finding f = refuse(at.site, ErrorCode::ArgumentSizeUnbounded,
                     fmt::format("{} must be a constant size, but is {}", name_of_argument(at),
                                 describe_value(at.site, at.value())));
  f.suggestion = "pass a constant: the largest size that is needed";
  explain_argument(at, f);
  return f;
}

Finding size_may_be_zero(const ArgumentSite& at) {
  const Value size = at.value();
  Finding f = refuse(at.site, ErrorCode::ArgumentSizeUnbounded,
                     fmt::format("{} is a size that may be zero: it is {}", name_of_argument(at),
                                 describe_range(read_width(at))));
  explain_origin(at.site, size.term(), f, "size");
  f.limited_by = limiting_test(at.site, size.term());
  f.suggestion = "skip the call when the size is zero";
  return f;
}

/// What the helper takes the bytes of the stack for.
void name_role(const ArgumentSite& at, StackAccess& access) {
  access.role = StackRole::Buffer;
  access.what = name_in_c(at.helper.name);
  access.argument = static_cast<std::uint32_t>(at.index) + 1;
  if (!is_map_part(at.argument().kind)) return;
  access.role = at.argument().kind == ArgKind::MapKey ? StackRole::Key : StackRole::Value;
  access.map = map_of_argument(at).name;
}

Finding refused_use(const ArgumentSite& at, const Miss& miss) {
  const ArgumentBytes bytes = known_bytes(at);
  const Value pointer = at.value();
  const Access access = access_of(at, pointer, bytes, miss.use);
  Finding f = access_finding(at.site, {access, name_of_argument(at)}, miss);
  if (f.stack) name_role(at, *f.stack);
  if (miss.code == ErrorCode::ArgumentSizeUnbounded && !bytes.size.is_constant())
    f.suggestion = error_repair(miss.code);
  return f;
}

Finding keeps_pointer(const ArgumentSite& at) {
  return refuse(at.site, ErrorCode::PointerLeakMemory,
                name_of_argument(at) +
                    " is memory that contains a pointer, and the helper may show it to others");
}

}  // namespace

Finding memory_argument_finding(const ArgumentSite& at, const Miss& miss) {
  if (miss.code == ErrorCode::MapUnknown) {
    return refuse(at.site, miss.code, name_of_argument(at) + " belongs to a map that is not known");
  }
  if (miss.lack == Lack::IsNull) return null_memory(at);
  if (miss.lack == Lack::SizeTooLarge) return too_large(at);
  if (miss.lack == Lack::SizeNotConstant) return size_not_constant(at);
  if (miss.lack == Lack::SizeMayBeZero) return size_may_be_zero(at);
  if (miss.lack == Lack::KeepsPointer) return keeps_pointer(at);
  return refused_use(at, miss);
}

}  // namespace assay
