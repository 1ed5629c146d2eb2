// The helpers of a platform are no hook of this header's.
// expect: A134
#include <assay_windows.h>
