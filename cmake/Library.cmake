# The layer api as the shared library that hosts link: lib/libassay.so, which exports what
# include/assay/assay.h declares. Its number is the interface's (ASSAY_INTERFACE), not Assay's version.
target_include_directories(api PUBLIC ${PROJECT_SOURCE_DIR}/include)

set(exports ${PROJECT_SOURCE_DIR}/api/assay.map)
add_library(assay_library SHARED $<TARGET_OBJECTS:api>)
target_link_libraries(assay_library PRIVATE session)
target_link_options(assay_library PRIVATE -Wl,--version-script=${exports})
target_include_directories(assay_library INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
set_target_properties(assay_library PROPERTIES OUTPUT_NAME assay EXPORT_NAME assay LINKER_LANGUAGE CXX
  VERSION 1.${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} SOVERSION 1 LINK_DEPENDS ${exports}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
# Not linked: loaded when a header declares contracts.
add_dependencies(assay_library assay_c)
