// SPDX-License-Identifier: Apache-2.0
/// @file
/// The annotations of a hook's header: what its C says of a context, a helper or a kind of map, as
/// `assay contract extract` reads it. docs/hook-headers.md says what each means.
///
/// Compilers ignore them: a sensor compiles to the same bytes with and without them.
#pragma once

#ifdef ASSAY_READS_CONTRACT
#define ASSAY_SAYS(...) __attribute__((annotate(__VA_ARGS__)))
#else
#define ASSAY_SAYS(...)
#endif
// For types only, which produce no code.
#ifdef __clang__
#define ASSAY_SAYS_OF_TYPE(...) __attribute__((annotate(__VA_ARGS__)))
#else
#define ASSAY_SAYS_OF_TYPE(...)
#endif

// ---- a hook: a prototype that takes a pointer to the context ----

/// Its full name: the platform (linux or windows), a slash, and the hook's name, as in "windows/process".
#define ASSAY_HOOK(name) ASSAY_SAYS("assay.hook", name)
/// The releases of the platform that the header describes, as in "1.6.0".
#define ASSAY_PLATFORM_VERSION(version) ASSAY_SAYS("assay.platform_version", version)
/// The sections of its programs: one of these, or one of these followed by "/" and more.
#define ASSAY_SECTIONS(...) ASSAY_SAYS("assay.sections", __VA_ARGS__)
/// The tag of the context's struct means this hook too, not only the name of its typedef.
#define ASSAY_ALSO_BY_TAG ASSAY_SAYS("assay.also_by_tag")
/// Another attach point of that hook, chosen by its own name or section.
#define ASSAY_VARIANT_OF(name) ASSAY_SAYS("assay.variant_of", name)
/// The bytes of the context that the platform supplies, if they are not the whole struct.
#define ASSAY_CONTEXT_BYTES(bytes) ASSAY_SAYS("assay.context_bytes", bytes)
/// The results allowed: as signed 32-bit numbers; as signed 64-bit numbers; or any number.
#define ASSAY_RESULT(least, most) ASSAY_SAYS("assay.result", least, most)
#define ASSAY_RESULT64(least, most) ASSAY_SAYS("assay.result64", least, most)
#define ASSAY_ANY_RESULT ASSAY_SAYS("assay.any_result")
/// Any result is allowed; the text says what the platform does with numbers that have no name.
#define ASSAY_OTHER_RESULTS(text) ASSAY_SAYS("assay.other_results", text)
/// Bytes of stack per frame, frames (including the entry's), tail calls, instructions of one run.
#define ASSAY_LIMITS(stack, frames, tail_calls, instructions) \
  ASSAY_SAYS("assay.limits", stack, frames, tail_calls, instructions)
/// Bytes of stack of a whole chain of calls, and of one with a tail call; 0: no such limit.
#define ASSAY_CHAIN_STACK(bytes, with_tail_calls) \
  ASSAY_SAYS("assay.chain_stack", bytes, with_tail_calls)
/// What is refused unless it is listed: "pointer_to_scalar", "pointer_leak_to_memory",
/// "pointer_leak_in_result", "uninitialised_stack_reads_by_helpers", "uninitialised_stack_reads",
/// "legacy_packet_access", "writable_globals".
#define ASSAY_ALLOWS(...) ASSAY_SAYS("assay.allows", __VA_ARGS__)
/// What must be aligned: "aligned_context", "strict_alignment" (packets and map values),
/// "aligned_stack".
#define ASSAY_DEMANDS(...) ASSAY_SAYS("assay.demands", __VA_ARGS__)

// ---- a member of the context: a number, read only unless it says more ----

