// SPDX-License-Identifier: Apache-2.0
// What a run does where a prototype and the sizes of a map do not say it: the models of helpers and
// the contents of maps, which ir/interpreter has. No proof rests on them.
#pragma once

#include <cstdint>

namespace assay {

/// What a call of a helper does in a run.
enum class HelperModel : std::uint8_t {
  Prototype,           // anything that its prototype allows
  MapLookup,           // arguments: map, key
  MapUpdate,           // map, key, value, mode
  MapDelete,           // map, key
  MapLookupAndDelete,  // map, key
  MapPush,             // map, value, mode
  MapPop,              // map, value
  MapPeek,             // map, value
  TailCall,            // context, map, index
  Loop,                // rounds, function, the function's context
  ForEach,             // map, function, the function's context
  CopyMemory,          // to, size, from, size
  CompareMemory,       // buffer, size, buffer, size
  FillMemory,          // to, size, byte
  CopyText,            // to, size, from, size
  AppendText,          // to, size, from, size
  TextLength,          // text, size
  Clock,               // gives nanoseconds
  RandomNumber,        // gives 32 bits
  LoadPacket,          // context, offset, to, size
  MovePacketHead,      // context, bytes
  MovePacketTail,      // context, bytes
  MovePacketMeta,      // context, bytes
  Output,              // the memory that it reads goes out
  SubmitRecord,        // acquired memory goes out
  Print,               // format, size, and up to three numbers
};

/// What maps of a kind hold in a run, and under which keys.
enum class MapContents : std::uint8_t {
  None,     // program arrays, buffers, sockets, storage: nothing that programs look up
  Array,    // every index below max_entries has a value
  Hash,     // what was put there
  LruHash,  // the same; a full map drops its oldest entry
  LpmTrie,  // the longest prefix counts
  Queue,    // the oldest value comes first
  Stack,    // the newest value comes first
};

}  // namespace assay
