# The pages of docs/explain, compiled into the layer session (session/explain_pages.hpp).
file(GLOB explain_pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/explain/*.md)
set(explain_source ${CMAKE_BINARY_DIR}/explain_pages.cpp)
add_custom_command(OUTPUT ${explain_source}
  COMMAND ${CMAKE_COMMAND} -D FOLDER=${PROJECT_SOURCE_DIR}/docs/explain -D OUTPUT=${explain_source}
          -P ${CMAKE_CURRENT_LIST_DIR}/EmbedPages.cmake
  DEPENDS ${explain_pages} ${CMAKE_CURRENT_LIST_DIR}/EmbedPages.cmake VERBATIM)
target_sources(session PRIVATE ${explain_source})
