// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/argument_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/words.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/map_words.hpp"
#include "verifier/explain/memory_argument_words.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

constexpr std::string_view kInsteadOfCallback =
    "write a loop with a constant limit that calls the function";

std::string described(const ArgumentSite& at) { return describe_value(at.site, at.value()); }

Finding wrong(const ArgumentSite& at, std::string_view wanted) {
  Finding f =
      refuse(at.site, ErrorCode::ArgumentWrongType,
             fmt::format("{} must be {}, but is {}", name_of_argument(at), wanted, described(at)));
  f.suggestion = fmt::format("pass {} as argument {} of '{}'", wanted, at.index + 1,
                             name_in_c(at.helper.name));
  explain_argument(at, f);
  return f;
}

Finding in_packet(const ArgumentSite& at) {
  Finding f =
      refuse(at.site, ErrorCode::ArgumentWrongType,
             name_of_argument(at) + " may not point into the packet, which this helper may move");
  f.suggestion = "copy the bytes into a local variable first, and pass its address";
  return f;
}

Finding not_private(const ArgumentSite& at) {
  Finding f = refuse(
      at.site, ErrorCode::ArgumentWrongType,
      fmt::format("{} may not point into {}, which others may change while '{}' reads it",
                  name_of_argument(at), region_name(at.site, at.value().as_pointer()->region),
                  name_in_c(at.helper.name)));
  f.suggestion = "copy the bytes into a local variable first, and pass its address";
  return f;
}

Finding unsupported(const ArgumentSite& at, std::string_view what, std::string_view instead) {
  Finding f =
      refuse(at.site, ErrorCode::FeatureUnsupported,
             fmt::format("{} is {}, which Assay does not support yet", name_of_argument(at), what));
  f.suggestion = instead;
  return f;
}

Finding kernel_object(const ArgumentSite& at) {
  const bool lock = at.helper.name.starts_with("spin_");
  return unsupported(at, "a kernel object",
                     lock ? "use atomic operations, or a per-CPU map, which needs no lock" : "");
}

Finding perhaps_null(const ArgumentSite& at) {
  Finding f =
      refuse(at.site, ErrorCode::ArgumentMayBeNull, name_of_argument(at) + " is " + described(at));
  explain_argument(at, f);
  return f;
}

Finding not_constant(const ArgumentSite& at) {
  Finding f = refuse(at.site, ErrorCode::ArgumentOutOfRange,
                     name_of_argument(at) + " must be a constant, but is " + described(at));
  f.suggestion = "pass a constant: the largest value that is needed";
  explain_argument(at, f);
  return f;
}

Finding out_of_range(const ArgumentSite& at) {
  const Argument& arg = at.argument();
  const std::uint64_t top =
      arg.width == Width::W32 ? std::min<std::uint64_t>(arg.max, 0xffffffffu) : arg.max;
  const std::string wanted =
      arg.min == top ? "must be " + grouped(top)
                     : fmt::format("must lie between {} and {}", grouped(arg.min), grouped(top));
  Finding f = refuse(at.site, ErrorCode::ArgumentOutOfRange,
                     fmt::format("{} {}, but is {}", name_of_argument(at), wanted, described(at)));
  explain_argument(at, f);
  return f;
}

Finding moved_context(const ArgumentSite& at) {
  Finding f =
      refuse(at.site, ErrorCode::ContextPointerModified,
             fmt::format("{} must be the unmodified context pointer, but lies {} away from it",
                         name_of_argument(at), describe_bytes(at.site, at.value().term())));
  f.suggestion = "pass ctx itself, as the program received it";
  return f;
}

Finding not_acquired(const ArgumentSite& at) {
  Finding f = refuse(at.site, ErrorCode::ReferenceNotHeld,
                     fmt::format("{} must be a reference acquired by a helper, but is {}",
                                 name_of_argument(at), described(at)));
  explain_argument(at, f);
  return f;
}

/// What can fail in one way only.
Finding plain(const ArgumentSite& at, const Miss& miss) {
  switch (at.argument().kind) {
    case ArgKind::Any:
      return refuse(
          at.site, miss.code,
          name_of_argument(at) + " passes " + described(at) + ", which this hook does not allow");
    case ArgKind::Context:
      return moved_context(at);
    case ArgKind::MapHandle:
      return map_argument_finding(at, miss);
    case ArgKind::MapKey:
    case ArgKind::MapValueIn:
    case ArgKind::MapValueOut:
    case ArgKind::ReadMemory:
    case ArgKind::WriteMemory:
    case ArgKind::ReadWriteMemory:
      return memory_argument_finding(at, miss);
    case ArgKind::None:
    case ArgKind::Scalar:
    case ArgKind::Size:
    case ArgKind::SizeOrZero:
    case ArgKind::AllocatedMemory:
    case ArgKind::SocketReference:
    case ArgKind::Callback:
    case ArgKind::StackPointer:
    case ArgKind::ConstString:
    case ArgKind::OpaqueHandle:
    case ArgKind::NewObject:
    case ArgKind::StackObject:
      break;
  }
  internal_fault(__FILE__, __LINE__, "an argument of a kind that does not fail so");
}

