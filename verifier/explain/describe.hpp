// SPDX-License-Identifier: Apache-2.0
// Values in words: what a pointer points to, which range a number has, and where the range came
// from.
#pragma once

#include <string>
#include <string_view>

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// A finding at the site, with the repair that is usual for its code.
[[nodiscard]] Finding refuse(const Site& site, ErrorCode code, std::string message);

/// "the packet", "the value of map 'counts'", "the stack", ...
[[nodiscard]] std::string region_name(const Site& site, const Pointee& region);
/// "a number", "a pointer to ...", "unreadable (never written)".
[[nodiscard]] std::string describe_value(const Site& site, const Value& value);
/// "7", "between 0 and 255", "at least 1" or "unbounded", read signed where that is narrower
/// or every number is negative.
[[nodiscard]] std::string describe_range(const Site& site, const Term& term);
[[nodiscard]] std::string describe_range(const Scalar& facts);
/// "1 byte", "between 1 and 300 bytes".
[[nodiscard]] std::string describe_bytes(const Site& site, const Term& term);
/// Adds a note for each symbol of the term: where its value came from, how often it counts, and
/// which comparison bounded it. `what` the term is: "value", "size". Says nothing twice.
void explain_origin(const Site& site, const Term& term, Finding& finding,
                    std::string_view what = "value");
/// The same for what an offset is made of beside a constant, which is the place of a field.
void explain_offset(const Site& site, const Term& offset, Finding& finding);
/// The conditional jump that last limited a symbol of the term; nothing when none did.
[[nodiscard]] std::optional<std::uint32_t> limiting_test(const Site& site, const Term& term);
/// The name of the context field that holds this mark of a region, quoted; empty when none does.
[[nodiscard]] std::string name_of_mark(const Contract& contract, std::uint32_t region,
                                       std::size_t mark);
/// The name of the helper that the instruction at `slot` calls; empty when it calls none.
[[nodiscard]] std::string helper_at(const Site& site, std::uint32_t slot);
/// What the loader's number is, for people, where the symbol is one; empty otherwise.
[[nodiscard]] std::string describe_loaded(const Site& site, Symbol symbol);
/// A finding on a value that may not be read: `use` is "r7 is read, but it", and what it is
/// follows, with where it came to be so and what to do. StalePointer or RegisterUninitialised.
[[nodiscard]] Finding refuse_unreadable(const Site& site, const std::string& use,
                                        const Value& value);
/// The same of a number that was a pointer until it died: StalePointer.
[[nodiscard]] Finding refuse_dead(const Site& site, const std::string& use, const Value& number);
/// A note that says where a pointer comes from that was not tested for null.
void explain_pointer(const Site& site, const Value& pointer, Finding& finding);
/// What the source line that gave the pointer calls it; empty where the line does not tell, or the
/// pointer was moved since.
[[nodiscard]] std::string name_of_result(const Site& site, const Value& pointer);
/// The text of the source line of the instruction; empty where it is not known.
[[nodiscard]] std::string_view source_line(const Program& program, std::uint32_t slot);

/// Whether people wrote instructions there, who think in registers and offsets: no source line is
/// known for the slot, or it is one of an assembly file.
[[nodiscard]] bool is_assembly(const Program& program, std::optional<std::uint32_t> slot);

}  // namespace assay
