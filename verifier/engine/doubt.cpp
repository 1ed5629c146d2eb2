// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/doubt.hpp"

namespace assay {
namespace {

/// Kernel objects that helpers give have index 0.
constexpr RegionRef kNowhere{RegionKind::Object, ~std::uint32_t{0}, 0, 0, 0};

}  // namespace

Value doubtful() { return Value::pointer(kNowhere, Term::constant(0)); }

bool is_doubtful(const Value& value) {
  return value.is_pointer() && value.region.kind == kNowhere.kind &&
         value.region.index == kNowhere.index;
}

}  // namespace assay
