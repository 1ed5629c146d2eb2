// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/shelf.hpp"

namespace assay::checker {
namespace {

constexpr size_t kWord = 8;
constexpr unsigned kWordsOfMask = 64;

/// In front of the words of a state.
struct Label {
  uint64_t bytes = 0;  // with the label, a multiple of the arena's alignment
  uint64_t number = 0;
  uint64_t front = 0;  // while gaps are closed, where the one in front lies
  uint64_t no_padding = 0;
};

constexpr uint64_t kGone = ~uint64_t{0};  // instead of a number

/// How many there are of each kind; copied in front of the state's lists.
struct Counts {
  uint32_t frames = 0;
  uint32_t cells = 0;
  uint32_t filled = 0;
  uint32_t resources = 0;
  uint32_t rows = 0;
  uint32_t bounds = 0;
  uint32_t next_id = 0;
  uint32_t excluded = 0;
};

/// Calls f(bytes, size) for each of the state's lists.
template <class F>
void each_list(const State& s, const Counts& n, F&& f) {
  const auto list = [&f]<class T>(T* first, size_t count) {
    static_assert(sizeof(T) % kWord == 0);
    // What is packed is what is said: no bytes in between that nobody wrote.
    static_assert(__has_unique_object_representations(T));
    f(reinterpret_cast<uint8_t*>(first), count * sizeof(T));
  };
  list(const_cast<Value*>(s.registers), kFramePointer);
  list(s.frames, n.frames);
  list(s.cells, n.cells);
  list(s.filled, n.filled);
  list(s.resources, n.resources);
  list(s.marks, s.sizes.marks);
  list(s.knowledge.rows, n.rows);
  list(s.knowledge.bounds, n.bounds);
  list(s.knowledge.excluded, n.excluded);
  f(reinterpret_cast<uint8_t*>(s.presence), (s.sizes.regions + kWord - 1) / kWord * kWord);
}

uint64_t word_at(const uint8_t* at) {
  uint64_t word = 0;
  __builtin_memcpy(&word, at, kWord);
  return word;
}
void put_word(uint8_t* at, uint64_t word) { __builtin_memcpy(at, &word, kWord); }

/// Packs runs of words one after another; without `out` it counts only.
class Packer {
 public:
  explicit Packer(uint8_t* out) : out_(out) {}
  void add(const uint8_t* bytes, size_t size) {
    for (size_t at = 0; at < size; at += kWord) {
      if (in_mask_ == 0) {
        put_mask();
        mask_at_ = size_;
        mask_ = 0;
        size_ += kWord;
      }
      const uint64_t word = word_at(bytes + at);
      if (word != 0) {
        mask_ |= uint64_t{1} << in_mask_;
        if (out_ != nullptr) put_word(out_ + size_, word);
        size_ += kWord;
      }
      in_mask_ = (in_mask_ + 1) % kWordsOfMask;
    }
  }
  /// How many bytes they are, of which all are written then.
  [[nodiscard]] size_t finish() {
    put_mask();
    return size_;
  }

 private:
  void put_mask() {
    if (out_ != nullptr && size_ != 0) put_word(out_ + mask_at_, mask_);
  }
  uint8_t* out_;
  size_t size_ = 0;
  size_t mask_at_ = 0;
  uint64_t mask_ = 0;
  unsigned in_mask_ = 0;
};

class Unpacker {
 public:
  explicit Unpacker(const uint8_t* in) : in_(in) {}
  void take(uint8_t* bytes, size_t size) {
    const uint8_t* in = in_;
    uint64_t mask = mask_;
    for (size_t at = 0; at < size; at += kWord) {
      if (in_mask_ == 0) {
        mask = word_at(in);
        in += kWord;
      }
      in_mask_ = (in_mask_ + 1) % kWordsOfMask;
      uint64_t word = 0;
      if ((mask & 1) != 0) {
        word = word_at(in);
        in += kWord;
      }
      put_word(bytes + at, word);
      mask >>= 1;
    }
    mask_ = mask;
    in_ = in;
  }

