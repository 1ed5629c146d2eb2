// SPDX-License-Identifier: Apache-2.0
// What must hold before an instruction executes, as data: a few operands each, no values.
//
// obligations_of() lists them (obligations_of.hpp), discharge() judges one in a state
// (discharge.hpp), verifier/transfer executes an instruction whose obligations all hold, and
// verifier/explain tells the one that does not.
#pragma once

#include <cstdint>
#include <variant>

#include "ir/isa/instruction.hpp"
#include "ir/isa/memory_operand.hpp"

namespace assay {

/// The platform runs programs of this license at the hook.
struct Licensed {};
/// The contract's way of execution takes a program of this length. Of slot 0.
struct LengthTaken {};
/// The register holds a number or a pointer.
struct Readable {
  Reg reg;
};
/// The same, or a pointer to what was released: its copy is as dead, and what is done with that
/// says more.
struct Copyable {
  Reg reg;
};
/// The register is not the frame pointer.
struct Writable {
  Reg reg;
};
/// A constant by which is shifted or divided is one that the platform takes.
struct ConstantTaken {
  Alu alu;
};
/// Every way of execution keeps, over the division, the context that helpers get from the platform.
struct ContextKept {
  Alu alu;
};
/// Where an operand is a pointer, the result is one that the contract lets a program make.
struct Computable {
  Alu alu;
};
/// Where an operand is a pointer, what the comparison says is known, or the contract lets a program
/// know it.
struct Comparable {
  JumpIf jump;
};

enum class AccessKind : std::uint8_t { Read, Write, Atomic };

/// The bytes lie inside a region that may be used that way, aligned and initialised as the contract
/// demands.
struct Accessible {
  MemoryOperand at;
  AccessKind kind{};
};
/// A field of the context that holds a pointer or a length is not read as a signed number.
struct UnsignedMark {
  Load load;
};
/// The load sees a pointer on the stack as a whole or not at all.
struct WholePointerRead {
  Load load;
};
/// Pointers are stored where nobody else reads them.
struct KeptPrivate {
  Store store;
};
/// Pointers are stored whole, at a place on the stack that is known.
struct WholePointerStored {
  Store store;
};
/// No pointer takes part in the operation on memory.
struct NumbersOnly {
  Atomic atomic;
};
/// The memory that the operation changes holds no pointer.
struct NoPointerChanged {
  Atomic atomic;
};
/// Every compiler of the platform translates the operation as it is meant.
struct Translated {
  Atomic atomic;
};

/// The program may address the map, or with `value` the value of its only element.
struct Addressable {
  std::uint32_t map = 0;  // index into Program::maps
  bool value = false;
};
/// The symbol (index into Program::unresolved) need not be defined.
struct Defined {
  std::uint32_t symbol = 0;
};

/// What may end the program here stands in a function that the platform lets end it.
struct MayEndHere {};
/// The contract offers packet loads (LD_ABS, LD_IND).
struct PacketLoadOffered {};
/// r6 holds the context pointer, unchanged.
struct ContextInR6 {};
/// The register holds a number.
struct PacketOffset {
  Reg reg;
};

/// The types of the target have what the instruction asks for.
struct OnTarget {};
/// The contract offers the helper of this number, to programs of this license.
struct Offered {
  std::int32_t helper = 0;
};
/// The helper does not call back into the program.
struct NoCallback {};
/// The register of the helper's argument (from 0) may be read.
struct ArgumentReadable {
  std::uint8_t argument = 0;
};
/// The argument (from 0) fits the prototype. Judged after those before it.
struct ArgumentFits {
  std::uint8_t argument = 0;
};
/// Every object that a helper gave was given back.
struct AllReleased {};
/// Not too many objects are held to keep track of one more.
struct FewHeld {};
/// The maps that the map holds are defined.
struct InnerMapKnown {};
/// Calls nest no deeper than the contract allows.
struct CallNests {};
/// The function that begins at slot `target` does not run already.
struct NotRunning {
  std::uint32_t target = 0;
};
/// The target of the call is known and is code that Assay models.
struct CalleeKnown {};
/// Where the program ends here, its result, which is in r0, is one that the contract allows.
struct ResultAllowed {};
/// The same of the result 0.
struct ZeroAllowed {};

using Obligation =
    std::variant<Licensed, LengthTaken, Readable, Copyable, Writable, ConstantTaken, ContextKept,
                 Computable, Comparable, Accessible, UnsignedMark, WholePointerRead, KeptPrivate,
                 WholePointerStored, NumbersOnly, NoPointerChanged, Translated, Addressable,
                 Defined, MayEndHere, PacketLoadOffered, ContextInR6, PacketOffset, OnTarget,
                 Offered, NoCallback, ArgumentReadable, ArgumentFits, AllReleased, FewHeld,
                 InnerMapKnown, CallNests, NotRunning, CalleeKnown, ResultAllowed, ZeroAllowed>;

}  // namespace assay
