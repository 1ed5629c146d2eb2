# The shared libraries that hosts link, each the layer that is its interface in C and what that is made of. They export
# what their header declares. The number in a name is the interface's (ASSAY_INTERFACE, ASSAY_LOADER_INTERFACE), not
# Assay's version.
#
#   lib/libassay.so          include/assay/assay.h     the verifier
#   lib/libassay_loader.so   include/assay/loader.h    the loader, without the verifier
function(assay_host_library target)
  cmake_parse_arguments(ARG "" "LAYER;OVER;NAME;EXPORT_NAME;MAP" "" ${ARGN})
  target_include_directories(${ARG_LAYER} PUBLIC ${PROJECT_SOURCE_DIR}/include)
  add_library(${target} SHARED $<TARGET_OBJECTS:${ARG_LAYER}>)
  target_link_libraries(${target} PRIVATE ${ARG_OVER})
  target_link_options(${target} PRIVATE -Wl,--version-script=${ARG_MAP})
  target_include_directories(${target} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${ARG_NAME} EXPORT_NAME ${ARG_EXPORT_NAME} LINKER_LANGUAGE CXX
    VERSION 1.${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} SOVERSION 1 LINK_DEPENDS ${ARG_MAP}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
endfunction()

assay_host_library(assay_library LAYER api OVER session NAME assay EXPORT_NAME assay
                   MAP ${PROJECT_SOURCE_DIR}/api/assay.map)
# Not linked: loaded when a header declares contracts.
add_dependencies(assay_library assay_c)

target_compile_definitions(loader_api PRIVATE ASSAY_VERSION="${PROJECT_VERSION}")
assay_host_library(assay_loader_library LAYER loader_api OVER loader_host NAME assay_loader EXPORT_NAME loader
                   MAP ${PROJECT_SOURCE_DIR}/loader/api/loader.map)
