// SPDX-License-Identifier: Apache-2.0
/// @file
/// The old place of <assay/bpf/assay_linux.h>, for sensors that still name it.
#pragma once

#warning "<assay/assay_linux.h> has moved: include <assay/bpf/assay_linux.h>"
#include "bpf/assay_linux.h"
