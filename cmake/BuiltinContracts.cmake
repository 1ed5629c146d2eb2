# The texts of the built-in contracts, compiled into their layer.
set(contract_folder ${PROJECT_SOURCE_DIR}/ir/contract/platform)
set(contract_source ${CMAKE_BINARY_DIR}/builtin_contract_texts.cpp)
file(GLOB_RECURSE contract_texts CONFIGURE_DEPENDS ${contract_folder}/*.contract ${contract_folder}/*.part
  ${contract_folder}/order.txt)
add_custom_command(OUTPUT ${contract_source}
  COMMAND ${CMAKE_COMMAND} -D FOLDER=${contract_folder} -D OUTPUT=${contract_source}
          -P ${PROJECT_SOURCE_DIR}/cmake/EmbedContracts.cmake
  DEPENDS ${contract_texts} ${PROJECT_SOURCE_DIR}/cmake/EmbedContracts.cmake VERBATIM)
target_sources(ir_contract PRIVATE ${contract_source})
