// SPDX-License-Identifier: Apache-2.0
#include "ir/types/function_type.hpp"

namespace assay {
namespace {

constexpr std::uint32_t kGlobalFunction = 1;  // BTF_FUNC_GLOBAL
constexpr std::uint64_t kRegisterBytes = 8;

}  // namespace

bool is_global(const Btf& btf, TypeId function) {
  return btf.kind(function) == BtfKind::Function && btf.type(function).encoding == kGlobalFunction;
}

bool returns_number(const Btf& btf, TypeId function) {
  if (btf.kind(function) != BtfKind::Function) return false;
  const TypeId prototype = btf.type(function).type;
  const auto result = btf.resolve(btf.type(prototype).type);
  if (!result) return false;
  if (is_enumeration(btf.kind(*result))) return true;
  const auto bytes = btf.size_of(*result);
  return btf.kind(*result) == BtfKind::Int && bytes && *bytes <= kRegisterBytes;
}

}  // namespace assay
