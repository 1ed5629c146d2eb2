// SPDX-License-Identifier: Apache-2.0
// What a run of a program may do wrong, as a value. Every kind has a verdict code that should have
// refused the program first; a fault of an accepted program is a bug of the verifier.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "ir/base/check.hpp"

namespace assay {

/// X(name, title): one row a kind; the title is one clause for the human output.
#define ASSAY_FAULT_KINDS(X)                                                          \
  X(OutOfBounds, "an access lies outside every live memory region")                   \
  X(NullDereference, "a null pointer is dereferenced")                                \
  X(ReadOnlyWrite, "read-only memory is written")                                     \
  X(UninitialisedRegister, "a register is read before it is written")                 \
  X(UninitialisedStack, "stack memory is read before it is written")                  \
  X(StaleMemory, "memory is used after it moved, was released or left scope")         \
  X(OpaqueAccess, "memory behind an opaque handle is accessed")                       \
  X(Misaligned, "an access is misaligned")                                            \
  X(ContextField, "a context access fits no field that allows it")                    \
  X(UnknownHelper, "the helper is unknown to the contract")                           \
  X(BadHelperArgument, "an argument does not fit the helper's prototype")             \
  X(MapKindNotAllowed, "the helper does not work on this kind of map")                \
  X(ReferenceLeaked, "an acquired reference is not released")                         \
  X(ReferenceNotHeld, "what is released was not acquired, or was released before")    \
  X(ReturnOutOfRange, "the return value lies outside the contract's range")           \
  X(InstructionLimit, "the run exceeds the instruction limit")                        \
  X(InvalidInstruction, "an instruction that cannot be executed is reached")          \
  X(CallDepth, "calls nest deeper than the contract allows")                          \
  X(StackDepth, "the frames of a call chain use more stack than the contract allows") \
  X(FramePointerWrite, "the frame pointer is written")                                \
  X(SpecialField, "a field of a map's value that the kernel keeps for itself is touched")

enum class FaultKind : std::uint8_t {
#define ASSAY_FAULT_NAME(name, title) name,
  ASSAY_FAULT_KINDS(ASSAY_FAULT_NAME)
#undef ASSAY_FAULT_NAME
};

/// "OutOfBounds": the stable name for JSON and tests.
[[nodiscard]] std::string_view fault_name(FaultKind kind);
/// One clause, lower case, without a full stop.
[[nodiscard]] std::string_view fault_title(FaultKind kind);

struct Fault {
  FaultKind kind{};
  std::uint32_t slot = 0;  // the instruction that faulted; for ReferenceLeaked where it is too late
  std::uint64_t address = 0;  // memory faults: the first byte of the access
  std::string region;         // the memory region concerned, or the nearest one; may be empty
  std::string detail;         // one clause with the figures
};
using MaybeFault = std::optional<Fault>;

/// Either a T or the fault that prevented it. The wrong accessor is an InternalFault.
template <class T>
class [[nodiscard]] Attempt {
 public:
  Attempt(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Attempt(Fault fault) : held_(std::in_place_index<1>, std::move(fault)) {}

  [[nodiscard]] bool failed() const { return held_.index() == 1; }
  [[nodiscard]] const T& value() const {
    ASSAY_CHECK(!failed(), "value() of a failed Attempt");
    return std::get<0>(held_);
  }
  [[nodiscard]] const Fault& fault() const {
    ASSAY_CHECK(failed(), "fault() of a good Attempt");
    return std::get<1>(held_);
  }

 private:
  std::variant<T, Fault> held_;
};

}  // namespace assay
