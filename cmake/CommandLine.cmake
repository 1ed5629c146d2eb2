# What a program that reads options costs is CLI11's header: read once for all of them.
add_library(assay_command_line OBJECT ${CMAKE_CURRENT_LIST_DIR}/command_line.cpp)
target_link_libraries(assay_command_line PRIVATE assay_warnings ir_base CLI11::CLI11)
target_precompile_headers(assay_command_line PRIVATE <CLI/CLI.hpp> <fmt/format.h>)

# Of a program that links fmt.
function(assay_reads_options target)
  target_link_libraries(${target} PRIVATE CLI11::CLI11)
  target_precompile_headers(${target} REUSE_FROM assay_command_line)
endfunction()
