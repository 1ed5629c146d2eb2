// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/region.hpp"

namespace assay {

ResourceId resource_of(const Pointee& region) {
  if (const auto* memory = std::get_if<HelperMemory>(&region)) return memory->resource;
  if (const auto* object = std::get_if<KernelObject>(&region)) return object->resource;
  return ResourceId::None;
}

void set_resource(Pointee& region, ResourceId resource) {
  if (auto* memory = std::get_if<HelperMemory>(&region)) memory->resource = resource;
  if (auto* object = std::get_if<KernelObject>(&region)) object->resource = resource;
}

ElementId element_of(const Pointee& region) {
  const auto* element = std::get_if<MapElement>(&region);
  return element == nullptr ? ElementId::Only : element->element;
}

void set_element(Pointee& region, ElementId element) {
  if (auto* value = std::get_if<MapElement>(&region)) value->element = element;
}

bool same_kind_of_region(const Pointee& a, Pointee b) {
  set_element(b, element_of(a));
  return a == b;
}

}  // namespace assay
