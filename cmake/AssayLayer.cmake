# Most of what a source costs the compiler is its headers: eight of a target are compiled as one, so that names without
# linkage are single in a folder. (Not for clang-tidy, which looks at each by itself.)
function(assay_compiles_at_once target)
  if(ASSAY_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

# A layer is a folder: one static library that sees only the folders it names.
#
# assay_layer(ir/isa DEPENDS ir/base LIBS fmt::fmt) makes the target `ir_isa` from every source in
# that folder and the folders right below it. Its headers are reached as "ir/isa/..." through a shadow include root that holds this
# one folder, so that an include of a folder that was not named in DEPENDS does not compile.
function(assay_layer folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBS;PRIVATE_LIBS" ${ARGN})
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
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${root})
    target_link_libraries(${target} INTERFACE ${dependencies} ${ARG_LIBS})
  endif()
endfunction()
