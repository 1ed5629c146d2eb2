#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`assay load` in this machine's kernel: what is loaded does what it was written for.

usage: load_test.py ASSAY SENSORS

Runs in namespaces of its own (mounts, network), which end with it. Exit status 77: this machine does not let it.
"""
import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ASSAY, SENSORS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SKIPPED = 77
BPF, MAP_LOOKUP, MAP_UPDATE, PROG_LOAD, OBJ_GET = 321, 1, 2, 5, 7  # bpf(2) on x86-64
SO_ATTACH_BPF = 50
PINS = Path("/sys/fs/bpf/assay")


def bpf(command, attributes):
    libc = ctypes.CDLL(None, use_errno=True)
    memory = ctypes.create_string_buffer(attributes, 128)
    result = libc.syscall(BPF, command, memory, len(memory))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def pinned(path):
    name = ctypes.create_string_buffer(str(path).encode())
    return bpf(OBJ_GET, struct.pack("<QII", ctypes.addressof(name), 0, 0))


def element(path, size, key=0):
    """The value under `key` of the pinned map."""
    handle = pinned(path)
    wanted, value = ctypes.create_string_buffer(struct.pack("<I", key), 4), ctypes.create_string_buffer(size)
    try:
        bpf(MAP_LOOKUP, struct.pack("<IIQQQ", handle, 0, ctypes.addressof(wanted), ctypes.addressof(value), 0))
    finally:
        os.close(handle)
    return value.raw


def overwrite(path, value):
    handle = pinned(path)
    key, new = ctypes.create_string_buffer(4), ctypes.create_string_buffer(value, len(value))
    try:
        bpf(MAP_UPDATE, struct.pack("<IIQQQ", handle, 0, ctypes.addressof(key), ctypes.addressof(new), 0))
    finally:
        os.close(handle)


def run(*command):
    done = subprocess.run([*map(str, command)], text=True, check=False, capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def must(*command):
    done = run(*command)
    if done[0] != 0:
        raise RuntimeError(f"{command}: {done}")


def control_groups():
    """Where control groups of version 2 are mounted, or None."""
    for line in Path("/proc/mounts").read_text().splitlines():
        if line.split()[2] == "cgroup2":
            return Path(line.split()[1])
    return None


def udp_frame(port):
    header = struct.pack("!BBHHHBBHII", 0x45, 0, 28, 0, 0, 64, 17, 0, 0x7F000001, 0x7F000001)
    return bytes(12) + b"\x08\x00" + header + struct.pack("!HHHH", 1000, port, 8, 0)


class Load(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.addCleanup(shutil.rmtree, PINS, ignore_errors=True)

    def seal(self, sensor, *flags, name="sensor"):
        package = self.folder / "sensor.pkg"
        done = run(ASSAY, "seal", SENSORS / sensor, "-o", package, "--name", name, "--", *flags)
        self.assertEqual(done[0], 0, done)
        return package

    def load(self, package, *options):
        return run(ASSAY, "load", package, "--pin", PINS, *options)

    def loads(self, package, *options):
        done = self.load(package, *options)
        self.assertEqual(done[0], 0, done)
        return done[1]


class Network(Load):
    def setUp(self):
        super().setUp()
        must("ip", "link", "add", "here", "type", "veth", "peer", "name", "there")
        self.addCleanup(run, "ip", "link", "del", "here")
        must("ip", "link", "set", "here", "up")
        must("ip", "link", "set", "there", "up")
        self.near, self.far = (socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) for _ in range(2))
        self.addCleanup(self.near.close)
        self.addCleanup(self.far.close)
        self.near.bind(("here", 0))
        self.far.bind(("there", 0))
        self.far.settimeout(0.3)

    def passes(self, port):
        try:
            self.near.send(udp_frame(port))
            while True:
                if self.far.recv(2048) == udp_frame(port):
                    return True
        except TimeoutError:
            return False
        except OSError as error:  # what traffic control drops is told to who sends it
            self.assertEqual(error.errno, errno.ENOBUFS)
            return False

    def test_a_sensor_drops_what_it_says_and_nothing_else(self):
        self.assertTrue(self.passes(9))
        out = self.loads(self.seal("drop_port.c"), "--interface", "there")
        self.assertIn("drop_port  attached", out)
        self.assertFalse(self.passes(9))
        self.assertTrue(self.passes(10))
        self.assertEqual(struct.unpack("<Q", element(PINS / "sensor/map_dropped", 8)), (1,))

    def test_what_is_kept_is_the_users_alone(self):
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        for folder in (PINS, PINS / "sensor"):
            self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        self.assertEqual(sorted(entry.name for entry in (PINS / "sensor").iterdir()),
                         ["link_drop_port", "map_:rodata", "map_dropped", "prog_drop_port"])

    def test_read_only_data_is_what_the_package_says_and_stays_so(self):
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        data = PINS / "sensor/map_:rodata"
        self.assertEqual(element(data, 8), struct.pack("<HHHH", 9, 1, 2, 3))
        with self.assertRaises(OSError) as refused:
            overwrite(data, bytes(8))
        self.assertEqual(refused.exception.errno, errno.EPERM)

    def test_another_version_takes_the_place_of_the_one_before(self):
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        out = self.loads(self.seal("drop_port.c", "-DPORT=10"), "--interface", "there")
        self.assertIn("in place of the version before", out)
        self.assertTrue(self.passes(9))
        self.assertFalse(self.passes(10))
        self.assertEqual(element(PINS / "sensor/map_:rodata", 2), struct.pack("<H", 10))

    def test_no_event_passes_between_two_versions(self):
        versions = [self.seal("drop_port.c").rename(self.folder / "a.pkg"),
                    self.seal("drop_port.c", "-DOTHER").rename(self.folder / "b.pkg")]
        self.loads(versions[0], "--interface", "there")
        stop, sent = threading.Event(), 0

        def send():
            nonlocal sent
            while not stop.is_set():
                self.near.send(udp_frame(9))
                sent += 1

        sender = threading.Thread(target=send)
        sender.start()
        try:
            for i in range(1, 9):
                self.loads(versions[i % 2], "--interface", "there")
        finally:
            stop.set()
            sender.join()
        self.assertGreater(sent, 100)
        self.assertFalse(self.passes(9))  # and none of those before lies in the queue

    def test_a_version_that_cannot_be_attached_leaves_the_one_before(self):
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        before = sorted(entry.name for entry in (PINS / "sensor").iterdir())
        status, _, error = self.load(self.seal("drop_port.c", "-DPORT=10"), "--interface", "here")
        self.assertEqual(status, 1)
        self.assertIn("attached elsewhere [L808]", error)
        self.assertFalse(self.passes(9))
        self.assertTrue(self.passes(10))
        self.assertEqual(sorted(entry.name for entry in (PINS / "sensor").iterdir()), before)

    def test_a_version_whose_pins_have_no_place_leaves_the_one_before(self):
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        (PINS / "sensor/prog_leave").mkdir()
        before = sorted(entry.name for entry in (PINS / "sensor").iterdir())
        status, _, error = self.load(self.seal("leave.c"), "--interface", "here")
        self.assertEqual(status, 1)
        self.assertIn("[L810]", error)
        self.assertEqual(sorted(entry.name for entry in (PINS / "sensor").iterdir()), before)
        self.assertFalse(self.passes(9))
        (PINS / "sensor/prog_leave").rmdir()

    def test_an_interface_of_another_network_namespace_is_another_place(self):
        if run("ip", "netns", "add", "assay-other")[0] != 0:
            self.skipTest("no named network namespace can be made")
        self.addCleanup(run, "ip", "netns", "del", "assay-other")
        must("ip", "-n", "assay-other", "link", "add", "there", "index", socket.if_nametoindex("there"),
             "type", "veth", "peer", "name", "peer")
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        package = self.seal("drop_port.c", "-DPORT=10")
        status, _, error = run("nsenter", "--net=/run/netns/assay-other", ASSAY, "load", package, "--pin", PINS,
                               "--interface", "there")
        self.assertEqual(status, 1, error)
        self.assertIn("attached elsewhere [L808]", error)
        self.assertFalse(self.passes(9))

    def test_traffic_control_drops_what_would_leave(self):
        self.loads(self.seal("leave.c"), "--interface", "here")
        self.assertFalse(self.passes(9))
        self.assertTrue(self.passes(10))
        self.assertIn("in place of the version before",
                      self.loads(self.seal("leave.c", "-DPORT=10"), "--interface", "here"))
        self.assertTrue(self.passes(9))
        self.assertFalse(self.passes(10))
        self.assertIn("attached elsewhere [L808]", self.load(self.seal("leave.c"), "--interface", "there")[2])

    def test_without_its_pins_a_sensor_is_gone(self):
        self.loads(self.seal("drop_port.c"), "--interface", "there")
        shutil.rmtree(PINS)
        # The kernel takes a link apart some time after its last name is gone.
        self.assertTrue(any(self.passes(9) for _ in range(20)))

    def test_a_place_must_be_named_and_be_there(self):
        package = self.seal("drop_port.c")
        status, _, error = self.load(package)
        self.assertEqual(status, 1)
        self.assertIn("needs a network interface (--interface) [L807]", error)
        self.assertEqual(list((PINS / "sensor").iterdir()), [])
        self.assertIn("there is no interface nowhere [L807]", self.load(package, "--interface", "nowhere")[2])


class Others(Load):
    def control_group(self):
        mounted = control_groups()
        if mounted is None:
            self.skipTest("no control groups of version 2 are mounted")
        group = mounted / f"assay-test-{os.getpid()}"
        group.mkdir()
        self.addCleanup(group.rmdir)
        return group

    def may_connect(self, group):
        """Whether a member of the group may connect to ports 10 and 9."""
        connect = ("import os, socket, sys; open(sys.argv[1], 'w').write(str(os.getpid()))\n"
                   "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                   "s.connect(('127.0.0.1', 10)); s.connect(('127.0.0.1', 9))")
        status, _, error = run(sys.executable, "-c", connect, group / "cgroup.procs")
        self.assertEqual(status == 0, "PermissionError" not in error, error)
        return status == 0

    def test_a_control_groups_sensor_says_no_to_its_members(self):
        group = self.control_group()
        self.loads(self.seal("connect.c"), "--cgroup", group)
        self.assertFalse(self.may_connect(group))
        out = self.loads(self.seal("connect.c", "-DPORT=11"), "--cgroup", group)
        self.assertIn("in place of the version before", out)
        self.assertTrue(self.may_connect(group))
        shutil.rmtree(PINS)

    def test_a_moved_pin_brings_no_program_to_a_hook_that_it_was_not_checked_for(self):
        """The kernel lets a link of a control group change to a program of another of its hooks."""
        group = self.control_group()
        self.loads(self.seal("sendmsg.c", name="other"), "--cgroup", group)
        sensor = self.seal("connect.c")
        self.loads(sensor, "--cgroup", group)
        (PINS / "other" / "prog_no_port").rename(PINS / "sensor" / "prog_no_port")
        self.assertNotEqual(self.load(sensor)[0], 0, "no place is named")
        self.assertFalse(self.may_connect(group), "what was attached was the sensor")
        status, out, error = self.load(sensor, "--cgroup", group)
        self.assertEqual(status, 1, out)
        self.assertIn("what is attached is not the program that is pinned: no_port", out + error)
        self.assertFalse(self.may_connect(group))
        shutil.rmtree(PINS)

    def test_a_socket_gets_its_filter_from_its_owner(self):
        self.assertIn("for the owner of a socket to attach", self.loads(self.seal("silence.c")))
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        far.settimeout(0.2)
        program = pinned(PINS / "sensor/prog_silence")
        far.setsockopt(socket.SOL_SOCKET, SO_ATTACH_BPF, program)
        near.send(bytes(100))
        self.assertEqual(len(far.recv(2000)), 100)
        try:
            near.send(bytes(101))
        except PermissionError:
            pass  # a socket pair says so at once
        with self.assertRaises(TimeoutError):
            far.recv(2000)
        for thing in (near, far):
            thing.close()
        os.close(program)

    def test_maps_of_maps_are_made_and_variables_begin_as_the_package_says(self):
        self.loads(self.seal("nested.c"))
        self.assertIn("map_outer", [entry.name for entry in (PINS / "sensor").iterdir()])
        self.assertEqual(element(PINS / "sensor/map_:data", 8), struct.pack("<Q", 7))

    def test_a_command_without_standard_descriptors_loads_all_the_same(self):
        package = self.seal("silence.c")
        for closed in ("<&-", ">&-", "2>&-"):
            status, _, error = run("sh", "-c", f'"$0" load "$1" --pin "$2" {closed}', ASSAY, package, PINS)
            self.assertEqual(status, 0, (closed, error))
            self.assertIn("prog_silence", [entry.name for entry in (PINS / "sensor").iterdir()])
            shutil.rmtree(PINS)

    def test_data_that_are_no_array_are_not_made(self):
        # For a value a processor the kernel reads, and writes, more bytes than the package has.
        source = self.folder / "data.asm"
        source.write_text("// contract: linux/socket_filter\n// map: m array 4 8 1\n  r1 = map[0]\n  r0 = 0\n  exit\n")
        package = self.folder / "data.pkg"
        must(ASSAY, "seal", source, "-o", package, "--name", "sensor")
        data = package.read_bytes()
        table, variables = (b"\x01m" + struct.pack("<IIIIIIBB", kind, 4, 8, 1, 0, 0xFFFFFFFF, role, 0)
                            for kind, role in ((2, 0), (6, 1)))
        program, of_section = b"\x04data\x00", b"\x04data\x06socket"
        self.assertEqual((data.count(table), data.count(program)), (1, 1))
        body = data[:-36].replace(table, variables).replace(program, of_section)
        body = body[:16] + struct.pack("<Q", len(body)) + body[24:]
        package.write_bytes(body + hashlib.sha256(body).digest() + data[-4:])
        status, out, error = self.load(package)
        self.assertEqual(status, 1, error)
        self.assertIn("defines a map in a way that its kind does not allow", out)

    def test_a_tracepoints_sensor_counts_and_the_next_one_follows_it(self):
        self.assertIn("calls  attached", self.loads(self.seal("calls.c")))
        before = struct.unpack("<Q", element(PINS / "sensor/map_counted", 8))[0]
        for _ in range(100):
            os.getppid()
        self.assertGreaterEqual(struct.unpack("<Q", element(PINS / "sensor/map_counted", 8))[0], before + 100)
        self.assertIn("the version before has left", self.loads(self.seal("calls.c", "-DOTHER")))


    def test_an_event_with_types_is_found_by_its_name(self):
        self.assertIn("typed  attached", self.loads(self.seal("typed.c")))
        before = struct.unpack("<Q", element(PINS / "sensor/map_switched", 8))[0]
        for _ in range(20):
            time.sleep(0.001)
        self.assertGreater(struct.unpack("<Q", element(PINS / "sensor/map_switched", 8))[0], before)
        self.assertIn("the version before has left", self.loads(self.seal("typed.c", "-DOTHER")))
        status, _, error = self.load(self.seal("typed.c", '-DEVENT="no_such_event"'))
        self.assertEqual(status, 1)
        self.assertIn("the kernel has no 'no_such_event' [L807]", error)


class Rights(Load):
    NOBODY = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")

    def setUp(self):
        super().setUp()
        self.folder.chmod(0o755)
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        for name in ("assay", "assay-load"):
            shutil.copy(ASSAY.parent / name, self.programs)

    def load_as_nobody(self):
        package = self.seal("calls.c")
        return run(*self.NOBODY, self.programs / "assay", "load", package, "--pin", PINS)

    def test_the_helper_alone_needs_rights(self):
        rights = "cap_bpf,cap_perfmon,cap_net_admin+ep"
        if run("setcap", rights, self.programs / "assay-load")[0] != 0:
            self.skipTest("files have no capabilities here")
        done = self.load_as_nobody()
        self.assertEqual(done[0], 0, done)
        self.assertEqual((PINS / "sensor/link_calls").stat().st_uid, 65534)

    def test_without_rights_the_kernel_says_no(self):
        status, _, error = self.load_as_nobody()
        self.assertEqual(status, 1)
        self.assertIn("this process may not load programs into the kernel: map 'counted', made: "
                      "Operation not permitted [L801]", error)


class Refused(Load):
    def test_a_hook_that_is_not_known_here_is_named(self):
        status, _, error = self.load(self.seal("probe.c"))
        self.assertEqual(status, 1)
        self.assertIn("program 'probe', section 'uprobe' under linux/kprobe [L803]", error)
        self.assertFalse(PINS.exists())

    def test_what_the_kernel_says_of_a_program_that_it_refuses_is_told(self):
        status, _, error = self.load(self.seal("remainder.c"))
        self.assertEqual(status, 1)
        self.assertRegex(error, r"program 'by_table': Invalid argument; it says:\n(.*\n)*.*\[L806\]")
        self.assertIn("unbounded min value", error)
        self.assertEqual(list((PINS / "sensor").iterdir()), [])

    def test_a_changed_package_is_refused_before_anything_is_made(self):
        package = self.seal("silence.c")
        data = bytearray(package.read_bytes())
        data[100] ^= 1
        package.write_bytes(data)
        self.assertEqual(self.load(package)[0], 2)
        self.assertFalse(PINS.exists())

    def test_the_helper_checks_again_and_takes_sealed_memory_only(self):
        package = self.seal("silence.c")
        helper = [ASSAY.parent / "assay-load", str(PINS), "", "", ""]
        with package.open("rb") as file:
            done = subprocess.run(helper, stdin=file, check=False, capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("[L811]", done.stderr)
        data = bytearray(package.read_bytes())
        data[100] ^= 1
        memory = os.memfd_create("package", os.MFD_ALLOW_SEALING)
        os.write(memory, data)
        fcntl.fcntl(memory, fcntl.F_ADD_SEALS, 15)
        done = subprocess.run(helper, stdin=memory, check=False, capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("[L601]", done.stderr)
        self.assertFalse(PINS.exists())

    def test_pins_lie_in_the_kernels_file_system_in_a_folder_of_ones_own(self):
        package = self.seal("silence.c")
        status, _, error = run(ASSAY, "load", package, "--pin", self.folder)
        self.assertEqual(status, 1)
        self.assertIn("not in a file system of type bpf [L809]", error)
        self.assertFalse((self.folder / "sensor").exists())
        PINS.mkdir(mode=0o755)
        self.assertIn("its mode is not 0700 [L809]", self.load(package)[2])

    def test_a_name_that_leads_elsewhere_is_no_name(self):
        self.assertIn("[L810]", self.load(self.seal("silence.c", name="../other"))[2])

    def test_types_of_another_kernel_are_refused(self):
        own = Path("/sys/kernel/btf/vmlinux")
        other = bytearray(own.read_bytes() + bytes(1))  # one empty name more
        struct.pack_into("<I", other, 20, struct.unpack_from("<I", other, 20)[0] + 1)
        (self.folder / "types").write_bytes(other)
        package = self.folder / "types.pkg"
        for types, wanted in ((self.folder / "types", 1), (own, 0)):
            done = run(ASSAY, "seal", SENSORS / "types.c", "-o", package, "--btf", types)
            self.assertEqual(done[0], 0, done)
            status, _, error = self.load(package)
            self.assertEqual(status, wanted, error)
            self.assertEqual("[L802]" in error, wanted == 1)


def main():
    if "--inside" not in sys.argv:
        inside = ["unshare", "--mount", "--net", sys.executable, "-B", *sys.argv, "--inside"]
        sys.exit(subprocess.run(inside, check=False).returncode)
    if run("mount", "-t", "bpf", "bpf", "/sys/fs/bpf")[0] != 0 or run("ip", "link", "set", "lo", "up")[0] != 0:
        print("skipped: this machine does not let the test mount a file system of type bpf, or use a network of its own")
        sys.exit(SKIPPED)
    try:
        bpf(PROG_LOAD, struct.pack("<IIQQ", 6, 0, 0, 0))  # BPF_PROG_LOAD of nothing: another error than EPERM is an answer
    except OSError as error:
        if error.errno == errno.EPERM:
            print("skipped: this machine does not let the test load programs into the kernel")
            sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    main()
