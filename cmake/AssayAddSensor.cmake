# Sensors as part of a build: compiled, verified, and there only when accepted.
#
# assay_add_sensor(target source.c...
#                  [OPTIONS flag...]     Clang's flags, such as -DLIMIT=20 or -O3
#                  [CPU v1|v2|v3|v4]     the instruction set (default: v3)
#                  [CONTRACT name]       the contract of every program ('assay contract list' names them)
#                  [CONTRACT_HEADER file.h]  an annotated header, whose hooks are contracts too
#                  [PLATFORM linux|windows]
#                  [INCLUDE folder...])  folders of headers, relative ones as seen from here
#
# makes the target, part of `all`, that builds one object a source. <assay/bpf/assay_linux.h> and
# <assay/bpf/assay_windows.h> are found behind the folders of INCLUDE. An object is made again when its
# source, a header that it includes, the flags or Assay itself changed. A rejected sensor fails the
# build with the finding at its source line, and leaves no new object.
#
# The objects are $<TARGET_PROPERTY:target,ASSAY_OBJECTS>, for install(FILES ...) and the like:
# <binary dir>/<target>/<source as seen from here, without .c>.o
function(assay_add_sensor target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "CPU;CONTRACT;CONTRACT_HEADER;PLATFORM" "OPTIONS;INCLUDE")
  foreach(keyword IN LISTS ARG_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "assay_add_sensor(${target}): ${keyword} needs a value")
  endforeach()
  if(NOT ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "assay_add_sensor(${target}): no source is named")
  endif()
  set(hook)
  if(ARG_CONTRACT)
    list(APPEND hook --contract ${ARG_CONTRACT})
  endif()
  set(contract_header)
  if(ARG_CONTRACT_HEADER)
    get_filename_component(contract_header ${ARG_CONTRACT_HEADER} ABSOLUTE)
    list(APPEND hook --contract-header ${contract_header})
  endif()
  if(ARG_PLATFORM)
    list(APPEND hook --platform ${ARG_PLATFORM})
  endif()
  set(compile)
  if(ARG_CPU)
    list(APPEND compile --cpu ${ARG_CPU})
  endif()
  foreach(folder IN LISTS ARG_INCLUDE)
    get_filename_component(folder ${folder} ABSOLUTE)
    list(APPEND compile -I ${folder})
  endforeach()
  get_target_property(headers Assay::program ASSAY_INCLUDE)
  list(APPEND compile -I ${headers})
  set(objects)
  foreach(source IN LISTS ARG_UNPARSED_ARGUMENTS)
    _assay_object_of(${target} ${source} object)
    if(object IN_LIST objects)
      message(FATAL_ERROR "assay_add_sensor(${target}): two sources make ${object}")
    endif()
    list(APPEND objects ${object})
    _assay_add_object(${source} ${object} "${compile}" "${hook}" "${ARG_OPTIONS}" "${contract_header}")
  endforeach()
  add_custom_target(${target} ALL DEPENDS ${objects})
  set_target_properties(${target} PROPERTIES ASSAY_OBJECTS "${objects}")
endfunction()

# Where the object of a source lies: below a folder of the target's, so that two targets may share sources.
function(_assay_object_of target source variable)
  get_filename_component(absolute ${source} ABSOLUTE)
  file(RELATIVE_PATH name ${CMAKE_CURRENT_SOURCE_DIR} ${absolute})
  if(name MATCHES "^\\.\\./")  # a source from elsewhere, or made by the build
    get_filename_component(name ${absolute} NAME)
  endif()
  string(REGEX REPLACE "\\.[ci]$" "" name ${name})
  set(${variable} ${CMAKE_CURRENT_BINARY_DIR}/${target}/${name}.o PARENT_SCOPE)
endfunction()

# The object gets its name once it is verified: a build that is repeated after a rejection must not
# take an object that was only compiled for one that is done.
function(_assay_add_object source object compile hook flags contract_header)
  get_filename_component(absolute ${source} ABSOLUTE)
  if(NOT EXISTS ${absolute})  # a relative name of a source that the build makes
    get_filename_component(made ${source} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
    get_source_file_property(generated ${made} GENERATED)
    if(generated)
      set(absolute ${made})
    endif()
  endif()
  get_filename_component(folder ${object} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  get_filename_component(name ${object} NAME_WE)
  set(candidate ${folder}/${name}.unverified.o)
  get_target_property(front_end Assay::program ASSAY_FRONT_END)
  file(RELATIVE_PATH shown ${CMAKE_BINARY_DIR} ${object})
  add_custom_command(
    OUTPUT ${object}
    COMMAND Assay::program compile ${compile} ${hook} -MD -MF ${object}.d -MT ${object}
            -o ${candidate} ${absolute} -- ${flags}
    COMMAND Assay::program verify ${compile} ${hook} ${candidate}
    COMMAND ${CMAKE_COMMAND} -E rename ${candidate} ${object}
    DEPENDS ${absolute} ${contract_header} Assay::program ${front_end}
    DEPFILE ${object}.d
    COMMENT "Proving ${shown}"
    VERBATIM)
endfunction()
