// SPDX-License-Identifier: Apache-2.0
// One instruction on one path.
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

/// After an effect in place.
Code go_on(Path& path, Code code, uint32_t slots) {
  if (code != Code::Ok) return code;
  path.settle();
  path.slot += slots;
  return Code::Ok;
}

Code perform(Walk& walk, Path& path) {
  Site& site = walk.on(path);
  switch (site.at.op) {
    case Op::Alu:
      return go_on(path, step_alu(site), 1);
    case Op::Negate:
      return go_on(path, step_negate(site), 1);
    case Op::Swap:
      return go_on(path, step_swap(site), 1);
    case Op::LoadNumber:
    case Op::LoadMap:
    case Op::LoadMapValue:
    case Op::LoadFunction:
      return go_on(path, step_wide(site), 2);
    case Op::Load:
      return go_on(path, step_load(walk, path), 0);
    case Op::Store:
      return go_on(path, step_store(site), 1);
    case Op::Atomic:
      return go_on(path, step_atomic(site), 1);
    case Op::PacketLoad:
      return step_packet_load(walk, path);
    case Op::JumpIf:
      return step_jump_if(walk, path);
    case Op::Jump:
      path.slot = site.at.target;
      return Code::Ok;
    case Op::CallHelper:
      return step_helper(walk, path);
    case Op::CallLocal:
      return step_call(walk, path);
    case Op::Exit:
      return step_exit(walk, path);
    case Op::CallKernel:
    case Op::CallIndirect:
      return Code::CalleeUnknown;
    case Op::WideTail:
      return Code::FallsOffEnd;
  }
  return Code::Internal;
}

}  // namespace

Code step(Walk& walk, Path& path) {
  const Rules& rules = walk.rules;
  walk.desk->spend(1);
  // Control stays inside the function that the innermost frame runs.
  if (path.slot >= rules.program->slots.count) return Code::FallsOffEnd;
  const Span function = function_span(*rules.program, function_at(*rules.program, path.slot));
  if (function.offset != path.state.top().function) return Code::FallsOffEnd;
  walk.site.rules = &rules;
  walk.site.slot = path.slot;
  const Code code = decode(rules.program->slots, path.slot, walk.site.at);
  if (code != Code::Ok) return code;
  ++path.instructions;
  const Code done = perform(walk, path);
  return done != Code::Ok ? done : walk.desk->fault;
}

}  // namespace assay::checker