 private:
  const uint8_t* in_;
  uint64_t mask_ = 0;
  unsigned in_mask_ = 0;
};

Counts counts_of(const State& s) {
  return {s.frame_count,
          s.cell_count,
          s.filled_count,
          s.resource_count,
          s.knowledge.row_count,
          s.knowledge.bound_count,
          s.next_id,
          s.knowledge.excluded_count};
}

size_t pack(const State& state, uint8_t* out) {
  Packer packer(out);
  Counts counts = counts_of(state);
  packer.add(reinterpret_cast<const uint8_t*>(&counts), sizeof counts);
  each_list(state, counts, [&](const uint8_t* bytes, size_t size) { packer.add(bytes, size); });
  return packer.finish();
}

}  // namespace

bool Shelf::put(uint32_t number, const State& state) {
  const size_t size = sizeof(Label) + pack(state, nullptr);
  const size_t whole = (size + Arena::kAlignment - 1) / Arena::kAlignment * Arena::kAlignment;
  uint8_t* const block = arena_->take_at_end(whole);
  if (block == nullptr) return false;
  const Label label{whole, number, 0, 0};
  __builtin_memcpy(block, &label, sizeof label);
  pack(state, block + sizeof label);
  berths_[number] = arena_->used_at_end();
  return true;
}

void Shelf::copy(uint32_t number, State& out) const {
  Unpacker unpacker(arena_->at_end(berths_[number]) + sizeof(Label));
  Counts n;
  unpacker.take(reinterpret_cast<uint8_t*>(&n), sizeof n);
  out.frame_count = n.frames;
  out.cell_count = n.cells;
  out.filled_count = n.filled;
  out.resource_count = n.resources;
  out.next_id = n.next_id;
  out.computed_count = 0;
  out.knowledge.row_count = n.rows;
  out.knowledge.bound_count = n.bounds;
  out.knowledge.excluded_count = n.excluded;
  out.knowledge.replaced_count = 0;
  out.knowledge.feasible = true;
  each_list(out, n, [&](uint8_t* bytes, size_t size) { unpacker.take(bytes, size); });
}

uint32_t Shelf::remove(uint32_t number) {
  const Berth berth = berths_[number];
  Label label;
  __builtin_memcpy(&label, arena_->at_end(berth), sizeof label);
  label.number = kGone;
  __builtin_memcpy(arena_->at_end(berth), &label, sizeof label);
  berths_[number] = 0;
  gone_ += static_cast<size_t>(label.bytes);
  // So each byte moves at most as often as this says.
  constexpr size_t kPartGone = 8;
  return gone_ < arena_->used_at_end() / kPartGone ? 0 : close_gaps();
}

uint32_t Shelf::close_gaps() {
  // From the last one to the first, noting which lies in front of each; then back.
  size_t front = 0;
  for (size_t at = arena_->used_at_end(); at > 0;) {
    Label label;
    __builtin_memcpy(&label, arena_->at_end(at), sizeof label);
    label.front = front;
    __builtin_memcpy(arena_->at_end(at), &label, sizeof label);
    front = at;
    at -= static_cast<size_t>(label.bytes);
  }
  size_t kept = 0;
  for (size_t at = front; at > 0;) {
    Label label;
    __builtin_memcpy(&label, arena_->at_end(at), sizeof label);
    if (label.number != kGone) {
      kept += static_cast<size_t>(label.bytes);
      arena_->move_at_end(at, kept, static_cast<size_t>(label.bytes));
      berths_[label.number] = kept;
    }
    at = static_cast<size_t>(label.front);
  }
  arena_->keep_at_end(kept);
  gone_ = 0;
  constexpr size_t kBytesOfUnit = 256;
  return static_cast<uint32_t>(kept / kBytesOfUnit);
}

}  // namespace assay::checker
