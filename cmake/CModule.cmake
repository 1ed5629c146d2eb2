# The layer rules/c as a module that the program loads at run time: lib/assay/assay_c.so beside bin/.
#
# Clang's own headers (stddef.h and the like) are found where LLVM is installed, now: the module looks
# for them there when it runs.
set(ASSAY_CLANG_RESOURCES "${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}" CACHE PATH
    "Where include/stddef.h of Clang lies")
if(NOT EXISTS ${ASSAY_CLANG_RESOURCES}/include/stddef.h)
  message(FATAL_ERROR "Clang's headers are not in ${ASSAY_CLANG_RESOURCES}: install libclang-common-19-dev, "
                      "or set ASSAY_CLANG_RESOURCES")
endif()
target_compile_definitions(rules_c PRIVATE
  ASSAY_CLANG_RESOURCES="${ASSAY_CLANG_RESOURCES}" ASSAY_BPF_INCLUDES="${ASSAY_BPF_INCLUDES}")
# Half of the time of most of these sources is Clang's headers.
target_precompile_headers(rules_c PRIVATE
  <clang/AST/Attr.h> <clang/Basic/SourceManager.h> <fmt/format.h>)
# Where it takes time it is Clang that takes it.
target_compile_options(rules_c PRIVATE $<$<CONFIG:Release>:-O1>)

add_library(assay_c MODULE $<TARGET_OBJECTS:rules_c>)
target_link_libraries(assay_c PRIVATE rules_front ir_contract assay_clang)
set_target_properties(assay_c PROPERTIES PREFIX "" LINKER_LANGUAGE CXX
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/assay)
