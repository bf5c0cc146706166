# Compiles model/data/*.yaml into the binary, so that the plugin is one file.
# Sets FEARLESS_EMBEDDED_MODELS to the source to build.
file(GLOB model_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/data/*.yaml)
list(SORT model_files)
set(rows "")
foreach(file IN LISTS model_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND rows "    {\"${name}\", R\"yaml(${text})yaml\"},\n")
endforeach()
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
