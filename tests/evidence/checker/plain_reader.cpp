// SPDX-License-Identifier: Apache-2.0
// The reader's own functions, under the name that the traced header gives it.
#include "loader/checker/reader.hpp"

#define Reader PlainReader
#include "loader/checker/reader.cpp"
