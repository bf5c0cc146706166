# Compiles docs/checks/*.md into `fearless`, for `fearless explain`. Sets
# FEARLESS_EMBEDDED_PAGES to the source to build.
fearless_embed_texts(pages ${PROJECT_SOURCE_DIR}/docs/checks/*.md NAME_WE)
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
