// SPDX-License-Identifier: Apache-2.0
// Which function of this folder is the model that a contract names.
#include "ir/base/check.hpp"
#include "ir/interpreter/helper_call.hpp"

namespace assay {

Model find_model(HelperModel model) {
  switch (model) {
    case HelperModel::Prototype:
      return generic_effects;
    case HelperModel::MapLookup:
      return map_lookup;
    case HelperModel::MapUpdate:
      return map_update;
    case HelperModel::MapDelete:
      return map_delete;
    case HelperModel::MapLookupAndDelete:
      return map_lookup_and_delete;
    case HelperModel::MapPush:
      return map_push;
    case HelperModel::MapPop:
      return map_pop;
    case HelperModel::MapPeek:
      return map_peek;
    case HelperModel::TailCall:
      return tail_call;
    case HelperModel::Loop:
      return loop;
    case HelperModel::ForEach:
      return for_each;
    case HelperModel::CopyMemory:
      return copy_memory;
    case HelperModel::CompareMemory:
      return compare_memory;
    case HelperModel::FillMemory:
      return fill_memory;
    case HelperModel::CopyText:
      return copy_text;
    case HelperModel::AppendText:
      return append_text;
    case HelperModel::TextLength:
      return text_size;
    case HelperModel::Clock:
      return clock_reading;
    case HelperModel::RandomNumber:
      return random_number;
    case HelperModel::LoadPacket:
      return load_bytes;
    case HelperModel::MovePacketHead:
      return move_head;
    case HelperModel::MovePacketTail:
      return move_tail;
    case HelperModel::MovePacketMeta:
      return move_meta;
    case HelperModel::Output:
      return output;
    case HelperModel::SubmitRecord:
      return submit_record;
    case HelperModel::Print:
      return print;
  }
  internal_fault(__FILE__, __LINE__, "not a model");
}

}  // namespace assay
