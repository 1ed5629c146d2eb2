// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/usual_repair.hpp"

#include "ir/base/check.hpp"

namespace assay {

std::string_view usual_repair(ErrorCode code) {
  switch (code) {
    case ErrorCode::FileUnreadable:
    case ErrorCode::ElfMalformed:
    case ErrorCode::ElfNotBpf:
    case ErrorCode::SectionMalformed:
    case ErrorCode::SymbolMalformed:
    case ErrorCode::RelocationMalformed:
    case ErrorCode::MapMalformed:
    case ErrorCode::BtfMalformed:
    case ErrorCode::LimitExceeded:
    case ErrorCode::NoProgram:
    case ErrorCode::InstructionInvalid:
    case ErrorCode::AssemblyMalformed:
    case ErrorCode::JumpOutOfProgram:
    case ErrorCode::CoreRelocationMalformed:
    case ErrorCode::ContractMapMalformed:
    case ErrorCode::EventMalformed:
    case ErrorCode::UsageError:
    case ErrorCode::SourceMalformed:
    case ErrorCode::OutputUnwritable:
    case ErrorCode::FrontEndMissing:
    case ErrorCode::DatabaseUnusable:
    case ErrorCode::CompilerTooSlow:
    case ErrorCode::AnnotationUnknown:
    case ErrorCode::AnnotationMisplaced:
    case ErrorCode::AnnotationConflict:
    case ErrorCode::ContractIncomplete:
    case ErrorCode::RegionIncomplete:
    case ErrorCode::FieldOverlap:
    case ErrorCode::FieldOutOfContext:
    case ErrorCode::BufferSizeUnclear:
    case ErrorCode::ContractContradiction:
    case ErrorCode::HookContradicted:
    case ErrorCode::ContractUnknown:
    case ErrorCode::ContractAmbiguous:
    case ErrorCode::FeatureUnsupported:
    case ErrorCode::SourceRecursion:
    case ErrorCode::IndirectCall:
    case ErrorCode::VariadicFunction:
    case ErrorCode::FloatingPoint:
    case ErrorCode::VariableStack:
    case ErrorCode::JumpIntoLoop:
    case ErrorCode::InlineAssembly:
    case ErrorCode::TooManyParameters:
    case ErrorCode::FrameTooLarge:
    case ErrorCode::WideInteger:
    case ErrorCode::StructReturned:
    case ErrorCode::LoopWithoutExit:
    case ErrorCode::HookSignature:
    case ErrorCode::ContentOutOfRange:
    case ErrorCode::UndefinedInC:
    case ErrorCode::PackageMalformed:
    case ErrorCode::NotSealable:
    case ErrorCode::PackageRefused:
      return "";  // the message names what to change
    case ErrorCode::SectionUnknown:
      return "name the section after the hook; if your own loader gives sections their meaning, "
             "name the hook with --contract NAME, or for many programs with --contract-map FILE";
    case ErrorCode::FunctionUnresolved:
      return "define the function in this object; if the compiler made a call to memset, memcpy or "
             "memcmp, use the __builtin form with a small constant size";
    case ErrorCode::InstructionUnsupported:
      return "read the data through the begin and end pointers of the context instead";
    case ErrorCode::MapKindUnknown:
      return "declare the map with a kind that the hook offers";
    case ErrorCode::HelperUnknown:
      return "use a helper that this hook offers, or select the right contract with --contract";
    case ErrorCode::FallsOffEnd:
      return "end every path with a return";
    case ErrorCode::Recursion:
      return "turn the recursion into a loop with a constant bound";
    case ErrorCode::CallTooDeep:
      return "inline some of these functions (__always_inline)";
    case ErrorCode::StackTooDeep:
      return "keep large variables in a map, or in fewer functions of the call chain";
    case ErrorCode::LoopNotProved:
      return "count rounds in a separate variable and leave the loop when it reaches a constant";
    case ErrorCode::BudgetExceeded:
      return "make the program shorter, or give its loops smaller limits";
    case ErrorCode::TooComplex:
      return "the program may well be safe: fewer branches inside its loops, or smaller constant "
             "limits, make it easier to analyse";
    case ErrorCode::CallUnknownTarget:
      return "call the function by its name, and choose between functions with if or switch";
    case ErrorCode::RegisterUninitialised:
      return "give the variable a value on every path that leads here";
    case ErrorCode::StackUninitialised:
      return "initialise the whole variable (padding included) before it is read";
    case ErrorCode::FramePointerWritten:
      return "copy r10 to another register and compute with the copy";
    case ErrorCode::OutOfBounds:
      return "check the offset against the size before this access";
    case ErrorCode::StackOutOfBounds:
      return "check the offset against the size of the variable before this access";
    case ErrorCode::IndexLeavesArray:
      return "check the index against the size of the array before this access";
    case ErrorCode::ContextOutOfBounds:
      return "use only the fields of the context's structure";
    case ErrorCode::NullDereference:
      return "compare the pointer with NULL first";
    case ErrorCode::TargetLacksType:
      return "do it only if bpf_core_field_exists, bpf_core_type_exists or "
             "bpf_core_enum_value_exists says that the kernel has it";
    case ErrorCode::WritableDataUnsupported:
    case ErrorCode::WritableGlobal:
      return "declare the variable const, or keep what changes in a map";
    case ErrorCode::NotAPointer:
      return "use the pointer itself, as the context, a map lookup or a helper returned it: a "
             "number that was read or computed is not an address, and only the probe_read helpers "
             "read memory elsewhere";
    case ErrorCode::ReadOnlyWritten:
      return "write into a copy: a local variable, or a map that the program may write";
    case ErrorCode::ContextFieldUnknown:
      return "use each field at its own offset and with its own type, as the structure of the "
             "context declares it";
    case ErrorCode::Misaligned:
      return "use a type that is aligned at this offset, or copy the bytes one by one into an "
             "aligned variable";
    case ErrorCode::StalePointer:
      return "get the pointer again before this use, and test it again";
    case ErrorCode::AtomicNotAllowed:
      return "do the atomic operation on a map's value";
    case ErrorCode::ContextPointerModified:
      return "use the context pointer as the program received it, with constant offsets only "
             "(ctx->field)";
    case ErrorCode::OpaqueAccess:
      return "only pass it to helpers; to read a field, use a probe_read helper if the hook offers "
             "one; to read an element of a map, use a lookup";
    case ErrorCode::OffsetTooFar:
      return "bound the offset before it is added to the pointer";
    case ErrorCode::SpecialFieldTouched:
      return "use only the other members of the value; this one is changed only through its own "
             "helpers";
    case ErrorCode::PointerArithmetic:
      return "only add or subtract 64-bit offsets, or subtract two pointers into the same memory; "
             "for anything else, keep an index beside the pointer";
    case ErrorCode::PointerComparison:
      return "only compare pointers into the same memory, after testing each for NULL";
    case ErrorCode::PointerLeakMemory:
      return "store the data itself or an index, not the pointer";
    case ErrorCode::PointerLeakReturn:
      return "return a number";
    case ErrorCode::PointerCorrupted:
      return "read and write a pointer variable as a whole, not through a union, a packed "
             "structure or another type";
    case ErrorCode::PointerLeakHelper:
      return "pass a number; to pass data, use a helper that takes memory and its size";
    case ErrorCode::ArgumentWrongType:
      return "pass what the helper's prototype requires";
    case ErrorCode::ArgumentMayBeNull:
      return "compare the pointer with NULL first, and call the helper only if it is not NULL";
    case ErrorCode::ArgumentSizeUnbounded:
      return "bound the size by the buffer's size before the call";
    case ErrorCode::ArgumentOutOfRange:
      return "check the value before the call, or pass a constant in that range";
    case ErrorCode::MapKindNotAllowed:
      return "use a helper for this kind of map, or declare the map with another kind";
    case ErrorCode::MapUnknown:
      return "define what the outer map contains: in its definition, __array(values, struct { ... "
             "}) with the kind, key and value of the inner map";
    case ErrorCode::MapReadOnlyWritten:
      return "write to another map, or remove the read-only flag (BPF_F_RDONLY_PROG, const) from "
             "this one";
    case ErrorCode::MapFlagsNotAllowed:
      return "declare the map with the sizes and flags that its kind requires";
    case ErrorCode::ReferenceLeaked:
      return "release it on every path, including this one";
    case ErrorCode::ReferenceNotHeld:
      return "release each object once, on the path that acquired it, with the pointer that the "
             "helper returned";
    case ErrorCode::ReturnOutOfRange:
      return "return one of the values that the hook allows on every path";
    case ErrorCode::InternalError:
      return "this is an internal error in Assay, not a fault of the program: please report it "
             "with the file";
    case ErrorCode::ProofNotClosed:
      return "please report this program to Assay's maintainers; until then, a simpler loop or "
             "branch here often helps: fewer variables that change together, a separate counter, "
             "one test instead of several";
  }
  internal_fault(__FILE__, __LINE__, "error code out of range");
}

}  // namespace assay
