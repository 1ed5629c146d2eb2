// SPDX-License-Identifier: Apache-2.0
// The numbers that the canonical binary form of a contract is written with (ADR 21): what its
// writer (ir/contract) and the checker's reader (loader/checker) both name. It computes nothing.
//
// The record is the contract's facts in the order of ir/contract/schema.hpp; record.cpp and a test
// hold these numbers against that schema.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::wire {

inline constexpr uint8_t kContractTag[4] = {'A', 'S', 'C', 'P'};
inline constexpr uint32_t kContractVersion = 5;
/// Tag, version, and the bytes of what follows.
inline constexpr size_t kContractHeadBytes = 12;

inline constexpr uint32_t kHelperArguments = 5;

enum class ContractPlatform : uint8_t { Linux, Windows, Generic };
enum class FieldKind : uint8_t { Scalar, RegionMark, RegionLength, Opaque };
enum class ArgKind : uint8_t {
  None,
  Any,
  Scalar,
  Context,
  MapHandle,
  MapKey,
  MapValueIn,
  MapValueOut,
  ReadMemory,
  WriteMemory,
  ReadWriteMemory,
  Size,
  SizeOrZero,
  AllocatedMemory,
  Callback,
  StackPointer,
  SocketReference,
  ConstString,
  OpaqueHandle,
  NewObject,
  StackObject,
};
enum class Initialises : uint8_t { All, AllOnSuccess, ResultBytes, Unknown };
enum class ReturnKind : uint8_t {
  Scalar,
  Argument,
  MapValueOrNull,
  MapValue,
  MemoryOrNull,
  SocketOrNull,
  InnerMapOrNull,
  Void,
  NoReturn,
  ArgumentOrNull,
};
enum class ContextReach : uint8_t { Fixed, Arguments, Record };
enum class Frames : uint8_t { Own, Callers, Below };

enum class ValueAlignment : uint8_t { None, Eight, ValueSize, BehindPrefix };

/// Region::reversed where nothing is promised.
inline constexpr uint64_t kUnordered = ~uint64_t{0};

}  // namespace assay::wire
