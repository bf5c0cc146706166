# The target `fearlessLlvm`: clang and LLVM for our executables.
#
# A check starts two processes for each unit, and resolving the symbols of the
# shared libraries takes about 20 ms of each, a fifth of what a small unit of C
# costs. So the executables are linked with the archives, and only our module for
# clang-tidy has its symbols from elsewhere. Sanitized builds keep the shared
# libraries, which link faster.
set(static_default ON)
if(FEARLESS_SANITIZE)
  set(static_default OFF)
endif()
option(FEARLESS_STATIC_LLVM "link clang and LLVM into the executables" ${static_default})

add_library(fearlessLlvm INTERFACE)
if(NOT FEARLESS_STATIC_LLVM)
  target_link_libraries(fearlessLlvm INTERFACE clang-cpp LLVM)
  return()
endif()

# Clang's libraries need each other in cycles. Those of clang-tidy and clangd are
# listed where they are linked.
file(GLOB clang_archives ${LLVM_LIBRARY_DIR}/libclang[A-Z]*.a)
list(FILTER clang_archives EXCLUDE REGEX "/libclang(Tidy|Daemon|IncludeCleaner|Query|Pseudo)")
if(NOT clang_archives OR NOT EXISTS ${LLVM_LIBRARY_DIR}/libLLVMSupport.a)
  message(FATAL_ERROR "no archives of clang and LLVM in ${LLVM_LIBRARY_DIR}: "
    "install llvm-${LLVM_VERSION_MAJOR}-dev and libclang-${LLVM_VERSION_MAJOR}-dev, "
    "or set FEARLESS_STATIC_LLVM=OFF to use the shared libraries")
endif()

# What those ask of LLVM; not every version has all of it.
set(llvm_config ${FEARLESS_LLVM_BIN}/llvm-config --link-static)
execute_process(COMMAND ${llvm_config} --components
  OUTPUT_VARIABLE known OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(known)
set(components)
foreach(component all-targets analysis asmparser bitreader bitwriter core demangle
    frontendhlsl frontendoffloading frontendopenmp irreader mc mcparser
    object option passes plugins profiledata scalaropts support targetparser windowsdriver)
  if(component IN_LIST known)
    list(APPEND components ${component})
  endif()
endforeach()
execute_process(COMMAND ${llvm_config} --libfiles --system-libs ${components}
  OUTPUT_VARIABLE llvm_archives COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(llvm_archives UNIX_COMMAND "${llvm_archives}")

target_link_libraries(fearlessLlvm INTERFACE
  -Wl,--start-group ${clang_archives} -Wl,--end-group ${llvm_archives})
target_link_options(fearlessLlvm INTERFACE -Wl,--gc-sections -Wl,--as-needed)
