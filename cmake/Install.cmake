# What `cmake --install` lays out, below one prefix that may be moved as a whole:
#
#   bin/assay                 the program
#   bin/assay-load            the process that `assay load` starts
#   bin/assay-host, assay-hostctl   a host to try it on, and its client
#   lib/libassay.so           the library for host programs that ask for verdicts
#   lib/libassay_loader.so    the library for host programs that load packages
#   lib/assay/assay_c.so      the C front end, which program and library find from their own place
#   lib/cmake/Assay/          find_package(Assay) and assay_add_sensor
#   lib/pkgconfig/            assay.pc and assay-loader.pc, for builds without CMake
#   lib/systemd/system/       the unit of assay-host
#   include/assay/            the headers for hosts, and in bpf/ for sensors (include/CMakeLists.txt)
#   share/doc/assay/          the documents
#   share/man/man1/assay.1    the man page
#   share/bash-completion/, share/zsh/    what the shells complete
#
# Not CMAKE_INSTALL_LIBDIR and CMAKE_INSTALL_INCLUDEDIR: the program looks for the front end in
# ../lib/assay and for the headers in ../include, whatever a distribution calls its folders.
include(CMakePackageConfigHelpers)

set_target_properties(assay assay_c assay_library assay_loader_library assay-host assay-hostctl PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS assay assay_load assay-host assay-hostctl RUNTIME DESTINATION bin)
install(TARGETS assay_c LIBRARY DESTINATION lib/assay)
install(TARGETS assay_library assay_loader_library EXPORT AssayTargets LIBRARY DESTINATION lib)

set(package lib/cmake/Assay)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/AssayConfig.cmake.in
  ${CMAKE_BINARY_DIR}/package/AssayConfig.cmake INSTALL_DESTINATION ${package}
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/AssayConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/package/AssayConfig.cmake
              ${CMAKE_BINARY_DIR}/package/AssayConfigVersion.cmake
              ${PROJECT_SOURCE_DIR}/cmake/AssayAddSensor.cmake
        DESTINATION ${package})

install(EXPORT AssayTargets NAMESPACE Assay:: DESTINATION ${package})
foreach(name assay assay-loader)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in ${CMAKE_BINARY_DIR}/package/${name}.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/package/${name}.pc DESTINATION lib/pkgconfig)
endforeach()
# The unit names its program below the prefix that is asked for.
install(CODE "
  file(READ \"${PROJECT_SOURCE_DIR}/host/main/assay-host.service\" unit)
  string(REPLACE /usr/ \"\${CMAKE_INSTALL_PREFIX}/\" unit \"\${unit}\")
  set(place \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system/assay-host.service\")
  message(STATUS \"Installing: \$ENV{DESTDIR}\${place}\")
  file(WRITE \"\$ENV{DESTDIR}\${place}\" \"\${unit}\")")

install(FILES docs/assay.1 DESTINATION share/man/man1)
# Made with the program (cli/CMakeLists.txt), so that what builds it can be installed.
install(FILES ${CMAKE_BINARY_DIR}/completion/assay DESTINATION share/bash-completion/completions)
install(FILES ${CMAKE_BINARY_DIR}/completion/_assay DESTINATION share/zsh/site-functions)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION share/doc/assay)
install(DIRECTORY docs examples DESTINATION share/doc/assay)
