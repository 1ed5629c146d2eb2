// SPDX-License-Identifier: Apache-2.0
// What the sensor and the content that it is fed with agree on.
#pragma once

// Interfaces that a policy speaks of, by their numbers.
#define INTERFACES 20

struct policy {
  unsigned char drop[INTERFACES];
};