Finding told(const ArgumentSite& at, const Miss& miss) {
  switch (miss.lack) {
    case Lack::Plain:
      return plain(at, miss);
    case Lack::IsNull:
    case Lack::BeginsBefore:
    case Lack::EndsBehind:
    case Lack::KeepsPointer:
    case Lack::HoldsObject:
    case Lack::SizeTooLarge:
    case Lack::SizeNotConstant:
    case Lack::SizeMayBeZero:
      return memory_argument_finding(at, miss);
    case Lack::MayBeNull:
      return perhaps_null(at);
    case Lack::NotConstant:
      return not_constant(at);
    case Lack::OutOfRange:
      return out_of_range(at);
    case Lack::WantsNumber:
      return wrong(at, "a number");
    case Lack::WantsContext:
      return wrong(at, "the context");
    case Lack::WantsMap:
      return wrong(at, "a map");
    case Lack::WantsSize:
      return wrong({at.site, at.helper, miss.detail}, "a size in bytes");
    case Lack::WantsMemory:
      return wrong(at, "a pointer to memory");
    case Lack::WantsOwnMemory:
      return wrong(at, "memory that the program owns (the stack or a map value)");
    case Lack::WantsCopy:
      return in_packet(at);
    case Lack::WantsPrivate:
      return not_private(at);
    case Lack::WantsAsReturned:
      return wrong(at, "the unmodified pointer that the helper returned");
    case Lack::WantsRoom:
      return wrong(at,
                   fmt::format("{} bytes of the stack, at a known offset that is a multiple of 8",
                               at.argument().size));
    case Lack::WantsConstString:
      return wrong(at, "a string constant in read-only data");
    case Lack::IsCallback:
      return unsupported(at, "a callback", kInsteadOfCallback);
    case Lack::IsCallbackContext:
      return unsupported(at, "a callback's context", kInsteadOfCallback);
    case Lack::IsKernelObject:
      return kernel_object(at);
    case Lack::NotAcquired:
      return not_acquired(at);
    case Lack::NotHeld:
      return refuse(at.site, miss.code,
                    name_of_argument(at) + " was not acquired or has already been released");
    case Lack::MakesNumber:
    case Lack::MovesOpaque:
    case Lack::LeftTooFar:
    case Lack::RightTooFar:
    case Lack::UnknownPlace:
    case Lack::NoDirectValue:
    case Lack::BeginsAnywhere:
      break;
  }
  internal_fault(__FILE__, __LINE__, "an argument that fails in another way");
}

/// A search in the map may write into its key, which a reader would not guess.
void explain_search(const ArgumentSite& at, const Miss& miss, Finding& finding) {
  const bool reads = miss.code == ErrorCode::StackUninitialised || miss.lack == Lack::KeepsPointer;
  if (reads || !searches_in_key(at)) return;
  const Map& map = at.site.program.maps.at(*map_of_call(at.site, at.helper));
  finding.notes.push_back(
      {Whole{},
       fmt::format(
           "'{}' writes into the key of map '{}' while it searches, and restores it afterwards",
           name_in_c(at.helper.name), map.name)});
}

}  // namespace

std::string name_of_argument(const ArgumentSite& at) {
  const std::string reg = is_assembly(at.site.program, at.site.slot)
                              ? fmt::format(" (r{})", at.index + 1)
                              : std::string{};
  return fmt::format("argument {}{} of '{}'", at.index + 1, reg, name_in_c(at.helper.name));
}

void explain_argument(const ArgumentSite& at, Finding& finding) {
  const Value v = at.value();
  if (v.is_scalar()) explain_origin(at.site, v.term(), finding);
  if (v.maybe_null()) explain_pointer(at.site, v, finding);
}

Finding unreadable_argument_finding(const ArgumentSite& at) {
  const Value value = at.value();
  const bool released =
      at.helper.releases == static_cast<std::int32_t>(at.index) && was_released(at.site, value);
  if (!released) return refuse_unreadable(at.site, name_of_argument(at), value);
  Finding f = refuse(at.site, ErrorCode::ReferenceNotHeld,
                     name_of_argument(at) + " has already been released");
  f.notes.push_back(
      {at_slot(value.since()), "released here by '" + helper_at(at.site, value.since()) + "'"});
  f.suggestion =
      "release it only once: return or skip this call on the path that has already released it";
  return f;
}

Finding argument_finding(const ArgumentSite& at, const Miss& miss) {
  if (miss.code == ErrorCode::StalePointer)
    return refuse_dead(at.site, name_of_argument(at), at.value());
  Finding f = told(at, miss);
  explain_search(at, miss, f);
  return f;
}

}  // namespace assay
