# Writes a C++ source that holds the pages of a folder as string literals (explain_pages.hpp).
# Run as a script: cmake -D FOLDER=docs/explain -D OUTPUT=explain_pages.cpp -P EmbedPages.cmake
file(GLOB pages ${FOLDER}/A*.md)
list(SORT pages)
file(WRITE ${OUTPUT} "// Written by cmake/EmbedPages.cmake from docs/explain.\n"
  "#include \"session/explain_pages.hpp\"\n\nnamespace assay {\nnamespace {\n\n"
  "constexpr ExplainPage kPages[] = {\n")
foreach(page IN LISTS pages)
  get_filename_component(code ${page} NAME_WE)
  file(READ ${page} text)
  file(APPEND ${OUTPUT} "    {\"${code}\", R\"page(${text})page\"},\n")
endforeach()
file(APPEND ${OUTPUT} "};\n\n}  // namespace\n\n"
  "std::span<const ExplainPage> explain_pages() { return kPages; }\n\n}  // namespace assay\n")
