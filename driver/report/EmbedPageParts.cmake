# Compiles driver/report/page/* into `fearless`, for HTML reports. Sets
# FEARLESS_EMBEDDED_PAGE_PARTS to the source to build.
fearless_embed_texts(parts ${CMAKE_CURRENT_SOURCE_DIR}/report/page/* NAME)
set(FEARLESS_EMBEDDED_PAGE_PARTS ${CMAKE_CURRENT_BINARY_DIR}/PageParts.cpp)
file(CONFIGURE OUTPUT ${FEARLESS_EMBEDDED_PAGE_PARTS} @ONLY CONTENT
"// Made by report/EmbedPageParts.cmake from report/page/*.
#include \"report/PageParts.h\"

llvm::StringRef fearless::pagePart(llvm::StringRef Name) {
  static constexpr struct {
    llvm::StringLiteral Name, Text;
  } Parts[] = {
@parts@  };
  for (const auto &Part : Parts)
    if (Part.Name == Name)
      return Part.Text;
  return \"\";
}
")
