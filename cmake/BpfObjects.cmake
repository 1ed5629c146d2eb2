# C sources compiled by clang for the BPF machine, as inputs of tests and of `./dev run`.
#
# assay_bpf_objects(TARGET name OUTPUT dir LEVELS O1 O2 CPUS v1 v3 SOURCES a.c b/c.c) makes the target
# `name` that compiles every source at every level for every CPU into
# dir/<path inside the repository, without .c>.<level>.<cpu>.o. Objects name their source by its path
# inside the repository, whatever the place of the checkout; clang runs at the repository's root,
# because it reads there the source lines that it keeps in BTF.
find_program(ASSAY_BPF_CLANG NAMES clang-19 REQUIRED)
set(ASSAY_BPF_INCLUDES "/usr/include/${CMAKE_CXX_LIBRARY_ARCHITECTURE}" CACHE PATH
    "Where <asm/types.h> lies: the BPF target has no system include path of its own for it")

function(assay_bpf_object source object level cpu)
  get_filename_component(folder ${object} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(
    OUTPUT ${object}
    COMMAND ${ASSAY_BPF_CLANG} -target bpf -g -fstack-size-section -${level} -mcpu=${cpu} -Wall
            -I${ASSAY_BPF_INCLUDES} -I${PROJECT_SOURCE_DIR}/include -I${PROJECT_SOURCE_DIR}/include/assay/bpf
            -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -fdebug-compilation-dir=.
            -MD -MF ${object}.d -MT ${object}
            -c ${PROJECT_SOURCE_DIR}/${source} -o ${object}
    DEPENDS ${PROJECT_SOURCE_DIR}/${source}
    DEPFILE ${object}.d
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMENT "Compiling ${source} for BPF (${level}, ${cpu})"
    VERBATIM)
endfunction()

function(assay_bpf_objects)
  cmake_parse_arguments(ARG "" "TARGET;OUTPUT" "LEVELS;CPUS;SOURCES" ${ARGN})
  set(objects)
  foreach(source IN LISTS ARG_SOURCES)
    string(REGEX REPLACE "\\.c$" "" stem ${source})
    foreach(level IN LISTS ARG_LEVELS)
      foreach(cpu IN LISTS ARG_CPUS)
        set(object ${ARG_OUTPUT}/${stem}.${level}.${cpu}.o)
        assay_bpf_object(${source} ${object} ${level} ${cpu})
        list(APPEND objects ${object})
      endforeach()
    endforeach()
  endforeach()
  add_custom_target(${ARG_TARGET} DEPENDS ${objects})
endfunction()
