# GCC before 13 destroys temporaries inside co_await expressions twice (seen with 12.2 under ASan),
# which the server's coroutines would meet at once.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    message(FATAL_ERROR
        "GCC ${CMAKE_CXX_COMPILER_VERSION} miscompiles coroutines (double free of co_await "
        "temporaries). Use a preset, which picks clang++-19, or pass a newer compiler.")
endif()

find_program(CCACHE ccache)
if(CCACHE)
    # Relative paths, so that two checkouts of the same sources share what was compiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

find_program(LLD ld.lld-19)
if(LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_link_options(--ld-path=${LLD})
endif()

option(HALFSTEP_TIDY "Run clang-tidy on every source" OFF)
if(HALFSTEP_TIDY)
    set(CMAKE_CXX_CLANG_TIDY clang-tidy-19 --quiet)
endif()
