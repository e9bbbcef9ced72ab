# Warnings are errors in our own code; packages are SYSTEM includes and exempt.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
# The same arithmetic on every machine: no fused multiply-add, so that equal input gives equal bytes.
add_compile_options(-ffp-contract=off)
