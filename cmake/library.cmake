# halfstep_library(NAME SOURCES a.cpp ... LINKS other libraries ... PRIVATE_LINKS packages ...)
# A static library for one folder; sources are listed, never globbed.
function(halfstep_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()
