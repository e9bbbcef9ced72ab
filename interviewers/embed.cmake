# embed(TARGET VARIABLE OUTPUT files...): the files' text as one constant, so the program needs no
# files at run time.
function(halfstep_embed target variable output)
    set(text "")
    foreach(file ${ARGN})
        file(READ ${file} content)
        string(APPEND text "${content}\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endforeach()
    # MSVC is not supported; other compilers take raw literals of any length in pieces.
    string(LENGTH "${text}" length)
    set(pieces "")
    set(at 0)
    while(at LESS length)
        string(SUBSTRING "${text}" ${at} 12000 piece)
        string(APPEND pieces "R\"~~(${piece})~~\"\n")
        math(EXPR at "${at} + 12000")
    endwhile()
    file(CONFIGURE OUTPUT ${output} CONTENT
"#include <string_view>
namespace halfstep {
extern const std::string_view ${variable};
const std::string_view ${variable} =
@pieces@;
}  // namespace halfstep
" @ONLY)
    target_sources(${target} PRIVATE ${output})
endfunction()
