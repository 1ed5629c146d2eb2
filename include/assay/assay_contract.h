// SPDX-License-Identifier: Apache-2.0
/// @file
/// The old place of <assay/bpf/assay_contract.h>, for sensors that still name it.
#pragma once

#warning "<assay/assay_contract.h> has moved: include <assay/bpf/assay_contract.h>"
#include "bpf/assay_contract.h"
