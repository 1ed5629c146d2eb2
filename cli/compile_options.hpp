// SPDX-License-Identifier: Apache-2.0
// The options of a command line that rule how C sources are compiled.
#pragma once

#include "session/c_source.hpp"

namespace CLI {
class App;
}

namespace assay {

/// Adds -I and -D to a subcommand; `options` must outlive the parse.
void add_header_options(CLI::App& command, CompileOptions& options);

/// Adds -I, -D, -O, -p, --std, --cpu, --refuse-asm, --time-limit and --memory-limit to a
/// subcommand; `options` must outlive the parse.
void add_compile_options(CLI::App& command, CompileOptions& options);

}  // namespace assay
