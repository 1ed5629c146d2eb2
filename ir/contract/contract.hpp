// SPDX-License-Identifier: Apache-2.0
// A contract: what a hook supplies and demands, as plain data (design section 3).
//
// One source of truth per platform: the texts in ir/contract/platform say these values; the
// verifier, the interpreter and `assay contract show` only read them. All facts a proof may rest on
// are here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/models.hpp"
#include "ir/program/program.hpp"

namespace assay {

enum class Platform : std::uint8_t { Linux, Windows, Generic };

/// What is told of a fact and is none itself, such as where the platform promises it: file and
/// function, or a document's section. Contracts of the same facts are equal, whatever is told.
struct Told {
  std::string text;

  friend bool operator==(const Told&, const Told&) { return true; }
};

/// What a load of a context field yields.
enum class FieldKind : std::uint8_t {
  Scalar,        // a number; may be read at any narrower width inside the field
  RegionMark,    // a pointer into regions[region] at its mark number `mark` (see Region)
  RegionLength,  // a number: the bytes of regions[region], from its first mark to its last
  Opaque,  // a pointer that may not be dereferenced (a kernel object Assay does not model): reads
           // as an unknown scalar where pointers may leak, otherwise refused
};
struct ContextField {
  std::string name;
  std::uint32_t offset = 0;  // bytes from the start of the context
  std::uint32_t size = 0;    // bytes
  FieldKind kind = FieldKind::Scalar;
  bool readable = true;
  bool writable = false;
  bool narrow = true;  // narrower or inner accesses are allowed (Linux: some fields refuse them)
  bool narrow_writes = true;  // stores narrower than the field are allowed, where `narrow` is
  bool narrow_inside = true;  // where `narrow` is: accesses may begin behind the first byte
  std::uint32_t region = 0;   // RegionMark, RegionLength: index into Contract::regions
  std::uint32_t mark = 0;     // RegionMark: which mark
  /// RegionMark: where the platform supplies no bytes before the next mark, the field points one
  /// byte past that mark instead (Linux xdp: data_meta on a device without metadata).
  bool may_lie_past_next = false;
  /// C declares an array whose elements have so many bytes; 0: one number, or bytes where no number
  /// has the field's size.
  std::uint32_t element = 0;
  /// What an acceptance of a program that writes it takes for granted, for people: as of a helper.
  std::string assumes;
  /// Where the platform promises the field; empty: where it promises the context (Contract::source)
  /// or the region that the field belongs to.
  Told source{};

  friend bool operator==(const ContextField&, const ContextField&) = default;
};

/// One readable run of bytes with `marks` >= 2 pointers into it: mark 0 is its begin, the last mark
/// its end (which a field with the length may stand for), marks between (Linux xdp: data_meta <=
/// data <= data_end) in between.
///
/// The axiom has two cases. The region is there: all marks lie in [slack, 2^64 - slack], and for
/// consecutive marks a, b: b - a <= max_size; marks ascend, but the end may lie up to
/// most_reversed() bytes before the mark before it. The bytes from mark 0 up to the end may be
/// accessed, where there are any. Or, only if may_be_null, the region is absent: all marks are null
/// together, and the length is 0. What narrows this (never null, in order, a length) has a source.
struct Region {
  /// `reversed` where nothing is promised: the end may lie as far before its mark as beyond it.
  static constexpr std::uint64_t kUnordered = ~0ull;
  /// A max_size where no source limits the length: the most that the default slack allows.
  static constexpr std::uint64_t kAnyLength = 1ull << 29;

  std::string name;
  std::uint32_t marks = 2;
  std::uint64_t max_size = 65535;  // bytes between two consecutive marks
  bool writable = false;
  std::uint64_t slack = 1ull << 29;
  /// It is the packet: a helper with moves_packet kills pointers into it, and helpers that read or
  /// move a packet mean this region. At most one is.
  bool moved_by_helpers = false;
  /// All marks may be null together, in which case there is no byte to access.
  bool may_be_null = true;
  /// Bytes by which the end may lie before the mark before it; 0: never.
  std::uint64_t reversed = kUnordered;
  /// While the program runs, nobody but it writes the bytes.
  bool unshared = false;
  /// Where the platform promises what is narrower here than the axiom's widest form.
  Told source{};

