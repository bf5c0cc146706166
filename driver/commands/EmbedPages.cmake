# Compiles docs/checks/*.md into `fearless`, for `fearless explain`. Sets
# FEARLESS_EMBEDDED_PAGES to the source to build.
set(pages_folder ${PROJECT_SOURCE_DIR}/docs/checks)
file(GLOB page_files CONFIGURE_DEPENDS ${pages_folder}/*.md)
list(SORT page_files)
set(pages "")
foreach(file IN LISTS page_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND pages "      {\"${name}\", R\"page(${text})page\"},\n")
endforeach()
set(FEARLESS_EMBEDDED_PAGES ${CMAKE_CURRENT_BINARY_DIR}/ShippedPages.cpp)
file(CONFIGURE OUTPUT ${FEARLESS_EMBEDDED_PAGES} @ONLY CONTENT
"// Made by commands/EmbedPages.cmake from docs/checks/*.md.
#include \"commands/Pages.h\"
#include <vector>

llvm::ArrayRef<fearless::Page> fearless::allPages() {
  static const std::vector<Page> Pages = {
@pages@  };
  return Pages;
}
")
