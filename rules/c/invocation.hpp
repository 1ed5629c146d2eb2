// SPDX-License-Identifier: Apache-2.0
// Flags of clang's driver as an invocation of its compiler for the BPF machine.
#pragma once

#include <clang/Basic/Diagnostic.h>
#include <clang/Frontend/CompilerInvocation.h>

#include <memory>

#include "rules/front/module.hpp"

namespace assay {

/// The invocation that compiles `request` to an object, with debug information whatever the flags
/// say. Null, with an error told to `diagnostics`, when the flags are unusable or ask for something
/// other than one object.
[[nodiscard]] std::shared_ptr<clang::CompilerInvocation> make_invocation(
    const CompileRequest& request, clang::DiagnosticsEngine& diagnostics);

}  // namespace assay
