# Most of what a source costs the compiler is its headers and what each makes anew of their templates: the sources of a
# target are compiled as one, those of a large one as two of the same size, so that names without linkage are single in a
# folder. (Not for clang-tidy, which looks at each by itself.)
function(assay_compiles_at_once target)
  if(ASSAY_UNITY)
    get_target_property(sources ${target} SOURCES)
    list(LENGTH sources count)
    math(EXPR units "(${count} + 23) / 24")
    # One more, for a source that the build writes.
    math(EXPR batch "${count} / ${units} + 1")
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${batch})
  endif()
endfunction()

# The headers of other libraries that most layers include are read once, for the layer below all others, and used by those
# with the same flags.
set(ASSAY_READ_ONCE <fmt/format.h> <algorithm> <array> <cstdint> <filesystem> <functional> <map> <memory> <optional>
  <set> <span> <string> <string_view> <utility> <variant> <vector>)
function(assay_reads_headers_once target)
  if(target STREQUAL ir_base)
    target_precompile_headers(ir_base PRIVATE ${ASSAY_READ_ONCE})
  else()
    target_precompile_headers(${target} REUSE_FROM ir_base)
  endif()
endfunction()

# A layer is a folder: one static library that sees only the folders it names.
#
# assay_layer(ir/isa DEPENDS ir/base LIBS fmt::fmt) makes the target `ir_isa` from every source in
# that folder and the folders right below it. Its headers are reached as "ir/isa/..." through a shadow include root that holds this
# one folder, so that an include of a folder that was not named in DEPENDS does not compile. APART is a layer that has flags or
# precompiled headers of its own.
function(assay_layer folder)
  cmake_parse_arguments(ARG "APART" "" "DEPENDS;LIBS;PRIVATE_LIBS" ${ARGN})
  string(REPLACE "/" "_" target ${folder})
  get_filename_component(parent ${folder} DIRECTORY)
  set(root ${CMAKE_BINARY_DIR}/include/${target})
  file(MAKE_DIRECTORY ${root}/${parent})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${root}/${folder} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp ${PROJECT_SOURCE_DIR}/${folder}/*/*.cpp)
  set(dependencies ${ARG_DEPENDS})
  list(TRANSFORM dependencies REPLACE "/" "_")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${root})
    target_link_libraries(${target} PUBLIC ${dependencies} ${ARG_LIBS} PRIVATE assay_warnings ${ARG_PRIVATE_LIBS})
    # For the front end's module and for the shared library, which export what they name and nothing else.
    set_target_properties(${target} PROPERTIES
      POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    assay_compiles_at_once(${target})
    if(NOT ARG_APART)
      assay_reads_headers_once(${target})
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${root})
    target_link_libraries(${target} INTERFACE ${dependencies} ${ARG_LIBS})
  endif()
endfunction()
