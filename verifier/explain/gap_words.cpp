// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/gap_words.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "ir/contract/words.hpp"
#include "verifier/engine/argument_of.hpp"
#include "verifier/engine/deducer.hpp"
#include "verifier/explain/access_words.hpp"
#include "verifier/explain/argument_words.hpp"
#include "verifier/explain/call_words.hpp"
#include "verifier/explain/context_words.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/map_words.hpp"
#include "verifier/explain/pointer_words.hpp"
#include "verifier/obligation/calls.hpp"
#include "verifier/obligation/context_access.hpp"

namespace assay {
namespace {

/// One sentence an obligation; families of them have files of their own.
class Words {
 public:
  Words(const Site& site, const Miss& miss) : site_(site), miss_(miss) {}

  Finding operator()(const Licensed&) const { return license_finding(site_, site_.contract.name); }
  Finding operator()(const LengthTaken&) const { return length_finding(site_); }
  Finding operator()(const Readable& o) const { return unreadable(o.reg); }
  Finding operator()(const Copyable& o) const { return unreadable(o.reg); }
  Finding operator()(const Writable&) const {
    return plain("r10 holds the frame pointer and cannot be written");
  }
  Finding operator()(const ConstantTaken& o) const { return constant_finding(site_, o.alu); }
  Finding operator()(const ContextKept& o) const { return lost_context_finding(site_, o.alu); }
  Finding operator()(const Computable& o) const { return arithmetic_finding(site_, o.alu, miss_); }
  Finding operator()(const Comparable& o) const { return comparison_finding(site_, o.jump, miss_); }

  Finding operator()(const Accessible& o) const {
    const Value pointer = site_.state.read(o.at.base);
    if (is_context_pointer(pointer)) return context_finding(site_, pointer, o, miss_);
    const Access access = access_at(site_.contract, o, pointer);
    return access_finding(site_, {access, std::string(name_of_access(o.kind))}, miss_);
  }
  Finding operator()(const UnsignedMark&) const {
    return repaired(
        "a pointer in the context is loaded as a signed number",
        "declare the field unsigned, as the platform's header does, and cast that to a pointer");
  }
  Finding operator()(const WholePointerRead&) const {
    return plain("this read covers part of a pointer stored on the stack");
  }
  Finding operator()(const KeptPrivate& o) const {
    return kept_private_finding(site_, o.store, miss_);
  }
  Finding operator()(const WholePointerStored&) const {
    return whole_pointer_finding(site_, miss_);
  }
  Finding operator()(const NumbersOnly&) const {
    return plain("a pointer is used as a number in an atomic operation on memory");
  }
  Finding operator()(const NoPointerChanged&) const {
    return plain("this atomic operation works on a pointer stored on the stack");
  }
  Finding operator()(const Translated&) const {
    return repaired(
        "this atomic operation fetches the old value through an address in r0, and the platform's "
        "compiler loses that address on the way",
        "keep the address in another register: copy the pointer into a variable that "
        "'asm volatile(\"\" : \"+r\"(pointer));' hides, or do not use the old value");
  }

  Finding operator()(const Addressable& o) const { return address_finding(site_, o, miss_); }
  Finding operator()(const Defined& o) const { return undefined_symbol_finding(site_, o); }

  Finding operator()(const MayEndHere&) const { return may_not_end_finding(site_); }
  Finding operator()(const PacketLoadOffered&) const {
    return plain(site_.contract.name + " does not offer packet loads (LD_ABS, LD_IND)");
  }
  Finding operator()(const ContextInR6&) const {
    return repaired("packet loads need the context in r6, which is " +
                        describe_value(site_, site_.state.read(Reg{6})),
                    "keep the unmodified context pointer in r6 at each packet load");
  }
  Finding operator()(const PacketOffset&) const {
    return repaired("a pointer is used as a packet offset",
                    "a packet load takes an offset in bytes from the packet's start");
  }

  Finding operator()(const OnTarget&) const { return lacking_target_finding(site_); }
  Finding operator()(const Offered& o) const {
    return miss_.code == ErrorCode::LicenseUnfit
               ? license_finding(site_, name_in_c(helper_of(site_).name))
               : unknown_helper_finding(site_, o.helper);
  }
  Finding operator()(const NoCallback&) const { return callback_finding(site_); }
  Finding operator()(const ArgumentReadable& o) const {
    return unreadable_argument_finding({site_, helper_of(site_), o.argument});
  }
  Finding operator()(const ArgumentFits& o) const {
    return argument_finding({site_, helper_of(site_), o.argument}, miss_);
  }
  Finding operator()(const AllReleased&) const { return leak_finding(site_); }
  Finding operator()(const FewHeld&) const { return many_held_finding(site_); }
  Finding operator()(const InnerMapKnown&) const { return inner_map_finding(site_); }
  Finding operator()(const CallNests&) const { return deep_call_finding(site_); }
  Finding operator()(const NotRunning&) const {
    return plain("this call enters a function that is already running");
  }
  Finding operator()(const CalleeKnown&) const { return callee_finding(site_); }
  Finding operator()(const ResultAllowed&) const {
    return result_finding(site_, site_.state.read(Reg{0}), miss_);
  }
  Finding operator()(const ZeroAllowed&) const {
    return result_finding(site_, Value::scalar(Term::constant(0)), miss_);
  }

 private:
  Finding plain(std::string message) const { return refuse(site_, miss_.code, std::move(message)); }
  Finding repaired(std::string message, std::string_view repair) const {
    Finding f = plain(std::move(message));
    f.suggestion = repair;
    return f;
  }
  Finding unreadable(Reg reg) const {
    const std::string use = is_assembly(site_.program, site_.slot)
                                ? fmt::format("r{} is read, but it", reg.index)
                                : "the value read here";
    return refuse_unreadable(site_, use, site_.state.read(reg));
  }

  const Site& site_;
  const Miss& miss_;
};

}  // namespace

Finding finding_of(const Program& program, const Contract& contract, const Unmet& unmet) {
  Deducer deducer;
  State state = unmet.state;
  state.knowledge.advise(&deducer);
  const Site site{program, contract, state, unmet.slot};
  Finding f = std::visit(Words(site, unmet.gap.miss), unmet.gap.failed);
  f.argument = argument_of(unmet.gap);
  return f;
}

}  // namespace assay
