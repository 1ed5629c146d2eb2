// SPDX-License-Identifier: Apache-2.0
// An abstract state: registers, frames with their stacks, marks of regions, resources, and what is
// known of the symbols in all of these.
//
// Meaning and rules: docs/checker-rules.md, "States". All lists lie in the arena and have room for
// as many elements as the certificate announced, so that states are copied and reused whole.
#pragma once

#include "loader/checker/arena.hpp"
#include "loader/checker/proof/knowledge.hpp"
#include "loader/checker/proof/value.hpp"

namespace assay::checker {

inline constexpr int32_t kFrameBytes = 512;  // the most that a contract gives
inline constexpr uint32_t kFrameWords = kFrameBytes / 64;
inline constexpr uint32_t kMostFilled = 4;  // of one frame
inline constexpr uint32_t kMostFrames = 8;
inline constexpr uint32_t kMostResources = 64;
inline constexpr uint32_t kSavedRegisters = 4;  // r6 to r9
inline constexpr uint32_t kFramePointer = 10;

struct Frame {
  uint32_t function = 0;     // slot at which it begins
  uint32_t return_slot = 0;  // unused in the entry's frame
  uint32_t stack_frame = 0;  // whose stack r10 is the top of
  uint32_t no_padding = 0;
  Value saved[kSavedRegisters];
  uint64_t initialised[kFrameWords] = {};  // a bit a byte; bit 0 is the lowest byte
};
/// Bytes of a frame's stack that are one number or pointer. Offsets are from the top, negative.
struct Cell {
  uint32_t frame = 0;
  int32_t offset = 0;
  uint32_t size = 0;
  uint32_t no_padding = 0;
  Value value;
};
/// The first min(count, size) bytes from `offset` on were written by a helper.
struct Filled {
  uint32_t frame = 0;
  int32_t offset = 0;
  uint32_t size = 0;
  uint32_t no_padding = 0;
  Value count;
};
/// Held; where `null` is not 0 only if the pointers of that number are not null.
struct Resource {
  uint32_t id = 0;
  uint32_t null = 0;
};
/// `result` is `a op b` at 64 bits: the same operation on the same terms is the same word.
struct Computation {
  Alu op = Alu::Mov;
  uint8_t no_padding[7] = {};
  Term a;
  Term b;
  Term result;
};
inline constexpr uint32_t kMostComputed = 8;
enum class Presence : uint8_t { Present, Absent, Either };
enum class Nullness : uint8_t { Null, NotNull };

struct Sizes {
  uint32_t symbols = 0;
  uint32_t cells = 0;
  uint32_t frames = 0;
  uint32_t resources = 0;
  uint32_t regions = 0;
  uint32_t marks = 0;  // of all regions
};

class State;
/// All values of a state, one after another: registers, then frame by frame what the caller saved
/// and cells, then counts of filled bytes.
class Values {
 public:
  [[gnu::noinline]] explicit Values(State& state) : s_(state) {}
  /// Null behind the last.
  [[nodiscard]] Value* next();

 private:
  State& s_;
  uint32_t register_ = 0;
  uint32_t frame_ = 0;
  uint32_t saved_ = 0;
  uint32_t cell_ = 0;
  uint32_t filled_ = 0;
};

/// How many there are in its lists.
struct StateCounts {
  uint32_t frame_count = 0;
  uint32_t cell_count = 0;
  uint32_t filled_count = 0;
  uint32_t resource_count = 0;
  uint32_t computed_count = 0;
  uint32_t next_id = 1;  // for nulls, resources and elements
};

class State : public StateCounts {
 public:
  Value registers[kFramePointer];
  Frame* frames = nullptr;
  Cell* cells = nullptr;         // ascend by frame and offset, do not overlap
  Filled* filled = nullptr;      // in the order in which they were written
  Term* marks = nullptr;         // of all regions, one after another
  Presence* presence = nullptr;  // by region; room for a multiple of 8
  Resource* resources = nullptr;
  Computation* computed = nullptr;  // since the walk began, the oldest first
  Knowledge knowledge;
  Sizes sizes;

  /// Takes its room; the arena says whether that was there.
  void make(Arena& arena, const Sizes& sizes, Desk& desk);
  void copy_to(State& to) const;
  void clear();

  [[nodiscard]] Frame& top() { return frames[frame_count - 1]; }
  [[nodiscard]] const Frame& top() const { return frames[frame_count - 1]; }
  [[nodiscard]] Value read(uint32_t reg) const;
  [[nodiscard, gnu::noinline]] Value fresh(const Scalar& facts) {
    return Value::number(knowledge.introduce(facts));
  }

  /// The result of the operation on these terms; false where it is not noted.
  [[nodiscard]] bool find_computed(Alu op, const Term& a, const Term& b, Term& result) const;
  /// The oldest goes where there are as many as there may be.
  void note_computed(Alu op, const Term& a, const Term& b, const Term& result);
  /// A number that no null, element or resource of the state has.
  [[nodiscard]] uint32_t fresh_id();
  /// Rewrites every term with the replacements found.
  void settle();
  /// Of what is numbered with it: all null, or none.
  void resolve_null(uint32_t null, Nullness is);
  /// The marks [first, first + count) of the region are 0, and pointers into it are numbers.
  void resolve_absent(uint32_t region, uint32_t first, uint32_t count);

  /// What `dies` says becomes `as`; the bytes of such cells become uninitialised.
  template <class F>
  void kill(F&& dies, Holds as) {
    Values all(*this);
    while (Value* const v = all.next()) {
      if (v->is_readable() && dies(*v)) v->holds = as;
    }
    forget_dead_cells();
  }

  // The stack of a frame. Requires -kFrameBytes <= offset and offset + size <= 0.
  [[nodiscard]] const Cell* exact(uint32_t frame, int32_t offset, uint32_t size) const;
  [[nodiscard]] bool initialised(uint32_t frame, int32_t offset, uint32_t size) const;
  [[nodiscard]] bool touches_pointer(uint32_t frame, int32_t offset, uint32_t size) const;
  void store(uint32_t frame, int32_t offset, uint32_t size, const Value& value);
  /// The bytes hold unknown numbers.
  void scramble(uint32_t frame, int32_t offset, uint32_t size);
  /// They may have been overwritten by numbers.
  void weaken(uint32_t frame, int32_t offset, uint32_t size);
  /// They may not be read any more.
  void forget(uint32_t frame, int32_t offset, uint32_t size);
  void fill(const Filled& bytes);
  /// A cell for bytes that are initialised, where none overlaps them.
  void name(uint32_t frame, int32_t offset, uint32_t size, const Value& value);
  /// The bytes may not be read any more; buffers that helpers wrote stay as they are.
  void lose(uint32_t frame, int32_t offset, uint32_t size);
  /// The frames from `count` on are gone, and what the stack of each held.
  void drop_frames(uint32_t count);

 private:
  void forget_dead_cells();
  enum class Bytes : uint8_t { Written, Unwritten };
  void mark(uint32_t frame, int32_t offset, uint32_t size, Bytes are);
  void drop_filled(uint32_t frame, int32_t offset, uint32_t size);
  void insert(const Cell& cell);
};

/// [offset, offset + size) of both have a byte in common.
[[nodiscard]] inline bool overlap(int32_t a, uint32_t a_size, int32_t b, uint32_t b_size) {
  return a < b + static_cast<int32_t>(b_size) && b < a + static_cast<int32_t>(a_size);
}

}  // namespace assay::checker
