# fearless_embed_texts(OUT GLOB NAMED): sets OUT to C++ initializers, one
# {"its name", "its text"} a file, in alphabetical order, so that what they hold
# is part of the binary. NAMED: which part of the path is the name, as for
# get_filename_component. A change of a file configures again.
function(fearless_embed_texts OUT GLOB NAMED)
  file(GLOB files CONFIGURE_DEPENDS ${GLOB})
  list(SORT files)
  set(rows "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} ${NAMED})
    file(READ ${file} text)
    string(APPEND rows "    {\"${name}\", R\"text(${text})text\"},\n")
  endforeach()
  set(${OUT} "${rows}" PARENT_SCOPE)
endfunction()
