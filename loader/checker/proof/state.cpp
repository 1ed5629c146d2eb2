// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/state.hpp"

namespace assay::checker {

void State::make(Arena& arena, const Sizes& room, Desk& desk) {
  sizes = room;
  frames = arena.take_zeros<Frame>(room.frames);
  cells = arena.take_zeros<Cell>(room.cells);
  filled = arena.take_zeros<Filled>(size_t{room.frames} * kMostFilled);
  marks = arena.take_zeros<Term>(room.marks);
  presence = arena.take_zeros<Presence>((size_t{room.regions} + 7) / 8 * 8);
  resources = arena.take_zeros<Resource>(room.resources);
  computed = arena.take_zeros<Computation>(kMostComputed);
  knowledge.rows = arena.take_zeros<Row>(room.symbols);
  knowledge.bounds = arena.take_zeros<Linear>(kMostBounds);
  knowledge.replaced = arena.take_zeros<Replacement>(room.symbols);
  knowledge.excluded = arena.take_zeros<Excluded>(kMostExcluded);
  knowledge.capacity = room.symbols;
  knowledge.desk = &desk;
}

void State::copy_to(State& to) const {
  copy_list(to.registers, registers, kFramePointer);
  copy_list(to.frames, frames, frame_count);
  copy_list(to.cells, cells, cell_count);
  copy_list(to.filled, filled, filled_count);
  copy_list(to.marks, marks, sizes.marks);
  copy_list(to.presence, presence, sizes.regions);
  copy_list(to.resources, resources, resource_count);
  copy_list(to.computed, computed, computed_count);
  static_cast<StateCounts&>(to) = *this;
  knowledge.copy_to(to.knowledge);
}

void State::clear() {
  for (Value& v : registers) v = Value{};
  for (uint32_t i = 0; i < sizes.marks; ++i) marks[i] = Term{};
  for (uint32_t i = 0; i < sizes.regions; ++i) presence[i] = Presence::Present;
  static_cast<StateCounts&>(*this) = StateCounts{};
  static_cast<KnowledgeCounts&>(knowledge) = KnowledgeCounts{};
  knowledge.feasible = true;
}

Value State::read(uint32_t reg) const {
  if (reg == kFramePointer) return Value::pointer({Into::Stack, top().stack_frame, 0, 0}, 0);
  return registers[reg];
}

uint32_t State::fresh_id() {
  if (next_id >= kMostNumbers) knowledge.desk->fail(Code::TooManyNumbers);
  return next_id++;
}

Value* Values::next() {
  if (register_ < kFramePointer) return &s_.registers[register_++];
  for (; frame_ < s_.frame_count; ++frame_, saved_ = 0) {
    if (saved_ < kSavedRegisters) return &s_.frames[frame_].saved[saved_++];
    if (cell_ < s_.cell_count && s_.cells[cell_].frame == frame_) return &s_.cells[cell_++].value;
  }
  return filled_ < s_.filled_count ? &s_.filled[filled_++].count : nullptr;
}

void State::forget_dead_cells() {
  for (uint32_t i = cell_count; i-- > 0;) {
    const Cell c = cells[i];
    if (!c.value.is_readable()) forget(c.frame, c.offset, c.size);
  }
}

bool State::find_computed(Alu op, const Term& a, const Term& b, Term& result) const {
  knowledge.desk->spend(computed_count);
  for (uint32_t i = 0; i < computed_count; ++i) {
    const Computation& c = computed[i];
    if (c.op != op || !(knowledge.resolve(c.a) == a) || !(knowledge.resolve(c.b) == b)) continue;
    result = knowledge.resolve(c.result);
    return true;
  }
  return false;
}

void State::note_computed(Alu op, const Term& a, const Term& b, const Term& result) {
  if (computed_count == kMostComputed) remove_at(computed, computed_count, 0);
  Computation& made = computed[computed_count++];
  made.op = op;
  made.a = a;
  made.b = b;
  made.result = result;
}

void State::settle() {
  if (knowledge.replaced_count == 0) return;
  Values all(*this);
  while (Value* const v = all.next()) {
    if (v->is_readable()) knowledge.resolve_in_place(v->term);
  }
  for (uint32_t i = 0; i < sizes.marks; ++i) knowledge.resolve_in_place(marks[i]);
}

void State::resolve_null(uint32_t null, Nullness is) {
  const bool is_null = is == Nullness::Null;
  Values all(*this);
  while (Value* const v = all.next()) {
    if (!v->is_pointer() || v->null != null) continue;
    v->null = 0;
    if (is_null) *v = Value::number(Term::number(0));
  }
  resource_count = keep_if(resources, resource_count, [&](Resource& r) {
    if (r.null != null) return true;
    r.null = 0;
    return !is_null;
  });
}

void State::resolve_absent(uint32_t region, uint32_t first, uint32_t count) {
  for (uint32_t m = first; m < first + count; ++m) {
    knowledge.refine(knowledge.resolve(marks[m]), Scalar::constant(0));
    if (!knowledge.feasible) return;
  }
  settle();
  presence[region] = Presence::Absent;
  for (uint32_t m = first; m < first + count; ++m) marks[m] = Term{};
  Values all(*this);
  while (Value* const v = all.next()) {
    if (!v->points_into(Into::Region) || v->place.index != region) continue;
    Term word = v->term;
    // Null of its own, or at its offset from null: one of two numbers.
    if (v->may_be_null() && !word.is(0)) {
      Scalar facts;
      const bool possible = join(Scalar::constant(0), knowledge.evaluate(word), facts);
      word = knowledge.introduce(possible ? facts : Scalar::top());
    }
    *v = Value::number(word);
  }
}

const Cell* State::exact(uint32_t frame, int32_t offset, uint32_t size) const {
  knowledge.desk->spend(cell_count);
  for (uint32_t i = 0; i < cell_count; ++i) {
    const Cell& c = cells[i];
    if (c.frame == frame && c.offset == offset && c.size == size) return &c;
  }
  return nullptr;
}

void State::mark(uint32_t frame, int32_t offset, uint32_t size, Bytes are) {
  const auto first = static_cast<uint32_t>(offset + kFrameBytes);
  for (uint32_t b = first; b < first + size; ++b) {
    const uint64_t bit = uint64_t{1} << (b % 64);
    uint64_t& word = frames[frame].initialised[b / 64];
    word = are == Bytes::Written ? word | bit : word & ~bit;
  }
}

bool State::initialised(uint32_t frame, int32_t offset, uint32_t size) const {
  const auto first = static_cast<uint32_t>(offset + kFrameBytes);
  for (uint32_t b = first; b < first + size; ++b) {
    if ((frames[frame].initialised[b / 64] >> (b % 64) & 1) == 0) return false;
  }
  return true;
}

bool State::touches_pointer(uint32_t frame, int32_t offset, uint32_t size) const {
  for (uint32_t i = 0; i < cell_count; ++i) {
    const Cell& c = cells[i];
    if (c.frame == frame && c.value.is_pointer() && overlap(c.offset, c.size, offset, size))
      return true;
  }
  return false;
}

void State::drop_filled(uint32_t frame, int32_t offset, uint32_t size) {
  filled_count = keep_if(filled, filled_count, [&](const Filled& f) {
    return f.frame != frame || !overlap(f.offset, f.size, offset, size);
  });
}

// Bytes of a broken pointer cell become uninitialised: they may be part of an address.
void State::weaken(uint32_t frame, int32_t offset, uint32_t size) {
  knowledge.desk->spend(cell_count);
  cell_count = keep_if(cells, cell_count, [&](const Cell& c) {
    if (c.frame != frame || !overlap(c.offset, c.size, offset, size)) return true;
    if (c.value.is_pointer()) {
      mark(frame, c.offset, c.size, Bytes::Unwritten);
      drop_filled(frame, c.offset, c.size);
    }
    return false;
  });
}

void State::insert(const Cell& cell) {
  if (cell_count == sizes.cells) return knowledge.desk->fail(Code::TooManyCells);
  uint32_t at = cell_count++;
  while (at > 0 && (cells[at - 1].frame > cell.frame ||
                    (cells[at - 1].frame == cell.frame && cells[at - 1].offset > cell.offset))) {
    cells[at] = cells[at - 1];
    --at;
  }
  cells[at] = cell;
}

void State::store(uint32_t frame, int32_t offset, uint32_t size, const Value& value) {
  scramble(frame, offset, size);
  insert({frame, offset, size, 0, value});
}

void State::scramble(uint32_t frame, int32_t offset, uint32_t size) {
  weaken(frame, offset, size);
  mark(frame, offset, size, Bytes::Written);
}

void State::forget(uint32_t frame, int32_t offset, uint32_t size) {
  lose(frame, offset, size);
  drop_filled(frame, offset, size);
}

void State::lose(uint32_t frame, int32_t offset, uint32_t size) {
  weaken(frame, offset, size);
  mark(frame, offset, size, Bytes::Unwritten);
}

void State::fill(const Filled& bytes) {
  weaken(bytes.frame, bytes.offset, bytes.size);
  uint32_t of_frame = 0;
  filled_count = keep_if(filled, filled_count, [&](const Filled& f) {
    if (f.frame != bytes.frame) return true;
    const bool same = f.offset == bytes.offset && f.size == bytes.size;
    if (!same) ++of_frame;
    return !same;
  });
  if (of_frame == kMostFilled) {
    uint32_t oldest = 0;
    while (filled[oldest].frame != bytes.frame) ++oldest;
    remove_at(filled, filled_count, oldest);
  }
  filled[filled_count++] = bytes;
}

void State::name(uint32_t frame, int32_t offset, uint32_t size, const Value& value) {
  for (uint32_t i = 0; i < cell_count; ++i) {
    if (cells[i].frame == frame && overlap(cells[i].offset, cells[i].size, offset, size)) return;
  }
  insert({frame, offset, size, 0, value});
}

void State::drop_frames(uint32_t count) {
  while (cell_count > 0 && cells[cell_count - 1].frame >= count) --cell_count;
  filled_count = keep_if(filled, filled_count, [&](const Filled& f) { return f.frame < count; });
  frame_count = count;
}

}  // namespace assay::checker
