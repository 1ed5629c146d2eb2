// SPDX-License-Identifier: Apache-2.0
// The standard descriptors of a program that may have been started without them.
#pragma once

namespace assay::loader {

/// Opens /dev/null in the place of each of the descriptors 0 to 2 that is closed: nothing that is
/// opened later gets its number, so that words meant for people never go into it. To be called
/// before anything is opened.
void take_standard_descriptors();

}  // namespace assay::loader
