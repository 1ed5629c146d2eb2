// SPDX-License-Identifier: Apache-2.0
// The file system as the compiler sees it: ordinary files of a size that a source may have.
#pragma once

#include <clang/Frontend/CompilerInstance.h>

namespace assay {

/// Gives the compiler, whose invocation is set, its files. What a source includes or embeds is an
/// error of the source where it is a device, a pipe or too large, and is not read.
void use_plain_files(clang::CompilerInstance& compiler);

}  // namespace assay
