// SPDX-License-Identifier: Apache-2.0
// An abstract state: registers, frames, region marks, resources, and the knowledge of their
// symbols.
//
// Concretisation: a concrete machine state is in the meaning of a State when some assignment in the
// meaning of `knowledge` makes every readable register and stack cell equal to its term (a pointer:
// region origin + offset, or 0 when it may be null; pointers with one NullId are all null or
// none), every initialised stack byte has been written, and of a filled buffer as many as it says,
// every packet mark lies at its term's offset, every listed number of the loader's is its term,
// memory that a pointer names has as many bytes as its listed size says, and exactly the listed
// resources are held. The origin of a region that is absent is the address 0,
// so that a pointer at an offset from it is the offset itself. What was computed is one word
// whenever it is computed, and tells nothing of the machine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "verifier/domain/computed.hpp"
#include "verifier/domain/knowledge.hpp"
#include "verifier/domain/stack.hpp"
#include "verifier/domain/value.hpp"

namespace assay {

struct Frame {
  std::uint32_t function_begin = 0;  // first slot of the function that runs in it
  std::uint32_t return_slot = 0;     // where the caller goes on; unused in the entry frame
  /// Index of the frame whose stack r10 points to: this one, or one further out where the platform
  /// hands a caller's r10 on.
  std::uint32_t stack_frame = 0;
  std::array<Value, 4> saved;  // the caller's r6..r9; unused in the entry frame
  Stack stack;
};

/// A resource that was acquired and some path must release. `null` is not Never while the acquiring
/// call's result was not tested: it is held only if that result is not null.
struct Resource {
  ResourceId id = ResourceId::None;
  std::uint32_t acquired_at = 0;  // slot
  NullId null = NullId::Never;
  bool operator==(const Resource&) const = default;
};

/// Whether a region is there (ir/contract/contract.hpp, the two cases of the axiom).
enum class Presence : std::uint8_t {
  Present,  // its origin lies at least its slack away from both ends of the address space
  Absent,   // its marks are null; nothing points into it
  Either,
};

/// One region of the contract as it lies now.
struct RegionMarks {
  std::vector<Term> marks;  // offsets from mark 0; marks[0] is the constant 0
  Presence presence = Presence::Present;
};

/// A number that the loader sets before the program runs, by a key that the transfer functions give
/// it: the same word wherever the program meets it. A state lists those that it knows more of than
/// their range.
struct LoadedNumber {
  std::uint64_t key = 0;
  Term term;
};

/// Of memory that a helper gave: how many bytes it has, where that is no constant.
struct MemorySize {
  ResourceId memory = ResourceId::None;
  Term bytes;  // read without a sign
};

class State {
 public:
  std::array<Value, 10> registers;
  std::vector<Frame> frames;  // frames[0] is the entry's
  std::vector<RegionMarks> regions;
  std::vector<LoadedNumber> loaded;  // ascend by key
  std::vector<Resource> resources;   // held; ascend by id
  std::vector<MemorySize> sizes;     // ascend by memory
  Knowledge knowledge;
  Computed computed;          // none at a cut point
  std::uint32_t next_id = 1;  // for ids of pointers that may be null, resources and elements

  [[nodiscard]] Frame& top() { return frames.back(); }
  [[nodiscard]] const Frame& top() const { return frames.back(); }
  /// Any register, r10 included (a pointer to the top frame).
  [[nodiscard]] Value read(Reg reg) const;
  /// The same, or an immediate as 64-bit operations take it.
  [[nodiscard]] Value read(const Operand& operand) const;
  void write(Reg reg, const Value& value) { registers.at(reg.index) = value; }
  /// The listed number of that key, or null.
  [[nodiscard]] const Term* find_loaded(std::uint64_t key) const;
  /// Lists a number that is not listed yet.
  void list_loaded(std::uint64_t key, const Term& term);
  /// The listed size of the memory, or null.
  [[nodiscard]] const Term* size_of(ResourceId memory) const;
  [[nodiscard]] Term region_end(std::uint32_t region) const {
    return regions.at(region).marks.back();
  }

  /// Calls f(Value&) for every value that the state holds.
  template <class F>
  void each_value(F&& f) {
    for (Value& v : registers) f(v);
    for (Frame& frame : frames) {
      for (Value& v : frame.saved) f(v);
      for (StackCell& cell : frame.stack.mutable_cells()) f(cell.value);
      for (FilledBytes& bytes : frame.stack.mutable_filled()) f(bytes.count);
    }
  }
  template <class F>
  void each_value(F&& f) const {
    const_cast<State*>(this)->each_value([&](Value& v) { f(static_cast<const Value&>(v)); });
  }
  /// Calls f(Term&) for every term that the state holds.
  template <class F>
  void each_term(F&& f) {
    for (RegionMarks& r : regions) std::ranges::for_each(r.marks, f);
    for (LoadedNumber& n : loaded) f(n.term);
    for (MemorySize& size : sizes) f(size.bytes);
    each_value([&](Value& v) {
      if (v.is_readable()) f(v.term());
    });
  }

  /// Rewrites all values with the replacements that the knowledge found since the last call.
  void settle();
  /// A number that no id of the state has.
  template <class Id>
  [[nodiscard]] Id fresh_id() {
    return Id{next_id++};
  }
  /// The pointers of this id turn out to be null: they are the number 0.
  void resolve_null(NullId id);
  /// The pointers of this id turn out not to be null.
  void resolve_not_null(NullId id);
  /// The region turns out to be there.
  void resolve_present(std::uint32_t region) { regions.at(region).presence = Presence::Present; }
  /// The region turns out to be absent: its marks are 0, and pointers into it are numbers.
  void resolve_absent(std::uint32_t region, SymbolSupply& supply);
  /// Values for which `dies` holds become unreadable for the reason given; stack bytes of such
  /// cells are no longer initialised.
  template <class F>
  void kill_values(F&& dies, Why why, std::uint32_t slot) {
    const auto kill = [&](Value& v) {
      if (v.is_readable() && dies(v)) v = Value::unreadable(why, slot);
    };
    for (Value& v : registers) kill(v);
    for (Frame& frame : frames) {
      for (Value& v : frame.saved) kill(v);
      for (std::size_t i = frame.stack.cells().size(); i-- > 0;) {
        const StackCell cell = frame.stack.cells()[i];
        if (dies(cell.value)) frame.stack.forget(cell.offset, cell.size);
      }
    }
  }
};

}  // namespace assay
