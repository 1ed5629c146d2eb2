// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/fault.hpp"

namespace assay {

std::string_view fault_name(FaultKind kind) {
  switch (kind) {
#define ASSAY_FAULT_CASE(name, title) \
  case FaultKind::name:               \
    return #name;
    ASSAY_FAULT_KINDS(ASSAY_FAULT_CASE)
#undef ASSAY_FAULT_CASE
  }
  internal_fault(__FILE__, __LINE__, "fault kind outside its enum");
}

std::string_view fault_title(FaultKind kind) {
  switch (kind) {
#define ASSAY_FAULT_CASE(name, title) \
  case FaultKind::name:               \
    return title;
    ASSAY_FAULT_KINDS(ASSAY_FAULT_CASE)
#undef ASSAY_FAULT_CASE
  }
  internal_fault(__FILE__, __LINE__, "fault kind outside its enum");
}

}  // namespace assay