  /// The same, with kUnordered resolved: at most max_size.
  [[nodiscard]] std::uint64_t most_reversed() const {
    return reversed < max_size ? reversed : max_size;
  }

  friend bool operator==(const Region&, const Region&) = default;
};

/// What a helper's argument must be.
enum class ArgKind : std::uint8_t {
  None,       // not an argument
  Any,        // any initialised value that may be shown to the helper (scalar; pointer only where
              // the contract lets pointers leak)
  Scalar,     // a number in [min, max]
  Context,    // the unmodified context pointer
  MapHandle,  // a map of one of Helper::map_kinds (empty list: any)
  MapKey,     // pointer to key_size readable initialised bytes of the map in the MapHandle argument
  MapValueIn,   // pointer to value_size readable initialised bytes
  MapValueOut,  // pointer to value_size writable bytes that the helper WRITES
  ReadMemory,   // pointer to memory the helper reads; its size is the next argument (Size kinds) or
                // `size`
  WriteMemory,  // pointer to memory the helper writes; size likewise; need not be initialised
                // before
  ReadWriteMemory,
  Size,             // size in bytes of the memory argument before it: >= 1
  SizeOrZero,       // the same, zero allowed
  AllocatedMemory,  // memory that an acquiring helper returned (released when Helper::releases
                    // names it)
  Callback,         // a function pointer (lddw of a subprogram)
  StackPointer,     // pointer to the stack (callback context); null allowed
  SocketReference,  // a referenced socket object
  ConstString,      // pointer to a NUL-terminated string in read-only data
  OpaqueHandle,     // a kernel object that the contract names; not modelled
  NewObject,        // pointer to `size` bytes of the stack, which the helper makes an object that
                    // some path must release
  StackObject,      // pointer to such an object of `size` bytes
};
struct Argument {
  ArgKind kind = ArgKind::None;
  bool nullable = false;     // null is allowed (with size zero for memory)
  Width width = Width::W64;  // how much of the register the helper reads
  std::uint64_t min = 0;     // Scalar: allowed range, unsigned at `width`
  std::uint64_t max = ~0ull;
  std::uint64_t size = 0;  // memory kinds: fixed size in bytes; 0 = the next argument says
  bool constant = false;   // Scalar, Size: must be a known constant (bpf_ringbuf_reserve)
  /// ReadMemory: the helper reads it more than once and relies on what it read first, so that
  /// nobody else may write it meanwhile: it lies on the stack, or in read-only data that are
  /// frozen.
  bool is_private = false;
  bool aligned = false;  // memory of `size` bytes: begins at a multiple of as many
  bool address = false;  // Any: C declares a pointer, which the helper takes for a mere number

