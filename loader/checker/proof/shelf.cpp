// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/shelf.hpp"

#include "loader/checker/memory.hpp"

namespace assay::checker {
namespace {

constexpr size_t kWord = 8;
constexpr unsigned kAllBytes = 0xff;       // of a word
constexpr size_t kMasked = kWord * kWord;  // bytes of the words of one mask

/// In front of the words of a state.
struct Label {
  size_t bytes = 0;  // with the label, a multiple of the arena's alignment
  size_t number = 0;
  Berth front = 0;  // while gaps are closed, where the one in front lies
  Berth after = 0;  // of a path that waits, where the one lies that is taken up after it
};

// Instead of a number.
constexpr size_t kGone = ~size_t{0};
constexpr size_t kWaits = kGone - 1;

/// Of the list's element in front of the one that the word at `at` is in, that word; 0 of the
/// first.
[[gnu::always_inline]] inline uint64_t word_before(const uint8_t* list, size_t at, size_t element) {
  return at < element ? 0 : u64_at(list + at - element);
}

/// Makes the words from `at` on those of word_before().
void fill_as_before(uint8_t* list, size_t at, size_t end, size_t element) {
  if (end <= element) {
    memset(list + at, 0, end - at);
  } else if (at >= element && end - at <= element) {
    memcpy(list + at, list + at - element, end - at);
  } else {
    for (; at < end; at += kWord) {
      const uint64_t word = word_before(list, at, element);
      __builtin_memcpy(list + at, &word, kWord);
    }
  }
}

/// Packs lists of words one after another: of eight words a bit each, whether it is another one
/// than that of the element in front; of those that are, a bit for each byte, and the bytes that
/// differ.
class Packer {
 public:
  explicit Packer(Arena::Room room) : room_(room) {}
  void add(const uint8_t* list, size_t size, size_t element) {
    for (size_t at = 0; at < size;) {
      const size_t end = least_of(at + kMasked, size);
      const size_t mask_at = size_++;
      unsigned mask = 0;
      if (at >= element && memcmp(list + at, list + at - element, end - at) == 0) at = end;
      for (unsigned bit = 1; at < end; bit *= 2, at += kWord) {
        const uint64_t word = u64_at(list + at) ^ word_before(list, at, element);
        if (word == 0) continue;
        mask |= bit;
        put_word(word);
      }
      if (mask_at < room_.size) room_.at[mask_at] = static_cast<uint8_t>(mask);
    }
  }
  /// How many bytes they are; more than there is room for, where they did not fit.
  [[nodiscard]] size_t size() const { return size_; }

 private:
  void put_word(uint64_t word) {
    uint8_t spare[1 + kWord];
    const bool fits = size_ + sizeof spare <= room_.size;
    uint8_t* const bytes = fits ? room_.at + size_ : spare;
    size_t count = 1;
    unsigned mask = 0;
    for (unsigned bit = 1; word != 0; bit *= 2, word >>= 8) {
      if ((word & 0xff) == 0) continue;
      mask |= bit;
      bytes[count++] = static_cast<uint8_t>(word);
    }
    bytes[0] = static_cast<uint8_t>(mask);
    if (!fits && size_ + count <= room_.size) memcpy(room_.at + size_, bytes, count);
    size_ += count;
  }

  Arena::Room room_;
  size_t size_ = sizeof(Label);
};

class Unpacker {
 public:
  explicit Unpacker(const uint8_t* in) : in_(in) {}
  void take(uint8_t* list, size_t size, size_t element) {
    for (size_t at = 0; at < size;) {
      const size_t end = least_of(at + kMasked, size);
      unsigned mask = *in_++;
      fill_as_before(list, at, end, element);
      for (; mask != 0; mask &= mask - 1) {
        const uint64_t difference = take_word();
        // The elements behind it were filled without the difference.
        for (size_t i = at + kWord * static_cast<size_t>(__builtin_ctz(mask)); i < end;
             i += element) {
          const uint64_t word = u64_at(list + i) ^ difference;
          __builtin_memcpy(list + i, &word, kWord);
        }
      }
      at = end;
    }
  }

 private:
  uint64_t take_word() {
    const unsigned mask = *in_++;
    if (mask == kAllBytes) {
      in_ += kWord;
      return u64_at(in_ - kWord);
    }
    uint64_t word = 0;
    for (unsigned bytes = mask; bytes != 0; bytes &= bytes - 1)
      word |= uint64_t{*in_++} << (8 * __builtin_ctz(bytes));
    return word;
  }

