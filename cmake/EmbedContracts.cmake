# Writes a C++ source that holds the texts of ir/contract/platform as string literals
# (ir/contract/builtin_texts.hpp): contracts in the order of order.txt, which names each of them, and parts.
# Run as a script: cmake -D FOLDER=ir/contract/platform -D OUTPUT=builtin_texts.cpp -P EmbedContracts.cmake
function(append_texts function texts)
  set(rows "")
  foreach(text IN LISTS texts)
    file(READ ${FOLDER}/${text} says)
    string(REGEX REPLACE "\\.[a-z]+$" "" name ${text})
    string(APPEND rows "    {\"${name}\", R\"text(${says})text\"},\n")
  endforeach()
  file(APPEND ${OUTPUT} "namespace assay {\n\nstd::span<const BuiltinText> ${function}() {\n"
    "  static constexpr BuiltinText kTexts[] = {\n${rows}  };\n  return kTexts;\n}\n\n}  // namespace assay\n")
endfunction()

file(GLOB_RECURSE contracts RELATIVE ${FOLDER} ${FOLDER}/*.contract)
file(GLOB_RECURSE parts RELATIVE ${FOLDER} ${FOLDER}/*.part)
file(STRINGS ${FOLDER}/order.txt names REGEX "^[^#]")
list(TRANSFORM names APPEND .contract OUTPUT_VARIABLE ordered)
set(sorted ${ordered})
list(SORT sorted)
list(SORT contracts)
list(SORT parts)
if(NOT "${sorted}" STREQUAL "${contracts}")
  message(FATAL_ERROR "${FOLDER}/order.txt does not name each contract once: ${sorted} instead of ${contracts}")
endif()
file(WRITE ${OUTPUT} "// Written by cmake/EmbedContracts.cmake from ir/contract/platform.\n"
  "#include \"ir/contract/builtin_texts.hpp\"\n\n")
append_texts(builtin_contract_texts "${ordered}")
append_texts(builtin_part_texts "${parts}")