/// Where a region of memory begins, with the most bytes between two of its marks; a point inside
/// it; where it ends.
#define ASSAY_BEGIN(region, most) ASSAY_SAYS("assay.begin", #region, most)
#define ASSAY_BETWEEN(region) ASSAY_SAYS("assay.between", #region)
#define ASSAY_END(region) ASSAY_SAYS("assay.end", #region)
/// A number: the bytes from the region's begin to its end, in place of ASSAY_END or beside it.
#define ASSAY_LENGTH_OF(region) ASSAY_SAYS("assay.length_of", #region)
/// Beside ASSAY_BEGIN, promises: the region's pointers are never null (without this, all of them may
/// be null together, and then there is no byte); the end never lies before the mark before it; or it
/// does by so many bytes at most. Without one of the last two, it may lie any distance before it. A region
/// with a length is in order.
#define ASSAY_REGION_NEVER_NULL ASSAY_SAYS("assay.region_never_null")
#define ASSAY_REGION_ORDERED ASSAY_SAYS("assay.region_ordered")
#define ASSAY_REGION_REVERSED_BY(bytes) ASSAY_SAYS("assay.region_reversed_by", bytes)
/// Beside ASSAY_BEGIN: programs may write the region; helpers may move it; its distance to both
/// ends of the address space, in bytes (2^29 by default).
#define ASSAY_REGION_WRITABLE ASSAY_SAYS("assay.region_writable")
#define ASSAY_REGION_MOVES ASSAY_SAYS("assay.region_moves")
#define ASSAY_REGION_SLACK(bytes) ASSAY_SAYS("assay.region_slack", bytes)
/// Points one byte past the next mark if no bytes are supplied between the two.
#define ASSAY_MAY_LIE_PAST_NEXT ASSAY_SAYS("assay.may_lie_past_next")
/// A pointer that programs may not follow.
#define ASSAY_OPAQUE ASSAY_SAYS("assay.opaque")
/// Bytes that belong to no program.
#define ASSAY_PADDING ASSAY_SAYS("assay.padding")
/// What a program may do; WRITABLE_IN takes names of hooks without the platform.
#define ASSAY_READ_ONLY ASSAY_SAYS("assay.read_only")
#define ASSAY_WRITABLE ASSAY_SAYS("assay.writable")
#define ASSAY_WRITE_ONLY ASSAY_SAYS("assay.write_only")
#define ASSAY_WRITABLE_IN(...) ASSAY_SAYS("assay.writable_in", __VA_ARGS__)
/// Never in part; read in part but never stored in part; in part from the first byte only.
#define ASSAY_WHOLE ASSAY_SAYS("assay.whole")
#define ASSAY_STORED_WHOLE ASSAY_SAYS("assay.stored_whole")
#define ASSAY_FROM_FIRST_BYTE ASSAY_SAYS("assay.from_first_byte")

/// Only these hooks have the member, the helper or the kind of map: names without the platform.
#define ASSAY_ONLY_IN(...) ASSAY_SAYS("assay.only_in", __VA_ARGS__)

// ---- a helper: a constant pointer to a function that holds the helper's number ----