  friend bool operator==(const Argument&, const Argument&) = default;
};

/// How much of a WriteMemory buffer is initialised after the call.
enum class Initialises : std::uint8_t {
  All,           // always the whole size
  AllOnSuccess,  // the whole size where the result (of `result_width`) is not negative, otherwise
                 // none is promised
  ResultBytes,   // where r0 >= 0 exactly min(r0, size) bytes, otherwise none
  Unknown,       // nothing is promised
};

enum class ReturnKind : std::uint8_t {
  Scalar,          // a number in [min, max] (signed view of Helper::result_width)
  Argument,        // argument `returned_argument` as it was given
  MapValueOrNull,  // value of the MapHandle argument's map, or null
  MapValue,        // the same, never null
  MemoryOrNull,    // memory of as many bytes as argument `size_argument` says, or null
  SocketOrNull,    // an opaque referenced object, or null
  InnerMapOrNull,  // (derived) lookup in a map of maps: a map handle, or null
  Void,            // r0 is unreadable afterwards; of a tail call: where it fails
  NoReturn,        // tail call on success; on failure r0 is a negative scalar
  ArgumentOrNull,  // the object in argument `returned_argument` as another kind of it, or null
};

struct Helper {
  std::uint32_t id = 0;
  std::string name;
  std::array<Argument, 5> args{};
  ReturnKind returns = ReturnKind::Scalar;
  std::int64_t return_min = INT64_MIN;
  std::int64_t return_max = INT64_MAX;
  /// Scalar: the bits of r0 that the range is about; what lies above them may be anything (a C
  /// function that returns `int` need not set the upper half).
  Width result_width = Width::W64;
  std::uint32_t returned_argument = 0;  // Argument, ArgumentOrNull: index 0..4
  std::uint32_t size_argument = 0;      // MemoryOrNull: index 0..4 of the size argument
  std::vector<std::uint32_t>
      map_kinds;  // allowed kinds for MapHandle (platform numbers); empty: any
  Initialises initialises = Initialises::All;
  bool moves_packet = false;   // pointers into regions with moved_by_helpers die
  bool acquires = false;       // the object that it gives must be released on every path
  std::int32_t releases = -1;  // index 0..4 of the argument that is released, or -1
  bool tail_call = false;
  bool writes_map = false;              // updates or deletes: refused on a read-only map
  std::int32_t callback_argument = -1;  // index of a Callback argument, or -1
  /// Memory arguments may point into regions with moved_by_helpers. Linux refuses it to most
  /// helpers.
  bool packet_arguments = true;
  /// Index of a size argument that r0, where it is not negative, never exceeds; or -1.
  std::int32_t return_at_most_argument = -1;
  bool aligned_memory = false;  // MemoryOrNull: the memory begins at a multiple of 8
  bool gpl_only = false;  // the loader keeps it for programs under a license that fits the GPL
  /// What an acceptance of a program that calls it takes for granted, for people: "what it sends
  /// does not run it again", `it` being the program.
  std::string assumes;
  HelperModel model = HelperModel::Prototype;  // in a run
  /// Where the platform promises the prototype, the results, what is written and how much of it.
  Told source{};

  friend bool operator==(const Helper&, const Helper&) = default;
};

/// The numbers that a definition may give: bytes of a key or a value, entries.
struct SizeRule {
  std::uint32_t least = 0;
  std::uint32_t most = ~0u;
  std::uint32_t multiple = 1;  // of which they are multiples

  friend bool operator==(const SizeRule&, const SizeRule&) = default;
};

/// Of what the address of a map's value is a multiple; without a promise of anything.
enum class ValueAlignment : std::uint8_t {
  None,
  Eight,
  ValueSize,     // an array without padding, whose begin is a multiple of 8: of what both are
  BehindPrefix,  // of what 8 and the bytes of a key behind its prefix length of 4 bytes are
};

/// What each map kind allows.
struct MapKind {
  std::uint32_t number = 0;
  std::string name;
  bool direct_value = false;  // values may be addressed by lddw
  bool lookup_from_program = true;
  bool holds_maps = false;  // array/hash of maps
  bool holds_programs = false;
  bool value_shared = true;          // other parties may change the value while the program runs
  bool never_null_in_range = false;  // per-kind: lookup with an in-range constant key never fails
  bool lookup_writes_key = false;    // a look-up writes into the key and puts it back as it was
  /// Whoever changes the map, and a look-up that writes into the key, reads the key more than once
  /// and relies on what it read first: no key of theirs may lie where anybody else may write
  /// (Argument::is_private).
  bool key_is_private = false;
  SizeRule key_bytes;  // the loader refuses a definition with other sizes, or look-ups rely on them
  SizeRule value_bytes;
  std::uint32_t most_of_both = ~0u;  // bytes of a key and a value together
  SizeRule entries;
  bool power_of_two = false;        // of entries
  bool one_a_program = false;       // no program uses two maps of the kind
  std::uint32_t needed_flags = 0;   // a definition without them is refused by the loader
  std::uint32_t known_flags = ~0u;  // one with others is, too
  ValueAlignment alignment = ValueAlignment::None;
  MapContents contents = MapContents::None;  // in a run; of maps of maps the maps, by their keys
  Told source{};                             // where the platform says so

