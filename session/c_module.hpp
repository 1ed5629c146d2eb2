// SPDX-License-Identifier: Apache-2.0
// Loads the C front end, when a C source is at hand and not before.
#pragma once

#include <string>

#include "ir/base/result.hpp"
#include "rules/front/module.hpp"

namespace assay {

/// The folder that holds assay/bpf/assay_linux.h and its kin, beside the folder of the executable
/// or library that this is part of; empty where they are not installed.
[[nodiscard]] std::string sensor_headers();

/// The front end of this very build, from lib/assay beside the folder of the executable or library.
/// It stays loaded for the process's life; loading it again is cheap. Error: FrontEndMissing.
[[nodiscard]] Result<const CModule*> load_c_module();

}  // namespace assay
