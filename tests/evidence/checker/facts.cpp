// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/facts.hpp"

#include <limits>

#include "ir/contract/enumerators.hpp"
#include "ir/contract/schema.hpp"

namespace assay::forge {
namespace {

using HearDenied = std::function<bool(const std::string&, const Contract&)>;

template <schema::Record Owner>
std::string name_of_fact(const std::string& prefix, std::string_view name) {
  const std::string own(schema::kKeyword<Owner>);
  return (own.empty() ? prefix : own) + "." + std::string(name);
}

template <class Type>
constexpr bool kIsNumbers = false;
template <class Number>
  requires std::is_integral_v<Number>
constexpr bool kIsNumbers<std::vector<Number>> = true;
/// Types of facts on which no proof rests.
template <class Type>
constexpr bool kRestsNothing = std::is_same_v<Type, Told> || std::is_same_v<Type, AttachPoints> ||
                               std::is_same_v<Type, std::vector<std::string>>;

/// Tries other values of one fact, where it stands in a contract.
template <class Value>
bool deny(Value& place, const auto& tell) {
  const Value before = place;
  const auto with = [&](Value other) {
    if (other == before) return true;
    place = other;
    const bool more = tell();
    place = before;
    return more;
  };
  if constexpr (std::is_same_v<Value, bool>) {
    return with(!before);
  } else if constexpr (std::is_enum_v<Value>) {
    for (const auto& other : schema::kEnumerators<Value>) {
      if (!with(other.value)) return false;
    }
    return true;
  } else if constexpr (std::is_integral_v<Value>) {
    const auto step = [&](int by) { return static_cast<Value>(before + static_cast<Value>(by)); };
    return with(step(1)) && with(step(-1)) && with(Value{0}) && with(Value{1}) && with(step(8)) &&
           with(static_cast<Value>(-1)) && with(static_cast<Value>(before / 2)) &&
           with(static_cast<Value>(before * 2)) && with(std::numeric_limits<Value>::max()) &&
           with(std::numeric_limits<Value>::min());
  } else if constexpr (std::is_same_v<Value, std::string>) {
    return with(before + "x");
  } else if constexpr (kIsNumbers<Value>) {  // none, or all but the first
    if (before.empty()) return with({1});
    return with({}) && with(Value(before.begin() + 1, before.end()));
  } else {
    static_assert(kRestsNothing<Value>, "a fact of a type that nothing is known of");
    return true;
  }
}

class Walk {
 public:
  Walk(const Specimen& specimen, const HearDenied& hear)
      : contract_(*specimen.contract), hear_(hear) {
    for (const Instruction& i : specimen.program->instructions) {
      const auto* call = std::get_if<Call>(&i);
      if (call != nullptr && call->kind == CallKind::Helper) helpers_.insert(call->target);
    }
    for (const SealedMap& map : specimen.package.maps) kinds_.insert(map.kind);
    // One way of execution that differs in nothing is none, but has facts.
    if (contract_.executions.empty()) contract_.executions.emplace_back();
  }
  void run() { owner(contract_, ""); }

 private:
  template <schema::Record Owner>
  void owner(Owner& at, const std::string& prefix) {
    if constexpr (std::is_same_v<Owner, Helper>) {
      if (!helpers_.contains(at.id)) return;
    }
    if constexpr (std::is_same_v<Owner, MapKind>) {
      if (!kinds_.contains(at.number)) return;
    }
    schema::each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      if (row.rests != schema::Rests::Proof) return;
      value(at.*row.member, name_of_fact<Owner>(prefix, row.name));
    });
  }
  template <class Value>
  void value(Value& place, const std::string& name) {
    if constexpr (schema::Record<Value>) {
      owner(place, name);
    } else if constexpr (schema::kIsTable<Value> || schema::kIsArray<Value>) {
      for (auto& element : place) value(element, name);
    } else {
      static_cast<void>(deny(place, [&] { return hear_(name, contract_); }));
    }
  }

  Contract contract_;
  const HearDenied& hear_;
  std::set<std::int32_t> helpers_;
  std::set<std::uint32_t> kinds_;
};

template <schema::Record Owner>
void add_names(const std::string& prefix, std::set<std::string>& out) {
  schema::each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
    if (row.rests != schema::Rests::Proof) return;
    const std::string name = name_of_fact<Owner>(prefix, row.name);
    if constexpr (schema::Record<Value>) {
      add_names<Value>(name, out);
    } else if constexpr (schema::kIsTable<Value> || schema::kIsArray<Value>) {
      using Element = typename Value::value_type;
      if constexpr (schema::Record<Element>) {
        add_names<Element>(name, out);
      } else {
        out.insert(name);
      }
    } else {
      out.insert(name);
    }
  });
}

}  // namespace

std::set<std::string> fact_names() {
  std::set<std::string> out;
  add_names<Contract>("", out);
  return out;
}

void each_denied_fact(const Specimen& specimen, const HearDenied& hear) {
  Walk(specimen, hear).run();
}

}  // namespace assay::forge