  friend bool operator==(const MapKind&, const MapKind&) = default;
};

struct ReturnRange {
  bool checked = false;
  std::int64_t min = INT64_MIN;  // on the low 32 bits, signed, when `low32`
  std::int64_t max = INT64_MAX;
  bool low32 = true;
  /// Not checked: what the platform does with a number that no NamedValue names, for people.
  std::string otherwise;
  /// What an acceptance takes for granted of the results, for people: as of a helper.
  std::string assumes;
  Told source{};  // where the platform says which results it takes

  friend bool operator==(const ReturnRange&, const ReturnRange&) = default;
};

/// A number that C code calls by name: a result of the hook, or what a context field may hold.
struct NamedValue {
  std::string name;
  std::int64_t value = 0;
  std::string field;  // of which field; empty: a result

  friend bool operator==(const NamedValue&, const NamedValue&) = default;
};

/// What may be done with pointers and uninitialised memory; every default refuses.
struct Policy {
  bool pointer_to_scalar = false;       // arithmetic that makes a number of a pointer
  bool pointer_leak_to_memory = false;  // a pointer stored into map values, packets, context
  bool pointer_leak_in_result = false;
  bool uninitialised_stack_reads_by_helpers = false;
  bool uninitialised_stack_reads = false;  // loads by the program itself
  bool aligned_context = false;  // context accesses must be naturally aligned (Linux rewrites them)
  bool strict_alignment = false;      // packet and map value accesses must be naturally aligned
  bool aligned_stack = false;         // the program's own stack accesses must be naturally aligned
  bool legacy_packet_access = false;  // LD_ABS, LD_IND
  /// What a platform asks for because of its own way of looking at programs: no constant shift of
  /// the width or more, and no constant divisor 0.
  bool constants_in_range = false;
  bool pointers_stored_whole = false;  // no store of part of a pointer to the stack
  /// The platform judges functions by their types: those that BTF calls global by themselves, and
  /// only of a function that returns a number may a tail call or a packet load leave it.
  bool functions_by_type = false;
  bool gpl_only = false;              // all programs are under a license that fits the GPL
  bool values_without_locks = false;  // no map whose values hold a spin lock
  bool values_without_timers =
      false;  // no map whose values hold a timer, queue of work, list, tree
  /// The platform tells the maps of an object apart by the struct types that declare them: of two
  /// with one type it takes one for the other, and after them each map for another.
  bool maps_told_apart_by_type = false;
  /// Variables of the file that a program writes (sections .data and .bss) have memory. Linux gives
  /// them a map since 5.2 (libbpf: d859900c4c56), eBPF for Windows since 0.21 (its change 4166).
  bool writable_globals = false;
  /// An access to the context may use a pointer to which a known number was added.
  bool moved_context_pointers = false;
  /// Nobody can change read-only data (section .rodata) once the program is loaded. Where it is
  /// false, such data are a map that others may write.
  bool read_only_data_frozen = false;
  Told source{};  // where the platform allows what is allowed here, and demands what is not

  friend bool operator==(const Policy&, const Policy&) = default;
};

struct Limits {
  std::uint32_t stack_bytes_per_frame = 512;
  std::uint32_t stack_bytes_per_chain = 0;        // 0: only the frame limit holds
  std::uint32_t stack_bytes_with_tail_calls = 0;  // 0: no extra limit
  std::uint32_t call_depth = 8;                   // frames, the entry included
  std::uint32_t tail_calls = 33;
  std::uint64_t instruction_budget = 1000000;
  Told source{};  // where the platform sets them

