// SPDX-License-Identifier: Apache-2.0
/// @file
/// The old place of <assay/bpf/assay_windows.h>, for sensors that still name it.
#pragma once

#warning "<assay/assay_windows.h> has moved: include <assay/bpf/assay_windows.h>"
#include "bpf/assay_windows.h"