#define ASSAY_HELPER ASSAY_SAYS("assay.helper")
/// Numbers: what the result is at least and at most, as a signed 64-bit number; the parameter
/// with a size that a result that is not negative never exceeds.
#define ASSAY_RETURNS(least, most) ASSAY_SAYS("assay.returns", least, most)
/// The same for a function that sets only the low 32 bits of the result, as C's `int` does; the upper
/// half may be anything.
#define ASSAY_RETURNS_LOW_HALF(least, most) ASSAY_SAYS("assay.returns_low_half", least, most)
/// The result is that parameter as it was given.
#define ASSAY_RETURNS_ARGUMENT(parameter) ASSAY_SAYS("assay.returns_argument", #parameter)
/// The result is the socket in that parameter, as a socket of a narrower kind, or null if it is none;
/// it dies when the parameter's is released.
#define ASSAY_RETURNS_ARGUMENT_OR_NULL(parameter) \
  ASSAY_SAYS("assay.returns_argument_or_null", #parameter)
#define ASSAY_AT_MOST(parameter) ASSAY_SAYS("assay.at_most", #parameter)
/// Pointers: to a value of the map; to as many bytes as the parameter says; to a socket; to a map.
#define ASSAY_RETURNS_VALUE ASSAY_SAYS("assay.returns_value")
#define ASSAY_RETURNS_VALUE_OR_NULL ASSAY_SAYS("assay.returns_value_or_null")
#define ASSAY_RETURNS_MEMORY_OR_NULL(parameter) \
  ASSAY_SAYS("assay.returns_memory_or_null", #parameter)
#define ASSAY_RETURNS_SOCKET_OR_NULL ASSAY_SAYS("assay.returns_socket_or_null")
#define ASSAY_RETURNS_MAP_OR_NULL ASSAY_SAYS("assay.returns_map_or_null")
/// Continues in another program, and returns only if that fails: a negative number, or nothing.
#define ASSAY_TAIL_CALL ASSAY_SAYS("assay.tail_call")
/// How much of its output the helper writes, if not always all of it: all of it if the result is 0
/// or more; as many bytes as the result says; unknown.
#define ASSAY_FILLS_ON_SUCCESS ASSAY_SAYS("assay.fills_on_success")
#define ASSAY_FILLS_RESULT_BYTES ASSAY_SAYS("assay.fills_result_bytes")
#define ASSAY_FILLS_UNKNOWN ASSAY_SAYS("assay.fills_unknown")
/// What a call does when `assay run` runs the program, where it is more than its prototype says:
/// "map_lookup", "map_update", "tail_call", "output", ... (docs/hook-headers.md lists them).
#define ASSAY_MODEL(name) ASSAY_SAYS("assay.model", name)
/// Regions that move must be read again afterwards; the result must be released on every path; the map
/// is written; memory may not lie in a region that moves.
#define ASSAY_MOVES_PACKET ASSAY_SAYS("assay.moves_packet")
#define ASSAY_ACQUIRES ASSAY_SAYS("assay.acquires")
/// The memory that the helper returns begins at a multiple of 8.
#define ASSAY_ALIGNED_MEMORY ASSAY_SAYS("assay.aligned_memory")
#define ASSAY_WRITES_MAP ASSAY_SAYS("assay.writes_map")
#define ASSAY_NO_PACKET_ARGUMENTS ASSAY_SAYS("assay.no_packet_arguments")

// ---- a parameter of a helper: any initialised number, unless it says more ----

#define ASSAY_CONTEXT ASSAY_SAYS("assay.context")
/// A map: of any kind, or of one of these.
#define ASSAY_MAP ASSAY_SAYS("assay.map")
#define ASSAY_MAP_OF(...) ASSAY_SAYS("assay.map", __VA_ARGS__)
/// As many bytes as the map's keys or values have: read, or written.
#define ASSAY_KEY ASSAY_SAYS("assay.key")
#define ASSAY_VALUE_IN ASSAY_SAYS("assay.value_in")
#define ASSAY_VALUE_OUT ASSAY_SAYS("assay.value_out")
/// A buffer, which is read, written, or both; its size is a number of bytes, or the next parameter.
#define ASSAY_READS ASSAY_SAYS("assay.reads")
#define ASSAY_WRITES ASSAY_SAYS("assay.writes")
#define ASSAY_READS_WRITES ASSAY_SAYS("assay.reads_writes")
#define ASSAY_BYTES(number) ASSAY_SAYS("assay.bytes", number)
#define ASSAY_SIZE_OF(buffer) ASSAY_SAYS("assay.size_of", #buffer)
#define ASSAY_SIZE_OF_OR_ZERO(buffer) ASSAY_SAYS("assay.size_of_or_zero", #buffer)
/// A pointer that may be null; a buffer together with size 0.
#define ASSAY_NULLABLE ASSAY_SAYS("assay.nullable")
/// An unsigned number in a range; one that is known when the program is compiled.
#define ASSAY_RANGE(least, most) ASSAY_SAYS("assay.range", least, most)
#define ASSAY_CONSTANT ASSAY_SAYS("assay.constant")
/// A C pointer that the helper treats as a mere number.
#define ASSAY_ADDRESS ASSAY_SAYS("assay.address")
/// What another helper acquired: memory, or a socket; the call releases it.
#define ASSAY_RECORD ASSAY_SAYS("assay.record")
#define ASSAY_SOCKET ASSAY_SAYS("assay.socket")
#define ASSAY_RELEASED ASSAY_SAYS("assay.released")
/// A function of the program that the helper calls; an address in the stack that is passed to it.
#define ASSAY_CALLBACK ASSAY_SAYS("assay.callback")
#define ASSAY_STACK_POINTER ASSAY_SAYS("assay.stack_pointer")
/// Memory that the helper reads more than once: on the stack, or in read-only data.
#define ASSAY_PRIVATE ASSAY_SAYS("assay.private")
/// A string in read-only data; an object that Assay does not support.
#define ASSAY_CONST_STRING ASSAY_SAYS("assay.const_string")
#define ASSAY_HANDLE ASSAY_SAYS("assay.handle")
/// With ASSAY_BYTES: the address of so many bytes of the stack, which become an object that must be
/// released (say ASSAY_ACQUIRES of the helper); and of such an object.
#define ASSAY_NEW_OBJECT ASSAY_SAYS("assay.new_object")
#define ASSAY_STACK_OBJECT ASSAY_SAYS("assay.stack_object")

// ---- a kind of map: an enumerator BPF_MAP_TYPE_... ----

#define ASSAY_MAP_KIND ASSAY_SAYS("assay.map_kind")
/// Programs look values up; address them directly; the map holds maps; holds programs.
#define ASSAY_LOOKED_UP ASSAY_SAYS("assay.looked_up")
#define ASSAY_ADDRESSED ASSAY_SAYS("assay.addressed")
#define ASSAY_HOLDS_MAPS ASSAY_SAYS("assay.holds_maps")
#define ASSAY_HOLDS_PROGRAMS ASSAY_SAYS("assay.holds_programs")
/// Nobody changes values while the program runs; a constant key in range is always found.
#define ASSAY_UNSHARED ASSAY_SAYS("assay.unshared")
#define ASSAY_NEVER_NULL ASSAY_SAYS("assay.never_null")
/// A lookup writes into the key and restores it.
#define ASSAY_LOOKUP_WRITES_KEY ASSAY_SAYS("assay.lookup_writes_key")
/// No key may lie where anybody else writes: whoever searches or changes the map reads it more than once.
#define ASSAY_PRIVATE_KEY ASSAY_SAYS("assay.private_key")
/// Where values begin, for atomic operations: at multiples of 8 ("eight"), one behind the other ("value_size"),
/// behind the prefix of their keys ("behind_prefix"); without this, anywhere.
#define ASSAY_VALUES_ALIGNED(where) ASSAY_SAYS("assay.values_aligned", where)
/// The sizes that a definition may give, and how many entries.
#define ASSAY_KEY_BYTES(least, most) ASSAY_SAYS("assay.key_bytes", least, most)
#define ASSAY_VALUE_BYTES(least, most) ASSAY_SAYS("assay.value_bytes", least, most)
#define ASSAY_ENTRIES(least, most) ASSAY_SAYS("assay.entries", least, most)
/// What such maps hold when `assay run` runs the program: "array", "hash", "lru_hash", "lpm_trie",
/// "queue" or "stack"; without this, nothing.
#define ASSAY_CONTENTS(name) ASSAY_SAYS("assay.contents", name)

// ---- named values: an enumeration ----

/// Results of these hooks; values of that member of their context.
#define ASSAY_RESULTS_OF(...) ASSAY_SAYS("assay.results_of", __VA_ARGS__)
#define ASSAY_VALUES_OF(member, ...) ASSAY_SAYS("assay.values_of", #member, __VA_ARGS__)

// ---- content: a type of numbers ----

/// Numbers of this type count the elements of the array with this name, from 0: content that names
/// another element is refused at its line.
#define ASSAY_INDEX_OF(array, count) ASSAY_SAYS_OF_TYPE("assay.index_of", #array, count)
