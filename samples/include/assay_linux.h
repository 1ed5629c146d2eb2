// SPDX-License-Identifier: Apache-2.0
// The header for authors of Linux sensors, and the samples' own words.
#pragma once

#include "../../include/assay/assay_linux.h"
#include "assay_types.h"

#define PACKET(ctx) ASSAY_MARK((ctx)->data)
#define PACKET_END(ctx) ASSAY_MARK((ctx)->data_end)
