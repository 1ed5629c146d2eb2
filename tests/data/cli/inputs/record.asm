// contract: linux/tracepoint
// The event that it is attached to must have a record as long as what is read.
  r0 = *(u64 *)(r1 + 8184)
  exit
