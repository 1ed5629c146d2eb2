// SPDX-License-Identifier: Apache-2.0
// The header for authors of Windows sensors, and the samples' own words.
#pragma once

#include "../../include/assay/assay_windows.h"
#include "assay_types.h"
