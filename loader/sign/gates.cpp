// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/gates.hpp"

#include "loader/document/fields.hpp"

namespace assay::loader {

Value gates_value(const Gates& gates) {
  return table_value({{"events", gates.events},
                      {"matches_factor", gates.matches_factor},
                      {"most_faults", gates.most_faults},
                      {"most_p99_ns", gates.most_p99_ns},
                      {"most_refused", gates.most_refused}});
}

std::optional<Gates> gates_of(const Value& value) {
  Fields members(value);
  const Gates gates{members.number("events"), members.number("most_faults"),
                    members.number("most_refused"), members.number("most_p99_ns"),
                    members.number("matches_factor")};
  if (!members.finish().ok()) return std::nullopt;
  return gates;
}

}  // namespace assay::loader
