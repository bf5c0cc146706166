# Compiles model/data/*.yaml into the binary, so that the plugin is one file.
# Sets FEARLESS_EMBEDDED_MODELS to the source to build.
fearless_embed_texts(rows ${CMAKE_CURRENT_LIST_DIR}/data/*.yaml NAME)
set(FEARLESS_EMBEDDED_MODELS ${CMAKE_CURRENT_BINARY_DIR}/ShippedModels.cpp)
file(CONFIGURE OUTPUT ${FEARLESS_EMBEDDED_MODELS} @ONLY CONTENT
"// Made by model/EmbedModels.cmake from model/data/*.yaml.
#include \"model/LoadModel.h\"

llvm::ArrayRef<fearless::ShippedModel> fearless::shippedModels() {
  static constexpr ShippedModel Files[] = {
@rows@  };
  return Files;
}
")