  friend bool operator==(const Limits&, const Limits&) = default;
};

/// How much of the context exists, where the hook's own table does not say it.
enum class ContextReach : std::uint8_t {
  Fixed,      // all of context_size
  Arguments,  // as many 8-byte arguments as the function or event that the program is attached to
  Record,     // as many bytes as the event's record has
};

/// Where a called function has its stack.
enum class Frames : std::uint8_t {
  Own,      // in a frame of its own
  Callers,  // in its caller's frame: both have one r10, and each overwrites what the other keeps
  Below,    // from `frame_step` bytes below its caller's r10: what the caller keeps deeper is lost
};

/// One of the ways in which a platform executes programs, with all in which it differs from RFC
/// 9669 and from frames of one's own. The defaults do not differ.
struct Execution {
  std::string name;  // as --execution spells it
  Frames frames = Frames::Own;
  std::uint32_t frame_step = 0;  // Frames::Below: bytes
  /// A 32-bit exchange extends the sign of the old value, not zeros.
  bool exchange32_extends_sign = false;
  /// An atomic operation that fetches loses an address that is in r0 and writes elsewhere.
  bool fetch_loses_r0 = false;
  /// A signed division or remainder of 64 bits by -1 loses the context that the platform hands to
  /// helpers by itself: each helper that is called later works on an address that is none.
  bool signed_division_loses_context = false;
  /// le16 and le32 leave the upper bits of the register as they are.
  bool le_keeps_upper_bits = false;
  /// Slots of a program: of a longer one, another one runs. 0: any number.
  std::uint32_t most_slots = 0;

  friend bool operator==(const Execution&, const Execution&) = default;
};

/// A helper that the platform's headers declare and that has no function, or not at every hook.
struct AbsentHelper {
  std::uint32_t id = 0;
  std::string why;  // a clause that follows what a call of the helper is refused with

  friend bool operator==(const AbsentHelper&, const AbsentHelper&) = default;
};

/// What the part of a section after the first slash names, where each has a contract of its own.
enum class AttachPoints : std::uint8_t {
  None,                   // it chooses nothing more
  SecurityHooks,          // a hook of Linux's security modules
  SecurityHooksSleeping,  // the same, of a program that may sleep
  ReplacedFunctions,      // a function of Linux, in whose place it answers
};

struct Contract {
  std::string name;  // "windows/process", "linux/xdp", "unspec"
  Platform platform = Platform::Generic;
  /// Of the platform's releases those whose sources the facts below were read from ("6.18.44");
  /// empty where the contract is of no platform.
  std::string platform_version;
  Told source{};  // where the platform promises the context: its struct, and who fills it
  std::vector<std::string>
      section_prefixes;  // a section fits when equal to one, or starts with it + "/"
  std::vector<std::string> context_types;  // BTF struct or typedef names that mean this contract
  /// Full name of the contract of the same program type that this one varies (another attach point:
  /// Linux xdp in a device map), or empty. A variant is chosen by its own name or by its section
  /// prefix.
  std::string variant_of;
  AttachPoints attach_points = AttachPoints::None;
  std::uint32_t context_size = 0;  // bytes; the most, where `context_reach` is not Fixed
  /// Other than Fixed: the platform refuses to attach a program that reads further than what it is
  /// attached to has, and an acceptance says how far the program reads.
  ContextReach context_reach = ContextReach::Fixed;
  std::vector<ContextField> fields;
  std::vector<Region> regions;
  std::vector<Helper> helpers;     // sorted by id
  std::vector<MapKind> map_kinds;  // sorted by number
  ReturnRange result;
  std::vector<NamedValue> names;             // for people; no proof rests on them
  std::vector<AbsentHelper> absent_helpers;  // for people: those that hooks offer count only there
  Policy policy;
  Limits limits;
  /// The ways in which the platform's release build executes programs; a verdict holds in each.
  /// Empty: one, which does not differ from RFC 9669.
  std::vector<Execution> executions;

  friend bool operator==(const Contract&, const Contract&) = default;
};

/// The platform as `--platform` spells it.
[[nodiscard]] std::string_view platform_name(Platform platform);
[[nodiscard]] const Helper* find_helper(const Contract& contract, std::uint32_t id);
[[nodiscard]] const MapKind* find_map_kind(const Contract& contract, std::uint32_t number);
/// Whether all memory that programs get from helpers begins at a multiple of 8: the helpers that
/// take an object which no program has are nobody's.
[[nodiscard]] bool given_memory_is_aligned(const Contract& contract);
/// The field that covers byte `offset`, or null.
[[nodiscard]] const ContextField* field_at(const Contract& contract, std::uint32_t offset);

}  // namespace assay
