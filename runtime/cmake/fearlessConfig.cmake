# What find_package(fearless) reads: the target fearless::fearless.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include(${CMAKE_CURRENT_LIST_DIR}/fearlessTargets.cmake)