  const uint8_t* in_;
};

/// Packs, or unpacks, each list that the path has, in an order in which one says how long those
/// behind it are.
void press(const Path& path, Packer* packer, Unpacker* unpacker) {
  const auto run = [=](const void* list, size_t size, size_t element) {
    auto* const bytes = static_cast<uint8_t*>(const_cast<void*>(list));
    if (packer != nullptr) return packer->add(bytes, size, element);
    unpacker->take(bytes, size, element);
  };
  const auto list = [&]<class T>(const T* first, size_t count) {
    static_assert(sizeof(T) % kWord == 0);
    // What is packed is what is said: no bytes in between that nobody wrote.
    static_assert(__has_unique_object_representations(T));
    run(first, count * sizeof(T), sizeof(T));
  };
  const State& s = path.state;
  const Knowledge& k = s.knowledge;
  list(static_cast<const Stand*>(&path), 1);
  list(static_cast<const StateCounts*>(&s), 1);
  list(static_cast<const KnowledgeCounts*>(&k), 1);
  list(s.registers, kFramePointer);
  list(s.frames, s.frame_count);
  list(s.cells, s.cell_count);
  list(s.filled, s.filled_count);
  list(s.resources, s.resource_count);
  list(s.computed, s.computed_count);
  list(s.marks, s.sizes.marks);
  list(k.rows, k.row_count);
  list(k.bounds, k.bound_count);
  list(k.excluded, k.excluded_count);
  list(k.replaced, k.replaced_count);
  run(s.presence, (s.sizes.regions + kWord - 1) / kWord * kWord, kWord);
}

/// Takes from each row's facts what mostly follows from their unsigned range, or gives it back.
void fold_facts(const Knowledge& k) {
  for (uint32_t i = 0; i < k.row_count; ++i) {
    Scalar& facts = k.rows[i].facts;
    const Range u = facts.full.u;
    const Bits prefix = prefix_of(u);
    facts.full.known.must ^= prefix.must;
    facts.full.known.may ^= prefix.may;
    facts.full.s.lo ^= u.lo ^ Word<64>::top;
    facts.full.s.hi ^= u.hi ^ Word<64>::top;
    facts.low_u.lo ^= u.lo & Word<32>::all;
    facts.low_u.hi ^= u.hi & Word<32>::all;
    facts.low_s.lo ^= (u.lo & Word<32>::all) ^ Word<32>::top;
    facts.low_s.hi ^= (u.hi & Word<32>::all) ^ Word<32>::top;
  }
}

/// How many bytes it is behind a label; more than there is room for, where it does not fit.
size_t pack(const Path& path, Arena::Room room) {
  Packer packer(room);
  fold_facts(path.state.knowledge);
  press(path, &packer, nullptr);
  fold_facts(path.state.knowledge);
  return packer.size();
}

void unpack(const uint8_t* in, Path& out) {
  Unpacker unpacker(in);
  press(out, nullptr, &unpacker);
  fold_facts(out.state.knowledge);
  out.state.knowledge.feasible = true;
}

/// Of what lies there, aligned as the arena is.
Label& label_at(const Arena& arena, Berth berth) {
  return *reinterpret_cast<Label*>(arena.at_end(berth));
}

}  // namespace

bool Shelf::stow(size_t number, const Path& path) {
  const size_t size = pack(path, arena_->room());
  const size_t whole = (size + Arena::kAlignment - 1) / Arena::kAlignment * Arena::kAlignment;
  if (!arena_->take_at_end(whole)) return false;
  new (Here{arena_->at_end(arena_->used_at_end())}) Label{whole, number, 0, waiting_};
  return true;
}

bool Shelf::put(uint32_t number, const Path& state) {
  if (!stow(number, state)) return false;
  berths_[number] = arena_->used_at_end();
  return true;
}

void Shelf::copy(uint32_t number, Path& out) const {
  unpack(arena_->at_end(berths_[number]) + sizeof(Label), out);
}

uint32_t Shelf::remove(uint32_t number) {
  const Berth berth = berths_[number];
  berths_[number] = 0;
  return free(berth);
}

bool Shelf::put_off(const Path& path) {
  if (!stow(kWaits, path)) return false;
  waiting_ = arena_->used_at_end();
  return true;
}

uint32_t Shelf::take_up(Path& out) {
  const Berth berth = waiting_;
  unpack(arena_->at_end(berth) + sizeof(Label), out);
  waiting_ = label_at(*arena_, berth).after;
  return free(berth);
}

uint32_t Shelf::free(Berth berth) {
  Label& label = label_at(*arena_, berth);
  label.number = kGone;
  gone_ += label.bytes;
  // What lies in front of all others needs no move.
  while (arena_->used_at_end() > 0) {
    const Label& first = label_at(*arena_, arena_->used_at_end());
    if (first.number != kGone) break;
    arena_->keep_at_end(arena_->used_at_end() - first.bytes);
    gone_ -= first.bytes;
  }
  // So each byte moves at most as often as this says.
  constexpr size_t kPartGone = 8;
  return gone_ == 0 || gone_ < arena_->used_at_end() / kPartGone ? 0 : close_gaps();
}

uint32_t Shelf::close_gaps() {
  // From the last one to the first, noting which lies in front of each; then back.
  Berth front = 0;
  for (Berth at = arena_->used_at_end(); at > 0;) {
    Label& label = label_at(*arena_, at);
    label.front = front;
    front = at;
    at -= label.bytes;
  }
  size_t kept = 0;
  size_t moved = 0;
  waiting_ = 0;
  for (Berth at = front; at > 0;) {
    Label& label = label_at(*arena_, at);
    const Label is = label;
    if (is.number != kGone) {
      kept += is.bytes;
      if (at != kept) moved += is.bytes;
      if (is.number == kWaits) {
        label.after = waiting_;
        waiting_ = kept;
      } else {
        berths_[is.number] = kept;
      }
      arena_->move_at_end(at, kept, is.bytes);
    }
    at = is.front;
  }
  arena_->keep_at_end(kept);
  gone_ = 0;
  constexpr size_t kBytesOfUnit = 1024;
  return static_cast<uint32_t>(moved / kBytesOfUnit);
}

}  // namespace assay::checker
