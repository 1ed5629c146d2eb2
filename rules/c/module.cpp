// SPDX-License-Identifier: Apache-2.0
// The one symbol that the module offers.
#include "rules/front/module.hpp"

#include "rules/c/compile.hpp"
#include "rules/c/header/extract.hpp"

extern "C" __attribute__((visibility("default"))) const assay::CModule* assay_c_module() {
  static constexpr assay::CModule kModule{assay::kCModuleAbi, &assay::compile_c,
                                          &assay::extract_contracts};
  return &kModule;
}
