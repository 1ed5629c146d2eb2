// SPDX-License-Identifier: Apache-2.0
// A Result may not be dropped: an input error that nobody looks at would be no error.
#include "ir/base/result.hpp"

assay::Result<int> parse();

int use() {
#ifdef ASSAY_MUST_NOT_COMPILE
  parse();
  return 0;
#else
  return parse().ok() ? 0 : 1;
#endif
}
