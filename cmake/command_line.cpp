// SPDX-License-Identifier: Apache-2.0
// Nothing: the target of a precompiled header must have a source (CommandLine.cmake).
