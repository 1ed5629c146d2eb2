// SPDX-License-Identifier: Apache-2.0
#include "ir/types/first_argument.hpp"

namespace assay {
namespace {

constexpr int kMaxAliases = 64;

}  // namespace

PointedType first_argument(const Btf& btf, TypeId function) {
  if (btf.kind(function) != BtfKind::Function) return {};
  const TypeId prototype = btf.type(function).type;
  if (btf.parameters(prototype).empty()) return {};
  const auto argument = btf.resolve(btf.parameters(prototype).front().type);
  if (!argument || btf.kind(*argument) != BtfKind::Pointer) return {};
  PointedType found;
  TypeId id = btf.type(*argument).type;
  for (int step = 0; step < kMaxAliases && is_alias(btf.kind(id)); ++step) {
    if (btf.kind(id) == BtfKind::Typedef && found.alias.empty()) found.alias = btf.name(id);
    id = btf.type(id).type;
  }
  if (btf.kind(id) == BtfKind::Struct || btf.kind(id) == BtfKind::Forward)
    found.record = btf.name(id);
  return found;
}

}  // namespace assay
