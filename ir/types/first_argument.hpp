// SPDX-License-Identifier: Apache-2.0
// What the prototype of a hook's program says of its first argument, which contracts are chosen by.
#pragma once

#include <string_view>

#include "ir/types/btf.hpp"

namespace assay {

/// What a pointer points to, by name; names live as long as the BTF.
struct PointedType {
  std::string_view record;  // struct, declared or only named; empty: it is none
  std::string_view alias;   // the first typedef on the way to it; empty: there is none
};

/// Of the function's first argument. Empty where the type is no function, or its first argument no
/// pointer. Requires btf.has(function).
[[nodiscard]] PointedType first_argument(const Btf& btf, TypeId function);

}  // namespace assay
