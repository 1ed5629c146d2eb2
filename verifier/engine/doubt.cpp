// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/doubt.hpp"

namespace assay {
namespace {

/// No function begins there. (Not an id: a state numbers its own anew.)
constexpr Code kNowhere{~std::uint32_t{0}};

}  // namespace

Value doubtful() { return Value::pointer(kNowhere, Term::constant(0)); }

bool is_doubtful(const Value& value) {
  const auto* code = value.into<Code>();
  return code != nullptr && *code == kNowhere;
}

}  // namespace assay
