set(HALFSTEP_SANITIZE "" CACHE STRING "Sanitizers, comma separated: address,undefined or thread")
if(HALFSTEP_SANITIZE)
    add_compile_options(-fsanitize=${HALFSTEP_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${HALFSTEP_SANITIZE})
endif()
